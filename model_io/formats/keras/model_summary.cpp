#include "model_io/formats/keras/model_summary.h"

#include "model_io/formats/keras/layer_call.h"
#include "model_io/formats/keras/layer_config.h"
#include "model_io/formats/keras/shape_inference.h"

#include <charconv>
#include <span>

namespace tensorgraft::keras {
namespace {

constexpr int deepestModel = 32;
constexpr std::size_t mostLayers = 100'000;

std::string joined(const Dims& sizes)
{
    std::string text;
    for (const std::int64_t size : sizes)
        text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text;
}

/// One number, or the list as Keras has it: "3 x 3"; "" where the argument is missing or something else.
std::string sizesText(const LayerConfig& layer, std::string_view key)
{
    const Metadata* value = layer.find(key);
    if (!value)
        return {};
    Dims sizes;
    if (const Metadata::List* list = value->list(); list && list->size() <= 4) {
        for (const Metadata& item : *list)
            if (const auto n = item.list() ? std::nullopt : wholeNumber(item))
                sizes.push_back(*n);
        return sizes.size() == list->size() ? joined(sizes) : std::string();
    }
    const auto n = value->list() ? std::nullopt : wholeNumber(*value);
    return n ? std::to_string(*n) : std::string();
}

bool isAllOnes(std::string_view sizes)
{
    return sizes.find_first_not_of("1 x") == std::string_view::npos && sizes.find("11") == std::string_view::npos;
}

std::string numberText(const Metadata* value)
{
    if (!value)
        return {};
    if (const auto* real = std::get_if<double>(&value->value())) {
        char buffer[32];
        const auto [end, error] = std::to_chars(std::begin(buffer), std::end(buffer), *real);
        return {buffer, end};
    }
    const auto n = value->list() ? std::nullopt : wholeNumber(*value);
    return n ? std::to_string(*n) : std::string();
}

/// What people look for first, in the words of Keras; Keras 1 and 2 have different ones.
std::string settingsOf(const LayerConfig& layer)
{
    std::string text;
    const auto add = [&text](const std::string& value, const std::string& before = {}, const std::string& after = {}) {
        if (!value.empty())
            text += (text.empty() ? "" : ", ") + before + value + after;
    };
    for (const char* key : {"filters", "nb_filter"})
        add(numberText(layer.find(key)), {}, " filters");
    for (const char* key : {"units", "output_dim"})
        if (key != std::string_view("output_dim") || layer.className != "Embedding")
            add(numberText(layer.find(key)), {}, " units");
    if (layer.className == "Embedding") {
        const std::string rows = numberText(layer.find("input_dim")), columns = numberText(layer.find("output_dim"));
        if (!rows.empty() && !columns.empty())
            add(rows + " x " + columns);
    }
    add(sizesText(layer, "kernel_size"));
    if (const std::string rows = numberText(layer.find("nb_row")), columns = numberText(layer.find("nb_col")); !rows.empty() && !columns.empty())
        add(rows + " x " + columns);
    for (const char* key : {"filter_length", "pool_size"})
        add(sizesText(layer, key));
    for (const char* key : {"strides", "subsample"})
        if (const std::string strides = sizesText(layer, key); !strides.empty() && !isAllOnes(strides))
            add(strides, "strides ");
    if (const std::string rate = sizesText(layer, "dilation_rate"); !rate.empty() && !isAllOnes(rate))
        add(rate, "dilation ");
    if (const std::string groups = numberText(layer.find("groups")); !groups.empty() && groups != "1" && groups != "-1")
        add(groups, "groups ");
    for (const char* key : {"padding", "border_mode"})
        if (const std::string padding = layer.text(key); !padding.empty())
            add(padding);
        else
            add(sizesText(layer, key), "padding ");
    for (const char* key : {"rate", "p"})
        if (layer.className.find("Dropout") != std::string::npos)
            add(numberText(layer.find(key)), "rate ");
    if (layer.flag("return_sequences", false))
        add("sequences");
    if (!layer.flag("use_bias", true) || !layer.flag("bias", true))
        add("no bias");
    if (!layer.flag("trainable", true))
        add("frozen");
    return text;
}

std::string activationOf(const LayerConfig& layer)
{
    const Metadata* value = layer.find("activation");
    if (!value)
        return {};
    if (value->string())
        return *value->string() == "linear" ? std::string() : *value->string();
    if (const auto object = layerConfig(*value)) // a layer or function that is registered
        return object->className;
    return {};
}

void append(std::vector<LayerSummary>& list, const LayerConfig& model, const Inference& run, int depth)
{
    if (depth > deepestModel)
        return;
    for (const LayerConfig& layer : model.layers()) {
        if (list.size() >= mostLayers)
            return;
        LayerSummary summary;
        summary.name = layer.name;
        summary.className = layer.className;
        summary.depth = depth;
        summary.settings = settingsOf(layer);
        summary.activation = activationOf(layer);
        if (const auto found = run.layers->find(layer.entry); found != run.layers->end()) {
            summary.output = found->second.output;
            summary.parameters = found->second.parameters;
        }
        for (const char* key : {"wrapped", "layer", "cell"}) // TimeDistributed, Bidirectional, RNN
            if (const auto inner = layer.inner(key)) {
                summary.className += " of " + inner->className;
                if (summary.settings.empty())
                    summary.settings = settingsOf(*inner);
                if (summary.activation.empty())
                    summary.activation = activationOf(*inner);
                break;
            }
        list.push_back(std::move(summary));
        if (layer.isModel())
            append(list, layer, run, depth + 1);
    }
}

} // namespace

Result<std::vector<LayerSummary>> summariseModel(const Metadata& tree)
{
    if (!looksLikeModelConfig(tree))
        return fail(makeError(ErrorCode::NotThisFormat, "this is no configuration of a Keras model that lists its layers"));
    std::vector<LayerSummary> list;
    withModel(tree, [&](const LayerConfig& model, const std::vector<MaybeDims>& inputs, int version) {
        SeenLayers seen;
        Inference run;
        run.layers = &seen;
        (void)callModel({model, inputs, version, 0, &run}, true);
        append(list, model, run, 0);
    });
    return list;
}

} // namespace tensorgraft::keras
