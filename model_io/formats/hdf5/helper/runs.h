#pragma once

#include "model_io/core/error.h"
#include "model_io/formats/hdf5/helper/handle.h"

#include <cstdint>
#include <functional>

namespace tensorgraft::hdf5 {

/// Splits elements [first, first+count) of the C-order value of a dataset into boxes, which is what libhdf5 selects,
/// and calls `transfer` for each with the matching data spaces and the number of elements before it.
/// Errors: Usage where the range passes the end; what `transfer` gives.
[[nodiscard]] Result<void> forEachBox(hid_t dataset, std::uint64_t first, std::uint64_t count,
                                      const std::function<Result<void>(hid_t memorySpace, hid_t fileSpace, std::uint64_t done)>& transfer);

} // namespace tensorgraft::hdf5
