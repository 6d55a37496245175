#include "model_io/analysis/block_moments.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model_io/analysis/block_moments.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace tensorgraft::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using detail::BlockMoments;

template <typename T>
HWY_INLINE double valueAt(const void* values, size_t index)
{
    T value;
    std::memcpy(&value, static_cast<const char*>(values) + index * sizeof(T), sizeof value);
    return static_cast<double>(value);
}

#if HWY_HAVE_FLOAT64 && HWY_TARGET != HWY_SCALAR
#undef TENSORGRAFT_VECTOR_MOMENTS
#define TENSORGRAFT_VECTOR_MOMENTS 1

/// As many values as `d` has lanes, from any address, as float64.
template <typename T, class D>
HWY_INLINE hn::VFromD<D> loadAt(D d, const void* values, size_t index)
{
    const hn::Rebind<T, D> narrow;
    const hn::Repartition<uint8_t, decltype(narrow)> bytes;
    const auto v = hn::BitCast(narrow, hn::LoadU(bytes, static_cast<const uint8_t*>(values) + index * sizeof(T)));
    if constexpr (sizeof(T) == sizeof(double))
        return v;
    else
        return hn::PromoteTo(d, v);
}
#else
#undef TENSORGRAFT_VECTOR_MOMENTS
#define TENSORGRAFT_VECTOR_MOMENTS 0
#endif

template <typename T>
BlockMoments Moments(const void* values, size_t count)
{
    BlockMoments m;
    double sum = 0;
    m.min = std::numeric_limits<double>::infinity();
    m.max = -m.min;
    size_t i = 0;
#if TENSORGRAFT_VECTOR_MOMENTS
    const hn::ScalableTag<double> d;
    const hn::RebindToSigned<decltype(d)> di;
    const size_t lanes = hn::Lanes(d);
    const auto zero = hn::Zero(d), top = hn::Set(d, std::numeric_limits<double>::max());
    auto sums = zero, sums2 = zero, mins = hn::Set(d, m.min), maxs = hn::Set(d, m.max);
    auto zeros = hn::Zero(di);
    // Two accumulators hide the latency of the additions; more gained nothing.
    const auto add = [&](const auto v, auto& into) HWY_ATTR {
        zeros = hn::Sub(zeros, hn::BitCast(di, hn::VecFromMask(d, hn::Eq(v, zero))));
        const auto finite = hn::Le(hn::Abs(v), top);
        if (HWY_LIKELY(hn::AllTrue(d, finite))) {
            into = hn::Add(into, v);
            mins = hn::Min(mins, v);
            maxs = hn::Max(maxs, v);
            return;
        }
        const size_t finiteCount = hn::CountTrue(d, finite);
        const size_t nanCount = hn::CountTrue(d, hn::Not(hn::Eq(v, v))); // Ne is false for NaN on some targets of 1.0.3
        m.nans += nanCount;
        m.infs += lanes - finiteCount - nanCount;
        into = hn::Add(into, hn::IfThenElseZero(finite, v));
        mins = hn::IfThenElse(finite, hn::Min(mins, v), mins);
        maxs = hn::IfThenElse(finite, hn::Max(maxs, v), maxs);
    };
    for (; i + 2 * lanes <= count; i += 2 * lanes) {
        add(loadAt<T>(d, values, i), sums);
        add(loadAt<T>(d, values, i + lanes), sums2);
    }
    sum = hn::GetLane(hn::SumOfLanes(d, hn::Add(sums, sums2)));
    m.min = hn::GetLane(hn::MinOfLanes(d, mins));
    m.max = hn::GetLane(hn::MaxOfLanes(d, maxs));
    m.zeros = static_cast<uint64_t>(hn::GetLane(hn::SumOfLanes(di, zeros)));
#endif
    for (; i < count; ++i) {
        const double v = valueAt<T>(values, i);
        if (std::isnan(v)) {
            ++m.nans;
        } else if (std::isinf(v)) {
            ++m.infs;
        } else {
            m.zeros += v == 0;
            sum += v;
            m.min = std::min(m.min, v);
            m.max = std::max(m.max, v);
        }
    }
    m.finite = count - m.nans - m.infs;
    if (m.finite == 0)
        return m;
    if (std::isinf(sum)) { // float64 values near the largest: add them scaled by a power of two
        sum = 0;
        for (size_t k = 0; k < count; ++k)
            if (const double v = valueAt<T>(values, k); std::isfinite(v))
                sum += std::ldexp(v, -64);
        m.mean = std::ldexp(sum / static_cast<double>(m.finite), 64);
    } else {
        m.mean = sum / static_cast<double>(m.finite);
    }

    i = 0;
#if TENSORGRAFT_VECTOR_MOMENTS
    const auto mean = hn::Set(d, m.mean);
    auto squares = zero, squares2 = zero;
    if (m.finite == count) {
        for (; i + 2 * lanes <= count; i += 2 * lanes) {
            const auto a = hn::Sub(loadAt<T>(d, values, i), mean), b = hn::Sub(loadAt<T>(d, values, i + lanes), mean);
            squares = hn::MulAdd(a, a, squares);
            squares2 = hn::MulAdd(b, b, squares2);
        }
    }
    m.deviation = hn::GetLane(hn::SumOfLanes(d, hn::Add(squares, squares2)));
#endif
    for (; i < count; ++i) {
        const double v = valueAt<T>(values, i);
        if (std::isfinite(v))
            m.deviation += (v - m.mean) * (v - m.mean);
    }
    return m;
}

BlockMoments MomentsFloat32(const void* values, size_t count) { return Moments<float>(values, count); }
BlockMoments MomentsFloat64(const void* values, size_t count) { return Moments<double>(values, count); }

} // namespace tensorgraft::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tensorgraft {

HWY_EXPORT(MomentsFloat32);
HWY_EXPORT(MomentsFloat64);

namespace detail {

BlockMoments blockMomentsFloat32(const void* values, std::size_t count) { return HWY_DYNAMIC_DISPATCH(MomentsFloat32)(values, count); }
BlockMoments blockMomentsFloat64(const void* values, std::size_t count) { return HWY_DYNAMIC_DISPATCH(MomentsFloat64)(values, count); }

} // namespace detail
} // namespace tensorgraft
#endif
