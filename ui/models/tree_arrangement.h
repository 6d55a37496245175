#pragma once

#include "model_io/core/error.h"
#include "ui/models/tensor_query.h"
#include "ui/models/tree_nodes.h"
#include "ui/models/tree_states.h"

#include <functional>
#include <span>
#include <vector>

namespace tensorgraft {

/// What a tree shows as its rows.
enum class TreeLayout : std::uint8_t {
    Layers, ///< every layer by its whole path, its tensors below
    Scopes, ///< the nested path, segment by segment
    Flat,   ///< tensors only, by their whole names
};

enum class TreeSortKey : std::uint8_t { FileOrder, Name, Shape, Type, Parameters, Size, State };

struct TreeRequest {
    TreeLayout layout = TreeLayout::Scopes;
    TreeSortKey key = TreeSortKey::FileOrder;
    bool descending = false;
    TensorQuery query;
};

/// The rows of a tree with everything expanded, filtered and sorted. A row is a *place*; parents come before their
/// children, so a subtree is a run of places. Plain arrays: what is visible is one pass over them, 2 ms for a million.
struct TreeArrangement {
    static constexpr std::uint32_t none = TreeNodes::none;
    std::vector<std::uint32_t> nodes;       ///< place -> node
    std::vector<std::uint32_t> ends;        ///< place -> one past the last place below
    std::vector<std::uint32_t> parents;     ///< place -> place of the parent; none at the top
    std::vector<std::uint32_t> placeOfNode; ///< node -> place; none where it is not shown
    std::size_t shownTensors = 0;

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(nodes.size()); }
    [[nodiscard]] bool hasChildren(std::uint32_t place) const { return ends[place] > place + 1; }
    [[nodiscard]] std::uint32_t placeOf(std::uint32_t node) const { return node < placeOfNode.size() ? placeOfNode[node] : none; }
    [[nodiscard]] int depth(std::uint32_t place) const;
    /// Places that are visible: those whose ancestors are all expanded. `expanded`: per node. `memory`: a vector that is not
    /// needed any more, whose memory serves again.
    [[nodiscard]] std::vector<std::uint32_t> visible(const std::vector<std::uint8_t>& expanded, std::vector<std::uint32_t> memory = {}) const;
    /// Those of them that stand below a place which is visible and expanded.
    [[nodiscard]] std::vector<std::uint32_t> visibleBelow(std::uint32_t place, const std::vector<std::uint8_t>& expanded) const;
};

/// Arranges a model. Any thread; looks at `stop` every few thousand tensors. Errors: Cancelled.
/// `tensors` and `nodes` belong together; the orders of names are those of people: "conv2" before "conv10".
[[nodiscard]] Result<TreeArrangement> arrangeTree(const TreeNodes& nodes, std::span<const TensorInfo> tensors, const TreeStates& states,
                                                  const TreeRequest& request, const std::function<bool()>& stop = {});

/// Compares names as people do: numbers in them by value, letters without case. < 0, 0, > 0.
[[nodiscard]] int compareNames(std::string_view a, std::string_view b);

} // namespace tensorgraft
