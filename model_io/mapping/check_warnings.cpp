#include "model_io/mapping/check_warnings.h"

#include "model_io/mapping/check_ambiguity.h"

#include <algorithm>

namespace tensorgraft::checking {
namespace {

std::vector<std::string> namesOf(const Outline& outline, const std::vector<std::size_t>& tensors)
{
    std::vector<std::string> names;
    for (std::size_t i : tensors)
        names.push_back(outline.tensors[i].name);
    return names;
}

/// Elements of each source that the entries take, all together: a fused tensor cut into its parts loses nothing.
std::vector<std::uint64_t> takenElements(const Outline& source, const CheckResult& result)
{
    std::vector<std::uint64_t> taken(source.tensors.size(), 0);
    for (const ResolvedEntry& entry : result.entries)
        if (entry.sources.size() == 1)
            taken[entry.sources[0]] += entry.resolved.output.shape.elementCount();
    return taken;
}

void warnOfLoss(const ResolvedEntry& entry, const Outline& source, const Outline& target, const std::vector<std::uint64_t>& taken, Findings& findings)
{
    if (!entry.resolved.losesData)
        return;
    std::string rounds, cuts;
    bool onlySlices = true;
    std::vector<DType> types;
    for (const ValueType& input : entry.resolved.inputs)
        types.push_back(input.dtype);
    for (const ResolvedStep& step : entry.resolved.steps) {
        const bool crop = std::holds_alternative<CropStep>(step.step);
        if (crop || std::holds_alternative<SliceStep>(step.step)) {
            cuts += (cuts.empty() ? "" : ", ") + toString(step.step);
            onlySlices = onlySlices && !crop;
        }
        if (const auto* cast = std::get_if<CastStep>(&step.step))
            for (DType& type : types) {
                if (!castIsExact(type, cast->to) && rounds.empty())
                    rounds = std::string(dtypeName(type)) + " to " + std::string(dtypeName(cast->to));
                type = cast->to;
            }
    }
    const std::string& name = target.tensors[entry.target].name;
    if (!rounds.empty())
        findings.add(Severity::Warning, "lossy-cast", name, namesOf(source, entry.sources), "Values are rounded: " + rounds,
                     "Set the policy dtype to source where the target's format may hold the source's type");
    const bool covered = onlySlices && entry.sources.size() == 1 && taken[entry.sources[0]] >= source.tensors[entry.sources[0]].shape.elementCount();
    if (!cuts.empty() && !covered)
        findings.add(Severity::Warning, "crops-data", name, namesOf(source, entry.sources), "Part of the source is left out: it " + entry.resolved.lossReason);
}

bool warnOfOptimizer(const ResolvedEntry& entry, const Outline& source, const Outline& target, Findings& findings)
{
    const bool onto = target.tensors[entry.target].role == TensorRole::OptimizerState;
    const bool from = std::any_of(entry.sources.begin(), entry.sources.end(),
                                  [&](std::size_t s) { return source.tensors[s].role == TensorRole::OptimizerState; });
    if (!onto && !from)
        return false;
    findings.add(Severity::Warning, "optimizer-state", target.tensors[entry.target].name, namesOf(source, entry.sources),
                 onto && from ? "Optimizer state is copied: it belongs to the training run of the source, not to the weights"
                 : onto       ? "Weights are written over the target's optimizer state"
                              : "Optimizer state of the source is written over weights",
                 "Exclude it where only the weights are meant, for example with exclude: [\"optimizer_weights/**\"]");
    return true;
}

/// Theano convolves where the others correlate: Keras on Theano keeps kernels turned by 180 degrees
/// (convert_all_kernels_in_model of Keras 2).
void warnOfTheano(const ResolvedEntry& entry, const Outline& source, const Outline& target, Findings& findings)
{
    if ((source.backend == "theano") == (target.backend == "theano") || entry.sources.size() != 1)
        return;
    const TensorInfo& from = source.tensors[entry.sources[0]];
    const bool kernel = from.kind == ParameterKind::Kernel && from.shape.rank() >= 3 && from.role == TensorRole::Trainable;
    const auto flips = std::ranges::count_if(entry.resolved.steps, [](const ResolvedStep& s) { return std::holds_alternative<FlipStep>(s.step); });
    if (!kernel || flips > 0)
        return;
    const std::string_view layout = axisLayoutName(from.axes);
    const bool named = layout.size() == from.shape.rank() && from.axes != AxisLayout::HWIO;
    const std::string recipe = named ? "conv:theano-flip(" + std::string(layout) + ")" : "conv:theano-flip";
    findings.add(Severity::Warning, "theano-kernels", target.tensors[entry.target].name, {from.name},
                 std::string("The ") + (source.backend == "theano" ? "source" : "target") +
                     " was saved with Theano, whose kernels are turned by 180 degrees against those of the other side",
                 "Put the recipe " + recipe + " in front of the transform")
        .transforms = {recipe + (entry.transform.isIdentity() ? "" : "|" + entry.transform.toString())};
}

/// A kept target whose namesake in the source is of another shape: what a person wonders about first.
void explainKept(const Outline& source, const Outline& target, const NameIndex& sourceNames, const Expansion& expansion, Findings& findings)
{
    for (std::size_t t = 0; t < target.tensors.size(); ++t) {
        const TensorInfo& tensor = target.tensors[t];
        const bool weights = tensor.role == TensorRole::Trainable || tensor.role == TensorRole::Statistic;
        if (expansion.drafts[t] || expansion.excluded[t] || expansion.conflict[t] || !weights)
            continue;
        auto namesake = sourceNames.find(tensor.name);
        if (!namesake.index && !tensor.layer.empty())
            namesake = sourceNames.find(tensor.layer + '/' + tensor.label);
        if (!namesake.index || source.tensors[*namesake.index].shape == tensor.shape)
            continue;
        std::string message, hint;
        std::vector<std::string> transforms;
        describeMisfit(source, tensor, {*namesake.index}, Transform(), makeError(ErrorCode::Mismatch, ""), message, hint, transforms);
        findings.add(Severity::Warning, "shape-mismatch", tensor.name, {source.tensors[*namesake.index].name},
                     "Not mapped, the target keeps its own values: the source has a tensor of this name, but of another shape. " + message, std::move(hint))
            .transforms = std::move(transforms);
        warnOfGroups(source, target, t, {*namesake.index}, findings);
    }
}

} // namespace

void addWarnings(const Outline& source, const Outline& target, const NameIndex& sourceNames, const Expansion& expansion, CheckResult& result)
{
    Findings findings(result.diagnostics);
    AmbiguityChecker ambiguity(source, target, sourceNames, findings);
    const std::vector<std::uint64_t> taken = takenElements(source, result);
    for (const ResolvedEntry& entry : result.entries) {
        warnOfLoss(entry, source, target, taken, findings);
        warnOfTheano(entry, source, target, findings);
        if (!warnOfOptimizer(entry, source, target, findings))
            ambiguity.look(entry);
    }
    if (!result.entries.empty())
        explainKept(source, target, sourceNames, expansion, findings);
}

} // namespace tensorgraft::checking
