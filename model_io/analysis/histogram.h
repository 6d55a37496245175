#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>
#include <vector>

namespace tensorgraft {

/// Counts of finite values in equal-width bins over [low, high]; NaN, infinities and zeros apart.
struct Histogram {
    double low = 0, high = 0;
    std::vector<std::uint64_t> counts;
    std::uint64_t nans = 0, positiveInfs = 0, negativeInfs = 0, zeros = 0;
};

/// REQUIRES: bins > 0. The range is the data's own (two passes). Errors: reading; Cancelled.
[[nodiscard]] Result<Histogram> histogram(const ModelFile& model, std::size_t tensor, int bins, const ProgressFn& progress = {});
[[nodiscard]] Histogram histogram(std::span<const float> values, int bins);

} // namespace tensorgraft
