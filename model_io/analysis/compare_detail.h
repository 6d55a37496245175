#pragma once

#include "model_io/analysis/compare.h"
#include "model_io/analysis/histogram.h"

#include <memory>
#include <optional>
#include <vector>

namespace tensorgraft {

struct DetailOptions {
    /// Tensors of more elements are sampled in evenly spread runs.
    std::uint64_t mostElements = std::uint64_t{1} << 26;
    int bins = 80;
    std::size_t points = 4000; ///< of the scatter plot, at most
};
/// What there is to say of two values of equal shape. Complex numbers count as their two parts.
struct DetailedComparison {
    Comparison figures;              ///< of the elements that were compared
    std::uint64_t elements = 0;      ///< of each tensor
    std::uint64_t compared = 0;      ///< fewer where the tensors are sampled
    Histogram a, b;                  ///< over one range, that of both
    std::vector<float> pointsA, pointsB; ///< pairs spread evenly over the tensor; only finite ones
    [[nodiscard]] bool isSampled() const { return compared < elements; }
};
/// Streams both twice (figures, then histograms) in bounded memory.
/// Errors: Mismatch where the shapes differ, Unsupported where elements are no numbers; reading; Cancelled.
[[nodiscard]] Result<DetailedComparison> compareInDetail(const ModelFile& a, std::size_t tensorA, const ModelFile& b, std::size_t tensorB,
                                                         const DetailOptions& options, const ProgressFn& progress = {});

/// a - b as a model of one float32 tensor that is computed while it is read, in C order under `shape` (any shape of as
/// many elements). Complex numbers give the magnitude of their difference.
/// REQUIRES: equal shapes of plain types.
[[nodiscard]] std::shared_ptr<const ModelFile> differenceModel(std::shared_ptr<const ModelFile> a, std::size_t tensorA,
                                                               std::shared_ptr<const ModelFile> b, std::size_t tensorB, const Shape& shape);

/// The shape as a matrix that is as square as cutting between two axes makes it: (3, 3, 64, 128) becomes (576, 128).
[[nodiscard]] Shape matrixShape(const Shape& shape);

} // namespace tensorgraft
