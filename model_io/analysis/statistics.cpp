#include "model_io/analysis/statistics.h"

#include "model_io/analysis/block_moments.h"
#include "model_io/analysis/magnitudes.h"
#include "model_io/analysis/tensor_windows.h"
#include "model_io/codecs/float_codec.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <vector>

namespace tensorgraft {
namespace {

using detail::blockElements;
using detail::parallelBytes;

bool fitsFloat32(DType type)
{
    return castIsExact(type, DType::Float32);
}

detail::BlockMoments momentsOf(DType type, const std::byte* at, std::size_t count)
{
    if (type == DType::Float32)
        return detail::blockMomentsFloat32(at, count);
    if (type == DType::Float64)
        return detail::blockMomentsFloat64(at, count);
    const std::span<const std::byte> in(at, count * itemSizeBytes(type));
    if (fitsFloat32(type)) {
        float values[blockElements];
        convertToFloat(type, in, std::span(values, count));
        return detail::blockMomentsFloat32(values, count);
    }
    double values[blockElements];
    detail::magnitudes(type, in, std::span(values, count));
    return detail::blockMomentsFloat64(values, count);
}

/// Sums that any number of blocks add up to (Chan, Golub, LeVeque 1979: merging of means and squared deviations).
class Moments {
public:
    void add(const detail::BlockMoments& block)
    {
        m_zeros += block.zeros;
        m_nans += block.nans;
        m_infs += block.infs;
        if (block.finite == 0)
            return;
        m_min = std::min(m_min, block.min);
        m_max = std::max(m_max, block.max);
        const double count = static_cast<double>(block.finite);
        const double total = static_cast<double>(m_finite) + count;
        const double delta = block.mean - m_mean;
        m_mean += delta * (count / total);
        m_deviation += block.deviation + delta * delta * (static_cast<double>(m_finite) * count / total);
        m_finite += block.finite;
    }

    [[nodiscard]] Statistics result() const
    {
        Statistics s;
        s.count = m_finite + m_nans + m_infs;
        s.zeros = m_zeros;
        s.nans = m_nans;
        s.infs = m_infs;
        if (m_finite == 0) {
            s.min = s.max = s.mean = s.std = std::numeric_limits<double>::quiet_NaN();
            return s;
        }
        const double count = static_cast<double>(m_finite);
        s.min = m_min;
        s.max = m_max;
        s.mean = m_mean;
        s.std = std::sqrt(m_deviation / count);
        s.l2 = std::hypot(std::sqrt(m_deviation), m_mean * std::sqrt(count));
        s.absMax = std::max(std::abs(m_min), std::abs(m_max));
        return s;
    }

private:
    std::uint64_t m_finite = 0, m_zeros = 0, m_nans = 0, m_infs = 0;
    double m_min = std::numeric_limits<double>::infinity(), m_max = -std::numeric_limits<double>::infinity();
    double m_mean = 0, m_deviation = 0;
};

/// Adds a run of elements. Blocks are cut alike and merged in order whatever the threads do: the same run always gives
/// the same bits.
void addElements(DType type, std::span<const std::byte> elements, Moments& into)
{
    const std::size_t itemBytes = itemSizeBytes(type);
    const std::size_t count = elements.size() / itemBytes;
    const std::size_t blocks = (count + blockElements - 1) / blockElements;
    const auto block = [&](std::size_t b) {
        const std::size_t first = b * blockElements;
        return momentsOf(type, elements.data() + first * itemBytes, std::min(blockElements, count - first));
    };
    if (elements.size() < parallelBytes) {
        for (std::size_t b = 0; b < blocks; ++b)
            into.add(block(b));
        return;
    }
    std::vector<detail::BlockMoments> results(blocks);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, blocks, 16), [&](const tbb::blocked_range<std::size_t>& range) {
        for (std::size_t b = range.begin(); b != range.end(); ++b)
            results[b] = block(b);
    });
    for (const auto& moments : results)
        into.add(moments);
}

} // namespace

Result<Statistics> statistics(const ModelFile& model, std::size_t tensor, const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    if (!isPlain(info.dtype))
        return fail(makeError(ErrorCode::Unsupported, "there are no statistics of elements of this type")
                        .at(model.path()).of(info.name).got(std::string(dtypeName(info.dtype))));
    Moments moments;
    auto walked = forEachWindow(model, tensor, WindowOrder::Any, progress,
                                [&](std::span<const std::byte> bytes, std::uint64_t) { addElements(info.dtype, bytes, moments); });
    if (!walked)
        return fail(std::move(walked.error()));
    return moments.result();
}

Statistics statistics(DType type, std::span<const std::byte> elements)
{
    Moments moments;
    addElements(type, elements, moments);
    return moments.result();
}

} // namespace tensorgraft
