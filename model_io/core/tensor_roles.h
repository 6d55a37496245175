#pragma once

#include "model_io/core/tensor_info.h"

#include <string_view>

namespace tensorgraft {

/// How the framework that wrote a file orders the axes of kernels.
enum class AxisConvention : std::uint8_t {
    Unknown,    ///< plain arrays: nothing may be concluded
    TensorFlow, ///< HWIO, IO (also Keras, Flax)
    PyTorch,    ///< OIHW, OI (also ONNX, Caffe, MXNet)
};

/// The convention that orders axes so; Unknown for OHWI, embeddings, vectors.
[[nodiscard]] AxisConvention conventionOf(AxisLayout layout);

/// Fills kind, role and axes of `tensor` from its name, label and shape. Idempotent; never fails.
/// The vocabulary is that of TensorFlow (weights, biases, moving_mean), Keras 1 to 3 (kernel, W, gamma),
/// PyTorch (weight, running_mean, num_batches_tracked), MXNet and Caffe (moving_var, alpha).
/// A PyTorch rank-1 `weight` is gamma where `layerIsNormalisation` (its layer has running statistics or a norm name).
void deriveRoles(TensorInfo& tensor, AxisConvention convention, bool layerIsNormalisation = false);

/// Parent path and last segment of `name` at its last '/' or, where it has none, its last '.'.
struct SplitName {
    std::string_view parent, last;
};
[[nodiscard]] SplitName splitLastSegment(std::string_view name);

} // namespace tensorgraft
