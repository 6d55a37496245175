#pragma once

#include "model_io/core/tensor_info.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

/// The transforms that make `source` fit `target` by known layout changes, likeliest first: what the axis meanings
/// say, identity, the transpositions that frameworks differ by, with axes of size 1 dropped or added. "identity" where
/// nothing is changed. Element counts that agree never propose a reshape. Empty where nothing fits.
[[nodiscard]] std::vector<std::string> proposeTransforms(const TensorInfo& source, const TensorInfo& target);

/// The transforms that join several sources into `target`, in their order: concat where an axis adds up, stack where all
/// have one shape and the target has an axis more; each as it is and behind the transpositions that frameworks differ by.
/// Likeliest first: what the axis meanings say, then as it is.
[[nodiscard]] std::vector<std::string> proposeJoins(std::span<const TensorInfo* const> sources, const TensorInfo& target);

/// The likeliest of them.
[[nodiscard]] std::optional<std::string> proposeJoin(std::span<const TensorInfo* const> sources, const TensorInfo& target);

/// False where elements cannot be computed with (text, records, differing block-quantised types).
[[nodiscard]] bool dtypesFit(DType source, DType target);

} // namespace tensorgraft
