#include "model_io/codecs/convert_simd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model_io/codecs/convert_simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "model_io/codecs/float_codec.h"

#include <cstdint>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace tensorgraft::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Targets whose float16 conversions are instructions. Highway 1.0.3 emulates them elsewhere without infinities and
// NaNs, so the others take the scalar codec.
#undef TENSORGRAFT_NATIVE_FLOAT16
#if (HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2 && !defined(HWY_DISABLE_F16C)) || HWY_ARCH_ARM_A64
#define TENSORGRAFT_NATIVE_FLOAT16 1
#else
#define TENSORGRAFT_NATIVE_FLOAT16 0
#endif

template <typename T>
HWY_INLINE T loadOne(const void* in, size_t index)
{
    T value;
    std::memcpy(&value, static_cast<const char*>(in) + index * sizeof(T), sizeof value);
    return value;
}
template <typename T>
HWY_INLINE void storeOne(T value, void* out, size_t index)
{
    std::memcpy(static_cast<char*>(out) + index * sizeof(T), &value, sizeof value);
}
/// LoadU and StoreU promise to take any address, but not through a pointer of the element's type: UBSan sees only the
/// pointer arithmetic, which these keep in bytes.
template <class D>
HWY_INLINE hn::VFromD<D> loadAt(D d, const void* in, size_t index)
{
    return hn::BitCast(d, hn::LoadU(hn::Repartition<uint8_t, D>(),
                                    static_cast<const uint8_t*>(in) + index * sizeof(hn::TFromD<D>)));
}
template <class D>
HWY_INLINE void storeAt(hn::VFromD<D> v, D d, void* out, size_t index)
{
    const hn::Repartition<uint8_t, D> bytes;
    (void)d;
    hn::StoreU(hn::BitCast(bytes, v), bytes, static_cast<uint8_t*>(out) + index * sizeof(hn::TFromD<D>));
}

void Float16ToFloat32(const void* in, void* out, size_t count)
{
    size_t i = 0;
#if TENSORGRAFT_NATIVE_FLOAT16
    const hn::ScalableTag<float> d;
    const hn::Rebind<hwy::float16_t, decltype(d)> half;
    const hn::Rebind<uint16_t, decltype(d)> bits;
    const size_t lanes = hn::Lanes(d);
    for (; i + lanes <= count; i += lanes)
        storeAt(hn::PromoteTo(d, hn::BitCast(half, loadAt(bits, in, i))), d, out, i);
#endif
    for (; i < count; ++i)
        storeOne(float16ToFloat(loadOne<uint16_t>(in, i)), out, i);
}

void Float32ToFloat16(const void* in, void* out, size_t count)
{
    size_t i = 0;
#if TENSORGRAFT_NATIVE_FLOAT16
    const hn::ScalableTag<float> d;
    const hn::Rebind<hwy::float16_t, decltype(d)> half;
    const hn::Rebind<uint16_t, decltype(d)> bits;
    const size_t lanes = hn::Lanes(d);
    for (; i + lanes <= count; i += lanes)
        storeAt(hn::BitCast(bits, hn::DemoteTo(half, loadAt(d, in, i))), bits, out, i);
#endif
    for (; i < count; ++i)
        storeOne(floatToFloat16(loadOne<float>(in, i)), out, i);
}

void Bfloat16ToFloat32(const void* in, void* out, size_t count)
{
    size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
    const hn::ScalableTag<uint32_t> d;
    const hn::Rebind<uint16_t, decltype(d)> half;
    const size_t lanes = hn::Lanes(d);
    for (; i + lanes <= count; i += lanes)
        storeAt(hn::ShiftLeft<16>(hn::PromoteTo(d, loadAt(half, in, i))), d, out, i);
#endif
    for (; i < count; ++i)
        storeOne(bfloat16ToFloat(loadOne<uint16_t>(in, i)), out, i);
}

void Float32ToBfloat16(const void* in, void* out, size_t count)
{
    size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
    const hn::ScalableTag<uint32_t> d;
    const hn::RebindToSigned<decltype(d)> di;
    const hn::Rebind<uint16_t, decltype(d)> half;
    const size_t lanes = hn::Lanes(d);
    const auto one = hn::Set(d, 1u), bias = hn::Set(d, 0x7FFFu), quiet = hn::Set(d, 0x40u);
    const auto magnitude = hn::Set(d, 0x7FFFFFFFu);
    const auto infinity = hn::Set(di, 0x7F800000);
    for (; i + lanes <= count; i += lanes) {
        const auto bits = loadAt(d, in, i);
        const auto upper = hn::ShiftRight<16>(bits);
        const auto rounded = hn::ShiftRight<16>(hn::Add(hn::Add(bits, bias), hn::And(upper, one)));
        const auto isNan = hn::RebindMask(d, hn::Gt(hn::BitCast(di, hn::And(bits, magnitude)), infinity));
        const auto result = hn::IfThenElse(isNan, hn::Or(upper, quiet), rounded);
        // Values fit 16 bits; going through signed 32 would saturate, so the halves are taken as they are.
        storeAt(hn::TruncateTo(half, result), half, out, i);
    }
#endif
    for (; i < count; ++i)
        storeOne(floatToBfloat16(loadOne<float>(in, i)), out, i);
}

void Float32ToFloat64(const void* in, void* out, size_t count)
{
    size_t i = 0;
#if HWY_HAVE_FLOAT64 && HWY_TARGET != HWY_SCALAR
    const hn::ScalableTag<double> d;
    const hn::Rebind<float, decltype(d)> narrow;
    const size_t lanes = hn::Lanes(d);
    for (; i + lanes <= count; i += lanes)
        storeAt(hn::PromoteTo(d, loadAt(narrow, in, i)), d, out, i);
#endif
    for (; i < count; ++i)
        storeOne(static_cast<double>(loadOne<float>(in, i)), out, i);
}

void Float64ToFloat32(const void* in, void* out, size_t count)
{
    size_t i = 0;
#if HWY_HAVE_FLOAT64 && HWY_TARGET != HWY_SCALAR
    const hn::ScalableTag<double> d;
    const hn::Rebind<float, decltype(d)> narrow;
    const size_t lanes = hn::Lanes(d);
    for (; i + lanes <= count; i += lanes)
        storeAt(hn::DemoteTo(narrow, loadAt(d, in, i)), narrow, out, i);
#endif
    for (; i < count; ++i)
        storeOne(static_cast<float>(loadOne<double>(in, i)), out, i);
}

} // namespace tensorgraft::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tensorgraft {

HWY_EXPORT(Float16ToFloat32);
HWY_EXPORT(Float32ToFloat16);
HWY_EXPORT(Bfloat16ToFloat32);
HWY_EXPORT(Float32ToBfloat16);
HWY_EXPORT(Float32ToFloat64);
HWY_EXPORT(Float64ToFloat32);

namespace detail {

void float16ToFloat32(const void* in, void* out, std::size_t count) { HWY_DYNAMIC_DISPATCH(Float16ToFloat32)(in, out, count); }
void float32ToFloat16(const void* in, void* out, std::size_t count) { HWY_DYNAMIC_DISPATCH(Float32ToFloat16)(in, out, count); }
void bfloat16ToFloat32(const void* in, void* out, std::size_t count) { HWY_DYNAMIC_DISPATCH(Bfloat16ToFloat32)(in, out, count); }
void float32ToBfloat16(const void* in, void* out, std::size_t count) { HWY_DYNAMIC_DISPATCH(Float32ToBfloat16)(in, out, count); }
void float32ToFloat64(const void* in, void* out, std::size_t count) { HWY_DYNAMIC_DISPATCH(Float32ToFloat64)(in, out, count); }
void float64ToFloat32(const void* in, void* out, std::size_t count) { HWY_DYNAMIC_DISPATCH(Float64ToFloat32)(in, out, count); }

} // namespace detail
} // namespace tensorgraft
#endif
