// Layers with weights that Keras 3 no longer has: the shapes of Keras 1's core.py and Keras 2's local.py.

#include "model_io/formats/keras/layer_call.h"

namespace tensorgraft::keras {
namespace {

void add(LayerResult& result, std::string name, Dims dims)
{
    result.weights.push_back({std::move(name), std::move(dims), true, "", DType::Float32});
}

std::int64_t product(const Dims& dims)
{
    std::int64_t result = 1;
    for (std::int64_t d : dims)
        result = times(result, d);
    return result;
}

/// A convolution whose kernel is another one at each place of its output.
LayerResult locallyConnected(const LayerCall& call, std::size_t axes)
{
    const LayerConfig& layer = call.layer;
    // Places and filters are those of the convolution with the same arguments.
    LayerConfig convolution = layer;
    convolution.className = "Conv" + std::to_string(axes) + "D";
    auto shared = callConvolution({convolution, call.inputs, 2, call.depth});
    if (!shared || !shared->problem.empty())
        return shared ? std::move(*shared) : notKnown("its input or its configuration is not complete");
    const bool first = channelsFirst(layer);
    const Dims in = *call.input(), out = *shared->outputs[0];
    const Dims& kernel = shared->weights[0].dims;
    const std::int64_t channels = kernel[axes], filters = kernel[axes + 1];
    const auto places = [&](const Dims& dims) { return Dims(dims.begin() + (first ? 2 : 1), dims.begin() + static_cast<std::ptrdiff_t>((first ? 2 : 1) + axes)); };
    const Dims from = places(in), to = places(out);
    LayerResult result;
    result.outputs = std::move(shared->outputs);
    if (const auto implementation = layer.number("implementation").value_or(1); implementation == 1) {
        add(result, "kernel", {product(to), times(product(Dims(kernel.begin(), kernel.begin() + static_cast<std::ptrdiff_t>(axes))), channels), filters});
    } else if (implementation == 2) { // dense, with a mask: every place of the input to every one of the output
        Dims dims;
        for (const auto& [sizes, depth] : {std::pair(from, channels), std::pair(to, filters)}) {
            if (first)
                dims.push_back(depth);
            dims.insert(dims.end(), sizes.begin(), sizes.end());
            if (!first)
                dims.push_back(depth);
        }
        add(result, "kernel", std::move(dims));
    } else {
        return notKnown("its kernel is kept as a sparse list");
    }
    if (layer.flag("use_bias", layer.flag("bias", true))) {
        Dims bias = to;
        bias.insert(call.version == 1 && first ? bias.begin() : bias.end(), filters);
        add(result, "bias", std::move(bias));
    }
    return result;
}

LayerResult highway(const LayerCall& call, std::int64_t width)
{
    LayerResult result;
    add(result, "kernel", {width, width});
    add(result, "W_carry", {width, width});
    if (call.layer.flag("bias", true)) {
        add(result, "bias", {width});
        add(result, "b_carry", {width});
    }
    result.outputs = {call.input()};
    return result;
}

LayerResult maxoutDense(const LayerCall& call, std::int64_t width)
{
    const auto units = call.layer.number("output_dim"), features = call.layer.number("nb_feature");
    if (!units || *units < 1 || !features || *features < 1)
        return notKnown("its configuration gives no output_dim or nb_feature");
    LayerResult result;
    add(result, "kernel", {*features, width, *units});
    if (call.layer.flag("bias", true))
        add(result, "bias", {*features, *units});
    result.outputs = {Dims{(*call.input())[0], *units}};
    return result;
}

} // namespace

std::optional<LayerResult> callLegacy(const LayerCall& call)
{
    const std::string_view name = call.layer.className;
    if (name == "LocallyConnected1D" || name == "LocallyConnected2D") {
        const std::size_t axes = name[16] == '1' ? 1 : 2;
        return call.input() && call.input()->size() == axes + 2 ? locallyConnected(call, axes) : notKnown("its input is not known");
    }
    if (name == "Highway" || name == "MaxoutDense") {
        if (!call.input() || call.input()->size() != 2 || call.input()->back() < 0)
            return notKnown("the width of its input is not known");
        return name == "Highway" ? highway(call, call.input()->back()) : maxoutDense(call, call.input()->back());
    }
    return std::nullopt;
}

} // namespace tensorgraft::keras
