#pragma once

#include "model_io/core/tensor_info.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// How well `name` answers to what a person has typed: 0 not at all; more where the typed letters stand together, at the
/// beginning of segments, and little else is in the name. Case does not matter. A name that contains `typed` always beats
/// one that only has its letters in order.
[[nodiscard]] int completionScore(std::string_view name, std::string_view typed);

/// The tensors whose names or aliases complete `typed`, best first and in file order among equals; at most `most`. An
/// empty text gives the first ones. One pass over the names: some milliseconds for 100,000.
[[nodiscard]] std::vector<std::size_t> completions(std::span<const TensorInfo> tensors, std::string_view typed, std::size_t most);

/// The tensors whose names differ least from `name` (letters changed, added or dropped, at most a third of them), best
/// first: what a misspelt name may have meant.
[[nodiscard]] std::vector<std::size_t> similarNames(std::span<const TensorInfo> tensors, std::string_view name, std::size_t most);

} // namespace tensorgraft
