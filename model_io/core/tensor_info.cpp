#include "model_io/core/tensor_info.h"

namespace tensorgraft {

std::string_view parameterKindName(ParameterKind kind)
{
    using K = ParameterKind;
    switch (kind) {
    case K::Unknown: return "unknown";
    case K::Kernel: return "kernel";
    case K::DepthwiseKernel: return "depthwise_kernel";
    case K::PointwiseKernel: return "pointwise_kernel";
    case K::RecurrentKernel: return "recurrent_kernel";
    case K::Bias: return "bias";
    case K::RecurrentBias: return "recurrent_bias";
    case K::Gamma: return "gamma";
    case K::Beta: return "beta";
    case K::MovingMean: return "moving_mean";
    case K::MovingVariance: return "moving_variance";
    case K::Embedding: return "embedding";
    case K::PositionEmbedding: return "position_embedding";
    case K::Alpha: return "alpha";
    case K::Scalar: return "scalar";
    }
    return "unknown";
}

std::string_view tensorRoleName(TensorRole role)
{
    switch (role) {
    case TensorRole::Trainable: return "trainable";
    case TensorRole::Statistic: return "statistic";
    case TensorRole::OptimizerState: return "optimizer_state";
    case TensorRole::Bookkeeping: return "bookkeeping";
    case TensorRole::Constant: return "constant";
    }
    return "trainable";
}

std::string_view axisLayoutName(AxisLayout layout)
{
    using L = AxisLayout;
    switch (layout) {
    case L::Unknown: return "";
    case L::WIO: return "WIO";
    case L::HWIO: return "HWIO";
    case L::DHWIO: return "DHWIO";
    case L::WIM: return "WIM";
    case L::HWIM: return "HWIM";
    case L::WOI: return "WOI";
    case L::HWOI: return "HWOI";
    case L::DHWOI: return "DHWOI";
    case L::IO: return "IO";
    case L::OIW: return "OIW";
    case L::OIHW: return "OIHW";
    case L::OIDHW: return "OIDHW";
    case L::IOW: return "IOW";
    case L::IOHW: return "IOHW";
    case L::IODHW: return "IODHW";
    case L::OHWI: return "OHWI";
    case L::OneHWC: return "1HWC";
    case L::OI: return "OI";
    case L::VE: return "VE";
    case L::C: return "C";
    }
    return "";
}

} // namespace tensorgraft
