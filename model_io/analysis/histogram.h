#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>
#include <vector>

namespace tensorgraft {

/// Values: bins of equal width. LogMagnitudes: magnitudes of the values other than zero, in bins of equal ratio, which
/// is what signed weights have of a logarithmic axis.
enum class HistogramAxis : std::uint8_t { Values, LogMagnitudes };

/// Counts of finite values in bins over [low, high]; NaN, infinities and zeros apart.
struct Histogram {
    double low = 0, high = 0;
    HistogramAxis axis = HistogramAxis::Values;
    std::vector<std::uint64_t> counts;
    std::uint64_t nans = 0, positiveInfs = 0, negativeInfs = 0, zeros = 0;
    /// Where bin `i` begins; edge(counts.size()) is `high`.
    [[nodiscard]] double edge(std::size_t i) const;
};

/// REQUIRES: bins > 0. The range is the data's own (two passes); of magnitudes at most twelve decades, and the first
/// bin holds what is smaller. Zeros are in the bins of values, not in those of magnitudes. Errors: reading; Cancelled.
[[nodiscard]] Result<Histogram> histogram(const ModelFile& model, std::size_t tensor, int bins, HistogramAxis axis, const ProgressFn& progress = {});
[[nodiscard]] Result<Histogram> histogram(const ModelFile& model, std::size_t tensor, int bins, const ProgressFn& progress = {});
[[nodiscard]] Histogram histogram(std::span<const float> values, int bins);

} // namespace tensorgraft
