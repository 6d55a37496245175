#include "model_io/formats/keras/layer_variables.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tensorgraft::keras {
namespace {

struct Variable {
    std::string_view name{};
    std::string_view flag{}; ///< the argument that switches it; "" always there
};
struct Row {
    std::string_view className;
    std::array<Variable, 4> variables{};
};
constexpr Variable kernel{"kernel", ""}, bias{"bias", "use_bias"}, gamma{"gamma", "scale"}, beta{"beta", "center"};
constexpr Variable recurrent{"recurrent_kernel", ""};

// keras/src/layers: the order of the add_weight() calls in each build().
constexpr std::array rows{
    Row{"Dense", {kernel, bias}},
    Row{"EinsumDense", {kernel, Variable{"bias", "bias_axes"}}},
    Row{"Conv1D", {kernel, bias}}, Row{"Conv2D", {kernel, bias}}, Row{"Conv3D", {kernel, bias}},
    Row{"Conv1DTranspose", {kernel, bias}}, Row{"Conv2DTranspose", {kernel, bias}}, Row{"Conv3DTranspose", {kernel, bias}},
    Row{"DepthwiseConv1D", {Variable{"depthwise_kernel", ""}, bias}}, Row{"DepthwiseConv2D", {Variable{"depthwise_kernel", ""}, bias}},
    Row{"SeparableConv1D", {Variable{"depthwise_kernel", ""}, Variable{"pointwise_kernel", ""}, bias}},
    Row{"SeparableConv2D", {Variable{"depthwise_kernel", ""}, Variable{"pointwise_kernel", ""}, bias}},
    Row{"BatchNormalization", {gamma, beta, Variable{"moving_mean", ""}, Variable{"moving_variance", ""}}},
    Row{"LayerNormalization", {gamma, beta}}, Row{"GroupNormalization", {gamma, beta}},
    Row{"RMSNormalization", {Variable{"scale", ""}}},
    Row{"Normalization", {Variable{"mean", ""}, Variable{"variance", ""}, Variable{"count", "count"}}},
    Row{"SpectralNormalization", {Variable{"vector_u", ""}}},
    Row{"Embedding", {Variable{"embeddings", ""}}},
    Row{"SimpleRNN", {kernel, recurrent, bias}}, Row{"SimpleRNNCell", {kernel, recurrent, bias}},
    Row{"LSTM", {kernel, recurrent, bias}}, Row{"LSTMCell", {kernel, recurrent, bias}},
    Row{"GRU", {kernel, recurrent, bias}}, Row{"GRUCell", {kernel, recurrent, bias}},
    Row{"ConvLSTM1D", {kernel, recurrent, bias}}, Row{"ConvLSTM2D", {kernel, recurrent, bias}}, Row{"ConvLSTM3D", {kernel, recurrent, bias}},
    Row{"ConvLSTMCell", {kernel, recurrent, bias}},
    Row{"PReLU", {Variable{"alpha", ""}}},
    Row{"Attention", {Variable{"scale", "use_scale"}}}, Row{"AdditiveAttention", {Variable{"scale", "use_scale"}}},
    Row{"SeedGenerator", {Variable{"seed_generator_state", ""}}},
};

const Row* rowOf(std::string_view className)
{
    const auto it = std::ranges::find(rows, className, &Row::className);
    return it == rows.end() ? nullptr : &*it;
}

std::vector<std::string> namesWith(const Row& row, unsigned switchedOff)
{
    std::vector<std::string> names;
    unsigned bit = 1;
    for (const Variable& v : row.variables) {
        if (v.name.empty())
            break;
        const bool off = !v.flag.empty() && (switchedOff & bit);
        if (!v.flag.empty())
            bit <<= 1;
        if (!off)
            names.emplace_back(v.name);
    }
    return names;
}

} // namespace

std::vector<std::string> variableNames(std::string_view className, const LayerConfig* layer, std::size_t count)
{
    const Row* row = rowOf(className);
    if (!row)
        return {};
    if (layer && layer->config) {
        unsigned off = 0, bit = 1;
        for (const Variable& v : row->variables) {
            if (v.flag.empty())
                continue;
            const bool present = v.flag == "bias_axes" ? layer->find(v.flag) != nullptr : layer->flag(v.flag, v.flag != "use_scale" && v.flag != "count");
            off |= present ? 0 : bit;
            bit <<= 1;
        }
        if (auto names = namesWith(*row, off); names.size() == count)
            return names;
    }
    std::vector<std::string> only;
    for (unsigned off = 0; off < 8; ++off)
        if (auto names = namesWith(*row, off); names.size() == count && names != only) {
            if (!only.empty())
                return {}; // gamma or beta: nothing tells
            only = std::move(names);
        }
    return only;
}

NumberedName splitNumber(std::string_view group)
{
    const auto at = group.rfind('_');
    NumberedName result{group, 0};
    if (at == std::string_view::npos || at == 0 || at + 1 == group.size() || group.size() - at > 9)
        return result;
    const char* const end = group.data() + group.size();
    std::size_t number = 0;
    if (const auto [stop, error] = std::from_chars(group.data() + at + 1, end, number); error == std::errc() && stop == end)
        result = {group.substr(0, at), number};
    return result;
}

std::string_view classOfGroup(std::string_view group)
{
    static const auto names = [] {
        std::array<std::string, rows.size()> result;
        for (std::size_t i = 0; i < rows.size(); ++i)
            result[i] = snakeCase(rows[i].className);
        return result;
    }();
    const std::string_view base = splitNumber(group).base;
    const auto it = std::ranges::find(names, base);
    return it == names.end() ? std::string_view() : rows[static_cast<std::size_t>(it - names.begin())].className;
}

} // namespace tensorgraft::keras
