// Layers without weights: only what they do to the shape matters.

#include "model_io/formats/keras/layer_call.h"

#include <algorithm>
#include <array>

namespace tensorgraft::keras {
namespace {

LayerResult shaped(MaybeDims dims)
{
    LayerResult result;
    result.outputs = {std::move(dims)};
    return result;
}

/// "MaxPooling2D" -> 2 for the stem "Pooling"; 0 where the name is another.
std::size_t axesAfter(std::string_view name, std::string_view stem)
{
    const auto at = name.find(stem);
    if (at == std::string_view::npos)
        return 0;
    const std::string_view rest = name.substr(at + stem.size());
    return rest.size() == 2 && rest[0] >= '1' && rest[0] <= '3' && rest[1] == 'D' ? static_cast<std::size_t>(rest[0] - '0') : 0;
}

LayerResult pooling(const LayerCall& call, Dims in, std::size_t axes)
{
    const bool first = channelsFirst(call.layer);
    const auto sizes = [&](std::string_view key, std::string_view old) {
        Dims s = sizesOf(call.layer, key, axes);
        return s.empty() ? sizesOf(call.layer, old, axes) : s;
    };
    Dims pool = sizes("pool_size", "pool_length");
    if (pool.empty())
        pool.assign(axes, 2);
    Dims strides = sizes("strides", "stride");
    if (strides.empty())
        strides = pool;
    for (std::size_t a = 0; a < axes; ++a) {
        std::int64_t& size = in[(first ? 2 : 1) + a];
        if (size < 0 || strides[a] < 1 || pool[a] < 1)
            size = unknownSize;
        else if (samePadding(call.layer))
            size = (size + strides[a] - 1) / strides[a];
        else
            size = size < pool[a] ? unknownSize : (size - pool[a]) / strides[a] + 1;
    }
    return shaped(std::move(in));
}

LayerResult globalPooling(const LayerCall& call, const Dims& in, std::size_t axes)
{
    const std::int64_t channels = in[channelsFirst(call.layer) ? 1 : axes + 1];
    if (!call.layer.flag("keepdims", false))
        return shaped(Dims{in[0], channels});
    Dims out = in;
    for (std::size_t a = 0; a < axes; ++a)
        out[(channelsFirst(call.layer) ? 2 : 1) + a] = 1;
    return shaped(std::move(out));
}

/// [before, behind] of each axis out of n, [n, n] or [[a, b], [c, d]].
std::vector<std::array<std::int64_t, 2>> borders(const LayerConfig& layer, std::string_view key, std::size_t axes)
{
    std::vector<std::array<std::int64_t, 2>> result;
    const Metadata* value = layer.find(key);
    const Metadata::List* list = value ? value->list() : nullptr;
    if (list && axes == 1 && list->size() == 2) {
        const auto a = wholeNumber((*list)[0]), b = wholeNumber((*list)[1]);
        if (a && b)
            result.push_back({*a, *b});
    } else if (list && list->size() == axes) {
        for (const Metadata& item : *list) {
            const auto both = item.list() ? dimsOf(item) : MaybeDims(wholeNumber(item) ? Dims(2, *wholeNumber(item)) : Dims());
            if (both && both->size() == 2)
                result.push_back({(*both)[0], (*both)[1]});
        }
    } else if (const auto n = value ? wholeNumber(*value) : std::nullopt) {
        result.assign(axes, {*n, *n});
    }
    if (result.size() != axes)
        result.clear();
    return result;
}

LayerResult resized(const LayerCall& call, Dims in, std::size_t axes, std::string_view key, int sign)
{
    const auto sides = borders(call.layer, key, axes);
    for (std::size_t a = 0; a < axes; ++a) {
        std::int64_t& size = in[(channelsFirst(call.layer) ? 2 : 1) + a];
        size = sides.empty() || sides[a][0] < 0 || sides[a][1] < 0 ? unknownSize : plus(size, sign * (sides[a][0] + sides[a][1]));
    }
    return shaped(std::move(in));
}

LayerResult upSampling(const LayerCall& call, Dims in, std::size_t axes)
{
    Dims factors = sizesOf(call.layer, axes == 1 && !call.layer.find("size") ? "length" : "size", axes);
    if (factors.empty())
        factors.assign(axes, 2);
    for (std::size_t a = 0; a < axes; ++a) {
        std::int64_t& size = in[(channelsFirst(call.layer) ? 2 : 1) + a];
        size = times(size, factors[a]);
    }
    return shaped(std::move(in));
}

std::int64_t product(const Dims& dims, std::size_t from)
{
    std::int64_t result = 1;
    for (std::size_t i = from; i < dims.size(); ++i)
        result = times(result, dims[i]);
    return result;
}

LayerResult reshape(const LayerCall& call, const Dims& in)
{
    const Metadata* target = call.layer.find("target_shape");
    MaybeDims wanted = target ? dimsOf(*target) : std::nullopt;
    if (!wanted)
        return shaped(std::nullopt);
    std::int64_t known = 1;
    for (std::int64_t d : *wanted)
        if (d >= 0)
            known = times(known, d);
    const std::int64_t all = product(in, 1);
    for (std::int64_t& d : *wanted)
        if (d < 0)
            d = all >= 0 && known > 0 ? all / known : unknownSize;
    wanted->insert(wanted->begin(), in[0]);
    return shaped(std::move(wanted));
}

LayerResult permute(const LayerCall& call, const Dims& in)
{
    const Dims order = sizesOf(call.layer, "dims", in.size() - 1);
    Dims out{in[0]};
    for (std::int64_t d : order)
        out.push_back(d >= 1 && static_cast<std::size_t>(d) < in.size() ? in[static_cast<std::size_t>(d)] : unknownSize);
    return order.empty() ? shaped(std::nullopt) : shaped(std::move(out));
}

LayerResult broadcast(const std::vector<MaybeDims>& inputs)
{
    Dims out;
    for (const MaybeDims& in : inputs) {
        if (!in)
            continue; // the others say it, or nobody does
        if (in->size() > out.size())
            out.insert(out.begin(), in->size() - out.size(), 1);
        for (std::size_t i = 0; i < in->size(); ++i) {
            std::int64_t& size = out[out.size() - in->size() + i];
            const std::int64_t other = (*in)[i];
            if (size == 1 || (size < 0 && other > 1))
                size = other;
        }
    }
    return out.empty() ? shaped(std::nullopt) : shaped(std::move(out));
}

LayerResult concatenated(const LayerCall& call)
{
    if (std::ranges::any_of(call.inputs, [](const MaybeDims& d) { return !d; }))
        return shaped(std::nullopt);
    Dims out = *call.inputs[0];
    const auto axis = axisOf(call.layer.number(call.layer.find("axis") ? "axis" : "concat_axis").value_or(-1), out.size());
    if (!axis)
        return shaped(std::nullopt);
    for (std::size_t i = 1; i < call.inputs.size(); ++i) {
        const Dims& other = *call.inputs[i];
        if (other.size() != out.size() || other[*axis] < 0)
            return shaped(std::nullopt);
        out[*axis] = plus(out[*axis], other[*axis]);
    }
    return shaped(std::move(out));
}

/// The product over one axis of each input; `axes` is one for both or a pair.
LayerResult dot(const LayerCall& call, std::string_view key)
{
    if (call.inputs.size() != 2 || !call.inputs[0] || !call.inputs[1])
        return shaped(std::nullopt);
    Dims out = *call.inputs[0], other = *call.inputs[1];
    const Metadata* given = call.layer.find(key);
    const bool pair = given && given->list() && given->list()->size() == 2;
    const auto axis = [&](std::size_t i, const Dims& dims) -> std::optional<std::size_t> {
        const auto n = !given ? std::nullopt : wholeNumber(pair ? (*given->list())[i] : *given);
        return n ? axisOf(*n, dims.size()) : std::nullopt;
    };
    const auto first = axis(0, out), second = axis(1, other);
    if (!first || !second || *first == 0 || *second == 0)
        return shaped(std::nullopt);
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(*first));
    other.erase(other.begin() + static_cast<std::ptrdiff_t>(*second));
    out.insert(out.end(), other.begin() + 1, other.end());
    if (out.size() == 1)
        out.push_back(1);
    return shaped(std::move(out));
}

/// Whether a function of TensorFlow ("math.multiply") keeps the shape that its arguments broadcast to.
bool isElementwise(std::string_view function)
{
    static constexpr std::array names{
        "abs", "add", "add_v2", "AddV2", "cast", "clip_by_value", "cos", "div", "divide", "divide_no_nan", "elu", "equal", "erf", "exp", "floor",
        "floordiv", "gelu", "greater", "hard_swish", "identity", "l2_normalize", "leaky_relu", "less", "log", "log1p", "maximum", "minimum", "mod",
        "mul", "multiply", "neg", "negative", "not_equal", "pow", "realdiv", "reciprocal", "relu", "relu6", "round", "rsqrt", "selu", "sigmoid",
        "sign", "silu", "sin", "softmax", "softplus", "sqrt", "square", "squared_difference", "stop_gradient", "sub", "subtract", "swish", "tanh",
        "truediv", "where"};
    const auto dot = function.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? function : function.substr(dot + 1);
    return std::ranges::find(names, last) != names.end();
}

bool oneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

} // namespace

std::optional<LayerResult> callShaping(const LayerCall& call)
{
    const std::string_view name = call.layer.className;
    if (oneOf(name, {"Dropout", "Activation", "ReLU", "LeakyReLU", "ELU", "ThresholdedReLU", "Softmax", "GaussianNoise",
                     "GaussianDropout", "AlphaDropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "Masking",
                     "ActivityRegularization", "UnitNormalization", "Rescaling", "Identity", "RandomFlip", "RandomRotation",
                     "RandomZoom", "RandomContrast", "RandomBrightness", "RandomTranslation", "InputLayer", "Relu",
                     "RandomGrayscale", "RandomColorJitter", "RandomHue", "RandomSaturation", "RandomSharpness", "RandomShear",
                     "RandomPosterization", "RandomColorDegeneration", "RandomErasing", "RandomInvert", "RandomPerspective",
                     "RandomElasticTransform", "RandomGaussianBlur", "AutoContrast", "Equalization", "Solarization",
                     "Sigmoid", "Tanh", "Silu", "Gelu", "Cast", "Clip"}))
        return shaped(call.input());
    if (oneOf(name, {"Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "TrueDivide", "Divide"}))
        return broadcast(call.inputs);
    if (name == "Concatenate")
        return concatenated(call);
    if (name == "Dot" && call.layer.find("axes"))
        return dot(call, "axes");
    if (oneOf(name, {"Hashing", "Discretization", "StringLookup", "IntegerLookup", "CategoryEncoding", "TextVectorization"})) {
        // Numbers of tokens where the file says them; their tables are no weights.
        if (name != "CategoryEncoding" && name != "TextVectorization" && call.layer.text("output_mode", "int") == "int")
            return shaped(call.input());
        const std::string_view key = name == "CategoryEncoding" ? "num_tokens" : "output_sequence_length";
        return shaped(Dims{unknownSize, call.layer.number(key).value_or(unknownSize)});
    }
    if (name == "Merge") { // Keras 1
        const std::string mode = call.layer.text("mode");
        if (mode == "dot" || mode == "cos")
            return dot(call, "dot_axes");
        return mode == "concat" ? concatenated(call) : (oneOf(mode, {"sum", "mul", "ave", "max"}) ? broadcast(call.inputs) : shaped(std::nullopt));
    }
    if (name == "TFOpLambda") { // operators on tensors of tf.keras
        const std::string function = call.layer.text("function");
        return isElementwise(function) ? broadcast(call.inputs) : shaped(std::nullopt);
    }
    if (!call.input() || call.input()->empty()) {
        const bool known = oneOf(name, {"Flatten", "Reshape", "Permute", "RepeatVector", "Resizing", "CenterCrop", "RandomCrop"}) || axesAfter(name, "Pooling") ||
                           axesAfter(name, "ZeroPadding") || axesAfter(name, "Cropping") || axesAfter(name, "UpSampling");
        return known ? std::optional(shaped(std::nullopt)) : std::nullopt;
    }
    const Dims& in = *call.input();
    if (name == "Flatten")
        return shaped(Dims{in[0], product(in, 1)});
    if (name == "Reshape")
        return reshape(call, in);
    if (name == "Permute")
        return permute(call, in);
    if (name == "RepeatVector")
        return shaped(in.size() == 2 ? MaybeDims(Dims{in[0], call.layer.number("n").value_or(unknownSize), in[1]}) : std::nullopt);
    if (oneOf(name, {"Resizing", "CenterCrop", "RandomCrop"}) && in.size() == 4) {
        Dims out = in;
        const std::size_t at = channelsFirst(call.layer) ? 2 : 1;
        out[at] = call.layer.number("height").value_or(unknownSize);
        out[at + 1] = call.layer.number("width").value_or(unknownSize);
        return shaped(std::move(out));
    }
    struct Row {
        std::string_view stem;
        LayerResult (*call)(const LayerCall&, const Dims&, std::size_t);
    };
    static constexpr std::array rows{
        Row{"Pooling", [](const LayerCall& c, const Dims& d, std::size_t n) { return c.layer.className.starts_with("Global") ? globalPooling(c, d, n) : pooling(c, d, n); }},
        Row{"ZeroPadding", [](const LayerCall& c, const Dims& d, std::size_t n) { return resized(c, d, n, "padding", 1); }},
        Row{"Cropping", [](const LayerCall& c, const Dims& d, std::size_t n) { return resized(c, d, n, "cropping", -1); }},
        Row{"UpSampling", [](const LayerCall& c, const Dims& d, std::size_t n) { return upSampling(c, d, n); }}};
    for (const Row& row : rows)
        if (const std::size_t axes = axesAfter(name, row.stem))
            return in.size() == axes + 2 ? row.call(call, in, axes) : shaped(std::nullopt);
    return std::nullopt;
}

} // namespace tensorgraft::keras
