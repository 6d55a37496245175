#include "model_io/analysis/histogram.h"

#include "model_io/analysis/magnitudes.h"
#include "model_io/analysis/statistics.h"
#include "model_io/analysis/tensor_windows.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

namespace tensorgraft {
namespace {

using detail::blockElements;

constexpr double mostDecades = 1e12; ///< of magnitudes

/// Sorts values into bins as numpy.histogram does: half-open bins, the last one closed, and the edges decide where
/// rounding would have put a value beside them.
class Binning {
public:
    explicit Binning(const Histogram& h) : m_low(h.low), m_geometric(h.axis == HistogramAxis::LogMagnitudes), m_bins(static_cast<int>(h.counts.size()))
    {
        // The width itself may overflow where the difference of its ends does.
        const double width = m_geometric ? std::log(h.high / h.low) / m_bins : h.high / m_bins - h.low / m_bins;
        m_inverse = width > 0 ? 1 / width : 0;
        m_edges.resize(h.counts.size() + 1);
        for (std::size_t i = 0; i < m_edges.size(); ++i)
            m_edges[i] = h.edge(i);
    }
    [[nodiscard]] std::size_t binOf(double value) const
    {
        const double place = (m_geometric ? std::log(value / m_low) : value - m_low) * m_inverse;
        auto bin = static_cast<std::size_t>(std::clamp(std::isfinite(place) ? place : m_bins - 1.0, 0.0, m_bins - 1.0));
        while (bin > 0 && value < m_edges[bin])
            --bin;
        while (bin + 1 < static_cast<std::size_t>(m_bins) && value >= m_edges[bin + 1])
            ++bin;
        return bin;
    }
    [[nodiscard]] bool ofMagnitudes() const { return m_geometric; }

private:
    double m_low, m_inverse = 0;
    bool m_geometric;
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
                if (!binning.ofMagnitudes())
                    ++bins[binning.binOf(value)];
                else if (value != 0)
                    ++bins[binning.binOf(std::abs(value))];
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

/// Blocks of float64 values, on several threads at once: `visit(values, local)` with the result of the thread.
template <typename Local, typename Visit>
Result<void> forEachBlock(const ModelFile& model, std::size_t tensor, const ProgressFn& progress, tbb::enumerable_thread_specific<Local>& perThread,
                          const Visit& visit)
{
    const DType type = model.tensors()[tensor].dtype;
    const std::size_t itemBytes = itemSizeBytes(type);
    return forEachWindow(model, tensor, WindowOrder::Any, progress, [&](std::span<const std::byte> bytes, std::uint64_t) {
        const std::size_t count = bytes.size() / itemBytes;
        const std::size_t blocks = (count + blockElements - 1) / blockElements;
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, blocks, 64), [&](const tbb::blocked_range<std::size_t>& range) {
            Local& local = perThread.local();
            double values[blockElements];
            for (std::size_t b = range.begin(); b != range.end(); ++b) {
                const std::size_t first = b * blockElements, length = std::min(blockElements, count - first);
                detail::magnitudes(type, bytes.subspan(first * itemBytes, length * itemBytes), std::span(values, length));
                visit(std::span<const double>(values, length), local);
            }
        });
    });
}

/// Of the finite magnitudes above zero; {inf, 0} where there are none.
struct MagnitudeRange {
    double least = std::numeric_limits<double>::infinity(), most = 0;
    void add(double magnitude)
    {
        if (magnitude > 0 && std::isfinite(magnitude)) {
            least = std::min(least, magnitude);
            most = std::max(most, magnitude);
        }
    }
};

/// An empty histogram of magnitudes; one single magnitude gets a range of a factor of two around it.
Histogram emptyHistogram(const MagnitudeRange& range, int bins)
{
    Histogram h;
    h.axis = HistogramAxis::LogMagnitudes;
    h.counts.resize(static_cast<std::size_t>(bins));
    h.low = range.most > 0 ? std::max(range.least, range.most / mostDecades) : 0.5;
    h.high = range.most > 0 ? range.most : 1;
    if (h.low == h.high) {
        h.low /= std::sqrt(2.0);
        h.high *= std::sqrt(2.0);
    }
    return h;
}

} // namespace

double Histogram::edge(std::size_t i) const
{
    if (i >= counts.size())
        return high;
    const double part = static_cast<double>(i) / static_cast<double>(counts.size());
    if (axis == HistogramAxis::LogMagnitudes)
        return i == 0 ? low : low * std::pow(high / low, part);
    const auto bins = static_cast<double>(counts.size());
    return low + static_cast<double>(i) * (high / bins - low / bins);
}

Result<Histogram> histogram(const ModelFile& model, std::size_t tensor, int bins, HistogramAxis axis, const ProgressFn& progress)
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
    Histogram h;
    if (axis == HistogramAxis::Values) {
        const auto stats = statistics(model, tensor, half(0));
        if (!stats)
            return fail(stats.error());
        h = emptyHistogram(*stats, bins);
    } else {
        tbb::enumerable_thread_specific<MagnitudeRange> perThread;
        auto walked = forEachBlock(model, tensor, half(0), perThread, [](std::span<const double> values, MagnitudeRange& range) {
            for (const double value : values)
                range.add(std::abs(value));
        });
        if (!walked)
            return fail(std::move(walked.error()));
        MagnitudeRange range;
        for (const MagnitudeRange& part : perThread) {
            range.add(part.least);
            range.add(part.most);
        }
        h = emptyHistogram(range, bins);
    }
    const Binning binning(h);
    tbb::enumerable_thread_specific<Counts> perThread([&] { return Counts{std::vector<std::uint64_t>(h.counts.size())}; });
    auto walked = forEachBlock(model, tensor, half(1), perThread, [&](std::span<const double> values, Counts& counts) { counts.add(values, binning); });
    if (!walked)
        return fail(std::move(walked.error()));
    for (const Counts& counts : perThread)
        counts.addTo(h);
    return h;
}

Result<Histogram> histogram(const ModelFile& model, std::size_t tensor, int bins, const ProgressFn& progress)
{
    return histogram(model, tensor, bins, HistogramAxis::Values, progress);
}

Histogram histogram(std::span<const float> values, int bins)
{
    assert(bins > 0);
    Histogram h = emptyHistogram(statistics(DType::Float32, std::as_bytes(values)), bins);
    Counts counts{std::vector<std::uint64_t>(h.counts.size())};
    counts.add(values, Binning(h));
    counts.addTo(h);
    return h;
}

} // namespace tensorgraft
