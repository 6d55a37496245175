#pragma once

#include "model_io/core/error.h"
#include "model_io/core/model_writer.h"
#include "model_io/formats/hdf5/hdf5_toc.h"

#include <span>

namespace tensorgraft::hdf5 {

/// What a new file of weights only shall contain, as Keras 2 lays it out: a group a layer with `weight_names`, the
/// root with `layer_names`, `backend` and `keras_version`. A name with slashes is kept as the path: its first segment
/// (below `model_weights/` where all names have that) is the layer. A name without: its last '.' divides layer and
/// weight. Names below `optimizer_weights/` stay there. Datasets are in the order of `tensors`.
/// Errors: Mismatch where two tensors want one place.
[[nodiscard]] Result<Toc> kerasWeightsLayout(std::span<const TensorToWrite> tensors, const Metadata& metadata);

/// Names as paths, their slashes as groups; texts and numbers of `metadata` as attributes of the root.
[[nodiscard]] Result<Toc> plainLayout(std::span<const TensorToWrite> tensors, const Metadata& metadata);

/// Most bytes of an attribute in an object header; Keras divides longer lists (HDF5_OBJECT_HEADER_LIMIT).
inline constexpr std::size_t maxAttributeInHeader = 64512;

} // namespace tensorgraft::hdf5
