#include "model_io/formats/keras/shape_inference.h"

#include "model_io/formats/keras/layer_call.h"

#include <algorithm>

namespace tensorgraft::keras {
namespace {

constexpr int maxModelDepth = 16;

LayerResult timeDistributed(const LayerCall& call)
{
    const auto inner = call.layer.inner("layer");
    if (!inner)
        return notKnown("the layer inside is not described");
    if (!call.input() || call.input()->size() < 2)
        return notKnown("the shape of its input is not known");
    Dims in = *call.input();
    const std::int64_t steps = in[1];
    in.erase(in.begin() + 1);
    const std::vector<MaybeDims> inputs{in};
    LayerResult result = callLayer({*inner, inputs, call.version, call.depth + 1, call.run});
    if (result.outputs.size() == 1 && result.outputs[0] && !result.outputs[0]->empty())
        result.outputs[0]->insert(result.outputs[0]->begin() + 1, steps);
    if (call.version == 3)
        for (LayerWeight& w : result.weights)
            w.scope = w.scope.empty() ? inner->name : inner->name + "/" + w.scope;
    return result;
}

LayerResult bidirectional(const LayerCall& call)
{
    const auto forward = call.layer.inner("layer");
    if (!forward)
        return notKnown("the layer inside is not described");
    const auto backward = call.layer.inner("backward_layer");
    const LayerCall there{*forward, call.inputs, call.version, call.depth + 1, call.run};
    const LayerCall back{backward ? *backward : *forward, call.inputs, call.version, call.depth + 1, call.run};
    LayerResult result = callLayer(there);
    LayerResult second = callLayer(back);
    if (!result.problem.empty())
        return result;
    if (!second.problem.empty())
        return second;
    std::string base = forward->name;
    if (base.starts_with("forward_"))
        base.erase(0, 8);
    const auto scoped = [&](std::vector<LayerWeight>& weights, const std::string& prefix) {
        for (LayerWeight& w : weights)
            w.scope = w.scope.empty() ? prefix + base : prefix + base + "/" + w.scope;
    };
    scoped(result.weights, "forward_");
    scoped(second.weights, "backward_");
    std::ranges::move(second.weights, std::back_inserter(result.weights));
    const std::string mode = call.layer.find("merge_mode") ? call.layer.text("merge_mode") : "";
    if (mode == "concat" && result.outputs[0] && !result.outputs[0]->empty())
        result.outputs[0]->back() = times(2, result.outputs[0]->back());
    // The outputs first, then the states, those of the way there before those of the way back.
    std::vector<MaybeDims> outputs;
    outputs.push_back(result.outputs[0]);
    if (mode.empty())
        outputs.push_back(second.outputs[0]);
    outputs.insert(outputs.end(), result.outputs.begin() + 1, result.outputs.end());
    outputs.insert(outputs.end(), second.outputs.begin() + 1, second.outputs.end());
    result.outputs = std::move(outputs);
    return result;
}

LayerResult lambda(const LayerCall& call)
{
    LayerResult result;
    // Keras may have kept the shape that the function gives; without the batch.
    if (const Metadata* shape = call.layer.find("output_shape"))
        if (auto dims = dimsOf(*shape)) {
            dims->insert(dims->begin(), unknownSize);
            result.outputs = {std::move(dims)};
            return result;
        }
    result.outputs = {call.input()};
    result.remark = "the layer '" + call.layer.name + "' (Lambda) is code that is not executed: it is taken to keep the shape";
    return result;
}

DType dtypeOf(const LayerConfig& layer)
{
    std::string name = layer.text("dtype", "float32");
    if (const auto policy = layer.inner("dtype"))
        name = policy->text("name", "float32");
    if (name.starts_with("mixed_"))
        name = "float32"; // of the variables; the computation is narrower
    const auto type = dtypeFromName(name);
    return type && dtypeClass(*type) == DTypeClass::Float && isPlain(*type) ? *type : DType::Float32;
}

/// 1, 2 or 3 by what the text says itself, else by its words.
int versionOf(const Metadata& tree, const LayerConfig& model)
{
    if (const Metadata* version = tree.find("keras_version"); version && version->string() && !version->string()->empty()) {
        const char first = version->string()->front();
        if (first >= '1' && first <= '3')
            return first - '0';
    }
    if (tree.find("module"))
        return 3;
    const auto layers = model.layers();
    for (const LayerConfig& layer : layers) {
        if (layer.entry->find("module") || layer.entry->find("build_config"))
            return 3;
        for (const char* word : {"nb_filter", "border_mode", "W_regularizer", "inner_init"})
            if (layer.config && layer.config->find(word))
                return 1;
    }
    return 2;
}

/// {"class_name", "config"} around what get_config() alone gives.
Metadata wrapped(const Metadata& tree)
{
    if (tree.find("class_name"))
        return tree;
    Metadata whole{Metadata::Map{}};
    whole.set("class_name", tree.find("output_layers") ? "Functional" : "Sequential");
    whole.set("config", tree);
    return whole;
}

/// A function of keras.ops, which has no weights: {"module": "keras.src.ops.numpy", "class_name": "Mean"}.
bool isOperation(const LayerConfig& layer)
{
    const Metadata* module = layer.entry ? layer.entry->find("module") : nullptr;
    return module && module->string() && (module->string()->starts_with("keras.src.ops.") || module->string()->starts_with("keras.ops"));
}

} // namespace

LayerResult callLayer(const LayerCall& call)
{
    if (call.depth > maxModelDepth)
        return notKnown("it is nested more than " + std::to_string(maxModelDepth) + " levels deep");
    if (call.run && call.run->callsLeft-- == 0) {
        call.run->callsLeft = 0;
        return notKnown("the model has too many nested calls");
    }
    const LayerConfig& layer = call.layer;
    LayerResult result;
    if (layer.isModel())
        result = callModel(call, false);
    else if (auto known = callConvolution(call))
        result = std::move(*known);
    else if (auto recurrent = callRecurrent(call))
        result = std::move(*recurrent);
    else if (auto weighted = callWeighted(call))
        result = std::move(*weighted);
    else if (auto legacy = callLegacy(call))
        result = std::move(*legacy);
    else if (auto shaping = callShaping(call))
        result = std::move(*shaping);
    else if (layer.className == "TimeDistributed")
        result = timeDistributed(call);
    else if (layer.className == "Bidirectional")
        result = bidirectional(call);
    else if (layer.className == "Lambda")
        result = lambda(call);
    else if (!isOperation(layer))
        result = notKnown("it is no layer that the program knows");
    if (result.outputs.empty())
        result.outputs.emplace_back();
    const bool unsure = std::ranges::any_of(result.weights, [](const LayerWeight& w) {
        return std::ranges::any_of(w.dims, [](std::int64_t d) { return d < 0; });
    });
    if (unsure) {
        result.weights.clear();
        result.problem = "a size is not known";
    }
    if (!layer.isModel())
        for (LayerWeight& w : result.weights)
            if (w.dtype == DType::Float32)
                w.dtype = dtypeOf(layer);
    if (call.run && call.run->layers && layer.entry) {
        SeenLayer seen{result.outputs.front(), std::nullopt};
        if (result.problem.empty()) {
            std::int64_t count = 0;
            for (const LayerWeight& w : result.weights) {
                std::int64_t product = 1;
                for (const std::int64_t size : w.dims)
                    product = times(product, size);
                count = plus(count, product);
            }
            if (count >= 0)
                seen.parameters = count;
        }
        call.run->layers->emplace(layer.entry, std::move(seen));
    }
    return result;
}

void withModel(const Metadata& tree, const std::function<void(const LayerConfig& model, const std::vector<MaybeDims>& inputs, int version)>& visit)
{
    const Metadata whole = wrapped(tree);
    const LayerConfig model = *layerConfig(whole);
    std::vector<MaybeDims> inputs(1);
    if (const Metadata* build = whole.find("build_config"))
        if (const Metadata* shape = build->find("input_shape"); shape && model.className == "Sequential")
            inputs[0] = dimsOf(*shape);
    visit(model, inputs, versionOf(tree, model));
}

bool looksLikeModelConfig(const Metadata& tree)
{
    if (tree.list()) // get_config() of Sequential before Keras 2.2.3
        return !tree.list()->empty() && layerConfig((*tree.list())[0]).has_value();
    if (!tree.map())
        return false;
    if (const auto model = layerConfig(tree))
        return model->isModel();
    const Metadata* layers = tree.find("layers");
    return layers && layers->list() && !layers->list()->empty() && layerConfig((*layers->list())[0]);
}

Result<InferredModel> inferWeights(const Metadata& tree)
{
    if (!looksLikeModelConfig(tree))
        return fail(makeError(ErrorCode::NotThisFormat, "this is no configuration of a Keras model that lists its layers")
                        .wanted("what model.to_json() gives of a Sequential or functional model")
                        .advise("A subclassed model has no list of layers: save the shapes of its weights instead"));
    InferredModel result;
    Inference run;
    LayerResult built;
    withModel(tree, [&](const LayerConfig& model, const std::vector<MaybeDims>& inputs, int version) {
        result.version = version;
        result.name = model.name;
        built = callModel({model, inputs, version, 0, &run}, true);
    });
    result.warnings = std::move(run.warnings);
    if (!built.problem.empty())
        return fail(makeError(ErrorCode::Unsupported, "the weights of the model are not known: " + built.problem));
    for (LayerWeight& w : built.weights) {
        InferredWeight weight;
        const auto slash = w.scope.find('/');
        weight.group = w.scope.substr(0, slash);
        weight.path = slash == std::string::npos ? "" : w.scope.substr(slash + 1);
        weight.layer = std::move(w.layer);
        weight.name = std::move(w.name);
        weight.shape = Shape(std::move(w.dims));
        weight.dtype = w.dtype;
        weight.trainable = w.trainable;
        result.weights.push_back(std::move(weight));
    }
    return result;
}

} // namespace tensorgraft::keras
