#pragma once

#include "model_io/core/model_file.h"

#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

/// What mapping knows of a model: names, shapes, dtypes and how it was written. A view; the tensors must outlive it.
struct Outline {
    std::string formatId; ///< "keras-h5", ...; for skeletons the format they describe, "" where unknown
    std::span<const TensorInfo> tensors;
    std::string backend{}; ///< of Keras: "theano" stores kernels turned by 180 degrees; "" where nothing says it
};

/// The outline of an opened model. A skeleton reports the format that it describes (metadata "format").
[[nodiscard]] Outline outlineOf(const ModelFile& model);

} // namespace tensorgraft
