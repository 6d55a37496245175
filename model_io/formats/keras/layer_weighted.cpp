// Layers with weights that neither convolve nor recur: the shapes of their build() functions.

#include "model_io/formats/keras/layer_call.h"

#include <algorithm>
#include <map>

namespace tensorgraft::keras {
namespace {

using Handler = LayerResult (*)(const LayerCall&, const Dims&);

LayerWeight weight(std::string name, Dims dims, bool trainable = true)
{
    return {std::move(name), std::move(dims), trainable, "", DType::Float32};
}

LayerResult dense(const LayerCall& call, const Dims& in)
{
    const auto units = call.layer.number(call.layer.find("units") ? "units" : "output_dim");
    if (!units || *units < 1)
        return notKnown("its configuration gives no number of units");
    if (in.size() < 2 || in.back() < 0)
        return notKnown("the width of its input is not known");
    LayerResult result;
    result.weights.push_back(weight("kernel", {in.back(), *units}));
    if (call.layer.flag("use_bias", call.layer.flag("bias", true)))
        result.weights.push_back(weight("bias", {*units}));
    Dims out = in;
    out.back() = *units;
    result.outputs = {std::move(out)};
    return result;
}

/// Sizes of the axes that the argument `axis` names; empty where one is unknown.
Dims axesOf(const LayerConfig& layer, const Dims& in, std::int64_t fallback)
{
    std::vector<std::int64_t> wanted;
    const Metadata* axis = layer.find("axis");
    if (axis && axis->list()) {
        for (const Metadata& item : *axis->list())
            if (const auto n = wholeNumber(item))
                wanted.push_back(*n);
    } else if (const auto n = axis ? wholeNumber(*axis) : std::nullopt) {
        wanted.push_back(*n);
    } else {
        wanted.push_back(fallback);
    }
    std::vector<std::size_t> places;
    for (std::int64_t a : wanted)
        if (const auto place = axisOf(a, in.size()))
            places.push_back(*place);
    std::ranges::sort(places);
    Dims dims;
    for (std::size_t p : places)
        dims.push_back(in[p]);
    const bool known = !dims.empty() && places.size() == wanted.size() && std::ranges::none_of(dims, [](auto d) { return d < 0; });
    return known ? dims : Dims();
}

LayerResult normalised(const LayerCall& call, const Dims& in, bool statistics, const char* scaleName)
{
    const Dims dims = axesOf(call.layer, in, -1);
    if (dims.empty())
        return notKnown("the size of its axis is not known");
    LayerResult result;
    if (call.layer.flag("scale", true))
        result.weights.push_back(weight(scaleName, dims));
    if (call.layer.flag("center", true) && std::string_view(scaleName) == "gamma" && !call.layer.flag("rms_scaling", false))
        result.weights.push_back(weight("beta", dims));
    if (statistics) {
        result.weights.push_back(weight("moving_mean", dims, false));
        result.weights.push_back(weight("moving_variance", dims, false));
    }
    result.outputs = {in};
    return result;
}
LayerResult batchNormalization(const LayerCall& call, const Dims& in)
{
    // Several axes keep their places, with 1 between: only one is common.
    if (const Metadata* axis = call.layer.find("axis"); axis && axis->list() && axis->list()->size() > 1)
        return notKnown("it normalises several axes");
    return normalised(call, in, true, "gamma");
}
LayerResult layerNormalization(const LayerCall& call, const Dims& in) { return normalised(call, in, false, "gamma"); }
LayerResult rmsNormalization(const LayerCall& call, const Dims& in) { return normalised(call, in, false, "scale"); }

LayerResult normalization(const LayerCall& call, const Dims& in)
{
    const Metadata* axis = call.layer.config ? call.layer.config->find("axis") : nullptr;
    Dims dims;
    if (!axis || !axis->isNull()) {
        dims = axesOf(call.layer, in, -1);
        if (dims.empty())
            return notKnown("the size of its axis is not known");
    }
    LayerResult result;
    result.outputs = {in};
    if (call.layer.find("mean")) // given in the configuration, no weights
        return result;
    result.weights.push_back(weight("mean", dims, false));
    result.weights.push_back(weight("variance", dims, false));
    if (call.version < 3) {
        result.weights.push_back(weight("count", {}, false));
        result.weights.back().dtype = DType::Int64;
    }
    return result;
}

LayerResult embedding(const LayerCall& call, const Dims& in)
{
    const auto rows = call.layer.number("input_dim"), width = call.layer.number("output_dim");
    if (!rows || !width || *rows < 1 || *width < 1)
        return notKnown("its configuration gives no input_dim or output_dim");
    LayerResult result;
    result.weights.push_back(weight("embeddings", {*rows, *width}));
    Dims out = in;
    out.push_back(*width);
    result.outputs = {std::move(out)};
    return result;
}

LayerResult prelu(const LayerCall& call, const Dims& in)
{
    Dims dims(in.begin() + std::min<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(in.size())), in.end());
    const Metadata* shared = call.layer.find("shared_axes");
    if (shared && shared->list())
        for (const Metadata& item : *shared->list())
            if (const auto n = wholeNumber(item); n && *n >= 1 && static_cast<std::size_t>(*n) <= dims.size())
                dims[static_cast<std::size_t>(*n) - 1] = 1;
    if (dims.empty() || std::ranges::any_of(dims, [](auto d) { return d < 0; }))
        return notKnown("the sizes of its input are not known");
    LayerResult result;
    result.weights.push_back(weight("alpha", std::move(dims)));
    result.outputs = {in};
    return result;
}

/// Projections of query, key and value into heads, and of the heads to the output.
LayerResult multiHeadAttention(const LayerCall& call, const Dims& query)
{
    const LayerConfig& layer = call.layer;
    const auto heads = layer.number("num_heads"), keyWidth = layer.number("key_dim");
    const Dims value = call.inputs.size() > 1 && call.inputs[1] ? *call.inputs[1] : query;
    const Dims key = call.inputs.size() > 2 && call.inputs[2] ? *call.inputs[2] : value;
    if (!heads || !keyWidth || query.size() < 3 || value.size() < 3 || key.size() < 3 || query.back() < 0 || value.back() < 0 || key.back() < 0)
        return notKnown("the number of heads or the width of its inputs is not known");
    const std::int64_t valueWidth = layer.number("value_dim").value_or(*keyWidth);
    std::int64_t outWidth = query.back();
    if (const Metadata* shape = layer.find("output_shape")) {
        const auto n = wholeNumber(*shape);
        if (!n)
            return notKnown("its output has a shape of several axes");
        outWidth = *n;
    }
    LayerResult result;
    const bool bias = layer.flag("use_bias", true);
    const auto part = [&](const char* scope, Dims kernel, Dims biasDims) {
        result.weights.push_back({"kernel", std::move(kernel), true, scope, DType::Float32});
        if (bias)
            result.weights.push_back({"bias", std::move(biasDims), true, scope, DType::Float32});
    };
    part("query", {query.back(), *heads, *keyWidth}, {*heads, *keyWidth});
    part("key", {key.back(), *heads, *keyWidth}, {*heads, *keyWidth});
    part("value", {value.back(), *heads, valueWidth}, {*heads, valueWidth});
    part("attention_output", {*heads, valueWidth, outWidth}, {outWidth});
    Dims out = query;
    out.back() = outWidth;
    result.outputs = {std::move(out)};
    return result;
}

/// "abc,cd->abd", with an ellipsis in front at most.
LayerResult einsumDense(const LayerCall& call, const Dims& in)
{
    std::string equation = call.layer.text("equation");
    std::erase(equation, ' ');
    const auto comma = equation.find(','), arrow = equation.find("->");
    if (comma == std::string::npos || arrow == std::string::npos || comma > arrow)
        return notKnown("its equation is not understood");
    std::string left = equation.substr(0, comma), kernel = equation.substr(comma + 1, arrow - comma - 1), right = equation.substr(arrow + 2);
    const bool open = left.starts_with("...");
    if (open != right.starts_with("..."))
        return notKnown("its equation is not understood");
    if (open) {
        left.erase(0, 3);
        right.erase(0, 3);
    }
    if (left.size() > in.size() || (!open && left.size() != in.size()) || equation.find("...", open ? 3 : 0) < comma)
        return notKnown("its equation does not fit its input");
    const std::size_t leading = in.size() - left.size();
    std::map<char, std::int64_t> sizes;
    for (std::size_t i = 0; i < left.size(); ++i)
        sizes[left[i]] = in[leading + i];
    // output_shape lacks the batch.
    const Metadata* given = call.layer.find("output_shape");
    const Dims wanted = given ? (given->list() ? dimsOf(*given).value_or(Dims()) : Dims{wholeNumber(*given).value_or(unknownSize)}) : Dims();
    for (std::size_t i = 0; i < wanted.size() && i < right.size(); ++i)
        if (const std::int64_t size = wanted[wanted.size() - 1 - i]; size >= 0)
            sizes.try_emplace(right[right.size() - 1 - i], size);
    const auto sizeOf = [&](char c) {
        const auto it = sizes.find(c);
        return it == sizes.end() ? unknownSize : it->second;
    };
    LayerResult result;
    Dims dims, biasDims;
    for (char c : kernel)
        dims.push_back(sizeOf(c));
    result.weights.push_back(weight("kernel", std::move(dims)));
    if (const std::string axes = call.layer.text("bias_axes"); !axes.empty()) {
        bool started = false; // axes between the named ones are of size 1
        for (char c : right) {
            const bool named = axes.find(c) != std::string::npos;
            started = started || named;
            if (started)
                biasDims.push_back(named ? sizeOf(c) : 1);
        }
        result.weights.push_back(weight("bias", std::move(biasDims)));
    }
    Dims out(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(leading));
    for (char c : right)
        out.push_back(sizeOf(c));
    result.outputs = {std::move(out)};
    return result;
}

LayerResult attention(const LayerCall& call, const Dims& query)
{
    LayerResult result;
    const Dims value = call.inputs.size() > 1 && call.inputs[1] ? *call.inputs[1] : query;
    if (call.layer.className == "AdditiveAttention" ? call.layer.flag("use_scale", true) : call.layer.flag("use_scale", false))
        result.weights.push_back(weight("scale", call.layer.className == "Attention" ? Dims() : Dims{query.empty() ? unknownSize : query.back()}));
    Dims out = query;
    if (!out.empty() && !value.empty())
        out.back() = value.back();
    result.outputs = {std::move(out)};
    return result;
}

} // namespace

std::optional<LayerResult> callWeighted(const LayerCall& call)
{
    static const std::map<std::string_view, Handler> handlers{
        {"Dense", dense}, {"TimeDistributedDense", dense}, {"BatchNormalization", batchNormalization},
        {"SyncBatchNormalization", batchNormalization}, {"LayerNormalization", layerNormalization},
        {"GroupNormalization", layerNormalization}, {"RMSNormalization", rmsNormalization},
        {"Normalization", normalization}, {"Embedding", embedding}, {"PReLU", prelu},
        {"MultiHeadAttention", multiHeadAttention}, {"EinsumDense", einsumDense},
        {"Attention", attention}, {"AdditiveAttention", attention}};
    const auto it = handlers.find(call.layer.className);
    if (it == handlers.end())
        return std::nullopt;
    return call.input() ? it->second(call, *call.input()) : notKnown("the shape of its input is not known");
}

} // namespace tensorgraft::keras
