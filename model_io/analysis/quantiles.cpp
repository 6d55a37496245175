#include "model_io/analysis/quantiles.h"

#include "model_io/analysis/magnitudes.h"
#include "model_io/analysis/tensor_windows.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

namespace tensorgraft {
namespace {

using detail::blockElements;
using Counts = std::vector<std::uint64_t>;

constexpr std::size_t halfSize = std::size_t{1} << 16;

/// Bits whose order as unsigned numbers is the order of the values (the sign bit flipped, negative ones inverted).
std::uint32_t keyOf(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value == 0 ? 0.0F : value); // -0 is 0
    return bits & 0x80000000U ? ~bits : bits | 0x80000000U;
}

float valueOf(std::uint32_t key)
{
    return std::bit_cast<float>(key & 0x80000000U ? key & 0x7FFFFFFFU : ~key);
}

/// `visit(key, counts of this thread)` for every finite value; the counts of all threads are added up.
template <typename Visit>
Result<Counts> countKeys(const ModelFile& model, std::size_t tensor, std::size_t size, const ProgressFn& progress, const Visit& visit)
{
    const DType type = model.tensors()[tensor].dtype;
    const std::size_t itemBytes = itemSizeBytes(type);
    tbb::enumerable_thread_specific<Counts> perThread([size] { return Counts(size); });
    auto walked = forEachWindow(model, tensor, WindowOrder::Any, progress, [&](std::span<const std::byte> bytes, std::uint64_t) {
        const std::size_t count = bytes.size() / itemBytes;
        const std::size_t blocks = (count + blockElements - 1) / blockElements;
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, blocks, 64), [&](const tbb::blocked_range<std::size_t>& range) {
            Counts& counts = perThread.local();
            double values[blockElements];
            for (std::size_t b = range.begin(); b != range.end(); ++b) {
                const std::size_t first = b * blockElements, length = std::min(blockElements, count - first);
                detail::magnitudes(type, bytes.subspan(first * itemBytes, length * itemBytes), std::span(values, length));
                for (std::size_t i = 0; i < length; ++i)
                    if (const auto value = static_cast<float>(values[i]); std::isfinite(value))
                        visit(keyOf(value), counts);
            }
        });
    });
    if (!walked)
        return fail(std::move(walked.error()));
    Counts sum(size);
    for (const Counts& counts : perThread)
        for (std::size_t i = 0; i < size; ++i)
            sum[i] += counts[i];
    return sum;
}

/// Bin in which the value of this rank lies; `rank` becomes the rank within it.
std::size_t binOfRank(std::span<const std::uint64_t> counts, std::uint64_t& rank)
{
    std::size_t bin = 0;
    while (bin + 1 < counts.size() && rank >= counts[bin])
        rank -= counts[bin++];
    return bin;
}

} // namespace

Result<std::vector<double>> quantiles(const ModelFile& model, std::size_t tensor, std::span<const double> fractions, const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    if (!isPlain(info.dtype))
        return fail(makeError(ErrorCode::Unsupported, "elements of this type have no quantiles").at(model.path()).of(info.name).got(std::string(dtypeName(info.dtype))));
    const auto half = [&progress](std::uint64_t pass) {
        return [&progress, pass](std::uint64_t done, std::uint64_t total) { return reportProgress(progress, pass * (total - total / 2) + done / 2, total); };
    };
    const Result<Counts> upper = countKeys(model, tensor, halfSize, half(0), [](std::uint32_t key, Counts& counts) { ++counts[key >> 16]; });
    if (!upper)
        return fail(upper.error());
    std::uint64_t finite = 0;
    for (const std::uint64_t count : *upper)
        finite += count;
    std::vector<double> result(fractions.size(), std::numeric_limits<double>::quiet_NaN());
    if (finite == 0)
        return result;

    // A quantile lies between two ranks; each rank in one of the bins of the first pass.
    std::map<std::uint32_t, std::uint32_t> places; // upper half -> place among the bins of the second pass
    const auto placeOf = [&](std::uint64_t rank) { places.emplace(static_cast<std::uint32_t>(binOfRank(*upper, rank)), 0); };
    const auto last = static_cast<double>(finite - 1);
    for (const double fraction : fractions) {
        assert(fraction >= 0 && fraction <= 1);
        placeOf(static_cast<std::uint64_t>(std::floor(fraction * last)));
        placeOf(static_cast<std::uint64_t>(std::ceil(fraction * last)));
    }
    std::vector<std::int32_t> placeOfUpper(halfSize, -1);
    std::uint32_t next = 0;
    for (auto& [bin, place] : places)
        placeOfUpper[bin] = static_cast<std::int32_t>(place = next++);
    const Result<Counts> lower = countKeys(model, tensor, places.size() * halfSize, half(1), [&](std::uint32_t key, Counts& counts) {
        if (const std::int32_t place = placeOfUpper[key >> 16]; place >= 0)
            ++counts[static_cast<std::size_t>(place) * halfSize + (key & 0xFFFFU)];
    });
    if (!lower)
        return fail(lower.error());
    const auto valueAt = [&](std::uint64_t rank) {
        const std::size_t bin = binOfRank(*upper, rank);
        const std::size_t first = static_cast<std::size_t>(placeOfUpper[bin]) * halfSize;
        const std::size_t within = binOfRank(std::span(*lower).subspan(first, halfSize), rank);
        return static_cast<double>(valueOf(static_cast<std::uint32_t>(bin << 16 | within)));
    };
    for (std::size_t i = 0; i < fractions.size(); ++i) {
        const double at = fractions[i] * last, below = std::floor(at);
        const double low = valueAt(static_cast<std::uint64_t>(below)), high = valueAt(static_cast<std::uint64_t>(std::ceil(at)));
        result[i] = low + (high - low) * (at - below);
    }
    return result;
}

} // namespace tensorgraft
