#include "ui/window/tree_state.h"

#include "ui/models/format_text.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/window/tensor_tree_view.h"

#include <QHeaderView>
#include <QJsonArray>
#include <algorithm>
#include <memory>
#include <vector>

namespace tensorgraft {
namespace {

/// More rows than a person expanded one by one: then all are.
constexpr int mostExpanded = 5000;
const QString expandedKey = QStringLiteral("expanded"), currentKey = QStringLiteral("current"), allKey = QStringLiteral("all"), layoutKey = QStringLiteral("layout"),
              sortKey = QStringLiteral("sort"), descendingKey = QStringLiteral("descending"), topKey = QStringLiteral("top"), hiddenKey = QStringLiteral("topHidden");

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

/// Names from the root down: they find the node in the same file opened anew.
QJsonArray pathOf(const TreeNodes& nodes, std::uint32_t node)
{
    QJsonArray names;
    for (; node != 0 && node < nodes.size(); node = nodes[node].parent)
        names.prepend(toQString(nodes[node].name));
    return names;
}

/// The deepest node on the path that is still there.
std::uint32_t nodeAt(const TreeNodes& nodes, const QJsonArray& path)
{
    std::uint32_t node = 0;
    for (const QJsonValue& name : path) {
        const std::string wanted = name.toString().toStdString();
        const auto below = nodes.children(node);
        const auto found = std::ranges::find_if(below, [&](std::uint32_t child) { return nodes[child].name == wanted; });
        if (found == below.end())
            break;
        node = *found;
    }
    return node;
}

void restorePlaces(TensorTreeView& view, const QJsonObject& state)
{
    const auto& file = view.tensorTree()->modelFile();
    if (const QString name = state[currentKey].toString(); !name.isEmpty())
        if (const auto tensor = file->find(name.toStdString()))
            view.revealTensor(*tensor);
    if (const std::uint32_t top = nodeAt(view.tensorTree()->nodes(), state[topKey].toArray()); top != 0)
        view.setScrollPlace({top, std::clamp(state[hiddenKey].toDouble(), 0.0, 1.0)});
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
    state.insert(layoutKey, int(view.treeLayout()));
    state.insert(sortKey, view.header()->sortIndicatorSection());
    state.insert(descendingKey, view.header()->sortIndicatorOrder() == Qt::DescendingOrder);
    if (const auto place = view.scrollPlace(); place.node != 0) {
        state.insert(topKey, pathOf(nodes, place.node));
        state.insert(hiddenKey, place.hidden);
    }
    return state;
}

void restoreTreeState(TensorTreeView& view, const QJsonObject& state)
{
    const auto& file = view.tensorTree()->modelFile();
    if (!file || state.isEmpty())
        return;
    view.setTreeLayout(static_cast<TreeLayout>(std::clamp(state[layoutKey].toInt(int(view.treeLayout())), int(TreeLayout::Layers), int(TreeLayout::Flat))));
    if (const int column = state[sortKey].toInt(-1); column != view.header()->sortIndicatorSection() && column < TensorTreeModel::ColumnCount)
        view.sortByColumn(column, state[descendingKey].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    if (state[allKey].toBool()) {
        view.expandAll();
    } else {
        view.collapseAll();
        std::vector<std::uint32_t> scopes;
        collect(view.tensorTree()->nodes(), 0, state[expandedKey].toObject(), scopes);
        view.rowsModel()->expandScopes(scopes);
    }
    const auto places = [&view, file = std::weak_ptr(file), state] {
        if (view.tensorTree()->modelFile() == file.lock())
            restorePlaces(view, state);
    };
    if (view.rowsModel()->isArranging()) // a large model in another layout: its rows come later
        QObject::connect(view.rowsModel(), &TensorRowsModel::arranged, &view, places, Qt::SingleShotConnection);
    else
        places();
    if (!view.isVisible()) // how far it can scroll is known when it has its size
        QMetaObject::invokeMethod(&view, places, Qt::QueuedConnection);
}

} // namespace tensorgraft
