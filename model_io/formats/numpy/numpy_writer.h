#pragma once

#include "model_io/core/format.h"
#include "model_io/formats/numpy/numpy_file.h"

namespace tensorgraft::numpy {

/// The target's file with some arrays replaced; see Format::rewrite().
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> rewriteNumpy(std::shared_ptr<const NumpyFile> target,
                                                                std::vector<TensorToWrite> replaced,
                                                                std::filesystem::path fileName);
/// A new .npy: a plain array for one tensor, a pickled dictionary for several.
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> createNpy(std::vector<TensorToWrite> tensors, std::filesystem::path fileName);
/// A new .npz: one stored member a tensor, as numpy.savez writes it, but with the data at multiples of 64.
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> createNpz(std::vector<TensorToWrite> tensors, std::filesystem::path fileName);

} // namespace tensorgraft::numpy
