#include "model_io/core/tensor_roles.h"

#include <array>
#include <cctype>

namespace tensorgraft {
namespace {

using K = ParameterKind;

struct Word {
    std::string_view text;
    K kind;
};
// Last segments that name a parameter in one framework or another, lower case, without ":0".
constexpr std::array vocabulary{
    Word{"kernel", K::Kernel}, Word{"weights", K::Kernel}, Word{"weight", K::Kernel}, Word{"w", K::Kernel},
    Word{"filters", K::Kernel}, Word{"conv_kernel", K::Kernel},
    Word{"depthwise_kernel", K::DepthwiseKernel}, Word{"depthwise_weights", K::DepthwiseKernel},
    Word{"pointwise_kernel", K::PointwiseKernel}, Word{"pointwise_weights", K::PointwiseKernel},
    Word{"recurrent_kernel", K::RecurrentKernel}, Word{"u", K::RecurrentKernel},
    Word{"bias", K::Bias}, Word{"biases", K::Bias}, Word{"b", K::Bias},
    Word{"recurrent_bias", K::RecurrentBias},
    Word{"gamma", K::Gamma}, Word{"scale", K::Gamma}, Word{"beta", K::Beta}, Word{"offset", K::Beta},
    Word{"moving_mean", K::MovingMean}, Word{"running_mean", K::MovingMean}, Word{"mean", K::MovingMean},
    Word{"moving_variance", K::MovingVariance}, Word{"running_var", K::MovingVariance},
    Word{"moving_var", K::MovingVariance}, Word{"running_std", K::MovingVariance}, Word{"var", K::MovingVariance},
    Word{"variance", K::MovingVariance},
    Word{"embeddings", K::Embedding}, Word{"embedding", K::Embedding}, Word{"word_embeddings", K::Embedding},
    Word{"position_embeddings", K::PositionEmbedding}, Word{"pos_embedding", K::PositionEmbedding},
    Word{"pos_embed", K::PositionEmbedding}, Word{"position_embedding", K::PositionEmbedding},
    Word{"alpha", K::Alpha}, Word{"alphas", K::Alpha},
};

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

bool endsWithWord(std::string_view text, std::string_view word)
{
    return text.size() > word.size() && text.ends_with(word) && text[text.size() - word.size() - 1] == '_';
}

K kindOf(std::string_view last)
{
    for (const Word& w : vocabulary)
        if (last == w.text)
            return w.kind;
    // convolution2d_1_W (Keras 1), conv1_weight (MXNet), weight_ih_l0 and bias_hh_l0 (PyTorch recurrent layers).
    if (last.starts_with("weight_ih"))
        return K::Kernel;
    if (last.starts_with("weight_hh"))
        return K::RecurrentKernel;
    if (last.starts_with("bias_ih"))
        return K::Bias;
    if (last.starts_with("bias_hh"))
        return K::RecurrentBias;
    K best = K::Unknown;
    std::size_t length = 0;
    for (const Word& w : vocabulary)
        if (w.text.size() > length && endsWithWord(last, w.text)) {
            best = w.kind;
            length = w.text.size();
        }
    return best;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

TensorRole roleOf(std::string_view name, std::string_view last, K kind)
{
    if (contains(name, "optimizer_weights/") || contains(name, ".optimizer_slot") || contains(name, "optimizer/") ||
        contains(name, "optimizer.state") || name.starts_with("optimizer.") || name.starts_with("training/") ||
        contains(name, "/_optimizer"))
        return TensorRole::OptimizerState;
    for (std::string_view slot : {"adam", "adam_1", "momentum", "rmsprop", "rmsprop_1", "adagrad", "adadelta",
                                  "adadelta_1", "ftrl", "ftrl_1", "exp_avg", "exp_avg_sq", "momentum_buffer",
                                  "beta1_power", "beta2_power", "adam_m", "adam_v"})
        if (last == slot)
            return TensorRole::OptimizerState;
    for (std::string_view count : {"num_batches_tracked", "global_step", "save_counter", "iterations", "iter", "step"})
        if (last == count)
            return TensorRole::Bookkeeping;
    if (kind == K::MovingMean || kind == K::MovingVariance)
        return TensorRole::Statistic;
    if (last == "position_ids" || last == "inv_freq" || last.ends_with("_buffer") || last == "relative_position_index")
        return TensorRole::Constant;
    return TensorRole::Trainable;
}

AxisLayout layoutOf(const TensorInfo& t, std::string_view layer, AxisConvention convention)
{
    const std::size_t rank = t.shape.rank();
    if (rank == 1)
        return AxisLayout::C;
    if (t.kind == K::Embedding || t.kind == K::PositionEmbedding)
        return rank == 2 ? AxisLayout::VE : AxisLayout::Unknown;
    const bool kernel = t.kind == K::Kernel || t.kind == K::DepthwiseKernel || t.kind == K::PointwiseKernel ||
                        t.kind == K::RecurrentKernel;
    if (!kernel || convention == AxisConvention::Unknown)
        return AxisLayout::Unknown;
    const bool transposed = contains(layer, "transpose") || contains(layer, "deconv");
    if (convention == AxisConvention::TensorFlow) {
        switch (rank) {
        case 2: return AxisLayout::IO;
        case 3: return AxisLayout::WIO;
        case 4:
            if (t.kind == K::DepthwiseKernel)
                return AxisLayout::HWIM;
            return transposed ? AxisLayout::HWOI : AxisLayout::HWIO;
        case 5: return AxisLayout::DHWIO;
        default: return AxisLayout::Unknown;
        }
    }
    switch (rank) {
    case 2: return AxisLayout::OI;
    case 3: return AxisLayout::OIW;
    case 4: return transposed ? AxisLayout::IOHW : AxisLayout::OIHW;
    case 5: return AxisLayout::OIDHW;
    default: return AxisLayout::Unknown;
    }
}

} // namespace

SplitName splitLastSegment(std::string_view name)
{
    std::size_t at = name.rfind('/');
    if (at == std::string_view::npos)
        at = name.rfind('.');
    if (at == std::string_view::npos)
        return {{}, name};
    return {name.substr(0, at), name.substr(at + 1)};
}

void deriveRoles(TensorInfo& tensor, AxisConvention convention, bool layerIsNormalisation)
{
    std::string label = lower(tensor.label.empty() ? splitLastSegment(tensor.name).last : std::string_view(tensor.label));
    if (const auto colon = label.rfind(':'); colon != std::string::npos)
        label.resize(colon);
    const std::string name = lower(tensor.name);
    const std::string layer = lower(tensor.layer);

    tensor.kind = kindOf(label);
    tensor.role = roleOf(name, label, tensor.kind);
    if (tensor.shape.rank() == 0 && (tensor.kind == K::Unknown || tensor.role == TensorRole::Bookkeeping))
        tensor.kind = K::Scalar;
    if (tensor.shape.rank() == 1 && tensor.kind == K::Kernel) {
        if (contains(layer, "prelu"))
            tensor.kind = K::Alpha;
        else if (layerIsNormalisation)
            tensor.kind = K::Gamma;
    }
    if (tensor.shape.rank() == 1 && tensor.kind == K::Bias && layerIsNormalisation)
        tensor.kind = K::Beta;
    if (tensor.kind == K::Kernel && contains(layer, "embed") && tensor.shape.rank() == 2)
        tensor.kind = contains(layer, "pos") ? K::PositionEmbedding : K::Embedding;
    tensor.axes = layoutOf(tensor, layer, convention);
}

} // namespace tensorgraft
