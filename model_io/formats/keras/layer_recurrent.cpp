// Recurrent layers: the shapes of keras/layers/rnn and of Keras 1's recurrent.py.

#include "model_io/formats/keras/layer_call.h"

#include <array>

namespace tensorgraft::keras {
namespace {

std::int64_t gatesOf(std::string_view name)
{
    if (name.find("LSTM") != std::string_view::npos)
        return 4;
    if (name.find("GRU") != std::string_view::npos)
        return 3;
    return name == "SimpleRNN" || name == "SimpleRNNCell" ? 1 : 0;
}

void addCell(std::string_view className, const LayerConfig& layer, std::int64_t inputSize, std::int64_t units, int version,
             const std::string& scope, LayerResult& result)
{
    const std::int64_t gates = gatesOf(className);
    const auto add = [&](std::string name, Dims dims) { result.weights.push_back({std::move(name), std::move(dims), true, scope, DType::Float32}); };
    if (version == 1 && gates > 1) { // a kernel a gate
        static constexpr std::array lstm{"i", "c", "f", "o"}, gru{"z", "r", "h", ""};
        for (std::int64_t g = 0; g < gates; ++g) {
            const std::string gate = (gates == 4 ? lstm : gru)[static_cast<std::size_t>(g)];
            add("W_" + gate, {inputSize, units});
            add("U_" + gate, {units, units});
            add("b_" + gate, {units});
        }
        return;
    }
    const bool cudnn = className.starts_with("CuDNN");
    add("kernel", {inputSize, times(gates, units)});
    add("recurrent_kernel", {units, times(gates, units)});
    if (!cudnn && !layer.flag("use_bias", true))
        return;
    if (cudnn) // biases of the input and of the state
        add("bias", {times(2 * gates, units)});
    else if (gates == 3 && layer.flag("reset_after", version == 3))
        add("bias", {2, times(gates, units)});
    else
        add("bias", {times(gates, units)});
}

LayerResult withState(const LayerConfig& layer, const Dims& in, std::int64_t units, std::int64_t states, LayerResult result)
{
    if (layer.flag("return_sequences", false))
        result.outputs.emplace_back(Dims{in[0], in[1], units});
    else
        result.outputs.emplace_back(Dims{in[0], units});
    if (layer.flag("return_state", false))
        for (std::int64_t i = 0; i < states; ++i)
            result.outputs.emplace_back(Dims{in[0], units});
    return result;
}

LayerResult convLstm(const LayerCall& call, std::size_t axes)
{
    const LayerConfig& layer = call.layer;
    const bool first = channelsFirst(layer);
    const auto filters = layer.number("filters");
    const Dims kernel = sizesOf(layer, "kernel_size", axes);
    if (!call.input() || call.input()->size() != axes + 3 || !filters || kernel.empty())
        return notKnown("its input or its configuration is not complete");
    const Dims& in = *call.input();
    const std::int64_t channels = in[first ? 2 : axes + 2];
    if (channels < 0)
        return notKnown("the channels of its input are not known");
    LayerResult result;
    const auto add = [&](std::string name, std::int64_t from) {
        Dims dims = kernel;
        dims.insert(dims.end(), {from, times(4, *filters)});
        result.weights.push_back({std::move(name), std::move(dims), true, "", DType::Float32});
    };
    add("kernel", channels);
    add("recurrent_kernel", *filters);
    if (layer.flag("use_bias", true))
        result.weights.push_back({"bias", {times(4, *filters)}, true, "", DType::Float32});
    // What stands behind depends on padding and strides as in a convolution over each picture.
    Dims out = in;
    out.erase(out.begin() + 1);
    LayerConfig convolution = layer;
    convolution.className = "Conv" + std::to_string(axes) + "D";
    const std::vector<MaybeDims> picture{out};
    if (const auto shaped = callConvolution({convolution, picture, call.version, call.depth}); shaped && shaped->problem.empty()) {
        out = *shaped->outputs[0];
        if (layer.flag("return_sequences", false))
            out.insert(out.begin() + 1, in[1]);
        result.outputs.emplace_back(std::move(out));
    } else {
        result.outputs.emplace_back(std::nullopt);
    }
    return result;
}

} // namespace

std::optional<LayerResult> callRecurrent(const LayerCall& call)
{
    const LayerConfig& layer = call.layer;
    std::string_view name = layer.className;
    if (name.starts_with("ConvLSTM") && name.size() == 10 && name[8] >= '1' && name[8] <= '3')
        return convLstm(call, static_cast<std::size_t>(name[8] - '0'));
    std::vector<LayerConfig> cells;
    if (name == "RNN") {
        const auto cell = layer.inner("cell");
        if (cell && cell->className == "StackedRNNCells") {
            const Metadata* list = cell->find("cells");
            if (list && list->list())
                for (const Metadata& entry : *list->list())
                    if (auto one = layerConfig(entry))
                        cells.push_back(std::move(*one));
        } else if (cell) {
            cells.push_back(*cell);
        }
        if (cells.empty())
            return notKnown("its cell is not described");
    } else if (name == "LSTM" || name == "GRU" || name == "SimpleRNN" || name == "CuDNNLSTM" || name == "CuDNNGRU") {
        cells.push_back(layer);
    } else {
        return std::nullopt;
    }
    if (!call.input() || call.input()->size() != 3)
        return notKnown("its input is no sequence of vectors");
    const Dims& in = *call.input();
    std::int64_t size = in[2];
    if (size < 0)
        return notKnown("the width of its input is not known");
    LayerResult result;
    std::int64_t units = 0, states = 0;
    for (const LayerConfig& cell : cells) {
        const auto n = cell.number(cell.find("units") ? "units" : "output_dim");
        const std::int64_t gates = gatesOf(cell.className);
        if (!n || *n < 1 || gates == 0)
            return notKnown("its cell " + cell.className + " is none of Keras' own");
        units = *n;
        addCell(cell.className, cell, size, units, call.version, cells.size() > 1 ? cell.name : "", result);
        size = units;
        states += gates == 4 ? 2 : 1;
    }
    return withState(layer, in, units, states, std::move(result));
}

} // namespace tensorgraft::keras
