#include "model_io/mapping/transform_choices.h"

#include "model_io/mapping/check_ambiguity.h"
#include "model_io/mapping/transform_proposal.h"

#include <algorithm>

namespace tensorgraft {
namespace {

/// The convolution in front of a dense layer stands within so many tensors.
constexpr std::size_t tensorsBefore = 64;
constexpr std::size_t mostChoices = 8;

Outline lastOf(const Outline& outline, std::size_t index)
{
    const std::size_t first = index > tensorsBefore ? index - tensorsBefore : 0;
    return {outline.formatId, outline.tensors.subspan(first, index - first + 1), outline.backend};
}

} // namespace

TransformChoices transformChoices(const Outline& source, std::size_t sourceIndex, const Outline& target, std::size_t targetIndex,
                                  const std::string& likeliest)
{
    const TensorInfo &from = source.tensors[sourceIndex], &to = target.tensors[targetIndex];
    const ValueType input{from.dtype, from.shape, from.quantization}, wanted{to.dtype, to.shape};
    TransformChoices choices;
    std::vector<ResolvedTransform> known;
    const auto add = [&](const std::string& text) {
        const auto parsed = Transform::parse(text);
        if (!parsed || choices.transforms.size() >= mostChoices)
            return;
        auto resolved = resolve(*parsed, std::span(&input, 1), wanted);
        if (!resolved)
            return;
        // Two ways of writing the same steps are one choice.
        const auto same = [&](const ResolvedTransform& other) {
            return std::ranges::equal(other.steps, resolved->steps, {}, [](const ResolvedStep& s) { return toString(s.step); },
                                      [](const ResolvedStep& s) { return toString(s.step); });
        };
        if (std::ranges::any_of(known, same))
            return;
        known.push_back(*std::move(resolved));
        choices.transforms.push_back(text);
    };
    add(likeliest);
    if (choices.transforms.empty())
        return choices;

    const Outline shortSource = lastOf(source, sourceIndex), shortTarget = lastOf(target, targetIndex);
    const NameIndex names(shortSource.tensors);
    std::vector<Diagnostic> findings;
    checking::Findings list(findings);
    checking::AmbiguityChecker checker(shortSource, shortTarget, names, list);
    ResolvedEntry entry;
    entry.target = shortTarget.tensors.size() - 1;
    entry.sources = {shortSource.tensors.size() - 1};
    entry.resolved = known.front();
    checker.look(entry);
    for (const std::string& text : checker.alternatives())
        add(text);
    for (const std::string& text : proposeTransforms(from, to))
        add(text);

    // Where both formats name the axes, the order follows from the names; only what was flattened stays unknown. A plain
    // array's axes are the reader's guess from its shape, whatever framework it came from.
    const auto saysAxes = [](const Outline& outline, const TensorInfo& tensor) {
        return tensor.axes != AxisLayout::Unknown && checking::sideOf(outline).framework != checking::Framework::Unknown;
    };
    const bool axesKnown = saysAxes(shortSource, from) && saysAxes(shortTarget, to);
    choices.isOpen = choices.transforms.size() > 1 && std::ranges::any_of(findings, [&](const Diagnostic& d) {
                         return d.severity == Severity::Warning &&
                                (d.code == "flatten-order" || (!axesKnown && (d.code == "ambiguous-transpose" || d.code == "spatial-order")));
                     });
    return choices;
}

} // namespace tensorgraft
