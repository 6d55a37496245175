#pragma once

#include "model_io/core/dtype.h"

#include <cstddef>
#include <span>

namespace tensorgraft::detail {

/// Elements of one block of the analyses: 32 KiB as float64, which stays in the first-level cache.
inline constexpr std::size_t blockElements = 4096;
/// Below this many bytes a second thread costs more than it saves.
inline constexpr std::size_t parallelBytes = std::size_t{1} << 20;

/// The elements as float64; of complex numbers the magnitudes. REQUIRES: isPlain(type).
void magnitudes(DType type, std::span<const std::byte> in, std::span<double> out);

} // namespace tensorgraft::detail
