#include "model_io/mapping/recipe_shapes.h"

#include "model_io/mapping/recipe_parts.h"
#include "model_io/mapping/transform_apply.h"

#include <array>
#include <cmath>

namespace tensorgraft {
namespace {

using recipes::axisIn;
using recipes::misfit;
using recipes::numberIn;
using recipes::splitAxis;
using recipes::usage;

/// Every index of an axis as it is.
void keepRows(AxisWeights& rows, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        rows.taps.push_back(i);
        rows.weights.push_back(1);
        rows.endRow();
    }
}

MixStep mixOf(std::size_t axis, AxisWeights rows)
{
    return {static_cast<std::int64_t>(axis), std::make_shared<const AxisWeights>(std::move(rows))};
}

// Positional embeddings -----------------------------------------------------------------------------------------------

struct PositionResize {
    ResizeMode mode = ResizeMode::Cubic;
    std::int64_t prefix = 0;
    std::vector<std::int64_t> grid; ///< to (h, w), from (h, w): 0, 2 or 4 numbers
    bool alignCorners = false, antialias = false;
};

Result<PositionResize> readPositions(const RecipeStep& recipe)
{
    constexpr const char* hint = "Write pos_embed:resize(bicubic,1) with the number of prefix tokens, pos_embed:resize(bilinear,1,24,24) with the new grid, or "
                                 "pos_embed:resize(bilinear,1,24,32,14,14) with both; then align_corners or antialias";
    std::vector<std::string> a = recipe.arguments;
    PositionResize result;
    while (!a.empty() && (a.back() == "align_corners" || a.back() == "antialias")) {
        (a.back() == "antialias" ? result.antialias : result.alignCorners) = true;
        a.pop_back();
    }
    if (a.empty() || (a[0] != "bicubic" && a[0] != "bilinear" && a[0] != "nearest"))
        return usage(recipe, "needs the way to resize: bicubic, bilinear or nearest", hint);
    result.mode = a[0] == "bicubic" ? ResizeMode::Cubic : a[0] == "bilinear" ? ResizeMode::Linear : ResizeMode::Nearest;
    if (result.alignCorners && result.antialias)
        return usage(recipe, "takes align_corners or antialias, not both", hint);
    for (std::size_t i = 1; i < a.size(); ++i) {
        const auto number = numberIn<std::int64_t>(a[i]);
        if (!number || *number < (i == 1 ? 0 : 1) || *number > (1 << 16))
            return usage(recipe, "does not understand '" + a[i] + "'", hint);
        if (i == 1)
            result.prefix = *number;
        else
            result.grid.push_back(*number);
    }
    if (result.grid.size() != 0 && result.grid.size() != 2 && result.grid.size() != 4)
        return usage(recipe, "takes the height and width of a grid together", hint);
    return result;
}

/// Height and width of a square grid of `tokens`; 0 where it is none.
std::int64_t sideOf(std::int64_t tokens)
{
    const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(tokens))));
    return tokens > 0 && side * side == tokens ? side : 0;
}

Result<RecipePlan> planPositions(const RecipeStep& recipe, const Shape& shape, const ValueType* target)
{
    auto options = readPositions(recipe);
    if (!options)
        return fail(std::move(options.error()));
    auto axis = axisIn(recipe, -2, shape);
    if (!axis)
        return fail(std::move(axis.error()));
    const std::int64_t tokens = shape[*axis] - options->prefix;
    std::array<std::int64_t, 2> from{sideOf(tokens), sideOf(tokens)}, to{0, 0};
    if (options->grid.size() == 4)
        from = {options->grid[2], options->grid[3]};
    if (tokens < 1 || from[0] * from[1] != tokens)
        return misfit(recipe, "does not fit", "a grid behind " + std::to_string(options->prefix) + " prefix tokens along axis " + std::to_string(*axis), shape.toString(),
                      "Write both grids where they are not square: pos_embed:resize(bilinear,1,24,32,14,16)");
    if (!options->grid.empty()) {
        to = {options->grid[0], options->grid[1]};
    } else {
        if (!target || target->shape.rank() != shape.rank())
            return usage(recipe, "takes the new grid from the target, and there is none of as many axes", "Write the grid: pos_embed:resize(bicubic,1,24,24)");
        to[0] = to[1] = sideOf(target->shape[*axis] - options->prefix);
        if (to[0] == 0)
            return misfit(recipe, "cannot tell the new grid", "a square behind " + std::to_string(options->prefix) + " prefix tokens", target->shape.toString(),
                          "Write the grid: pos_embed:resize(bicubic,1,24,32)");
    }
    if (from == to)
        return RecipePlan{};
    // Both axes of the grid at once: one weighted sum of tokens, so that the prefix passes untouched.
    const AxisWeights high = transforms::resizeWeights(from[0], to[0], options->mode, options->alignCorners, options->antialias);
    const AxisWeights wide = transforms::resizeWeights(from[1], to[1], options->mode, options->alignCorners, options->antialias);
    AxisWeights rows;
    rows.inputSize = shape[*axis];
    keepRows(rows, options->prefix);
    for (std::size_t h = 0; h < static_cast<std::size_t>(to[0]); ++h)
        for (std::size_t w = 0; w < static_cast<std::size_t>(to[1]); ++w) {
            for (std::size_t i = high.firstTap[h]; i < high.firstTap[h + 1]; ++i)
                for (std::size_t j = wide.firstTap[w]; j < wide.firstTap[w + 1]; ++j) {
                    rows.taps.push_back(options->prefix + high.taps[i] * from[1] + wide.taps[j]);
                    rows.weights.push_back(high.weights[i] * wide.weights[j]);
                }
            rows.endRow();
        }
    return RecipePlan{{}, {mixOf(*axis, std::move(rows))}};
}

// Vocabularies --------------------------------------------------------------------------------------------------------

struct Vocabulary {
    std::optional<std::int64_t> size; ///< none: the target's
    double fill = 0;
    bool mean = false;
    std::int64_t axis = 0;
};

Result<Vocabulary> readVocabulary(const RecipeStep& recipe)
{
    constexpr const char* hint = "Write vocab:pad(50304), vocab:pad(50304,mean), vocab:pad(50304,0.5,1), vocab:crop(50257) or vocab:crop(50257,1); the word target "
                                 "stands for the target's size";
    const auto& a = recipe.arguments;
    const bool pad = recipe.name == "vocab:pad";
    Vocabulary result;
    if (a.empty() || a.size() > (pad ? 3U : 2U))
        return usage(recipe, "needs the new size", hint);
    if (a[0] != "target") {
        result.size = numberIn<std::int64_t>(a[0]);
        if (!result.size || *result.size < 1 || *result.size > (std::int64_t{1} << 31))
            return usage(recipe, "needs the new size", hint);
    }
    if (pad && a.size() > 1) {
        const auto fill = a[1] == "mean" ? std::optional<double>(0) : numberIn<double>(a[1]);
        if (!fill || !std::isfinite(*fill))
            return usage(recipe, "fills with a number or the word mean, not '" + a[1] + "'", hint);
        result.fill = *fill;
        result.mean = a[1] == "mean";
    }
    const std::size_t at = pad ? 2 : 1;
    if (a.size() > at) {
        const auto axis = numberIn<std::int64_t>(a[at]);
        if (!axis)
            return usage(recipe, "needs the axis of the words as a number", hint);
        result.axis = *axis;
    }
    return result;
}

Result<RecipePlan> planVocabulary(const RecipeStep& recipe, const Shape& shape, const ValueType* target)
{
    auto options = readVocabulary(recipe);
    if (!options)
        return fail(std::move(options.error()));
    auto axis = axisIn(recipe, options->axis, shape);
    if (!axis)
        return fail(std::move(axis.error()));
    if (!options->size) {
        if (!target || target->shape.rank() != shape.rank())
            return usage(recipe, "takes the new size from the target, and there is none of as many axes", "Write the size");
        options->size = target->shape[*axis];
    }
    const std::int64_t from = shape[*axis], to = *options->size;
    const auto at = static_cast<std::int64_t>(*axis);
    if (recipe.name == "vocab:crop") {
        if (to > from)
            return misfit(recipe, "does not fit", "at least " + std::to_string(to) + " words along axis " + std::to_string(*axis), shape.toString(), "Use vocab:pad");
        return RecipePlan{{}, {CropStep{at, to, 0}}};
    }
    if (to < from)
        return misfit(recipe, "does not fit", "at most " + std::to_string(to) + " words along axis " + std::to_string(*axis), shape.toString(), "Use vocab:crop");
    if (!options->mean || to == from)
        return RecipePlan{{}, {PadStep{at, 0, to - from, options->fill}}};
    constexpr std::int64_t mostTaps = std::int64_t{1} << 26;
    if (from < 1 || to - from > mostTaps / from)
        return misfit(recipe, "would average too much", "fewer new words", std::to_string(to - from));
    AxisWeights rows;
    rows.inputSize = from;
    keepRows(rows, from);
    for (std::int64_t i = from; i < to; ++i) {
        for (std::int64_t k = 0; k < from; ++k) {
            rows.taps.push_back(k);
            rows.weights.push_back(1.0 / static_cast<double>(from));
        }
        rows.endRow();
    }
    return RecipePlan{{}, {mixOf(*axis, std::move(rows))}};
}

// Input channels, depthwise kernels ------------------------------------------------------------------------------------

struct Channels {
    std::int64_t axis = 0;
    std::array<double, 3> weights{1, 1, 1};
};

Result<Channels> readChannels(const RecipeStep& recipe)
{
    constexpr const char* hint = "Write input:rgb->gray(2) for an HWIO kernel, input:rgb->gray(1) for OIHW; the words sum (usual), mean and luma say how";
    const auto& a = recipe.arguments;
    Channels result;
    const auto axis = a.empty() ? std::nullopt : numberIn<std::int64_t>(a[0]);
    const bool gray = recipe.name == "input:rgb->gray";
    const std::string way = a.size() > 1 ? a[1] : "sum";
    if (!axis || a.size() > (gray ? 2U : 1U) || (way != "sum" && way != "mean" && way != "luma"))
        return usage(recipe, "needs the axis of the input channels", hint);
    result.axis = *axis;
    if (way == "mean")
        result.weights = {1.0 / 3, 1.0 / 3, 1.0 / 3};
    if (way == "luma")
        result.weights = {0.299, 0.587, 0.114}; // ITU-R BT.601
    return result;
}

Result<RecipePlan> planChannels(const RecipeStep& recipe, const Shape& shape)
{
    auto options = readChannels(recipe);
    if (!options)
        return fail(std::move(options.error()));
    auto axis = axisIn(recipe, options->axis, shape);
    if (!axis)
        return fail(std::move(axis.error()));
    const bool gray = recipe.name == "input:rgb->gray";
    if (shape[*axis] != (gray ? 3 : 1))
        return misfit(recipe, "does not fit", std::string(gray ? "3 channels" : "1 channel") + " along axis " + std::to_string(*axis), shape.toString());
    AxisWeights rows;
    rows.inputSize = shape[*axis];
    if (gray) {
        rows.taps = {0, 1, 2};
        rows.weights.assign(options->weights.begin(), options->weights.end());
        rows.endRow();
    } else {
        for (int i = 0; i < 3; ++i) {
            rows.taps.push_back(0);
            rows.weights.push_back(1.0 / 3);
            rows.endRow();
        }
    }
    return RecipePlan{{}, {mixOf(*axis, std::move(rows))}};
}

Result<std::int64_t> readMultiplier(const RecipeStep& recipe)
{
    const auto number = recipe.arguments.empty() ? std::optional<std::int64_t>(1) : numberIn<std::int64_t>(recipe.arguments[0]);
    if (!number || *number < 1 || recipe.arguments.size() > 1)
        return usage(recipe, "takes the depth multiplier", "Write depthwise:OIHW->HWCM(2)");
    return *number;
}

Result<RecipePlan> planDepthwise(const RecipeStep& recipe, const Shape& shape)
{
    auto multiplier = readMultiplier(recipe);
    if (!multiplier)
        return fail(std::move(multiplier.error()));
    const bool torch = recipe.name.find("OIHW->") != std::string::npos; // else (1, H, W, O) as in TFLite
    const std::size_t one = torch ? 1 : 0, channels = torch ? 0 : 3;
    if (shape.rank() != 4 || shape[one] != 1 || shape[channels] % *multiplier != 0)
        return misfit(recipe, "does not fit", std::string(torch ? "(O, 1, H, W)" : "(1, H, W, O)") + " with O a multiple of " + std::to_string(*multiplier), shape.toString());
    const std::size_t h = torch ? 2 : 1;
    RecipePlan plan;
    if (torch)
        plan.after.emplace_back(TransposeStep{{2, 3, 0, 1}});
    plan.after.emplace_back(ReshapeStep{std::vector<std::int64_t>{shape[h], shape[h + 1], shape[channels] / *multiplier, *multiplier}});
    return plan;
}

bool isDepthwise(const RecipeStep& recipe)
{
    const std::string& n = recipe.name;
    return n == "depthwise:IHWO->HWCM" || n == "depthwise:IHWO->HWIM" ||
           ((n == "depthwise:OIHW->HWCM" || n == "depthwise:OIHW->HWIM") && !recipe.arguments.empty());
}

} // namespace

Result<bool> isShapeRecipe(const RecipeStep& recipe)
{
    Result<void> fine;
    if (recipes::isRecurrent(recipe))
        fine = recipes::checkRecurrent(recipe);
    else if (recipes::isAttention(recipe))
        fine = recipes::checkAttention(recipe);
    else if (recipes::isFold(recipe))
        fine = recipes::checkFold(recipe);
    else if (recipe.name == "pos_embed:resize")
        fine = readPositions(recipe).map([](const PositionResize&) {});
    else if (recipe.name == "vocab:pad" || recipe.name == "vocab:crop")
        fine = readVocabulary(recipe).map([](const Vocabulary&) {});
    else if (recipe.name == "input:rgb->gray" || recipe.name == "input:gray->rgb")
        fine = readChannels(recipe).map([](const Channels&) {});
    else if (isDepthwise(recipe))
        fine = readMultiplier(recipe).map([](std::int64_t) {});
    else
        return false;
    if (!fine)
        return fail(std::move(fine.error()));
    return true;
}

Result<RecipePlan> planRecipe(const RecipeStep& recipe, std::span<const ValueType> inputs, const ValueType* target)
{
    for (const ValueType& input : inputs)
        if (!isPlain(input.dtype))
            return fail(makeError(ErrorCode::Unsupported, "elements of type " + std::string(dtypeName(input.dtype)) + " cannot be transformed")
                            .advise("Such tensors can only be copied as they are"));
    if (recipes::isRecurrent(recipe))
        return recipes::planRecurrent(recipe, inputs, target);
    if (recipes::isAttention(recipe))
        return recipes::planAttention(recipe, inputs);
    if (recipes::isFold(recipe))
        return recipes::planFold(recipe, inputs);
    // The others work on each source by itself.
    RecipePlan plan;
    for (const ValueType& input : inputs) {
        auto one = recipe.name == "pos_embed:resize"          ? planPositions(recipe, input.shape, target)
                   : recipe.name.starts_with("vocab:")        ? planVocabulary(recipe, input.shape, target)
                   : recipe.name.starts_with("input:")        ? planChannels(recipe, input.shape)
                                                              : planDepthwise(recipe, input.shape);
        if (!one)
            return one;
        plan.perSource.push_back(std::move(one->after));
    }
    return plan;
}

} // namespace tensorgraft
