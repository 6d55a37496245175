#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>

namespace tensorgraft {

/// Of one tensor, in float64 (complex: of the magnitudes; bool: 0 and 1). NaN and infinities are counted apart and
/// take no part in min, max, mean, std; those are NaN where no finite value is left.
struct Statistics {
    std::uint64_t count = 0, zeros = 0, nans = 0, infs = 0;
    double min = 0, max = 0, mean = 0, std = 0; ///< std: population (divides by the count of finite values)
    double l2 = 0;                              ///< root of the sum of squares
    double absMax = 0;
};

/// Streams the tensor in windows; memory speed where it is mapped. Unsupported for string and opaque tensors.
[[nodiscard]] Result<Statistics> statistics(const ModelFile& model, std::size_t tensor, const ProgressFn& progress = {});
/// The same of values in memory: little-endian elements of a plain type.
[[nodiscard]] Statistics statistics(DType type, std::span<const std::byte> elements);

} // namespace tensorgraft
