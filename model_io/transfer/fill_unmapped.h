#pragma once

#include "model_io/mapping/check.h"

#include <string_view>

namespace tensorgraft {

/// An entry for a target tensor that the mapping does not fill and that has no value of its own (a skeleton's).
/// `fill`: a transform that fills, as "fill(zeros)" or "fill(glorot_uniform,7)", or the word "initial": what Keras starts
/// training with, by the tensor's kind: kernels glorot_uniform with seed 1, embeddings uniform from -0.05 to 0.05, scales
/// and variances ones, all else zeros. Errors: Usage.
[[nodiscard]] Result<ResolvedEntry> fillEntry(std::string_view fill, std::size_t index, const TensorInfo& target);

} // namespace tensorgraft
