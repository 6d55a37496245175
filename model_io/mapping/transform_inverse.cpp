#include "model_io/mapping/transform.h"

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
    if (const auto* s = std::get_if<AffineStep>(&done); s && s->zeros == std::vector<double>{0} && s->offsets == std::vector<double>{0} &&
                                                        s->factors.size() == 1 && s->factors[0] != 0)
        return ScaleStep{1 / s->factors[0]};
    return std::nullopt;
}

} // namespace

Result<Transform> inverse(const ResolvedTransform& forward)
{
    if (forward.inputs.size() != 1)
        return fail(ErrorCode::Mismatch, forward.inputs.empty() ? "a fill has no inverse: it takes no source"
                                                                : "a transform that joins several sources has no single inverse");
    if (forward.losesData)
        return fail(ErrorCode::Mismatch, "the transform has no inverse: it " + forward.lossReason);
    std::vector<Step> steps;
    for (std::size_t i = forward.steps.size(); i-- > 0;) {
        const ValueType& before = i == 0 ? forward.inputs[0] : forward.steps[i - 1].result;
        auto back = undo(forward.steps[i].step, before);
        if (!back)
            return fail(ErrorCode::Mismatch, "'" + toString(forward.steps[i].step) + "' has no inverse");
        steps.push_back(std::move(*back));
    }
    return Transform(std::move(steps));
}

} // namespace tensorgraft
