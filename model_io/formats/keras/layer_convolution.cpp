// Convolutions: the shapes of keras/layers/convolutional and of Keras 1's Convolution1D, 2D and 3D.

#include "model_io/formats/keras/layer_call.h"

#include <algorithm>

namespace tensorgraft::keras {
namespace {

enum class Kind { Plain, Transposed, Depthwise, Separable };

struct Family {
    Kind kind;
    std::size_t axes; ///< spatial
};

std::optional<Family> familyOf(std::string_view name)
{
    // Keras 1 wrote the word out.
    if (name == "Deconvolution2D")
        return Family{Kind::Transposed, 2};
    if (name == "AtrousConvolution1D" || name == "AtrousConvolution2D")
        name.remove_prefix(6);
    std::string plain(name);
    if (const auto at = plain.find("Convolution"); at != std::string::npos)
        plain.replace(at, 11, "Conv");
    Family family{Kind::Plain, 0};
    std::string_view rest = plain;
    if (rest.starts_with("Depthwise")) {
        family.kind = Kind::Depthwise;
        rest.remove_prefix(9);
    } else if (rest.starts_with("Separable")) {
        family.kind = Kind::Separable;
        rest.remove_prefix(9);
    }
    if (!rest.starts_with("Conv") || rest.size() < 6 || rest[4] < '1' || rest[4] > '3' || rest[5] != 'D')
        return std::nullopt;
    family.axes = static_cast<std::size_t>(rest[4] - '0');
    rest.remove_prefix(6);
    if (rest == "Transpose" && family.kind == Kind::Plain)
        family.kind = Kind::Transposed;
    else if (!rest.empty())
        return std::nullopt;
    return family;
}

/// The argument under its name of Keras 2 and 3, else under those of Keras 1.
Dims kernelSize(const LayerConfig& layer, std::size_t axes)
{
    if (Dims k = sizesOf(layer, "kernel_size", axes); !k.empty())
        return k;
    if (axes == 1)
        return sizesOf(layer, "filter_length", 1);
    static constexpr std::string_view of2[] = {"nb_row", "nb_col"};
    static constexpr std::string_view of3[] = {"kernel_dim1", "kernel_dim2", "kernel_dim3"};
    Dims sizes;
    for (std::size_t a = 0; a < axes; ++a)
        if (const auto n = layer.number(axes == 2 ? of2[a] : of3[a]); n && *n > 0)
            sizes.push_back(*n);
    return sizes.size() == axes ? sizes : Dims();
}

Dims orOnes(const LayerConfig& layer, std::string_view key, std::string_view oldKey, std::size_t axes)
{
    Dims sizes = sizesOf(layer, key, axes);
    if (sizes.empty())
        sizes = sizesOf(layer, oldKey, axes);
    return sizes.empty() ? Dims(axes, 1) : sizes;
}

std::int64_t outputSize(std::int64_t in, std::int64_t k, std::int64_t stride, std::int64_t dilation, bool same, bool causal)
{
    if (in < 0 || stride < 1 || k < 1 || dilation < 1)
        return unknownSize;
    if (same || causal)
        return (in + stride - 1) / stride;
    const std::int64_t reach = plus(times(k - 1, dilation), 1);
    return reach < 0 || in < reach ? unknownSize : (in - reach) / stride + 1;
}

std::int64_t transposedSize(std::int64_t in, std::int64_t k, std::int64_t stride, std::int64_t dilation, bool same,
                            std::optional<std::int64_t> outputPadding)
{
    const std::int64_t reach = plus(times(k - 1, dilation), 1);
    if (in < 0 || reach < 1 || stride < 1)
        return unknownSize;
    if (!outputPadding)
        return same ? times(in, stride) : plus(times(in, stride), std::max<std::int64_t>(reach - stride, 0));
    const std::int64_t padding = same ? reach / 2 : 0;
    return plus(times(in - 1, stride), reach - 2 * padding + *outputPadding);
}

} // namespace

std::optional<LayerResult> callConvolution(const LayerCall& call)
{
    const LayerConfig& layer = call.layer;
    const auto family = familyOf(layer.className);
    if (!family)
        return std::nullopt;
    const std::size_t axes = family->axes;
    if (!call.input() || call.input()->size() != axes + 2)
        return notKnown("its input has " + (call.input() ? std::to_string(call.input()->size()) : "an unknown number of") + " axes, it needs " +
                        std::to_string(axes + 2));
    Dims in = *call.input();
    const bool first = channelsFirst(layer);
    const std::size_t channelAxis = first ? 1 : axes + 1;
    const std::int64_t channels = in[channelAxis];
    Dims kernel = kernelSize(layer, axes);
    const auto filters = layer.number(layer.find("filters") ? "filters" : "nb_filter");
    const std::int64_t multiplier = layer.number("depth_multiplier").value_or(1);
    if (kernel.empty() || (family->kind != Kind::Depthwise && (!filters || *filters < 1)))
        return notKnown("its configuration gives no kernel size or number of filters");
    if (channels < 0)
        return notKnown("the channels of its input are not known");

    LayerResult result;
    const auto add = [&](std::string name, Dims dims) { result.weights.push_back({std::move(name), std::move(dims), true, "", DType::Float32}); };
    std::int64_t outChannels = family->kind == Kind::Depthwise ? times(channels, multiplier) : *filters;
    Dims dims = kernel;
    const bool keras1Theano = call.version == 1 && first && axes == 2;
    switch (family->kind) {
    case Kind::Plain: {
        const std::int64_t groups = layer.number("groups").value_or(1);
        if (groups < 1 || channels % groups != 0)
            return notKnown("its groups do not divide the channels");
        dims.insert(dims.end(), {channels / groups, outChannels});
        if (call.version == 1 && axes == 1) // Keras 1 convolved sequences as pictures of one column
            dims = {kernel[0], 1, channels, outChannels};
        if (keras1Theano)
            dims = {outChannels, channels, kernel[0], kernel[1]};
        add("kernel", std::move(dims));
        break;
    }
    case Kind::Transposed:
        if (layer.className == "Deconvolution2D") // Keras 1 kept it as other convolutions do
            dims = first ? Dims{outChannels, channels, kernel[0], kernel[1]} : Dims{kernel[0], kernel[1], channels, outChannels};
        else
            dims.insert(dims.end(), {outChannels, channels});
        add("kernel", std::move(dims));
        break;
    case Kind::Depthwise:
        dims.insert(dims.end(), {channels, multiplier});
        add("depthwise_kernel", std::move(dims));
        break;
    case Kind::Separable: {
        dims.insert(dims.end(), {channels, multiplier});
        add("depthwise_kernel", std::move(dims));
        Dims point(axes, 1);
        point.insert(point.end(), {times(channels, multiplier), outChannels});
        add("pointwise_kernel", std::move(point));
        break;
    }
    }
    if (layer.flag("use_bias", layer.flag("bias", true)))
        add("bias", {outChannels});

    const Dims strides = orOnes(layer, "strides", axes == 1 ? "subsample_length" : "subsample", axes);
    const Dims dilation = orOnes(layer, "dilation_rate", "atrous_rate", axes);
    const Dims outputPadding = sizesOf(layer, "output_padding", axes);
    const bool causal = layer.text("padding") == "causal";
    for (std::size_t a = 0; a < axes; ++a) {
        std::int64_t& size = in[(first ? 2 : 1) + a];
        size = family->kind == Kind::Transposed
                   ? transposedSize(size, kernel[a], strides[a], dilation[a], samePadding(layer),
                                    outputPadding.empty() ? std::nullopt : std::optional(outputPadding[a]))
                   : outputSize(size, kernel[a], strides[a], dilation[a], samePadding(layer), causal);
    }
    in[channelAxis] = outChannels;
    result.outputs = {std::move(in)};
    return result;
}

} // namespace tensorgraft::keras
