#include "model_io/formats/keras/keras3_places.h"

#include "model_io/formats/keras/keras3_names.h"
#include "model_io/formats/keras/layer_config.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace tensorgraft::keras {
namespace {

constexpr int maxDepth = 64;
constexpr std::size_t maxObjects = 1'000'000;

/// Lists the paths of the objects of a model that hold variables of their own.
class Walk {
public:
    void model(const LayerConfig& config, const std::string& prefix, int depth)
    {
        std::map<std::string, std::size_t> used; // every layer counts, also one without weights
        for (const LayerConfig& layer : config.layers()) {
            const std::string base = snakeCase(layer.className);
            const std::size_t before = used[base]++;
            object(layer, prefix + "layers/" + base + (before ? "_" + std::to_string(before) : ""), depth + 1);
        }
    }
    /// Objects that hold their variables themselves.
    [[nodiscard]] const std::vector<std::string>& paths() const { return m_paths; }
    /// Layers whose variables are not looked for.
    [[nodiscard]] const std::vector<std::string>& others() const { return m_others; }

private:
    void object(const LayerConfig& layer, const std::string& path, int depth)
    {
        using namespace std::string_view_literals;
        static constexpr std::array recurrent{"LSTM"sv, "GRU"sv, "SimpleRNN"sv, "ConvLSTM1D"sv, "ConvLSTM2D"sv, "ConvLSTM3D"sv};
        if (depth > maxDepth || m_paths.size() >= maxObjects)
            return;
        if (layer.isModel())
            return model(layer, path + "/", depth);
        if (layer.className == "Bidirectional") {
            const auto forward = layer.inner("layer"), backward = layer.inner("backward_layer");
            if (forward)
                object(*forward, path + "/forward_layer", depth + 1);
            if (forward || backward)
                object(backward ? *backward : *forward, path + "/backward_layer", depth + 1);
        } else if (layer.className == "TimeDistributed") {
            if (const auto inner = layer.inner("layer"))
                object(*inner, path + "/layer", depth + 1);
        } else if (layer.className == "RNN") {
            if (const auto cell = layer.inner("cell"); cell && cell->className != "StackedRNNCells")
                m_paths.push_back(path + "/cell");
        } else if (std::ranges::find(recurrent, layer.className) != recurrent.end()) {
            m_paths.push_back(path + "/cell");
        } else if (layer.inner("layer")) {
            m_others.push_back(path); // a wrapper with variables of its own
        } else {
            m_paths.push_back(path);
        }
    }
    std::vector<std::string> m_paths, m_others;
};

/// The layer that a weight belongs to, as people call it; the one cell of a recurrent layer says nothing more.
std::string shownLayer(const InferredWeight& weight)
{
    std::string path = weight.path;
    const std::string last = path.substr(path.rfind('/') + 1);
    if (last.ends_with("_cell"))
        path.resize(path.size() - std::min(path.size(), last.size() + 1));
    return path.empty() ? weight.group : weight.group + "/" + path;
}

} // namespace

std::vector<std::string> variablePaths(const Metadata& tree, std::span<const InferredWeight> weights)
{
    std::vector<std::string> places(weights.size());
    const auto root = layerConfig(tree);
    if (!root)
        return places;
    Walk walk;
    walk.model(*root, "", 0);

    // What reads such files tells which layer each object is: the two ways must agree.
    std::vector<StoredVariable> variables;
    std::vector<std::string> groups{"vars"};
    for (const std::string& path : walk.others())
        groups.insert(groups.end(), {path, path + "/vars"});
    for (const std::string& path : walk.paths()) {
        variables.push_back({path + "/vars/0", DType::Float32, {}});
        groups.push_back(path + "/vars");
        for (std::size_t at = path.find('/'); at != std::string::npos; at = path.find('/', at + 1)) {
            groups.push_back(path.substr(0, at));
            if (!path.substr(0, at).ends_with("layers"))
                groups.push_back(path.substr(0, at) + "/vars"); // every layer has one, be it empty
        }
        groups.push_back(path);
    }
    std::ranges::sort(groups);
    groups.erase(std::ranges::unique(groups).begin(), groups.end());
    const auto names = nameVariables(variables, groups, &tree);
    std::unordered_map<std::string, std::string> objectOf; // "" where two have this name
    for (std::size_t i = 0; i < names.size(); ++i)
        if (const auto [at, isNew] = objectOf.try_emplace(names[i].layer, walk.paths()[i]); !isNew)
            at->second.clear();
    std::unordered_map<std::string, std::size_t> counts;
    std::unordered_map<std::string, std::string> seen; // two weights of one name: a layer that is used twice
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const std::string layer = shownLayer(weights[i]);
        const auto object = objectOf.find(layer);
        if (object == objectOf.end() || object->second.empty())
            continue;
        if (!seen.try_emplace(layer + '\n' + weights[i].name).second) {
            object->second.clear();
            continue;
        }
        places[i] = object->second + "/vars/" + std::to_string(counts[layer]++);
    }
    for (std::size_t i = 0; i < weights.size(); ++i) // also those that were placed before the second was met
        if (const auto object = objectOf.find(shownLayer(weights[i])); object == objectOf.end() || object->second.empty())
            places[i].clear();
    return places;
}

} // namespace tensorgraft::keras
