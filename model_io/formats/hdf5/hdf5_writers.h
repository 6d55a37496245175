#pragma once

#include "model_io/core/format.h"
#include "model_io/formats/hdf5/hdf5_model_file.h"

#include <memory>
#include <vector>

namespace tensorgraft::hdf5 {

/// The target's own file with some datasets replaced. Raw runs of the same type and shape are written at their place
/// in a copy whose other regions the kernel copied; the rest goes through libhdf5 on that copy.
/// Errors: Mismatch (an unknown tensor), Unsupported (data in external files, types that HDF5 cannot hold).
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> makeRewriter(std::shared_ptr<const Hdf5ModelFile> target,
                                                                std::vector<TensorToWrite> replaced, std::filesystem::path fileName);

/// A new file. Keras: weights only, as Keras 2 writes them; Generic: the names' slashes are groups.
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> makeExporter(std::vector<TensorToWrite> tensors, const ExportOptions& options,
                                                                std::filesystem::path fileName, Flavour flavour);

/// True where HDF5 has a type for `dtype` that this program and h5py read.
[[nodiscard]] bool hdf5Holds(DType dtype);

} // namespace tensorgraft::hdf5
