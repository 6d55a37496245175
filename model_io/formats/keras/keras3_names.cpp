#include "model_io/formats/keras/keras3_names.h"

#include "model_io/formats/keras/keras3_optimizer.h"
#include "model_io/formats/keras/layer_variables.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace tensorgraft::keras {
namespace {

struct Place {
    std::string_view object, number; ///< "layers/dense", "0"
};

bool isNumber(std::string_view text)
{
    return !text.empty() && text.size() < 10 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Place> placeOf(std::string_view path)
{
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos || !isNumber(path.substr(slash + 1)))
        return std::nullopt;
    const std::string_view group = path.substr(0, slash);
    if (group == "vars")
        return Place{"", path.substr(slash + 1)};
    if (!group.ends_with("/vars"))
        return std::nullopt;
    return Place{group.substr(0, group.size() - 5), path.substr(slash + 1)};
}

std::string padded(std::string text)
{
    return text.size() < 9 ? std::string(9 - text.size(), '0') + text : text;
}

std::string join(const std::string& a, const std::string& b) { return a.empty() ? b : (b.empty() ? a : a + "/" + b); }

/// One object of the model.
struct Node {
    std::string className; ///< "" unknown
    std::optional<LayerConfig> config;
    std::string shown;     ///< the path for people
    bool isList = false;   ///< a list of layers, no object
    std::string order;
};

class Namer {
public:
    Namer(std::span<const std::string> groups, const Metadata* model) : m_groups(groups.begin(), groups.end())
    {
        for (const std::string& g : groups)
            if (const auto slash = g.rfind('/'); slash != std::string::npos)
                m_children[g.substr(0, slash)].push_back(g.substr(slash + 1));
        Node root;
        if (model)
            root.config = layerConfig(*model);
        if (root.config)
            root.className = root.config->className;
        m_nodes.emplace("", std::move(root));
    }

    const Node& node(const std::string& path)
    {
        if (const auto it = m_nodes.find(path); it != m_nodes.end())
            return it->second;
        const auto slash = path.rfind('/');
        const std::string parentPath = slash == std::string::npos ? "" : path.substr(0, slash);
        const std::string segment = path.substr(slash == std::string::npos ? 0 : slash + 1);
        const Node parent = node(parentPath);
        Node made = parent.isList ? member(parentPath, parent, segment) : attribute(path, parent, segment);
        made.order = parent.order + "/" + made.order;
        return m_nodes.emplace(path, std::move(made)).first->second;
    }

private:
    /// A layer of a list, called after its class.
    Node member(const std::string& listPath, const Node& list, const std::string& group)
    {
        Node n;
        n.shown = join(list.shown, group);
        n.className = classOfGroup(group);
        const NumberedName name = splitNumber(group);
        n.order = "~" + std::string(name.base) + padded(std::to_string(name.number));
        if (!list.config || !list.config->isModel())
            return n;
        // All groups of this class beside it, by number, against the layers of that class in the configuration.
        const List& known = listAt(listPath, *list.config);
        const auto found = known.byClass.find(name.base);
        if (found == known.byClass.end())
            return n;
        const auto& layers = known.layers;
        const auto& [alike, numbers] = found->second;
        std::size_t which = name.number;
        if (numbers.size() == alike.size())
            which = static_cast<std::size_t>(std::ranges::lower_bound(numbers, name.number) - numbers.begin());
        if (which >= alike.size())
            return n;
        n.config = layers[alike[which]];
        n.className = n.config->className;
        n.shown = join(list.shown, n.config->name.empty() ? group : n.config->name);
        n.order = padded(std::to_string(alike[which]));
        return n;
    }

    struct List {
        std::vector<LayerConfig> layers;
        struct Alike {
            std::vector<std::size_t> layers, numbers; ///< positions in the configuration; numbers of the groups, ascending
        };
        std::map<std::string, Alike, std::less<>> byClass; ///< by the name of their groups
    };
    const List& listAt(const std::string& path, const LayerConfig& model)
    {
        const auto [it, isNew] = m_lists.try_emplace(path);
        List& list = it->second;
        if (!isNew)
            return list;
        list.layers = model.layers();
        for (std::size_t i = 0; i < list.layers.size(); ++i)
            list.byClass[snakeCase(list.layers[i].className)].layers.push_back(i);
        for (const std::string& group : m_children[path]) {
            const NumberedName name = splitNumber(group);
            if (const auto alike = list.byClass.find(name.base); alike != list.byClass.end())
                alike->second.numbers.push_back(name.number);
        }
        for (auto& [base, alike] : list.byClass)
            std::ranges::sort(alike.numbers);
        return list;
    }

    /// What an object holds under a name of its own.
    Node attribute(const std::string& path, const Node& parent, const std::string& name)
    {
        Node n;
        n.order = name;
        const bool hasOwnVariables = m_groups.contains(path + "/vars");
        if (!hasOwnVariables) {
            n.isList = true;
            const bool ofModel = name == "layers" || name == "_layer_checkpoint_dependencies";
            n.config = ofModel ? parent.config : std::nullopt;
            n.shown = ofModel ? parent.shown : join(parent.shown, name);
            return n;
        }
        n.shown = join(parent.shown, name);
        if (name == "cell" && !parent.className.ends_with("Model")) {
            // The one cell of a recurrent layer says nothing that the layer does not.
            n.shown = parent.shown;
            n.className = parent.className;
            n.config = parent.config;
            if (parent.config)
                if (auto cell = parent.config->inner("cell")) {
                    n.config = cell;
                    n.className = cell->className;
                }
            return n;
        }
        if (name == "seed_generator" || name == "_seed_generator") {
            n.className = "SeedGenerator";
            return n;
        }
        if (const std::string part = attentionPart(parent, name); !part.empty()) {
            n.className = "EinsumDense";
            n.shown = join(parent.shown, part);
            n.order = std::to_string(std::string_view("qkva").find(part[0]));
            return n;
        }
        if (!parent.config) {
            // A wrapper's inner layer could be anything; the number and ranks of its variables do not say what.
            return n;
        }
        std::string key = name == "forward_layer" ? "layer" : name;
        n.order = name == "forward_layer" ? "0" : (name == "backward_layer" ? "1" : name);
        auto inner = parent.config->inner(key);
        if (!inner && name == "backward_layer")
            inner = parent.config->inner("layer");
        if (!inner)
            return n;
        n.config = inner;
        n.className = inner->className;
        if (parent.className == "Bidirectional") {
            const std::string prefix = name == "forward_layer" ? "forward_" : "backward_";
            std::string base = inner->name;
            for (const char* p : {"forward_", "backward_"})
                if (base.starts_with(p))
                    base.erase(0, std::string_view(p).size());
            n.shown = join(parent.shown, prefix + base);
        } else if (!inner->name.empty()) {
            n.shown = join(parent.shown, inner->name);
        }
        return n;
    }

    static std::string attentionPart(const Node& parent, const std::string& name)
    {
        const bool attention = parent.className.find("Attention") != std::string::npos ||
                               (parent.className.empty() && parent.shown.find("attention") != std::string::npos);
        if (!attention)
            return {};
        const std::string_view plain = name.starts_with("_") ? std::string_view(name).substr(1) : std::string_view(name);
        if (plain == "query_dense")
            return "query";
        if (plain == "key_dense")
            return "key";
        if (plain == "value_dense")
            return "value";
        return plain == "output_dense" ? "attention_output" : "";
    }

    std::unordered_set<std::string> m_groups;
    std::map<std::string, std::vector<std::string>> m_children;
    std::map<std::string, Node> m_nodes;
    std::map<std::string, List> m_lists;
};

} // namespace

bool isVariablePath(std::string_view path) { return placeOf(path).has_value(); }

bool looksLikeKeras3(std::span<const StoredVariable> variables, std::span<const std::string> groups)
{
    std::size_t numbered = 0;
    for (const StoredVariable& v : variables)
        numbered += placeOf(v.path).has_value();
    if (variables.empty())
        return std::ranges::find(groups, "vars") != groups.end() && std::ranges::find(groups, "layers") != groups.end();
    return numbered > 0 && numbered * 2 >= variables.size();
}

std::vector<VariableName> nameVariables(std::span<const StoredVariable> variables, std::span<const std::string> groups,
                                        const Metadata* model)
{
    std::map<std::string, std::size_t> counts; // variables of each object
    for (const StoredVariable& v : variables)
        if (const auto place = placeOf(v.path))
            ++counts[std::string(place->object)];
    Namer namer(groups, model);
    std::vector<VariableName> names(variables.size());
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const std::string& path = variables[i].path;
        VariableName& name = names[i];
        const auto place = placeOf(path);
        if (!place) {
            const auto slash = path.rfind('/');
            name.layer = slash == std::string::npos ? "" : path.substr(0, slash);
            name.label = path.substr(slash == std::string::npos ? 0 : slash + 1);
            name.order = "}" + path;
            continue;
        }
        const std::string object(place->object);
        name.label = place->number;
        if (object == "optimizer" || object.starts_with("optimizer/")) {
            name.layer = object;
            name.role = TensorRole::OptimizerState;
            name.order = "~~" + object + padded(std::string(place->number));
            continue;
        }
        const Node& node = namer.node(object);
        name.layer = node.shown;
        name.order = node.order + "/" + padded(std::string(place->number));
        const auto labels = variableNames(node.className, node.config ? &*node.config : nullptr, counts[object]);
        const std::size_t number = std::stoul(std::string(place->number)); // at most nine digits
        if (number < labels.size())
            name.label = labels[number];
        if (node.className == "SeedGenerator")
            name.role = TensorRole::Bookkeeping;
        if (number < labels.size() || node.config)
            name.alias = join(name.layer, name.label);
    }
    nameOptimizerSlots(variables, model, names);
    return names;
}

} // namespace tensorgraft::keras
