#include "model_io/mapping/recipe_parts.h"

namespace tensorgraft::recipes {
namespace {

constexpr const char* foldHint =
    "Write bn:fold(kernel,0.001,axis) with the sources kernel, [gamma,] moving variance, or bn:fold(bias,0.001) with [bias,] gamma, beta, moving mean, "
    "moving variance. The epsilon is the layer's own: 0.001 in Keras, 1e-5 in PyTorch";

struct Fold {
    FoldStep step;
    std::optional<std::int64_t> axis;
};

Result<Fold> readBatchNorm(const RecipeStep& recipe)
{
    const auto& a = recipe.arguments;
    Fold fold;
    // -1: not given, or no number
    const double epsilon = a.size() < 2 ? -1 : numberIn<double>(a[1]).value_or(-1);
    if (a.empty() || (a[0] != "kernel" && a[0] != "bias") || !(epsilon >= 0) || epsilon > 1)
        return usage(recipe, "needs the part (kernel or bias) and the epsilon of the layer", foldHint);
    fold.step.kind = a[0] == "bias" ? FoldKind::BatchNormBias : FoldKind::BatchNormKernel;
    fold.step.epsilon = epsilon;
    for (std::size_t i = 2; i < a.size(); ++i) {
        const auto axis = numberIn<std::int64_t>(a[i]);
        if (axis && i == 2 && a[0] == "kernel")
            fold.axis = *axis;
        else if (a[i] == "no_gamma" && a[0] == "bias")
            fold.step.hasGamma = false;
        else if (a[i] == "no_beta" && a[0] == "bias")
            fold.step.hasBeta = false;
        else
            return usage(recipe, "does not understand '" + a[i] + "'", foldHint);
    }
    return fold;
}

Result<std::int64_t> readWeightNorm(const RecipeStep& recipe)
{
    const auto& a = recipe.arguments;
    const auto axis = a.empty() ? std::optional<std::int64_t>(0) : a[0] == "none" ? std::optional<std::int64_t>(-1) : numberIn<std::int64_t>(a[0]);
    if (!axis || a.size() > 1 || *axis < -1)
        return usage(recipe, "takes the axis that the norm leaves out (dim), or none", "Write weight_norm:fold, weight_norm:fold(1) or weight_norm:fold(none)");
    return *axis;
}

std::string shapesOf(std::span<const ValueType> inputs)
{
    std::string text;
    for (const ValueType& input : inputs)
        text += (text.empty() ? "" : ", ") + input.shape.toString();
    return text;
}

/// The only axis of `shape` with `size` indices; nullopt where none or several have.
std::optional<std::size_t> onlyAxis(const Shape& shape, std::int64_t size)
{
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < shape.rank(); ++i)
        if (shape[i] == size) {
            if (found)
                return std::nullopt;
            found = i;
        }
    return found;
}

/// (1, C, 1, 1) as (C,).
std::vector<Step> flattened(const Shape& shape)
{
    if (shape.rank() == 1)
        return {};
    return {ReshapeStep{std::vector<std::int64_t>{-1}}};
}

Result<RecipePlan> planBatchNorm(const RecipeStep& recipe, Fold fold, std::span<const ValueType> inputs)
{
    FoldStep& step = fold.step;
    if (step.kind == FoldKind::BatchNormKernel) {
        if (inputs.size() != 2 && inputs.size() != 3)
            return misfit(recipe, "does not fit", "the sources kernel, gamma, moving variance (gamma may be missing)", std::to_string(inputs.size()) + " sources", foldHint);
        step.hasGamma = inputs.size() == 3;
        const auto channels = static_cast<std::int64_t>(inputs.back().shape.elementCount());
        std::optional<std::size_t> axis;
        if (fold.axis) {
            auto given = axisIn(recipe, *fold.axis, inputs[0].shape);
            if (!given)
                return fail(std::move(given.error()));
            axis = *given;
        } else {
            axis = onlyAxis(inputs[0].shape, channels);
            if (!axis)
                return misfit(recipe, "cannot tell the axis of the output channels", "one axis of size " + std::to_string(channels), inputs[0].shape.toString(), foldHint);
        }
        step.axis = static_cast<std::int64_t>(*axis);
    } else {
        const std::size_t most = 3 + (step.hasGamma ? 1U : 0U) + (step.hasBeta ? 1U : 0U);
        if (inputs.size() != most && inputs.size() + 1 != most)
            return misfit(recipe, "does not fit", "the sources [bias,] gamma, beta, moving mean, moving variance", std::to_string(inputs.size()) + " sources", foldHint);
        step.hasBias = inputs.size() == most;
    }
    RecipePlan plan;
    for (std::size_t i = 0; i < inputs.size(); ++i)
        plan.perSource.push_back(i == 0 && step.kind == FoldKind::BatchNormKernel ? std::vector<Step>{} : flattened(inputs[i].shape));
    plan.after = {step};
    return plan;
}

Result<RecipePlan> planWeightNorm(const RecipeStep& recipe, std::int64_t axis, std::span<const ValueType> inputs)
{
    if (inputs.size() != 2)
        return misfit(recipe, "does not fit", "two sources: g (the magnitudes), v (the directions)", std::to_string(inputs.size()) + " sources");
    const Shape& v = inputs[1].shape;
    if (axis >= static_cast<std::int64_t>(v.rank()))
        return misfit(recipe, "does not fit", "directions that have axis " + std::to_string(axis), v.toString());
    return RecipePlan{{{ReshapeStep{std::vector<std::int64_t>{-1}}}, {}}, {FoldStep{FoldKind::WeightNorm, axis, 0, false, true, true}}};
}

} // namespace

bool isFold(const RecipeStep& recipe) { return recipe.name == "bn:fold" || recipe.name == "weight_norm:fold"; }

Result<void> checkFold(const RecipeStep& recipe)
{
    if (recipe.name == "bn:fold")
        return readBatchNorm(recipe).map([](const Fold&) {});
    return readWeightNorm(recipe).map([](std::int64_t) {});
}

Result<RecipePlan> planFold(const RecipeStep& recipe, std::span<const ValueType> inputs)
{
    if (recipe.name == "bn:fold") {
        auto fold = readBatchNorm(recipe);
        return fold ? planBatchNorm(recipe, *fold, inputs) : fail(std::move(fold.error()));
    }
    auto axis = readWeightNorm(recipe);
    return axis ? planWeightNorm(recipe, *axis, inputs) : fail(std::move(axis.error()));
}

} // namespace tensorgraft::recipes

namespace tensorgraft {

Result<Shape> foldShape(const FoldStep& step, std::span<const ValueType> inputs)
{
    const auto wrong = [&](const std::string& wanted) {
        return fail(makeError(ErrorCode::Mismatch, "the sources do not fit each other").wanted(wanted).got(recipes::shapesOf(inputs)));
    };
    if (step.kind == FoldKind::WeightNorm) {
        const Shape& v = inputs[1].shape;
        const std::int64_t count = step.axis < 0 ? 1 : v[static_cast<std::size_t>(step.axis)];
        if (inputs[0].shape.elementCount() != static_cast<std::uint64_t>(count))
            return wrong(std::to_string(count) + (step.axis < 0 ? " magnitude for all directions" : " magnitudes, one an index of axis " + std::to_string(step.axis)));
        return v;
    }
    const bool kernel = step.kind == FoldKind::BatchNormKernel;
    const std::int64_t channels = kernel ? inputs[0].shape[static_cast<std::size_t>(step.axis)] : inputs[0].shape[0];
    for (std::size_t i = kernel ? 1 : 0; i < inputs.size(); ++i)
        if (inputs[i].shape != Shape{channels})
            return wrong("vectors of " + std::to_string(channels) + (kernel ? ", one an index of axis " + std::to_string(step.axis) : " each"));
    return inputs[0].shape;
}

} // namespace tensorgraft
