#pragma once

#include "model_io/analysis/statistics.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft {

/// Sums over tensors.
struct ModelShare {
    std::uint64_t tensors = 0, parameters = 0, bytes = 0;
};
struct DTypeShare : ModelShare {
    DType dtype = DType::Float32;
};
/// A layer: the tensors of one parent path, wherever in the file they stand.
struct LayerShare : ModelShare {
    std::string layer;               ///< "" at the root
    std::vector<std::size_t> members; ///< indices of its tensors, in file order
};
/// What the headers say about a model as a whole.
struct ModelOutline {
    ModelShare total;
    std::vector<DTypeShare> dtypes; ///< largest first, by bytes
    std::vector<LayerShare> layers; ///< in file order
};
/// Reads no tensor. O(tensors).
[[nodiscard]] ModelOutline modelOutline(const ModelFile& model);

/// What the values of one tensor say.
struct TensorScan {
    std::optional<Statistics> statistics; ///< none where the values have none or could not be read
    std::string problem;                  ///< why not; "" where the type has no statistics (strings, block-quantised)
    /// Robust z-score of log10 of the root mean square, among the tensors of the same kind (see robustScores()); NaN
    /// where there is nothing to compare with.
    double score = 0;
    bool isOutlier = false; ///< |score| > outlierThreshold
};
/// Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
inline constexpr double outlierThreshold = 3.5;
/// Kinds with fewer tensors are not judged.
inline constexpr std::size_t leastForScores = 5;

struct ModelScan {
    std::vector<TensorScan> tensors; ///< one a tensor, in file order
    std::uint64_t scanned = 0, unreadable = 0; ///< tensors
    std::uint64_t zeros = 0, nans = 0, infs = 0; ///< elements of all tensors
    std::uint64_t zeroTensors = 0;               ///< tensors of nothing but zeros
};

/// Statistics of every tensor, in parallel, each in windows: memory is bounded by the number of processors. What cannot
/// be read is noted at its tensor and the rest goes on. `progress` counts bytes of all tensors; it is called from
/// several threads, one at a time. Errors: Cancelled.
[[nodiscard]] Result<ModelScan> scanModel(const ModelFile& model, const ProgressFn& progress = {});

/// Modified z-scores 0.6745 (x - median) / MAD; where more than half of the values are equal, (x - median) over 1.2533 times
/// the mean absolute deviation; 0 where all are equal. NaN for what is not finite, and for all where fewer than
/// leastForScores are finite.
[[nodiscard]] std::vector<double> robustScores(std::span<const double> values);

} // namespace tensorgraft
