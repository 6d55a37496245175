#pragma once

#include "model_io/core/error.h"
#include "model_io/core/progress.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace tensorgraft::detail {

/// Rows [first, first + count) of a tall matrix of `columns` columns, row-major, into `out`.
using BandFn = std::function<Result<void>(std::int64_t first, std::int64_t count, std::span<double> out)>;

/// Singular values of a matrix of rows >= columns, largest first, as the roots of the eigenvalues of its Gram matrix.
/// The sum goes band by band on all cores; the reduction to a tridiagonal matrix (Golub and Van Loan, Matrix
/// Computations, 8.3.1) reports as it goes, so that both can be cancelled.
/// Errors: those of `band`; Unsupported where values are not finite; Cancelled.
[[nodiscard]] Result<std::vector<double>> gramSingularValues(std::int64_t rows, std::int64_t columns, const BandFn& band, const ProgressFn& progress);

} // namespace tensorgraft::detail
