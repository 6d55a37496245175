#pragma once

#include "model_io/mapping/transform.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// A named recipe ("conv:HWIO->OIHW", "flatten:HWC->CHW" with arguments 7,7,512) as the text of the steps that it stands
/// for; nullopt for a known recipe whose steps depend on the shapes it meets (recipe_shapes.h). REQUIRES: the name
/// contains ':'. Errors: Usage without a column; the parser adds it.
[[nodiscard]] Result<std::optional<std::string>> expandRecipe(const RecipeStep& recipe);

/// What a person may write, for messages: "conv:HWIO->OIHW", "dense:transpose", ...
[[nodiscard]] std::vector<std::string_view> recipeExamples();

} // namespace tensorgraft
