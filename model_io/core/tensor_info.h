#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/quantization.h"
#include "model_io/core/shape.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tensorgraft {

/// What a tensor is to its layer, in the field's words. Derived once per format (tensor_roles.h).
enum class ParameterKind : std::uint8_t {
    Unknown, Kernel, DepthwiseKernel, PointwiseKernel, RecurrentKernel, Bias, RecurrentBias,
    Gamma, Beta, MovingMean, MovingVariance, Embedding, PositionEmbedding, Alpha, Scalar,
};
/// "kernel", "depthwise_kernel", "bias", "gamma", "moving_mean", ...; "unknown".
[[nodiscard]] std::string_view parameterKindName(ParameterKind kind);

/// Who changes a tensor.
enum class TensorRole : std::uint8_t {
    Trainable,      ///< weights proper (also where nothing says otherwise)
    Statistic,      ///< moving averages of normalisation layers
    OptimizerState, ///< momentum, Adam slots, iteration counts
    Bookkeeping,    ///< global_step, num_batches_tracked, save_counter
    Constant,       ///< buffers: masks, window functions
};
[[nodiscard]] std::string_view tensorRoleName(TensorRole role);

/// Meaning of the axes, outermost first: H W height and width, D depth, I input channels, O output channels,
/// M depth multiplier, V vocabulary, E embedding width.
enum class AxisLayout : std::uint8_t {
    Unknown,
    WIO, HWIO, DHWIO, ///< TensorFlow, Keras convolutions of 1 to 3 dimensions
    WIM, HWIM,        ///< TensorFlow, Keras depthwise convolutions
    WOI, HWOI, DHWOI, ///< TensorFlow, Keras transposed convolutions
    IO,               ///< TensorFlow, Keras dense
    OIW, OIHW, OIDHW, ///< PyTorch, ONNX, Caffe convolutions (depthwise: I = 1)
    IOW, IOHW, IODHW, ///< PyTorch, ONNX, Caffe transposed convolutions (O is that of one group)
    OHWI,             ///< TFLite convolution (also transposed)
    OneHWC,           ///< "1HWC": TFLite depthwise convolution; C = I * M
    OI,               ///< PyTorch, ONNX, Caffe linear
    VE,               ///< embeddings
    C,                ///< one value a channel
};
/// "HWIO", "OI", ...; "" for Unknown.
[[nodiscard]] std::string_view axisLayoutName(AxisLayout layout);

/// One tensor as the headers describe it; holds no data.
struct TensorInfo {
    std::string name;  ///< the file's own, unique in the file
    std::string layer; ///< the parent path that groups tensors into layers; "" at the root
    std::string label; ///< the short name inside the layer: "kernel", "weight", "moving_mean"
    DType dtype = DType::Float32;
    Shape shape;
    std::uint64_t sizeBytes = 0; ///< of the dense value in C order
    ParameterKind kind = ParameterKind::Unknown;
    TensorRole role = TensorRole::Trainable;
    AxisLayout axes = AxisLayout::Unknown;
    /// The name that a person knows it by where the file's own says little: "dense_1/kernel" for Keras 3's
    /// "layers/dense/vars/0", the variable's full name for TensorFlow's "layer_with_weights-0/kernel/.ATTRIBUTES/...". May
    /// be empty; not surely unique.
    std::string alias;
    /// How the file stores it, for people: "", "gzip, 12 chunks", "strides (1, 10, 30, 90)", "shared with x". Not parsed.
    std::string storageNote;
    /// What stored integers stand for (TFLite); nullptr where the values are the numbers themselves.
    std::shared_ptr<const AffineQuantization> quantization;

    [[nodiscard]] std::uint64_t elementCount() const { return shape.elementCount(); }
};

} // namespace tensorgraft
