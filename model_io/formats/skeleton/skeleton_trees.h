#pragma once

#include "model_io/core/metadata.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/skeleton/skeleton_document.h"

namespace tensorgraft::skeleton {

/// A skeleton out of a JSON text that is not written as one, by what people have at hand:
/// - a Keras configuration (model.to_json(), get_config(), config.json): the weights are worked out, named as Keras names
///   them in HDF5 files ("conv2d_1/conv2d_1/kernel:0"; of Keras 3 "conv2d_1/kernel");
/// - a list of [name, shape], [name, shape, dtype] or {"name", "shape", "dtype"} (tf.train.list_variables());
/// - a map {name: {"shape", "dtype"}}.
/// Errors: NotThisFormat (none of these), Corrupt, Unsupported, Cancelled.
[[nodiscard]] Result<Document> documentOf(const Metadata& tree, const std::filesystem::path& path, const OpenProgress& progress = {});

} // namespace tensorgraft::skeleton
