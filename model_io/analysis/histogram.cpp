#include "model_io/analysis/histogram.h"

#include "model_io/analysis/magnitudes.h"
#include "model_io/analysis/statistics.h"
#include "model_io/analysis/tensor_windows.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

namespace tensorgraft {
namespace {

using detail::blockElements;

/// Sorts values into bins as numpy.histogram does: half-open bins, the last one closed, and the edges decide where
/// rounding of the division would have put a value beside them.
class Binning {
public:
    Binning(double low, double high, int bins) : m_low(low), m_bins(bins)
    {
        const double width = high / bins - low / bins; // the difference itself may overflow
        m_inverse = width > 0 ? 1 / width : 0;
        m_edges.resize(static_cast<std::size_t>(bins) + 1);
        for (int i = 0; i < bins; ++i)
            m_edges[static_cast<std::size_t>(i)] = low + i * width;
        m_edges.back() = high;
    }
    [[nodiscard]] std::size_t binOf(double value) const
    {
        const double place = (value - m_low) * m_inverse;
        auto bin = static_cast<std::size_t>(std::clamp(std::isfinite(place) ? place : m_bins - 1.0, 0.0, m_bins - 1.0));
        while (bin > 0 && value < m_edges[bin])
            --bin;
        while (bin + 1 < static_cast<std::size_t>(m_bins) && value >= m_edges[bin + 1])
            ++bin;
        return bin;
    }

private:
    double m_low, m_inverse = 0;
    int m_bins;
    std::vector<double> m_edges;
};

struct Counts {
    std::vector<std::uint64_t> bins;
    std::uint64_t nans = 0, positiveInfs = 0, negativeInfs = 0, zeros = 0;

    template <typename T>
    void add(std::span<const T> values, const Binning& binning)
    {
        for (const T stored : values) {
            const double value = static_cast<double>(stored);
            if (std::isnan(value)) {
                ++nans;
            } else if (std::isinf(value)) {
                ++(value > 0 ? positiveInfs : negativeInfs);
            } else {
                zeros += value == 0;
                ++bins[binning.binOf(value)];
            }
        }
    }
    void addTo(Histogram& h) const
    {
        for (std::size_t i = 0; i < bins.size(); ++i)
            h.counts[i] += bins[i];
        h.nans += nans;
        h.positiveInfs += positiveInfs;
        h.negativeInfs += negativeInfs;
        h.zeros += zeros;
    }
};

/// An empty histogram over the range of `stats`. One single value gets a bin of its own in a range of width 1; where
/// nothing is finite the range is 0 to 1.
Histogram emptyHistogram(const Statistics& stats, int bins)
{
    Histogram h;
    h.counts.resize(static_cast<std::size_t>(bins));
    if (stats.count == stats.nans + stats.infs) {
        h.high = 1;
        return h;
    }
    h.low = stats.min;
    h.high = stats.max;
    if (h.low == h.high) {
        h.low -= 0.5;
        h.high += 0.5;
    }
    return h;
}

} // namespace

Result<Histogram> histogram(const ModelFile& model, std::size_t tensor, int bins, const ProgressFn& progress)
{
    assert(bins > 0);
    // Two passes: each is half of the work that is reported.
    const auto half = [&progress](int pass) -> ProgressFn {
        if (!progress)
            return {};
        return [&progress, pass](std::uint64_t done, std::uint64_t total) {
            return progress(done / 2 + (pass ? total / 2 : 0), total);
        };
    };
    const auto stats = statistics(model, tensor, half(0));
    if (!stats)
        return fail(stats.error());
    Histogram h = emptyHistogram(*stats, bins);
    const Binning binning(h.low, h.high, bins);
    const DType type = model.tensors()[tensor].dtype;
    const std::size_t itemBytes = itemSizeBytes(type);
    tbb::enumerable_thread_specific<Counts> perThread([&] { return Counts{std::vector<std::uint64_t>(h.counts.size())}; });
    auto walked = forEachWindow(model, tensor, WindowOrder::Any, half(1), [&](std::span<const std::byte> bytes, std::uint64_t) {
        const std::size_t count = bytes.size() / itemBytes;
        const std::size_t blocks = (count + blockElements - 1) / blockElements;
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, blocks, 64), [&](const tbb::blocked_range<std::size_t>& range) {
            Counts& counts = perThread.local();
            double values[blockElements];
            for (std::size_t b = range.begin(); b != range.end(); ++b) {
                const std::size_t first = b * blockElements, length = std::min(blockElements, count - first);
                detail::magnitudes(type, bytes.subspan(first * itemBytes, length * itemBytes), std::span(values, length));
                counts.add(std::span<const double>(values, length), binning);
            }
        });
    });
    if (!walked)
        return fail(std::move(walked.error()));
    for (const Counts& counts : perThread)
        counts.addTo(h);
    return h;
}

Histogram histogram(std::span<const float> values, int bins)
{
    assert(bins > 0);
    Histogram h = emptyHistogram(statistics(DType::Float32, std::as_bytes(values)), bins);
    Counts counts{std::vector<std::uint64_t>(h.counts.size())};
    counts.add(values, Binning(h.low, h.high, bins));
    counts.addTo(h);
    return h;
}

} // namespace tensorgraft
