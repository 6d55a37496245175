#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>
#include <vector>

namespace tensorgraft {

/// Beyond these a spectrum would take minutes or gigabytes, and is Unsupported. n: the smaller side of the matrix.
inline constexpr std::int64_t spectrumMostRank = 4096;       ///< n; the Gram matrix takes 8 n² bytes
inline constexpr std::int64_t spectrumMostWork = 500'000'000'000; ///< values of the matrix times n
/// Tensors of three and more axes are gathered in memory before; matrices are read in bands.
inline constexpr std::int64_t spectrumMostGathered = std::int64_t{1} << 26;

/// Singular values of a tensor as the matrix (size of `axis`, everything else), in float64.
struct Spectrum {
    std::int64_t rows = 0, columns = 0;
    std::vector<double> values;  ///< largest first; min(rows, columns) of them
    bool fromGram = false;       ///< values below 1.5e-8 of the largest are rounding
    double effectiveRank = 0;    ///< exp of the entropy of the values divided by their sum (Roy and Vetterli, 2007)
    double stableRank = 0;       ///< sum of squares over the largest square
    std::int64_t numericalRank = 0; ///< values above largest * max(rows, columns) * epsilon of float32
};
/// Small matrices by a singular value decomposition; larger ones as the roots of the eigenvalues of their Gram matrix,
/// summed up band by band, which takes a fraction of the time and of the memory. `progress` counts work, not bytes.
/// Errors: Unsupported for other than real numbers, beyond the limits above, and where values are not finite; reading;
/// Cancelled. REQUIRES: 0 <= axis < rank.
[[nodiscard]] Result<Spectrum> spectrum(const ModelFile& model, std::size_t tensor, int axis, const ProgressFn& progress = {});

} // namespace tensorgraft
