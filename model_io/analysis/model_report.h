#pragma once

#include "model_io/analysis/model_scan.h"

#include <string>

namespace tensorgraft {

/// What the scan says of one layer: sums over its tensors, and the score that is farthest from zero.
struct LayerScan {
    std::uint64_t scanned = 0, unreadable = 0; ///< tensors
    std::uint64_t values = 0, zeros = 0, nans = 0, infs = 0; ///< elements of those that were scanned
    double l2 = 0;    ///< root of the sum of squares
    double score = 0; ///< NaN where no tensor has one
    bool isOutlier = false;
};
[[nodiscard]] LayerScan layerScan(const LayerShare& layer, const ModelScan& scan);

/// One line a layer with a header line; RFC 4180. Without a scan its columns are empty. Progress counts layers.
/// Errors: Cancelled.
[[nodiscard]] Result<std::string> overviewCsv(const ModelOutline& outline, const ModelScan* scan, const ProgressFn& progress = {});
/// Totals, data types and layers with their tensors' findings as one JSON document. Progress counts tensors.
/// Errors: Cancelled.
[[nodiscard]] Result<std::string> overviewJson(const ModelFile& model, const ModelOutline& outline, const ModelScan* scan, const ProgressFn& progress = {});

} // namespace tensorgraft
