#include "model_io/mapping/transform_inverse.h"

#include <cmath>

namespace tensorgraft {
namespace {

/// The step that undoes `done`, which turned `before` into its result; nullopt where there is none.
std::optional<Step> undo(const Step& done, const ValueType& before)
{
    if (const auto* s = std::get_if<TransposeStep>(&done)) {
        TransposeStep back{std::vector<std::int64_t>(s->permutation.size())};
        for (std::size_t k = 0; k < s->permutation.size(); ++k)
            back.permutation[static_cast<std::size_t>(s->permutation[k])] = static_cast<std::int64_t>(k);
        return back;
    }
    if (std::holds_alternative<ReshapeStep>(done))
        return ReshapeStep{std::vector<std::int64_t>(before.shape.begin(), before.shape.end())};
    if (std::holds_alternative<FlipStep>(done))
        return done;
    if (const auto* s = std::get_if<PadStep>(&done))
        return CropStep{s->axis, before.shape[static_cast<std::size_t>(s->axis)], s->before};
    if (std::holds_alternative<CastStep>(done))
        return CastStep{before.dtype};
    if (const auto* s = std::get_if<ReorderStep>(&done)) {
        ReorderStep back{s->axis, std::vector<std::int64_t>(s->blocks.size())};
        for (std::size_t k = 0; k < s->blocks.size(); ++k)
            back.blocks[static_cast<std::size_t>(s->blocks[k])] = static_cast<std::int64_t>(k);
        return back;
    }
    if (const auto* s = std::get_if<GroupsStep>(&done)) {
        GroupsStep back = *s;
        back.kind = s->kind == GroupsKind::Expand ? GroupsKind::Collapse : GroupsKind::Expand;
        return back;
    }
    if (const auto* s = std::get_if<RepeatStep>(&done)) {
        const std::int64_t size = before.shape[static_cast<std::size_t>(s->axis)];
        return s->tile ? Step(CropStep{s->axis, size, 0}) : Step(SliceStep{s->axis, 0, size * s->count, s->count});
    }
    // Only a power of two gives every bit back.
    int exponent = 0;
    if (const auto* s = std::get_if<AffineStep>(&done); s && s->zeros == std::vector<double>{0} && s->offsets == std::vector<double>{0} &&
                                                        s->factors.size() == 1 && std::abs(std::frexp(s->factors[0], &exponent)) == 0.5)
        return ScaleStep{1 / s->factors[0]};
    return std::nullopt;
}

} // namespace

namespace transforms {

const ValueType& typeBefore(const ResolvedTransform& forward, std::size_t at, std::size_t source)
{
    if (at == 0)
        return forward.inputs[source];
    const ResolvedStep& step = forward.steps[at - 1];
    return step.perSourceResults.empty() ? step.result : step.perSourceResults[source];
}

std::string reasonAgainst(const Step& step)
{
    if (std::holds_alternative<SliceStep>(step) || std::holds_alternative<CropStep>(step))
        return "a part of the source is all that is left behind it";
    if (std::holds_alternative<MixStep>(step))
        return "weighted sums cannot be taken apart";
    if (std::holds_alternative<SumStep>(step))
        return "a sum does not say what was added up";
    if (std::holds_alternative<FoldStep>(step))
        return "what was folded into the weights cannot be told from them";
    if (std::holds_alternative<AffineStep>(step))
        return "rounding it back would not give every bit";
    if (std::holds_alternative<FillStep>(step))
        return "a fill takes no source";
    return "it has no inverse";
}

Result<std::vector<Step>> undoSteps(const ResolvedTransform& forward, std::size_t first, std::size_t end, std::size_t source)
{
    std::vector<Step> steps;
    for (std::size_t i = end; i-- > first;) {
        const ResolvedStep& done = forward.steps[i];
        const Step& step = done.perSourceSteps.empty() ? done.step : done.perSourceSteps[source];
        auto back = undo(step, typeBefore(forward, i, source));
        if (!back)
            return fail(ErrorCode::Mismatch, "'" + toString(step) + "' cannot be undone: " + reasonAgainst(step));
        steps.push_back(std::move(*back));
    }
    return steps;
}

} // namespace transforms

Result<Transform> inverse(const ResolvedTransform& forward)
{
    if (forward.inputs.size() != 1)
        return fail(ErrorCode::Mismatch, forward.inputs.empty() ? "a fill has no inverse: it takes no source"
                                                                : "a transform that joins several sources has no single inverse");
    if (forward.losesData)
        return fail(ErrorCode::Mismatch, "the transform has no inverse: it " + forward.lossReason);
    auto steps = transforms::undoSteps(forward, 0, forward.steps.size(), 0);
    if (!steps)
        return fail(std::move(steps.error()));
    return Transform(std::move(*steps));
}

} // namespace tensorgraft
