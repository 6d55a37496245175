#include "model_io/mapping/name_index.h"

#include "model_io/mapping/check.h"

#include <algorithm>

namespace tensorgraft {
namespace {

constexpr std::size_t ambiguousAlias = static_cast<std::size_t>(-1);

std::string_view withoutOutput(std::string_view name) { return name.ends_with(":0") ? name.substr(0, name.size() - 2) : name; }

std::string_view withoutGroup(std::string_view name)
{
    constexpr std::string_view group = "model_weights/";
    return name.starts_with(group) ? name.substr(group.size()) : name;
}

/// Calls `each` with every other name of `tensor`; `joined` holds layer/label.
template <typename Each>
void forEachAlias(const TensorInfo& tensor, std::string& joined, const Each& each)
{
    each(withoutOutput(tensor.name));
    each(withoutGroup(tensor.name));
    each(withoutOutput(withoutGroup(tensor.name)));
    if (!tensor.alias.empty()) {
        each(std::string_view(tensor.alias));
        each(withoutOutput(tensor.alias));
    }
    if (tensor.layer.empty() || tensor.label.empty())
        return;
    joined.assign(tensor.layer).append(1, '/').append(tensor.label);
    each(std::string_view(joined));
    each(withoutOutput(joined));
    each(withoutGroup(joined));
    each(withoutOutput(withoutGroup(joined)));
    // The entry of Keras' `weight_names`, as it stands in the file: "conv/kernel:0" of "conv/conv/kernel:0". Without ":0" it
    // would collide with layer/label of nested models.
    const std::string_view name = withoutGroup(tensor.name), layer = withoutGroup(tensor.layer);
    if (name.ends_with(":0") && name.size() > layer.size() + 1 && name.starts_with(layer) && name[layer.size()] == '/') {
        const std::string_view weight = name.substr(layer.size() + 1);
        if (weight.find('/') != std::string_view::npos)
            each(weight);
    }
}

} // namespace

NameIndex::NameIndex(std::span<const TensorInfo> tensors)
{
    m_exact.reserve(tensors.size());
    m_aliases.reserve(tensors.size() * 2);
    m_names.reserve(tensors.size() * 3);
    m_first.reserve(tensors.size() + 1);
    std::string joined;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const TensorInfo& tensor = tensors[i];
        m_exact.emplace(tensor.name, i);
        m_first.push_back(m_names.size());
        m_names.push_back(tensor.name);
        const std::string* owned = nullptr; // the copy of `joined` that views may point into
        forEachAlias(tensor, joined, [&](std::string_view alias) {
            const auto begin = m_names.begin() + static_cast<std::ptrdiff_t>(m_first.back());
            if (std::find(begin, m_names.end(), alias) != m_names.end())
                return;
            if (alias.data() >= joined.data() && alias.data() < joined.data() + joined.size()) {
                if (!owned)
                    owned = &m_owned.emplace_back(joined);
                alias = std::string_view(*owned).substr(static_cast<std::size_t>(alias.data() - joined.data()), alias.size());
            }
            m_names.push_back(alias);
            const auto [place, isNew] = m_aliases.emplace(alias, i);
            if (!isNew && place->second != i)
                place->second = ambiguousAlias;
        });
    }
    m_first.push_back(m_names.size());
}

NameIndex::Found NameIndex::find(std::string_view name) const
{
    if (const auto exact = m_exact.find(name); exact != m_exact.end())
        return {exact->second, false};
    const auto alias = m_aliases.find(name);
    if (alias == m_aliases.end())
        return {};
    return alias->second == ambiguousAlias ? Found{std::nullopt, true} : Found{alias->second, false};
}

std::optional<std::size_t> findTensor(std::span<const TensorInfo> tensors, std::string_view name)
{
    for (std::size_t i = 0; i < tensors.size(); ++i)
        if (tensors[i].name == name)
            return i;
    std::optional<std::size_t> found;
    std::string joined;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        bool answers = false;
        forEachAlias(tensors[i], joined, [&](std::string_view alias) { answers = answers || alias == name; });
        if (!answers)
            continue;
        if (found)
            return std::nullopt;
        found = i;
    }
    return found;
}

} // namespace tensorgraft
