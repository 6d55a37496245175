#include "model_io/formats/hdf5/keras_layout.h"

#include "model_io/core/tensor_roles.h"

#include <algorithm>
#include <unordered_map>

namespace tensorgraft::hdf5 {
namespace {

const Metadata* attribute(const std::vector<Attribute>& attributes, std::string_view name)
{
    const auto it = std::ranges::find(attributes, name, &Attribute::name);
    return it == attributes.end() ? nullptr : &it->value;
}

bool appendStrings(const Metadata& value, std::vector<std::string>& out)
{
    if (const std::string* text = value.string()) {
        out.push_back(*text);
        return true;
    }
    if (!value.list())
        return value.isNull();
    for (const Metadata& m : *value.list())
        if (const std::string* text = m.string())
            out.push_back(*text);
    return true;
}

std::string withoutPort(std::string_view label) // "kernel:0" -> "kernel"
{
    const auto colon = label.rfind(':');
    const bool port = colon != std::string_view::npos && colon + 1 < label.size() &&
                      std::ranges::all_of(label.substr(colon + 1), [](char c) { return c >= '0' && c <= '9'; });
    return std::string(port ? label.substr(0, colon) : label);
}

/// True for "conv2d_1" and, which Keras makes where a name is taken in the graph, "conv2d_1_1".
bool isScopeOf(std::string_view scope, std::string_view layer)
{
    if (!scope.starts_with(layer))
        return false;
    scope.remove_prefix(layer.size());
    return scope.empty() || (scope.size() > 1 && scope[0] == '_' &&
                             std::ranges::all_of(scope.substr(1), [](char c) { return c >= '0' && c <= '9'; }));
}

struct Scopes {
    std::string scope, last; ///< of a weight name, at its last '/'
};
Scopes splitWeight(const std::string& name)
{
    const auto at = name.rfind('/');
    return at == std::string::npos ? Scopes{"", name} : Scopes{name.substr(0, at), name.substr(at + 1)};
}

/// The layer of a weight for people: the group's name, and in nested models the inner layer's below it.
std::string layerName(const std::string& group, const std::string& scope, bool oneScope)
{
    const auto slash = scope.find('/');
    const std::string first = scope.substr(0, slash);
    std::string rest = slash == std::string::npos ? "" : scope.substr(slash + 1);
    if (!isScopeOf(first, group))
        rest = scope;
    else if (oneScope)
        rest.clear(); // "lstm/lstm_cell/kernel": the cell says nothing that the layer does not
    return rest.empty() ? group : group + "/" + rest;
}

class Finder {
public:
    Finder(const Toc& toc, const OpenProgress& progress) : m_toc(toc), m_used(toc.datasets.size(), false), m_progress(progress)
    {
        for (std::size_t i = 0; i < toc.datasets.size(); ++i)
            m_datasets.emplace(toc.datasets[i].path, i);
        for (const Group& g : toc.groups)
            m_groups.emplace(g.path, &g);
    }
    std::optional<KerasLayout> run()
    {
        if (oldLayers())
            return std::move(m_layout);
        for (const char* root : {"model_weights", ""}) {
            const auto it = m_groups.find(root);
            if (it == m_groups.end())
                continue;
            const auto layers = stringList(it->second->attributes, "layer_names");
            if (!layers)
                continue;
            m_layout.root = root;
            for (const std::string& layer : *layers)
                if (!m_progress.stopped())
                    addLayer(layer);
            addLeftOvers();
            return std::move(m_layout);
        }
        return std::nullopt;
    }

private:
    std::string join(const std::string& a, const std::string& b) const { return a.empty() ? b : a + "/" + b; }
    void add(std::size_t dataset, std::string layer, std::string label)
    {
        if (m_used[dataset])
            return;
        m_used[dataset] = true;
        m_layout.weights.push_back({dataset, std::move(layer), std::move(label)});
        (void)m_progress.tick(OpenStep::Listing, m_layout.weights.size(), m_toc.datasets.size()); // stopped() is asked
    }
    /// Keras before 1.0: `nb_layers` groups "layer_0", ... of `nb_params` datasets "param_0", ... without any names.
    bool oldLayers()
    {
        const auto root = m_groups.find("");
        const Metadata* count = root == m_groups.end() ? nullptr : attribute(root->second->attributes, "nb_layers");
        if (!count || attribute(root->second->attributes, "layer_names"))
            return false;
        std::size_t transposed = 0, kernels = 0;
        for (std::size_t i = 0; i < m_groups.size(); ++i) {
            const std::string layer = "layer_" + std::to_string(i);
            if (!m_groups.contains(layer))
                continue;
            std::vector<std::size_t> parameters;
            for (auto d = m_datasets.find(layer + "/param_0"); d != m_datasets.end();
                 d = m_datasets.find(layer + "/param_" + std::to_string(parameters.size())))
                parameters.push_back(d->second);
            const auto labels = oldLabels(parameters);
            for (std::size_t p = 0; p < parameters.size(); ++p)
                add(parameters[p], layer, labels.empty() ? "param_" + std::to_string(p) : labels[p]);
            if (parameters.size() != 2 || labels.empty() || shapeOf(parameters[0]).rank() != 4)
                continue;
            // The bias tells on which side of the kernel its channels are.
            ++kernels;
            transposed += shapeOf(parameters[1])[0] == shapeOf(parameters[0])[0] && shapeOf(parameters[1])[0] != shapeOf(parameters[0])[3];
        }
        addLeftOvers();
        m_layout.convolutionsAreOihw = kernels > 0 && transposed == kernels;
        return true;
    }
    const Shape& shapeOf(std::size_t dataset) const { return m_toc.datasets[dataset].shape; }
    /// Kernel and bias, or the four vectors of a normalisation; empty where the shapes do not say.
    std::vector<std::string> oldLabels(const std::vector<std::size_t>& parameters) const
    {
        const auto isVector = [&](std::size_t p) { return shapeOf(p).rank() == 1; };
        if (parameters.size() == 2 && shapeOf(parameters[0]).rank() >= 2 && isVector(parameters[1]))
            return {"kernel", "bias"};
        if (parameters.size() == 4 && std::ranges::all_of(parameters, isVector))
            return {"gamma", "beta", "running_mean", "running_std"};
        return {};
    }
    void addLayer(const std::string& layer)
    {
        const std::string path = join(m_layout.root, layer);
        const auto group = m_groups.find(path);
        if (group == m_groups.end())
            return;
        const auto names = stringList(group->second->attributes, "weight_names");
        if (!names)
            return;
        const bool oneScope = std::ranges::all_of(*names, [&](const std::string& n) { return splitWeight(n).scope == splitWeight((*names)[0]).scope; });
        for (const std::string& name : *names) {
            const auto dataset = m_datasets.find(join(path, name));
            if (dataset == m_datasets.end())
                continue;
            const Scopes parts = splitWeight(name);
            std::string label = withoutPort(parts.last);
            // Keras 1: "convolution2d_1_W" without scopes.
            if (parts.scope.empty() && label.starts_with(layer + "_"))
                label.erase(0, layer.size() + 1);
            add(dataset->second, layerName(layer, parts.scope, oneScope), std::move(label));
        }
    }
    /// What no attribute lists: datasets of the weights' group first, then optimizer_weights in its own order, then the rest.
    void addLeftOvers()
    {
        const std::string weights = m_layout.root.empty() ? "" : m_layout.root + "/";
        addMatching([&](const std::string& path) { return !weights.empty() && path.starts_with(weights); });
        if (const auto group = m_groups.find("optimizer_weights"); group != m_groups.end())
            if (const auto names = stringList(group->second->attributes, "weight_names"))
                for (const std::string& name : *names)
                    if (const auto d = m_datasets.find("optimizer_weights/" + name); d != m_datasets.end())
                        addPlain(d->second);
        addMatching([](const std::string& path) { return path.starts_with("optimizer_weights/"); });
        addMatching([](const std::string&) { return true; });
    }
    template <typename Predicate>
    void addMatching(const Predicate& wanted)
    {
        for (std::size_t i = 0; i < m_toc.datasets.size() && !m_progress.stopped(); ++i)
            if (wanted(m_toc.datasets[i].path))
                addPlain(i);
    }
    void addPlain(std::size_t dataset)
    {
        const Scopes parts = splitWeight(m_toc.datasets[dataset].path);
        std::string layer = parts.scope;
        if (!m_layout.root.empty() && layer.starts_with(m_layout.root + "/"))
            layer.erase(0, m_layout.root.size() + 1);
        add(dataset, std::move(layer), withoutPort(parts.last));
    }

    const Toc& m_toc;
    std::vector<bool> m_used;
    std::unordered_map<std::string_view, std::size_t> m_datasets;
    std::unordered_map<std::string_view, const Group*> m_groups;
    KerasLayout m_layout;
    OpenProgress m_progress;
};

} // namespace

std::optional<std::vector<std::string>> stringList(const std::vector<Attribute>& attributes, const std::string& name)
{
    std::vector<std::string> list;
    if (const Metadata* whole = attribute(attributes, name))
        // An empty list is stored as an empty array of float64.
        return appendStrings(*whole, list) ? std::optional(std::move(list)) : std::nullopt;
    for (std::size_t part = 0;; ++part) {
        const Metadata* m = attribute(attributes, name + std::to_string(part));
        if (!m)
            return part ? std::optional(std::move(list)) : std::nullopt;
        if (!appendStrings(*m, list))
            return std::nullopt;
    }
}

std::optional<KerasLayout> findKerasLayout(const Toc& toc, const OpenProgress& progress)
{
    auto layout = Finder(toc, progress).run();
    if (!layout)
        return std::nullopt;
    const Metadata* config = toc.groups.empty() ? nullptr : attribute(toc.groups[0].attributes, "model_config");
    if (config && config->string())
        layout->convolutionsAreOihw = config->string()->find("\"dim_ordering\": \"th\"") != std::string::npos;
    return layout;
}

} // namespace tensorgraft::hdf5
