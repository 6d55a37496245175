#include "model_io/analysis/model_scan.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <tuple>
#include <unordered_map>

namespace tensorgraft {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void add(ModelShare& share, const TensorInfo& tensor)
{
    ++share.tensors;
    share.parameters += tensor.elementCount();
    share.bytes += tensor.sizeBytes;
}

/// Middle of `values`, which it reorders; the mean of the two middle ones where they are even. REQUIRES: not empty.
double median(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// Progress of many threads as one count of bytes.
class SharedProgress {
public:
    SharedProgress(const ProgressFn& progress, std::uint64_t total) : m_progress(progress), m_total(total) {}

    /// False once the caller wants to stop.
    bool add(std::uint64_t bytes)
    {
        const std::uint64_t done = m_done += bytes;
        if (m_progress && !m_stopped) {
            const std::lock_guard lock(m_mutex);
            if (!m_progress(std::min(done, m_total), m_total))
                m_stopped = true;
        }
        return !m_stopped;
    }
    [[nodiscard]] bool stopped() const { return m_stopped; }

private:
    const ProgressFn& m_progress;
    std::uint64_t m_total;
    std::atomic<std::uint64_t> m_done{0};
    std::atomic<bool> m_stopped{false};
    std::mutex m_mutex;
};

TensorScan scanTensor(const ModelFile& model, std::size_t index, SharedProgress& progress)
{
    TensorScan scan;
    scan.score = nan;
    const TensorInfo& info = model.tensors()[index];
    std::uint64_t reported = 0;
    if (isPlain(info.dtype)) {
        // Isolated: a thread that waits for the blocks of a large tensor would begin another tensor, and another.
        auto result = tbb::this_task_arena::isolate([&] {
            return statistics(model, index, [&](std::uint64_t done, std::uint64_t) {
                const std::uint64_t news = done > reported ? done - reported : 0;
                reported += news;
                return progress.add(news);
            });
        });
        if (result)
            scan.statistics = *result;
        else if (result.error().code != ErrorCode::Cancelled)
            scan.problem = result.error().toString();
    }
    progress.add(info.sizeBytes > reported ? info.sizeBytes - reported : 0);
    return scan;
}

/// Tensors that may be compared: the same part of the same kind of layer.
using Kind = std::tuple<TensorRole, ParameterKind, std::string_view>;
Kind kindOf(const TensorInfo& tensor)
{
    const bool named = tensor.kind == ParameterKind::Unknown || tensor.role == TensorRole::OptimizerState;
    return {tensor.role, tensor.kind, named ? std::string_view(tensor.label) : std::string_view()};
}

void judge(std::span<const TensorInfo> tensors, ModelScan& scan)
{
    std::map<Kind, std::vector<std::size_t>> kinds;
    for (std::size_t i = 0; i < tensors.size(); ++i)
        if (const auto& s = scan.tensors[i].statistics; s && s->l2 > 0)
            kinds[kindOf(tensors[i])].push_back(i);
    for (const auto& [kind, members] : kinds) {
        std::vector<double> logs;
        logs.reserve(members.size());
        for (const std::size_t i : members) {
            const Statistics& s = *scan.tensors[i].statistics;
            const auto finite = static_cast<double>(s.count - s.nans - s.infs);
            logs.push_back(std::log10(s.l2 / std::sqrt(finite)));
        }
        const std::vector<double> scores = robustScores(logs);
        for (std::size_t m = 0; m < members.size(); ++m) {
            scan.tensors[members[m]].score = scores[m];
            scan.tensors[members[m]].isOutlier = std::abs(scores[m]) > outlierThreshold;
        }
    }
}

} // namespace

ModelOutline modelOutline(const ModelFile& model)
{
    ModelOutline outline;
    std::map<DType, DTypeShare> dtypes;
    std::unordered_map<std::string_view, std::size_t> layers;
    const auto tensors = model.tensors();
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const TensorInfo& tensor = tensors[i];
        add(outline.total, tensor);
        DTypeShare& dtype = dtypes[tensor.dtype];
        dtype.dtype = tensor.dtype;
        add(dtype, tensor);
        const auto [it, isNew] = layers.try_emplace(tensor.layer, outline.layers.size());
        if (isNew)
            outline.layers.emplace_back().layer = tensor.layer;
        LayerShare& layer = outline.layers[it->second];
        add(layer, tensor);
        layer.members.push_back(i);
    }
    for (const auto& [type, share] : dtypes)
        outline.dtypes.push_back(share);
    std::ranges::stable_sort(outline.dtypes, std::greater{}, &DTypeShare::bytes);
    return outline;
}

Result<ModelScan> scanModel(const ModelFile& model, const ProgressFn& progress)
{
    const auto tensors = model.tensors();
    std::uint64_t total = 0;
    for (const TensorInfo& tensor : tensors)
        total += tensor.sizeBytes;
    SharedProgress shared(progress, total);
    ModelScan scan;
    scan.tensors.resize(tensors.size());
    tbb::parallel_for(std::size_t{0}, tensors.size(), [&](std::size_t i) {
        if (!shared.stopped())
            scan.tensors[i] = scanTensor(model, i, shared);
    });
    if (shared.stopped() || !shared.add(0))
        return cancelled();
    for (const TensorScan& one : scan.tensors) {
        scan.unreadable += !one.problem.empty();
        if (!one.statistics)
            continue;
        const Statistics& s = *one.statistics;
        ++scan.scanned;
        scan.zeros += s.zeros;
        scan.nans += s.nans;
        scan.infs += s.infs;
        scan.zeroTensors += s.count > 0 && s.zeros == s.count;
    }
    judge(tensors, scan);
    return scan;
}

std::vector<double> robustScores(std::span<const double> values)
{
    std::vector<double> scores(values.size(), nan);
    std::vector<double> finite;
    std::ranges::copy_if(values, std::back_inserter(finite), [](double v) { return std::isfinite(v); });
    if (finite.size() < leastForScores)
        return scores;
    const double middle = median(finite);
    double meanDeviation = 0;
    for (double& value : finite) {
        value = std::abs(value - middle);
        meanDeviation += value;
    }
    meanDeviation /= static_cast<double>(finite.size());
    const double mad = median(finite);
    // Rounding leaves deviations of 1e-16 where all are meant to be equal: nobody wants those magnified.
    constexpr double negligible = 1e-12;
    const double scale = mad > negligible ? mad / 0.6745 : 1.253314 * meanDeviation;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isfinite(values[i]))
            scores[i] = scale > negligible ? (values[i] - middle) / scale : 0.0;
    return scores;
}

} // namespace tensorgraft
