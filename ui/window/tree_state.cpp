#include "ui/window/tree_state.h"

#include "ui/models/format_text.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/window/tensor_tree_view.h"

#include <vector>

namespace tensorgraft {
namespace {

/// More rows than a person expanded one by one: then all are.
constexpr int mostExpanded = 5000;
const QString expandedKey = QStringLiteral("expanded"), currentKey = QStringLiteral("current"), allKey = QStringLiteral("all");

/// Expanded scopes below `node`, nested as they are; `left` counts down.
QJsonObject expandedBelow(const TensorTreeView& view, const TreeNodes& nodes, std::uint32_t node, int depth, int& left)
{
    QJsonObject below;
    if (depth > 60) // deeper ones are left closed
        return below;
    for (const std::uint32_t child : nodes.children(node)) {
        if (nodes[child].isTensor() || left <= 0)
            continue;
        const QModelIndex index = view.indexOfNode(child);
        if (!index.isValid() || !view.isExpanded(index))
            continue;
        --left;
        below.insert(toQString(nodes[child].name), expandedBelow(view, nodes, child, depth + 1, left));
    }
    return below;
}

void collect(const TreeNodes& nodes, std::uint32_t node, const QJsonObject& below, std::vector<std::uint32_t>& scopes)
{
    if (below.isEmpty())
        return;
    for (const std::uint32_t child : nodes.children(node)) {
        if (nodes[child].isTensor())
            continue;
        const auto it = below.constFind(toQString(nodes[child].name));
        if (it == below.constEnd())
            continue;
        scopes.push_back(child);
        collect(nodes, child, it->toObject(), scopes);
    }
}

} // namespace

QJsonObject treeState(const TensorTreeView& view)
{
    const TreeNodes& nodes = view.tensorTree()->nodes();
    int left = mostExpanded;
    QJsonObject state{{expandedKey, expandedBelow(view, nodes, 0, 0, left)}};
    if (left <= 0)
        state = {{allKey, true}};
    const std::uint32_t current = view.nodeOf(view.currentIndex());
    const auto& file = view.tensorTree()->modelFile();
    if (file && current > 0 && current < nodes.size())
        state.insert(currentKey, nodes[current].isTensor() ? toQString(file->tensors()[nodes[current].tensor].name) : QString());
    return state;
}

void restoreTreeState(TensorTreeView& view, const QJsonObject& state)
{
    const auto& file = view.tensorTree()->modelFile();
    if (!file || state.isEmpty())
        return;
    if (state[allKey].toBool()) {
        view.expandAll();
    } else {
        view.collapseAll();
        std::vector<std::uint32_t> scopes;
        collect(view.tensorTree()->nodes(), 0, state[expandedKey].toObject(), scopes);
        view.rowsModel()->expandScopes(scopes);
    }
    if (const QString name = state[currentKey].toString(); !name.isEmpty())
        if (const auto tensor = file->find(name.toStdString()))
            view.revealTensor(*tensor);
}

} // namespace tensorgraft
