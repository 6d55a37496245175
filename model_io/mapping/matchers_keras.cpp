#include "model_io/mapping/matchers_keras.h"

#include <algorithm>
#include <unordered_map>

namespace tensorgraft {
namespace {

struct Layer {
    std::string name;
    std::vector<std::size_t> weights; ///< file order
};

/// The layer as load_weights() counts: the first group of the file, so that a model inside the model is one layer.
std::string topLayer(const TensorInfo& tensor, const Outline& outline)
{
    std::string_view name = tensor.layer.empty() ? std::string_view(tensor.name) : std::string_view(tensor.layer);
    if (outline.formatId == "keras-h5" || outline.formatId == "hdf5") {
        name = tensor.name;
        constexpr std::string_view group = "model_weights/";
        if (name.starts_with(group))
            name.remove_prefix(group.size());
        return std::string(name.substr(0, name.find('/')));
    }
    return std::string(name);
}

std::vector<Layer> layersOf(const Outline& outline)
{
    std::vector<Layer> layers;
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < outline.tensors.size(); ++i) {
        const TensorInfo& tensor = outline.tensors[i];
        if (tensor.role == TensorRole::OptimizerState || tensor.role == TensorRole::Bookkeeping || tensor.name.starts_with("optimizer_weights/"))
            continue;
        std::string name = topLayer(tensor, outline);
        const auto [place, isNew] = index.try_emplace(name, layers.size());
        if (isNew)
            layers.push_back({std::move(name), {}});
        layers[place->second].weights.push_back(i);
    }
    return layers;
}

std::string countOfWeights(std::size_t count) { return std::to_string(count) + (count == 1 ? " weight" : " weights"); }

/// The weights of one layer into those of another, in their order.
void pairWeights(const Outline& source, const Layer& from, const Outline& target, const Layer& to, bool skipMismatch, const std::string& how, KerasMatch& result)
{
    if (from.weights.size() != to.weights.size()) {
        result.skipped.push_back({to.name, {}, "The layer has " + countOfWeights(to.weights.size()) + ", '" + from.name + "' of the source " + countOfWeights(from.weights.size()), !skipMismatch});
        return;
    }
    for (std::size_t k = 0; k < to.weights.size(); ++k) {
        const TensorInfo &a = source.tensors[from.weights[k]], &b = target.tensors[to.weights[k]];
        if (a.shape != b.shape) {
            result.skipped.push_back({to.name, to.weights[k], "'" + b.name + "' is " + b.shape.toString() + ", '" + a.name + "' of the source " + a.shape.toString(), !skipMismatch});
            continue;
        }
        result.matches.push_back({to.weights[k], {from.weights[k]}, "identity", 1.0, how});
    }
}

void sortMatches(KerasMatch& result)
{
    std::sort(result.matches.begin(), result.matches.end(), [](const Match& a, const Match& b) { return a.target < b.target; });
}

} // namespace

bool KerasMatch::stops() const
{
    return std::any_of(skipped.begin(), skipped.end(), [](const KerasSkip& skip) { return skip.stops; });
}

KerasMatch matchByName(const Outline& source, const Outline& target, bool skipMismatch)
{
    KerasMatch result;
    const std::vector<Layer> from = layersOf(source), to = layersOf(target);
    std::unordered_map<std::string_view, const Layer*> byName;
    for (const Layer& layer : from)
        byName.emplace(layer.name, &layer);
    for (const Layer& layer : to) {
        const auto found = byName.find(layer.name);
        if (found == byName.end()) {
            result.skipped.push_back({layer.name, {}, "The source has no layer of this name", false});
            continue;
        }
        pairWeights(source, *found->second, target, layer, skipMismatch, "Layers of the same name, weights in their order", result);
        byName.erase(found);
    }
    for (const Layer& layer : from)
        if (byName.count(layer.name))
            result.skipped.push_back({layer.name, {}, "The target has no layer of this name; the source's is not used", false});
    sortMatches(result);
    return result;
}

KerasMatch matchTopological(const Outline& source, const Outline& target, bool skipMismatch)
{
    KerasMatch result;
    const std::vector<Layer> from = layersOf(source), to = layersOf(target);
    if (from.size() != to.size()) {
        result.skipped.push_back({"", {}, "The source has " + std::to_string(from.size()) + " layers with weights, the target " + std::to_string(to.size()) + ": their order says nothing", true});
        return result;
    }
    for (std::size_t k = 0; k < to.size(); ++k)
        pairWeights(source, from[k], target, to[k], skipMismatch, "Layer " + std::to_string(k + 1) + " of " + std::to_string(to.size()) + " on both sides ('" + from[k].name + "'), weights in their order", result);
    sortMatches(result);
    return result;
}

} // namespace tensorgraft
