#pragma once

#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"
#include "model_io/core/tensor_info.h"
#include "model_io/mapping/check.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// What a row says about its part in the mapping. Targets have the states of the check; sources are used or not.
enum class RowState : std::uint8_t { None, Mapped, Warning, Conflict, Kept, Excluded, Used, Unused };
[[nodiscard]] RowState rowStateOf(TargetState state);

/// The layers and tensors of one model as a tree, in file order. Holds views into the tensors it was built from, which
/// must outlive it. Node 0 is the invisible root; parents always have smaller numbers than their children.
class TreeNodes {
public:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    struct Node {
        std::string_view name;            ///< segment of a scope, short name of a tensor
        std::uint32_t parent = none;
        std::uint32_t row = 0;            ///< place among the parent's children
        std::uint32_t childBegin = 0;     ///< into the list of children
        std::uint32_t childCount = 0;
        std::uint32_t tensor = none;      ///< index of the tensor; none for scopes
        std::uint32_t order = 0;          ///< preorder number: position in the fully expanded tree
        std::uint32_t tensorCount = 0;    ///< tensors in the subtree
        bool hasTensors = false;          ///< a tensor is among the children: a layer
        bool hasScopes = false;           ///< a scope is among the children
        std::uint64_t sizeBytes = 0;      ///< of the subtree
        std::uint64_t parameters = 0;     ///< values in the subtree
        [[nodiscard]] bool isTensor() const { return tensor != none; }
    };

    TreeNodes() { m_nodes.resize(1); }
    explicit TreeNodes(std::span<const TensorInfo> tensors) { (void)fill(tensors, {}); }
    /// The same for a job. Errors: Cancelled.
    [[nodiscard]] static Result<std::shared_ptr<const TreeNodes>> build(std::span<const TensorInfo> tensors, const OpenProgress& progress);

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_nodes.size()); }
    [[nodiscard]] const Node& operator[](std::uint32_t id) const { return m_nodes[id]; }
    /// Valid as long as this object is neither moved nor destroyed.
    [[nodiscard]] std::uint32_t idOf(const Node* node) const { return static_cast<std::uint32_t>(node - m_nodes.data()); }
    [[nodiscard]] std::uint32_t child(std::uint32_t id, std::uint32_t row) const { return m_children[m_nodes[id].childBegin + row]; }
    [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t id) const
    {
        return {m_children.data() + m_nodes[id].childBegin, m_nodes[id].childCount};
    }
    [[nodiscard]] std::uint32_t nodeOfTensor(std::size_t tensor) const { return m_nodeOfTensor[tensor]; }
    /// Indices of the tensors below `id` (itself where it is one), in tree order.
    [[nodiscard]] std::vector<std::size_t> tensorsBelow(std::uint32_t id) const;
    /// Name of the scope from the root, as the file joins it; the whole name of a tensor is its own TensorInfo's.
    [[nodiscard]] std::string path(std::uint32_t id) const;
    /// The same without making a string, for scopes that hold a tensor themselves; else its last segment.
    [[nodiscard]] std::string_view layerName(std::uint32_t id, std::span<const TensorInfo> tensors) const;

private:
    /// False where stopped: then this is good for nothing.
    [[nodiscard]] bool fill(std::span<const TensorInfo> tensors, const OpenProgress& progress);
    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_children, m_nodeOfTensor;
    char m_separator = '/';
};

} // namespace tensorgraft
