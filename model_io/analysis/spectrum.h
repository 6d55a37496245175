#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>
#include <vector>

namespace tensorgraft {

/// Larger matrices take too long for a look: their spectrum is Unsupported.
inline constexpr std::int64_t spectrumMostValues = std::int64_t{1} << 23, spectrumMostRank = 1024;

/// Singular values of a tensor as the matrix (size of `axis`, everything else), in float64.
struct Spectrum {
    std::int64_t rows = 0, columns = 0;
    std::vector<double> values;  ///< largest first; min(rows, columns) of them
    double effectiveRank = 0;    ///< exp of the entropy of the values divided by their sum (Roy and Vetterli, 2007)
    double stableRank = 0;       ///< sum of squares over the largest square
    std::int64_t numericalRank = 0; ///< values above largest * max(rows, columns) * epsilon of float32
};
/// Errors: Unsupported for other than real numbers, for more than spectrumMostValues values or where the smaller side
/// exceeds spectrumMostRank, and where values are not finite; reading; Cancelled (before the decomposition).
/// REQUIRES: 0 <= axis < rank.
[[nodiscard]] Result<Spectrum> spectrum(const ModelFile& model, std::size_t tensor, int axis, const ProgressFn& progress = {});

} // namespace tensorgraft
