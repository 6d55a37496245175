#include "model_io/analysis/gram_spectrum.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <tbb/parallel_for.h>

namespace tensorgraft::detail {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::int64_t bandValues = std::int64_t{1} << 21; ///< 16 MiB
constexpr Eigen::Index panel = 256; ///< columns of the Gram matrix that one task fills

/// Adds band^T * band to the lower triangle.
void addBand(const Eigen::Map<const RowMajor>& band, Eigen::MatrixXd& gram)
{
    const Eigen::Index n = gram.cols();
    tbb::parallel_for(Eigen::Index{0}, (n + panel - 1) / panel, [&](Eigen::Index p) {
        const Eigen::Index first = p * panel, width = std::min(panel, n - first);
        gram.block(first, first, n - first, width).noalias() += band.rightCols(n - first).transpose() * band.middleCols(first, width);
    });
}

} // namespace

Result<std::vector<double>> gramSingularValues(std::int64_t rows, std::int64_t columns, const BandFn& band, const ProgressFn& progress)
{
    const auto n = static_cast<Eigen::Index>(columns);
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(n, n);
    // Work in multiplications: the products, then the reduction, which waits for memory and takes about thrice as long each.
    const double summing = static_cast<double>(rows) * static_cast<double>(columns) * static_cast<double>(columns) / 2;
    const double reducing = 3 * 4.0 / 3 * static_cast<double>(columns) * static_cast<double>(columns) * static_cast<double>(columns);
    constexpr std::uint64_t parts = 1'000'000;
    const auto report = [&](double done) { return reportProgress(progress, static_cast<std::uint64_t>(done / (summing + reducing) * double{parts}), parts); };

    const std::int64_t height = std::max<std::int64_t>(1, std::min(rows, bandValues / std::max<std::int64_t>(1, columns)));
    std::vector<double> values(static_cast<std::size_t>(height * columns));
    for (std::int64_t first = 0; first < rows; first += height) {
        if (!report(summing * static_cast<double>(first) / static_cast<double>(rows)))
            return cancelled();
        const std::int64_t count = std::min(height, rows - first);
        const auto part = std::span(values).first(static_cast<std::size_t>(count * columns));
        if (auto read = band(first, count, part); !read)
            return fail(std::move(read.error()));
        if (!std::ranges::all_of(part, [](double v) { return std::isfinite(v); }))
            return fail(makeError(ErrorCode::Unsupported, "a matrix with NaN or infinite values has no singular values"));
        addBand(Eigen::Map<const RowMajor>(values.data(), count, n), gram);
    }

    // Householder's reduction: each step turns one column into its part beside the diagonal.
    Eigen::VectorXd diagonal(n), beside(std::max<Eigen::Index>(0, n - 1)), product(n);
    for (Eigen::Index i = 0; i + 1 < n; ++i) {
        const Eigen::Index rest = n - i - 1;
        if (i % 16 == 0) {
            const double left = static_cast<double>(rest) / static_cast<double>(n);
            if (!report(summing + reducing * (1 - left * left * left)))
                return cancelled();
        }
        auto column = gram.col(i).tail(rest);
        double tau = 0, beta = 0;
        column.makeHouseholderInPlace(tau, beta);
        diagonal[i] = gram(i, i);
        beside[i] = beta;
        column[0] = 1;
        auto below = gram.bottomRightCorner(rest, rest);
        auto w = product.head(rest);
        w.noalias() = below.selfadjointView<Eigen::Lower>() * column;
        w *= tau;
        w -= (0.5 * tau * w.dot(column)) * column;
        below.selfadjointView<Eigen::Lower>().rankUpdate(column, w, -1.0);
    }
    diagonal[n - 1] = gram(n - 1, n - 1);
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(diagonal, beside, Eigen::EigenvaluesOnly);
    if (solver.info() != Eigen::Success)
        return fail(makeError(ErrorCode::Unsupported, "the singular values of this matrix could not be found"));
    std::vector<double> found(static_cast<std::size_t>(n));
    for (Eigen::Index i = 0; i < n; ++i)
        found[static_cast<std::size_t>(n - 1 - i)] = std::sqrt(std::max(0.0, solver.eigenvalues()[i]));
    return found;
}

} // namespace tensorgraft::detail
