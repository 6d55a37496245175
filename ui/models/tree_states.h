#pragma once

#include "ui/models/tree_nodes.h"

#include <vector>

namespace tensorgraft {

/// The states of the tensors of one model and what follows for the scopes above them. Made in a job, then immutable.
struct TreeStates {
    std::vector<RowState> states;       ///< per tensor, in file order
    std::vector<std::uint32_t> taking;  ///< per node: tensors below that are mapped or used
    std::vector<RowState> problems;     ///< per node: the worst below, of Conflict, Warning, None

    TreeStates() = default;
    TreeStates(const TreeNodes& nodes, std::vector<RowState> tensorStates);

    [[nodiscard]] RowState state(std::size_t tensor) const { return tensor < states.size() ? states[tensor] : RowState::None; }
    /// What the row's icon shows: its own state, of a scope the worst below.
    [[nodiscard]] RowState shown(const TreeNodes& nodes, std::uint32_t node) const
    {
        return nodes[node].isTensor() ? state(nodes[node].tensor) : node < problems.size() ? problems[node] : RowState::None;
    }
};

} // namespace tensorgraft
