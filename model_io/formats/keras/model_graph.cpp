// Models: what stands before each layer, in the words of Keras 1 to 3.

#include "model_io/formats/keras/layer_call.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace tensorgraft::keras {
namespace {

constexpr std::size_t maxLayers = 100'000;
constexpr int maxStalls = 64;

using Key = std::tuple<std::string, std::int64_t, std::int64_t>; ///< layer, node, tensor

struct Reference {
    Key key;
    MaybeDims shape; ///< Keras 3 writes it beside
};

/// ["conv2d_1", 0, 0, {...}] (Keras 1 and 2) or {"keras_history": ["conv2d_1", 0, 0], "shape": [...]} (Keras 3), at any depth.
void collect(const Metadata& value, std::vector<Reference>& out, int depth = 0)
{
    if (depth > 12 || out.size() > 4096)
        return;
    if (const Metadata::Map* map = value.map()) {
        if (const Metadata* history = value.find("keras_history")) {
            std::vector<Reference> one;
            collect(*history, one, depth + 1);
            if (one.empty())
                return;
            if (const Metadata* shape = value.find("shape"))
                one[0].shape = dimsOf(*shape);
            out.push_back(std::move(one[0]));
            return;
        }
        for (const auto& [key, item] : *map)
            collect(item, out, depth + 1);
        return;
    }
    const Metadata::List* list = value.list();
    if (!list)
        return;
    if (list->size() >= 3 && (*list)[0].string()) {
        const auto node = wholeNumber((*list)[1]), tensor = wholeNumber((*list)[2]);
        if (node && tensor) {
            out.push_back({{*(*list)[0].string(), *node, *tensor}, std::nullopt});
            if (list->size() > 3) // tensors among the named arguments
                collect((*list)[3], out, depth + 1);
            return;
        }
    }
    for (const Metadata& item : *list)
        collect(item, out, depth + 1);
}

/// The shape that a layer says its input has; for first layers of Sequential models and for InputLayer.
MaybeDims declaredInput(const LayerConfig& layer)
{
    for (const char* key : {"batch_input_shape", "batch_shape", "build_input_shape"})
        if (const Metadata* shape = layer.find(key))
            if (auto dims = dimsOf(*shape))
                return dims;
    for (const char* key : {"input_shape", "shape"})
        if (const Metadata* shape = layer.find(key))
            if (auto dims = dimsOf(*shape)) {
                dims->insert(dims->begin(), unknownSize);
                return dims;
            }
    if (const auto width = layer.number("input_dim"); width && layer.className != "Embedding")
        return Dims{unknownSize, *width};
    return std::nullopt;
}

/// Keras 3 notes what a layer was built with.
void useBuildConfig(const LayerConfig& layer, std::vector<MaybeDims>& inputs)
{
    const Metadata* build = layer.entry ? layer.entry->find("build_config") : nullptr;
    if (!build)
        return;
    if (const Metadata* shape = build->find("input_shape"); shape && !inputs[0])
        inputs[0] = dimsOf(*shape);
    const Metadata* shapes = build->find("shapes_dict");
    std::size_t at = 0;
    for (const char* key : {"query_shape", "value_shape", "key_shape"}) {
        const Metadata* shape = build->find(key);
        if (!shape && shapes)
            shape = shapes->find(key);
        if (!shape)
            continue;
        if (inputs.size() <= at)
            inputs.emplace_back();
        if (!inputs[at])
            inputs[at] = dimsOf(*shape);
        ++at;
    }
}

class Model {
public:
    Model(const LayerCall& call, bool outermost) : m_call(call), m_outermost(outermost), m_layers(call.layer.layers()) {}

    LayerResult run()
    {
        if (m_layers.size() > maxLayers)
            return notKnown("it has more than " + std::to_string(maxLayers) + " layers");
        m_results.resize(m_layers.size());
        m_called.assign(m_layers.size(), false);
        LayerResult result;
        result.outputs = m_call.layer.isFunctional() ? functional() : sequential();
        for (std::size_t i = 0; i < m_layers.size(); ++i)
            take(m_layers[i], std::move(m_results[i]), result.weights);
        if (!m_outermost)
            std::stable_partition(result.weights.begin(), result.weights.end(), [](const LayerWeight& w) { return w.trainable; });
        return result;
    }

private:
    void take(const LayerConfig& layer, LayerResult from, std::vector<LayerWeight>& weights) const
    {
        if (!from.problem.empty())
            warnOf(m_call.run, layer, "the weights of the layer '" + layer.name + "' (" + layer.className + ") are not known: " + from.problem,
                   "Add its tensors to the skeleton by hand, or save the shapes of model.weights instead of the configuration");
        if (!from.remark.empty())
            warnOf(m_call.run, layer, from.remark, "Check the shapes of the layers behind it");
        const bool frozen = !layer.flag("trainable", true);
        for (LayerWeight& w : from.weights) {
            if (w.layer.empty())
                w.layer = layer.name;
            if (frozen)
                w.trainable = w.trainable && m_outermost; // in a nested model frozen weights are saved behind
            // Keras 1 and 2 name weights after the innermost layer alone.
            if (m_outermost || m_call.version == 3 || !layer.isModel())
                w.scope = w.scope.empty() ? layer.name : layer.name + "/" + w.scope;
            weights.push_back(std::move(w));
        }
    }

    LayerResult call(std::size_t i, std::vector<MaybeDims> inputs)
    {
        const LayerConfig& layer = m_layers[i];
        if (inputs.empty())
            inputs.emplace_back();
        if (layer.className == "InputLayer" && !inputs[0])
            inputs[0] = declaredInput(layer);
        useBuildConfig(layer, inputs);
        LayerResult result = callLayer({layer, inputs, m_call.version, m_call.depth + 1, m_call.run});
        std::vector<MaybeDims> outputs = result.outputs;
        if (!m_called[i] || (!m_results[i].problem.empty() && result.problem.empty()))
            m_results[i] = std::move(result);
        m_called[i] = true;
        LayerResult only;
        only.outputs = std::move(outputs);
        return only;
    }

    std::vector<MaybeDims> sequential()
    {
        MaybeDims now = m_call.input();
        if (!now)
            now = declaredInput(m_call.layer);
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            const LayerConfig& layer = m_layers[i];
            if (!now)
                now = declaredInput(layer);
            if (!now && i == 0 && layer.className == "Embedding")
                now = Dims{unknownSize, layer.number("input_length").value_or(unknownSize)};
            const LayerResult result = call(i, {now});
            now = result.outputs.empty() ? std::nullopt : result.outputs[0];
        }
        return {now};
    }

    struct Pending {
        std::size_t layer;
        std::int64_t node;
        std::vector<Reference> inputs;
    };

    std::vector<MaybeDims> functional()
    {
        seedInputs();
        std::vector<Pending> pending;
        std::map<std::string, std::int64_t> lastNode; // of each layer, as the others refer to it
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            const Metadata* nodes = m_layers[i].entry->find("inbound_nodes");
            const Metadata::List* list = nodes ? nodes->list() : nullptr;
            if (!list || list->empty()) {
                if (!m_values.contains({m_layers[i].name, 0, 0}))
                    put(i, 0, {});
                continue;
            }
            for (std::size_t n = 0; n < list->size(); ++n) {
                Pending p{i, static_cast<std::int64_t>(n), {}};
                collect((*list)[n], p.inputs);
                for (const Reference& r : p.inputs)
                    note(r, lastNode);
                pending.push_back(std::move(p));
            }
        }
        std::vector<Reference> wanted;
        if (const Metadata* list = m_call.layer.find("output_layers"))
            collect(*list, wanted);
        for (const Reference& r : wanted)
            note(r, lastNode);
        numberNodesOfModels(pending, lastNode);
        int stalls = 0;
        for (bool forward = true; !pending.empty(); forward = !forward) {
            const std::size_t before = pending.size();
            if (!forward)
                std::ranges::reverse(pending);
            std::erase_if(pending, [&](const Pending& p) {
                const bool ready = std::ranges::all_of(p.inputs, [&](const Reference& r) { return m_values.contains(r.key); });
                if (ready)
                    put(p.layer, p.node, p.inputs);
                return ready;
            });
            if (!forward)
                std::ranges::reverse(pending);
            if (pending.size() == before || ++stalls > maxStalls) {
                // A cycle, or an input that is nowhere: go on with what the file says of the shapes.
                for (const Pending& p : pending)
                    put(p.layer, p.node, p.inputs);
                break;
            }
        }
        std::vector<MaybeDims> outputs;
        for (const Reference& r : wanted)
            outputs.push_back(value(r));
        if (outputs.empty())
            outputs.emplace_back();
        return outputs;
    }

    static void note(const Reference& r, std::map<std::string, std::int64_t>& lastNode)
    {
        std::int64_t& last = lastNode[std::get<0>(r.key)];
        last = std::max(last, std::get<1>(r.key));
    }

    /// The first node of a model is its own, between its inputs and outputs: what calls it in here is counted from 1 on
    /// (of functional models always, of Sequential ones up to Keras 2). Every node is referred to, so the last one tells.
    void numberNodesOfModels(std::vector<Pending>& pending, const std::map<std::string, std::int64_t>& lastNode) const
    {
        for (auto begin = pending.begin(); begin != pending.end();) {
            const auto end = std::find_if(begin, pending.end(), [&](const Pending& p) { return p.layer != begin->layer; });
            const LayerConfig& layer = m_layers[begin->layer];
            const auto last = lastNode.find(layer.name);
            if (layer.isModel() && last != lastNode.end() && last->second == end - begin)
                for (auto p = begin; p != end; ++p)
                    ++p->node;
            begin = end;
        }
    }

    /// The inputs that a nested model is called with, in the order of its input_layers.
    void seedInputs()
    {
        std::vector<Reference> inputs;
        if (const Metadata* list = m_call.layer.find("input_layers"))
            collect(*list, inputs);
        for (std::size_t i = 0; i < inputs.size() && i < m_call.inputs.size(); ++i)
            if (m_call.inputs[i])
                m_values[inputs[i].key] = m_call.inputs[i];
    }

    MaybeDims value(const Reference& r) const
    {
        const auto it = m_values.find(r.key);
        return it != m_values.end() && it->second ? it->second : r.shape;
    }

    void put(std::size_t i, std::int64_t node, const std::vector<Reference>& references)
    {
        std::vector<MaybeDims> inputs;
        for (const Reference& r : references)
            inputs.push_back(value(r));
        const LayerResult result = call(i, std::move(inputs));
        for (std::size_t t = 0; t < result.outputs.size(); ++t)
            m_values[{m_layers[i].name, node, static_cast<std::int64_t>(t)}] = result.outputs[t];
        m_values.try_emplace({m_layers[i].name, node, 0}, std::nullopt);
    }

    const LayerCall& m_call;
    bool m_outermost;
    std::vector<LayerConfig> m_layers;
    std::vector<LayerResult> m_results;
    std::vector<bool> m_called;
    std::map<Key, MaybeDims> m_values;
};

} // namespace

LayerResult callModel(const LayerCall& call, bool outermost)
{
    return Model(call, outermost).run();
}

void warnOf(Inference* run, const LayerConfig& layer, std::string message, std::string hint)
{
    if (!run || run->warnings.size() >= 1000)
        return;
    run->warnings.push_back(makeError(ErrorCode::Unsupported, std::move(message)).of(layer.name).advise(std::move(hint)));
}

} // namespace tensorgraft::keras
