#pragma once

#include "model_io/core/error.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// A named recipe ("conv:HWIO->OIHW", "flatten:HWC->CHW" with arguments 7,7,512) as the text of the steps that it
/// stands for. REQUIRES: `name` contains ':'. Errors: Usage without a column; the parser adds it.
[[nodiscard]] Result<std::string> expandRecipe(std::string_view name, std::span<const std::int64_t> arguments);

/// What a person may write, for messages: "conv:HWIO->OIHW", "dense:transpose", ...
[[nodiscard]] std::vector<std::string_view> recipeExamples();

} // namespace tensorgraft
