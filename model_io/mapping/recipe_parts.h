#pragma once

#include "model_io/mapping/recipe_shapes.h"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace tensorgraft::recipes {

// Pieces that the recipes share; for their own files only.

[[nodiscard]] inline Failure usage(const RecipeStep& recipe, const std::string& message, std::string hint)
{
    return fail(makeError(ErrorCode::Usage, "the recipe '" + recipe.name + "' " + message).advise(std::move(hint)));
}

[[nodiscard]] inline Failure misfit(const RecipeStep& recipe, const std::string& message, const std::string& wanted, const std::string& found, std::string hint = {})
{
    return fail(makeError(ErrorCode::Mismatch, "the recipe '" + recipe.name + "' " + message).wanted(wanted).got(found).advise(std::move(hint)));
}

template <typename Number>
[[nodiscard]] std::optional<Number> numberIn(std::string_view text)
{
    Number value{};
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && stopped == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// `axis` counted from the start; Mismatch where `shape` has no such axis.
[[nodiscard]] inline Result<std::size_t> axisIn(const RecipeStep& recipe, std::int64_t axis, const Shape& shape)
{
    const auto rank = static_cast<std::int64_t>(shape.rank());
    if (axis < -rank || axis >= rank)
        return misfit(recipe, "does not fit", "a tensor that has axis " + std::to_string(axis), shape.toString());
    return static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
}

/// One axis of `shape` as several.
[[nodiscard]] inline ReshapeStep splitAxis(const Shape& shape, std::size_t axis, const std::vector<std::int64_t>& parts)
{
    std::vector<std::int64_t> dims(shape.begin(), shape.end());
    dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(axis));
    dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(axis), parts.begin(), parts.end());
    return ReshapeStep{std::move(dims)};
}

/// `shape` with another size of one axis, as a reshape.
[[nodiscard]] inline ReshapeStep withSize(const Shape& shape, std::size_t axis, std::int64_t size) { return splitAxis(shape, axis, {size}); }

/// LSTM and GRU between Keras, TensorFlow's cells, cuDNN layers of Keras, PyTorch and ONNX (recipes_recurrent.cpp).
[[nodiscard]] bool isRecurrent(const RecipeStep& recipe);
[[nodiscard]] Result<void> checkRecurrent(const RecipeStep& recipe);
[[nodiscard]] Result<RecipePlan> planRecurrent(const RecipeStep& recipe, std::span<const ValueType> inputs, const ValueType* target);

/// qkv, rope, gate_up (recipes_attention.cpp).
[[nodiscard]] bool isAttention(const RecipeStep& recipe);
[[nodiscard]] Result<void> checkAttention(const RecipeStep& recipe);
[[nodiscard]] Result<RecipePlan> planAttention(const RecipeStep& recipe, std::span<const ValueType> inputs);

/// bn, weight_norm (recipes_fold.cpp).
[[nodiscard]] bool isFold(const RecipeStep& recipe);
[[nodiscard]] Result<void> checkFold(const RecipeStep& recipe);
[[nodiscard]] Result<RecipePlan> planFold(const RecipeStep& recipe, std::span<const ValueType> inputs);

} // namespace tensorgraft::recipes
