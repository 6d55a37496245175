#include "model_io/transfer/compare_models.h"

#include "model_io/analysis/tensor_windows.h"
#include "model_io/mapping/name_index.h"
#include "model_io/transfer/evaluate.h"

#include <limits>
#include <utility>

namespace tensorgraft {
namespace {

Result<Comparison> compareTransformed(const std::shared_ptr<const ModelFile>& a, const ResolvedEntry& entry, const ModelFile& b, const ProgressFn& progress)
{
    constexpr std::uint64_t windowBytes = std::uint64_t{64} << 20;
    const TensorInfo& target = b.tensors()[entry.target];
    auto stream = TransformStream::make(a, entry.sources, entry.resolved, target.name, windowBytes);
    if (!stream)
        return fail(std::move(stream.error()));
    const DType type = entry.resolved.output.dtype;
    Comparator comparator;
    Result<void> failed;
    std::vector<std::byte> buffer;
    const auto goOn = [&](std::uint64_t done, std::uint64_t total) { return failed && reportProgress(progress, done, total); };
    auto walked = forEachWindow(b, entry.target, WindowOrder::COrder, goOn, [&](std::span<const std::byte> bytes, std::uint64_t first) {
        buffer.resize(bytes.size() / itemSizeBytes(target.dtype) * itemSizeBytes(type));
        failed = (*stream)->read(first, buffer);
        if (failed)
            comparator.add(type, buffer, target.dtype, bytes);
    });
    if (!failed)
        return fail(std::move(failed.error()));
    if (!walked)
        return fail(std::move(walked.error()));
    return comparator.result();
}

} // namespace

ModelPairs pairByName(const ModelFile& a, const ModelFile& b)
{
    ModelPairs result;
    const NameIndex names(b.tensors());
    std::vector<bool> taken(b.tensors().size());
    for (std::size_t i = 0; i < a.tensors().size(); ++i) {
        const auto partner = names.find(a.tensors()[i].name).index;
        if (partner && !taken[*partner]) {
            taken[*partner] = true;
            result.pairs.push_back({{i}, *partner, {}});
        } else {
            result.onlyInA.push_back(i);
        }
    }
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (!taken[i])
            result.onlyInB.push_back(i);
    return result;
}

ModelPairs pairByMapping(const MappingDocument& document, const ModelFile& a, const ModelFile& b)
{
    ModelPairs result;
    result.mapped = true;
    CheckResult checked = check(document, outlineOf(a), outlineOf(b));
    for (const ResolvedEntry& entry : checked.entries)
        result.pairs.push_back({entry.sources, entry.target, entry.transform.toString()});
    result.entries = std::move(checked.entries);
    for (Diagnostic& diagnostic : checked.diagnostics)
        if (diagnostic.severity == Severity::Error)
            result.problems.push_back(std::move(diagnostic));
    return result;
}

bool PairDifference::isChanged() const
{
    return comparison ? !comparison->equal : problem && problem->code != ErrorCode::Unsupported;
}

double PairDifference::change() const
{
    if (!isChanged())
        return 0;
    return comparison ? comparison->relativeL2 : std::numeric_limits<double>::infinity();
}

Result<PairDifference> comparePair(const std::shared_ptr<const ModelFile>& a, const ModelFile& b, const ModelPairs& pairs, std::size_t index,
                                   const ProgressFn& progress)
{
    const TensorPair& pair = pairs.pairs[index];
    auto comparison = pairs.mapped ? compareTransformed(a, pairs.entries[index], b, progress) : compare(*a, pair.a.front(), b, pair.b, progress);
    PairDifference result;
    if (comparison)
        result.comparison = *comparison;
    else if (comparison.error().code == ErrorCode::Cancelled)
        return cancelled();
    else
        result.problem = std::make_shared<const Error>(std::move(comparison.error()));
    return result;
}

std::string namesInA(const ModelFile& a, const TensorPair& pair)
{
    std::string names;
    for (const std::size_t i : pair.a)
        names += (names.empty() ? "" : ", ") + a.tensors()[i].name;
    return names;
}

} // namespace tensorgraft
