#pragma once

#include "model_io/formats/hdf5/helper/handle.h"

#include <cstdint>
#include <string>

namespace tensorgraft::hdf5 {

/// Opens the HDF5 file that starts at byte `base` of the file `path`, a member of an archive for example: libhdf5 itself
/// looks for a beginning at 0, 512, 1024, ... only. `length`: of the HDF5 file; UINT64_MAX: to the end of `path`, and
/// beyond where `writing`. Not valid where the open fails.
[[nodiscard]] Handle openWindow(const std::string& path, bool writing, std::uint64_t base, std::uint64_t length);

} // namespace tensorgraft::hdf5
