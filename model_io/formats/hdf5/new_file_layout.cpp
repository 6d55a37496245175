#include "model_io/formats/hdf5/new_file_layout.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace tensorgraft::hdf5 {
namespace {

constexpr std::string_view weightsRoot = "model_weights/";
constexpr std::string_view optimizerRoot = "optimizer_weights/";

/// Collects groups, parents first, and refuses two things in one place.
class Builder {
public:
    Builder() { m_toc.groups.push_back({"", {}}); }
    Group& group(const std::string& path)
    {
        if (path.empty())
            return m_toc.groups[0];
        const auto [it, isNew] = m_groups.try_emplace(path, 0);
        if (isNew) {
            if (const auto at = path.rfind('/'); at != std::string::npos)
                group(path.substr(0, at));
            m_groups[path] = m_toc.groups.size();
            m_toc.groups.push_back({path, {}});
        }
        return m_toc.groups[m_groups[path]];
    }
    void dataset(const std::string& path, const TensorToWrite& t)
    {
        if (const auto at = path.rfind('/'); at != std::string::npos)
            group(path.substr(0, at));
        Dataset d;
        d.path = path;
        d.type.dtype = t.dtype;
        d.shape = t.shape;
        m_toc.datasets.push_back(std::move(d));
    }
    Result<Toc> take(std::span<const TensorToWrite> tensors)
    {
        std::set<std::string_view> paths;
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            const std::string& path = m_toc.datasets[i].path;
            if (m_groups.contains(path) || !paths.insert(path).second)
                return fail(makeError(ErrorCode::Mismatch, "two tensors, or a tensor and a group, want the place '/" + path + "'")
                                .of(tensors[i].name).advise("Rename one of them in the mapping"));
        }
        return std::move(m_toc);
    }

private:
    Toc m_toc;
    std::unordered_map<std::string, std::size_t> m_groups;
};

/// A path without empty, "." and ".." segments, which HDF5 does not keep.
std::string cleanPath(std::string_view name)
{
    std::string path;
    while (!name.empty()) {
        const auto at = name.find('/');
        const std::string_view segment = name.substr(0, at);
        name.remove_prefix(at == std::string_view::npos ? name.size() : at + 1);
        if (segment.empty())
            continue;
        path += path.empty() ? "" : "/";
        path += segment == "." ? "%2E" : (segment == ".." ? "%2E%2E" : std::string(segment));
    }
    return path.empty() ? "tensor" : path;
}

/// The attribute `name`, or `name0`, `name1`, ... of nearly equal length where it is too long for an object header.
void addNames(Group& group, const std::string& name, const std::vector<std::string>& texts)
{
    std::size_t longest = 1;
    for (const std::string& t : texts)
        longest = std::max(longest, t.size());
    std::size_t parts = 1;
    while ((texts.size() + parts - 1) / parts * longest > maxAttributeInHeader && parts < texts.size())
        ++parts;
    std::size_t next = 0;
    for (std::size_t p = 0; p < parts; ++p) {
        const std::size_t count = texts.size() / parts + (p < texts.size() % parts ? 1 : 0);
        Metadata::List list;
        for (std::size_t i = 0; i < count; ++i)
            list.emplace_back(texts[next++]);
        group.attributes.push_back({parts == 1 ? name : name + std::to_string(p), std::move(list)});
    }
}

std::string textOr(const Metadata& metadata, std::string_view key, std::string fallback)
{
    const Metadata* m = metadata.find(key);
    return m && m->string() ? *m->string() : std::move(fallback);
}

} // namespace

Result<Toc> kerasWeightsLayout(std::span<const TensorToWrite> tensors, const Metadata& metadata)
{
    const auto isOptimizer = [](const TensorToWrite& t) { return t.name.starts_with(optimizerRoot); };
    const bool rooted = !tensors.empty() && std::ranges::all_of(tensors, [&](const TensorToWrite& t) {
        return t.name.starts_with(weightsRoot) || isOptimizer(t);
    });
    Builder builder;
    std::vector<std::string> layers, optimizer;
    std::unordered_map<std::string, std::vector<std::string>> weights;
    for (const TensorToWrite& t : tensors) {
        if (isOptimizer(t)) {
            const std::string path = cleanPath(t.name);
            optimizer.push_back(path.substr(std::min(path.size(), optimizerRoot.size())));
            builder.dataset(path, t);
            continue;
        }
        std::string path = cleanPath(std::string_view(t.name).substr(rooted ? weightsRoot.size() : 0));
        if (path.find('/') == std::string::npos) {
            const auto dot = path.rfind('.');
            path = dot == std::string::npos || dot == 0 || dot + 1 == path.size() ? path + "/" + path
                                                                                  : path.substr(0, dot) + "/" + path.substr(dot + 1);
        }
        const std::string layer = path.substr(0, path.find('/'));
        auto& names = weights[layer];
        if (names.empty())
            layers.push_back(layer);
        names.push_back(path.substr(layer.size() + 1));
        builder.dataset((rooted ? std::string(weightsRoot) : "") + path, t);
    }
    for (const auto& [layer, names] : weights)
        addNames(builder.group((rooted ? std::string(weightsRoot) : "") + layer), "weight_names", names);
    if (!optimizer.empty())
        addNames(builder.group("optimizer_weights"), "weight_names", optimizer);
    Group& root = builder.group(rooted ? "model_weights" : "");
    addNames(root, "layer_names", layers);
    // Versions before 2 make Keras reorder kernels on loading; the backend "theano" makes it flip them.
    root.attributes.push_back({"backend", textOr(metadata, "backend", "tensorflow")});
    root.attributes.push_back({"keras_version", textOr(metadata, "keras_version", "2.4.0")});
    return builder.take(tensors);
}

Result<Toc> plainLayout(std::span<const TensorToWrite> tensors, const Metadata& metadata)
{
    Builder builder;
    for (const TensorToWrite& t : tensors)
        builder.dataset(cleanPath(t.name), t);
    if (const Metadata::Map* map = metadata.map())
        for (const auto& [name, value] : *map) {
            const bool text = value.string() && !name.empty() && value.string()->size() < maxAttributeInHeader;
            const bool number = std::holds_alternative<std::int64_t>(value.value()) || std::holds_alternative<double>(value.value());
            if ((text || number) && builder.group("").attributes.size() < 1000)
                builder.group("").attributes.push_back({name, value});
        }
    return builder.take(tensors);
}

} // namespace tensorgraft::hdf5
