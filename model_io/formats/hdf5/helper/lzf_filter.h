#pragma once

namespace tensorgraft::hdf5 {

/// Gives libhdf5 the LZF filter of h5py, which it lacks. Chunks are expanded; new ones stay uncompressed, which the
/// file marks chunk by chunk and every reader understands, because h5py makes the filter optional.
void registerLzf();

} // namespace tensorgraft::hdf5
