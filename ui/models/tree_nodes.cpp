#include "ui/models/tree_nodes.h"

#include <algorithm>
#include <unordered_map>

namespace tensorgraft {
namespace {

struct ChildKey {
    std::uint32_t parent;
    std::string_view name;
    bool operator==(const ChildKey&) const = default;
};
struct ChildKeyHash {
    std::size_t operator()(const ChildKey& key) const
    {
        return std::hash<std::string_view>{}(key.name) ^ (std::size_t{key.parent} * 0x9E3779B97F4A7C15ULL);
    }
};

std::string_view shortName(const TensorInfo& tensor)
{
    const std::string_view name = tensor.name;
    // The file's own spelling where the layer is a plain prefix of the name: "kernel:0" rather than "kernel".
    if (!tensor.layer.empty() && name.size() > tensor.layer.size() + 1 && name.starts_with(tensor.layer) &&
        (name[tensor.layer.size()] == '/' || name[tensor.layer.size()] == '.'))
        return name.substr(tensor.layer.size() + 1);
    if (tensor.layer.empty() || tensor.label.empty())
        return name;
    return tensor.label;
}

} // namespace

RowState rowStateOf(TargetState state)
{
    switch (state) {
    case TargetState::Mapped: return RowState::Mapped;
    case TargetState::Warning: return RowState::Warning;
    case TargetState::Conflict: return RowState::Conflict;
    case TargetState::Kept: return RowState::Kept;
    case TargetState::Excluded: return RowState::Excluded;
    }
    return RowState::None;
}

Result<std::shared_ptr<const TreeNodes>> TreeNodes::build(std::span<const TensorInfo> tensors, const OpenProgress& progress)
{
    auto nodes = std::make_shared<TreeNodes>();
    if (!nodes->fill(tensors, progress) || !progress.finish())
        return cancelled();
    return nodes;
}

bool TreeNodes::fill(std::span<const TensorInfo> tensors, const OpenProgress& progress)
{
    const OpenProgress naming = progress.part(0, 0.7), linking = progress.part(0.7, 1);
    m_nodes.reserve(tensors.size() + tensors.size() / 2 + 1);
    m_nodes.resize(1);
    m_nodeOfTensor.assign(tensors.size(), none);
    m_separator = std::ranges::any_of(tensors, [](const TensorInfo& t) { return t.layer.find('/') != std::string::npos; }) ? '/' : '.';

    std::unordered_map<ChildKey, std::uint32_t, ChildKeyHash> scopes;
    std::string_view lastLayer;
    std::uint32_t lastScope = 0;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        if (!naming.tick(OpenStep::Arranging, i, tensors.size()))
            return false;
        const TensorInfo& tensor = tensors[i];
        std::uint32_t scope = 0;
        if (!tensor.layer.empty() && tensor.layer == lastLayer) {
            scope = lastScope; // neighbours mostly share their layer
        } else {
            std::string_view rest = tensor.layer;
            while (!rest.empty()) {
                const std::size_t end = rest.find(m_separator);
                const std::string_view segment = rest.substr(0, end);
                rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
                const auto [it, isNew] = scopes.try_emplace(ChildKey{scope, segment}, size());
                if (isNew) {
                    Node node;
                    node.name = segment;
                    node.parent = scope;
                    m_nodes.push_back(node);
                }
                scope = it->second;
            }
            lastLayer = tensor.layer;
            lastScope = scope;
        }
        Node leaf;
        leaf.name = shortName(tensor);
        leaf.parent = scope;
        leaf.tensor = static_cast<std::uint32_t>(i);
        leaf.tensorCount = 1;
        leaf.sizeBytes = tensor.sizeBytes;
        leaf.parameters = tensor.elementCount();
        m_nodeOfTensor[i] = size();
        m_nodes.push_back(leaf);
    }

    for (std::uint32_t id = size() - 1; id > 0; --id) { // parents come before children: one pass sums the subtrees
        Node& parent = m_nodes[m_nodes[id].parent];
        parent.tensorCount += m_nodes[id].tensorCount;
        parent.sizeBytes += m_nodes[id].sizeBytes;
        parent.parameters += m_nodes[id].parameters;
        (m_nodes[id].isTensor() ? parent.hasTensors : parent.hasScopes) = true;
        ++parent.childCount;
    }
    if (!linking.report(OpenStep::Arranging, tensors.size(), tensors.size()))
        return false;
    std::uint32_t begin = 0;
    for (Node& node : m_nodes) {
        node.childBegin = begin;
        begin += node.childCount;
        node.childCount = 0;
    }
    m_children.resize(begin);
    for (std::uint32_t id = 1; id < size(); ++id) {
        Node& parent = m_nodes[m_nodes[id].parent];
        m_nodes[id].row = parent.childCount;
        m_children[parent.childBegin + parent.childCount++] = id;
    }

    // Preorder without recursion: file names may nest as deep as they like.
    std::vector<std::uint32_t> stack{0};
    std::uint32_t order = 0;
    while (!stack.empty()) {
        if ((order & 0xFFFU) == 0 && !linking.report(OpenStep::Arranging, tensors.size(), tensors.size()))
            return false;
        const std::uint32_t id = stack.back();
        stack.pop_back();
        m_nodes[id].order = order++;
        const auto below = children(id);
        for (auto it = below.rbegin(); it != below.rend(); ++it)
            stack.push_back(*it);
    }
    return true;
}

std::vector<std::size_t> TreeNodes::tensorsBelow(std::uint32_t id) const
{
    std::vector<std::size_t> tensors;
    tensors.reserve(m_nodes[id].tensorCount);
    std::vector<std::uint32_t> stack{id};
    while (!stack.empty()) {
        const std::uint32_t top = stack.back();
        stack.pop_back();
        if (m_nodes[top].isTensor())
            tensors.push_back(m_nodes[top].tensor);
        const auto below = children(top);
        for (auto it = below.rbegin(); it != below.rend(); ++it)
            stack.push_back(*it);
    }
    return tensors;
}

std::string_view TreeNodes::layerName(std::uint32_t id, std::span<const TensorInfo> tensors) const
{
    if (m_nodes[id].hasTensors)
        for (const std::uint32_t child : children(id))
            if (m_nodes[child].isTensor())
                return tensors[m_nodes[child].tensor].layer;
    return m_nodes[id].name;
}

std::string TreeNodes::path(std::uint32_t id) const
{
    std::vector<std::string_view> segments;
    for (; id != 0 && id != none; id = m_nodes[id].parent)
        segments.push_back(m_nodes[id].name);
    std::string text;
    for (auto it = segments.rbegin(); it != segments.rend(); ++it) {
        if (!text.empty())
            text += m_separator;
        text += *it;
    }
    return text;
}

} // namespace tensorgraft
