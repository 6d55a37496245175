#include "ui/models/tree_states.h"

namespace tensorgraft {
namespace {

RowState worse(RowState a, RowState b)
{
    if (a == RowState::Conflict || b == RowState::Conflict)
        return RowState::Conflict;
    return a == RowState::Warning || b == RowState::Warning ? RowState::Warning : RowState::None;
}

} // namespace

TreeStates::TreeStates(const TreeNodes& nodes, std::vector<RowState> tensorStates) : states(std::move(tensorStates))
{
    if (states.empty())
        return;
    taking.assign(nodes.size(), 0);
    problems.assign(nodes.size(), RowState::None);
    for (std::uint32_t id = nodes.size() - 1; id > 0; --id) { // parents come before children
        const TreeNodes::Node& node = nodes[id];
        if (node.isTensor()) {
            const RowState s = state(node.tensor);
            taking[id] = s == RowState::Mapped || s == RowState::Warning || s == RowState::Used;
            problems[id] = worse(s, RowState::None);
        }
        taking[node.parent] += taking[id];
        problems[node.parent] = worse(problems[node.parent], problems[id]);
    }
}

} // namespace tensorgraft
