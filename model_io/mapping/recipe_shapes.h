#pragma once

#include "model_io/mapping/transform.h"

#include <span>
#include <vector>

namespace tensorgraft {

/// What a recipe is for the shapes at hand: steps for each source (empty: none for any), then steps for all of them,
/// which may begin with one that joins.
struct RecipePlan {
    std::vector<std::vector<Step>> perSource;
    std::vector<Step> after;
};

/// True for the recipes of this header; their arguments are checked here as far as they can be without shapes.
/// Errors: Usage.
[[nodiscard]] Result<bool> isShapeRecipe(const RecipeStep& recipe);
/// Errors: Mismatch that names the shape or number of sources that the recipe needs; Unsupported with the reason where
/// no exact conversion exists.
[[nodiscard]] Result<RecipePlan> planRecipe(const RecipeStep& recipe, std::span<const ValueType> inputs, const ValueType* target);
/// Shape of what the join gives. Mismatch where the sources do not fit each other.
[[nodiscard]] Result<Shape> foldShape(const FoldStep& step, std::span<const ValueType> inputs);

} // namespace tensorgraft
