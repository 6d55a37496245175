#pragma once

#include "model_io/formats/hdf5/helper/handle.h"
#include "model_io/formats/hdf5/hdf5_toc.h"

#include <vector>

namespace tensorgraft::hdf5 {

/// What a stored datatype is to this program. Array types give the type of their base and append their sizes to
/// `innerShape`. Records, references and the like are Opaque, texts are String.
[[nodiscard]] ElementType describeType(hid_t type, std::vector<std::int64_t>& innerShape);

/// The little-endian HDF5 type of `dtype`, the one that h5py makes; invalid where there is none (String, Opaque, quantised).
[[nodiscard]] Handle littleEndianType(DType dtype);

} // namespace tensorgraft::hdf5
