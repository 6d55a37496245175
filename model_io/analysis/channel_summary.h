#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>
#include <vector>

namespace tensorgraft {

/// What there is to say of each index along one axis: of the filters of a kernel along its output axis.
struct ChannelSummary {
    std::vector<double> norms;              ///< root of the sum of squares of the finite values
    std::vector<bool> dead;                 ///< every value is zero, or as good as: below a millionth of the median norm
    std::vector<std::int64_t> duplicateOf;  ///< the first channel with exactly the same values; -1 where it is the first
    std::uint64_t deadCount = 0, duplicateCount = 0; ///< dead channels are not counted as duplicates
};
/// Streams the tensor once in bounded memory. Unsupported for strings and records, and beyond four million channels.
/// REQUIRES: 0 <= axis < rank. Errors: reading; Cancelled.
[[nodiscard]] Result<ChannelSummary> summariseChannels(const ModelFile& model, std::size_t tensor, int axis, const ProgressFn& progress = {});

} // namespace tensorgraft
