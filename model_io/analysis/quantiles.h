#pragma once

#include "model_io/core/model_file.h"

#include <span>
#include <vector>

namespace tensorgraft {

/// Quantiles of the finite values (complex: of the magnitudes), as numpy.quantile interpolates them: one for each of
/// `fractions`, NaN where no value is finite. Values are taken as float32, which float64 and 64-bit integers are rounded
/// to. Two passes over the tensor in bounded memory, whatever its size: the first counts the upper halves of the
/// values' bits, the second the lower halves where a quantile lies.
/// REQUIRES: each fraction in 0..1. Errors: Unsupported for text and records; reading; Cancelled.
[[nodiscard]] Result<std::vector<double>> quantiles(const ModelFile& model, std::size_t tensor, std::span<const double> fractions,
                                                    const ProgressFn& progress = {});

} // namespace tensorgraft
