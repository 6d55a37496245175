#pragma once

#include "model_io/core/tensor_roles.h"
#include "model_io/mapping/outline.h"
#include "model_io/mapping/transform.h"

#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::checking {

/// Who wrote a model, as far as the order of axes and gates goes.
enum class Framework : std::uint8_t { Unknown, Keras, TensorFlow, Flax, PyTorch, Onnx, Caffe, Mxnet, Tflite, Gguf, Darknet, MatConvNet };

struct Side {
    Framework framework = Framework::Unknown;
    AxisConvention convention = AxisConvention::Unknown;
    bool caffeDescended = false; ///< trained by Caffe or converted from it, as plain NumPy dictionaries are
};
/// Understands format ids and the words of the matching benchmark; where those say nothing, the tensors' own axes.
[[nodiscard]] Side sideOf(const Outline& outline);

/// True for kernels of convolutions, dense and recurrent layers; a tensor of two or more axes of unknown kind too.
[[nodiscard]] bool isKernel(const TensorInfo& tensor);

/// The order in which a transform puts the axes of its one source, where it only moves whole axes (casts and flips
/// aside); nullopt where it reshapes, cuts or joins.
[[nodiscard]] std::optional<std::vector<std::size_t>> netPermutation(const ResolvedTransform& transform);

/// Axes that mean height and width (and depth) of a kernel; empty where that is not known and cannot be guessed.
[[nodiscard]] std::vector<std::size_t> spatialAxes(const TensorInfo& tensor, AxisConvention convention);
/// Axis of the input channels; nullopt where not known.
[[nodiscard]] std::optional<std::size_t> inputAxis(const TensorInfo& tensor, AxisConvention convention);
[[nodiscard]] std::optional<std::size_t> outputAxis(const TensorInfo& tensor, AxisConvention convention);

/// Known layout changes of kernels with `rank` axes, most usual first: {3,2,0,1} is HWIO to OIHW.
[[nodiscard]] std::vector<std::vector<std::size_t>> layoutChanges(std::size_t rank);
/// "transpose(3,2,0,1)"
[[nodiscard]] std::string transposeText(const std::vector<std::size_t>& permutation);
[[nodiscard]] Shape permuted(const Shape& shape, const std::vector<std::size_t>& permutation);

} // namespace tensorgraft::checking
