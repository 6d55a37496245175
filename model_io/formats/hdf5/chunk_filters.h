#pragma once

#include "model_io/core/error.h"
#include "model_io/formats/hdf5/hdf5_toc.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tensorgraft::hdf5 {

/// True where every filter is decoded here (deflate, shuffle, fletcher32, LZF).
[[nodiscard]] bool filtersAreKnown(std::span<const Filter> filters);

/// Undoes the filters of one chunk, last applied first; bit i of `mask` set: filter i was skipped.
/// Gives exactly `chunkBytes` bytes. Errors (without file and place, which the caller knows): Corrupt.
/// REQUIRES: filtersAreKnown(filters).
[[nodiscard]] Result<std::vector<std::byte>> undoFilters(std::vector<std::byte> stored, std::span<const Filter> filters,
                                                         std::uint32_t mask, std::size_t chunkBytes);

} // namespace tensorgraft::hdf5
