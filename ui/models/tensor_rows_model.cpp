#include "ui/models/tensor_rows_model.h"

#include "ui/jobs/job_pool.h"
#include "ui/jobs/release_later.h"
#include "ui/models/format_text.h"

#include <QMimeData>
#include <algorithm>

namespace tensorgraft {
namespace {

/// Nodes up to which rows are arranged at once: less than a frame, and nobody sees the old rows for a moment.
constexpr std::uint32_t arrangeAtOnce = 20'000;
/// Scopes up to which each is expanded by itself, which moves the rows behind it; more are one pass over all rows.
constexpr std::size_t singlyExpanded = 8;

TreeSortKey keyOf(int column)
{
    switch (column) {
    case TensorTreeModel::NameColumn: return TreeSortKey::Name;
    case TensorTreeModel::ShapeColumn: return TreeSortKey::Shape;
    case TensorTreeModel::DTypeColumn: return TreeSortKey::Type;
    case TensorTreeModel::ParametersColumn: return TreeSortKey::Parameters;
    case TensorTreeModel::SizeColumn: return TreeSortKey::Size;
    case TensorTreeModel::StateColumn: return TreeSortKey::State;
    default: return TreeSortKey::FileOrder;
    }
}

} // namespace

TensorRowsModel::TensorRowsModel(QObject* parent) : QAbstractTableModel(parent), m_arrangement(std::make_shared<TreeArrangement>()) {}

void TensorRowsModel::setTensorTree(TensorTreeModel* model)
{
    m_tree = model;
    connect(model, &QAbstractItemModel::modelReset, this, &TensorRowsModel::resetFromTree);
    connect(model, &TensorTreeModel::statesChanged, this, [this] {
        if (m_request.key == TreeSortKey::State || m_request.query.asksForState())
            arrange();
    });
    resetFromTree();
}

void TensorRowsModel::resetFromTree()
{
    beginResetModel(); // the nodes of the old file are gone: no row may be asked for from here on
    releaseLater(std::exchange(m_arrangement, std::make_shared<TreeArrangement>()));
    m_visible.clear();
    m_before = {};
    changeExpanded().assign(m_tree->nodes().size(), 0);
    m_expandedUnfiltered.clear();
    endResetModel();
    arrange();
}

std::optional<TensorQueryError> TensorRowsModel::setFilterText(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_filterText)
        return std::nullopt;
    const QByteArray utf8 = trimmed.toUtf8();
    auto parsed = TensorQuery::parse({utf8.constData(), static_cast<std::size_t>(utf8.size())});
    if (auto* error = std::get_if<TensorQueryError>(&parsed))
        return std::move(*error);
    if (m_filterText.isEmpty())
        m_expandedUnfiltered = m_expanded;
    m_filterText = trimmed;
    m_request.query = std::move(std::get<TensorQuery>(parsed));
    arrange();
    return std::nullopt;
}

void TensorRowsModel::setLayout(TreeLayout layout)
{
    if (layout == m_request.layout)
        return;
    m_request.layout = layout;
    arrange();
}

void TensorRowsModel::sort(int column, Qt::SortOrder order)
{
    const TreeSortKey key = keyOf(column);
    const bool descending = order == Qt::DescendingOrder && key != TreeSortKey::FileOrder;
    if (key == m_request.key && descending == m_request.descending)
        return;
    m_request.key = key;
    m_request.descending = descending;
    arrange();
}

void TensorRowsModel::setArranging(bool atWork)
{
    if (std::exchange(m_arranging, atWork) != atWork)
        emit arrangingChanged(atWork);
}

void TensorRowsModel::arrange()
{
    m_run.cancel();
    const auto file = m_tree->modelFile();
    if (!file || m_tree->nodes().size() <= arrangeAtOnce) {
        setArranging(false);
        auto rows = arrangeTree(m_tree->nodes(), file ? file->tensors() : std::span<const TensorInfo>(), *m_tree->sharedStates(), m_request);
        apply({std::make_shared<TreeArrangement>(std::move(*rows)), {}, {}});
        return;
    }
    setArranging(true);
    m_run.start(jobPool(), [file, nodes = m_tree->sharedNodes(), states = m_tree->sharedStates(), request = m_request, expanded = expandedNext(), version = m_expandedVersion](const ProgressFn& progress) {
        Arranged next;
        if (auto rows = arrangeTree(*nodes, file->tensors(), *states, request, [&progress] { return !reportProgress(progress, 0, 0); })) {
            next.visible = rows->visible(expanded);
            next.expandedVersion = version;
            next.arrangement = std::make_shared<TreeArrangement>(std::move(*rows));
        }
        return next;
    }, [this](Arranged next) {
        setArranging(false);
        if (next.arrangement)
            apply(std::move(next));
    });
}

void TensorRowsModel::waitForArranged() { m_run.wait(); }

const std::vector<std::uint8_t>& TensorRowsModel::expandedNext() const
{
    return m_filterText.isEmpty() && !m_expandedUnfiltered.empty() ? m_expandedUnfiltered : m_expanded;
}

std::vector<std::uint8_t>& TensorRowsModel::changeExpanded()
{
    ++m_expandedVersion;
    return m_expanded;
}

std::vector<std::uint32_t> TensorRowsModel::visibleNow() { return m_arrangement->visible(m_expanded, std::exchange(m_before, {})); }

void TensorRowsModel::apply(Arranged next)
{
    auto& arrangement = next.arrangement;
    if (arrangement == m_arrangement || arrangement->placeOfNode.size() != m_expanded.size())
        return;
    if (m_filterText.isEmpty() && !m_expandedUnfiltered.empty())
        m_expanded = std::exchange(m_expandedUnfiltered, {});
    auto visible = next.expandedVersion == m_expandedVersion ? std::move(next.visible) : arrangement->visible(m_expanded, std::exchange(m_before, {}));
    if (m_visible.empty() || visible.empty()) { // a view of no rows has nothing to keep
        beginResetModel();
        m_arrangement = std::move(arrangement);
        m_visible = std::move(visible);
        endResetModel();
    } else {
        setVisible(std::move(visible), std::move(arrangement));
    }
    emit arranged();
}

void TensorRowsModel::setVisible(std::vector<std::uint32_t> visible, std::shared_ptr<const TreeArrangement> arrangement)
{
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<std::uint32_t> nodes;
    nodes.reserve(std::size_t(before.size()));
    for (const QModelIndex& index : before)
        nodes.push_back(nodeAt(index.row()));
    if (arrangement != m_arrangement)
        releaseLater(std::exchange(m_arrangement, std::move(arrangement)));
    m_before = std::exchange(m_visible, std::move(visible));
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = rowOfNode(nodes[std::size_t(i)]);
        after += row < 0 ? QModelIndex() : index(row, before[i].column());
    }
    changePersistentIndexList(before, after);
    emit layoutChanged();
}

void TensorRowsModel::setExpanded(std::uint32_t node, bool expanded)
{
    if (node == 0 || node >= m_expanded.size() || isExpanded(node) == expanded)
        return;
    const int row = rowOfNode(node);
    if (row < 0 || !hasChildren(row)) {
        changeExpanded()[node] = expanded; // for when it is shown
        return;
    }
    // Only what is below is looked at: the other rows are a million.
    const auto after = m_visible.begin() + row + 1;
    if (expanded) {
        changeExpanded()[node] = 1;
        const auto below = m_arrangement->visibleBelow(m_visible[std::size_t(row)], m_expanded);
        beginInsertRows({}, row + 1, row + static_cast<int>(below.size()));
        m_visible.insert(after, below.begin(), below.end());
        endInsertRows();
    } else {
        const int last = row + subtreeRows(row) - 1;
        changeExpanded()[node] = 0;
        beginRemoveRows({}, row + 1, last);
        m_visible.erase(after, m_visible.begin() + last + 1);
        endRemoveRows();
    }
    emit dataChanged(index(row, 0), index(row, 0), {ExpandedRole});
}

void TensorRowsModel::expandScopes(std::span<const std::uint32_t> nodes)
{
    for (const std::uint32_t node : nodes)
        if (node > 0 && node < m_expanded.size())
            changeExpanded()[node] = 1;
    if (!m_visible.empty())
        setVisible(visibleNow(), m_arrangement);
}

void TensorRowsModel::setExpandedBelow(std::uint32_t node, bool expanded)
{
    const std::uint32_t place = m_arrangement->placeOf(node);
    if (place == TreeArrangement::none)
        return;
    for (std::uint32_t p = place; p < m_arrangement->ends[place]; ++p)
        changeExpanded()[m_arrangement->nodes[p]] = expanded && m_arrangement->hasChildren(p);
    setVisible(visibleNow(), m_arrangement);
}

void TensorRowsModel::setAllExpanded(bool expanded)
{
    std::ranges::fill(changeExpanded(), static_cast<std::uint8_t>(expanded));
    if (!m_visible.empty())
        setVisible(visibleNow(), m_arrangement);
}

void TensorRowsModel::expandShown()
{
    for (const std::uint32_t node : m_arrangement->nodes)
        changeExpanded()[node] = 1;
    if (!m_visible.empty())
        setVisible(visibleNow(), m_arrangement);
}

bool TensorRowsModel::expandTo(std::uint32_t node)
{
    const std::uint32_t place = m_arrangement->placeOf(node);
    if (place == TreeArrangement::none)
        return false;
    std::vector<std::uint32_t> closed;
    for (std::uint32_t up = m_arrangement->parents[place]; up != TreeArrangement::none; up = m_arrangement->parents[up])
        if (!m_expanded[m_arrangement->nodes[up]])
            closed.push_back(m_arrangement->nodes[up]);
    if (closed.size() <= singlyExpanded)
        for (auto scope = closed.rbegin(); scope != closed.rend(); ++scope) // from the outermost on
            setExpanded(*scope, true);
    else {
        for (const std::uint32_t scope : closed)
            changeExpanded()[scope] = 1;
        setVisible(visibleNow(), m_arrangement);
    }
    return true;
}

int TensorRowsModel::rowOfNode(std::uint32_t node) const
{
    const std::uint32_t place = m_arrangement->placeOf(node);
    if (place == TreeArrangement::none)
        return -1;
    const auto it = std::ranges::lower_bound(m_visible, place);
    return it != m_visible.end() && *it == place ? static_cast<int>(it - m_visible.begin()) : -1;
}

int TensorRowsModel::rowStandingFor(std::uint32_t node) const
{
    const std::uint32_t place = m_arrangement->placeOf(node);
    if (place == TreeArrangement::none)
        return -1;
    // The last visible row at or before the place is the node itself or the collapsed scope around it.
    return static_cast<int>(std::ranges::upper_bound(m_visible, place) - m_visible.begin()) - 1;
}

int TensorRowsModel::parentRow(int row) const
{
    const std::uint32_t up = m_arrangement->parents[m_visible[std::size_t(row)]];
    return up == TreeArrangement::none ? -1 : static_cast<int>(std::ranges::lower_bound(m_visible, up) - m_visible.begin());
}

int TensorRowsModel::subtreeRows(int row) const
{
    const auto begin = m_visible.begin() + row;
    return static_cast<int>(std::lower_bound(begin, m_visible.end(), m_arrangement->ends[*begin]) - begin);
}

int TensorRowsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_visible.size()); }

int TensorRowsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(TensorTreeModel::ColumnCount); }

QModelIndex TensorRowsModel::treeIndex(const QModelIndex& index) const
{
    return index.isValid() && index.model() == this ? m_tree->indexOfNode(nodeAt(index.row()), index.column()) : QModelIndex();
}

QVariant TensorRowsModel::ownNameData(std::uint32_t node) const
{
    const auto tensors = m_tree->modelFile()->tensors();
    const TreeNodes::Node& n = m_tree->nodes()[node];
    if (!n.isTensor())
        return toQString(m_tree->nodes().layerName(node, tensors));
    const TensorInfo& tensor = tensors[n.tensor];
    const bool known = tensor.alias.empty() || tensor.alias == tensor.name;
    return known ? toQString(tensor.name) : QStringLiteral("%1  (%2)").arg(toQString(tensor.name), toQString(tensor.alias));
}

QVariant TensorRowsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const std::uint32_t place = m_visible[std::size_t(index.row())], node = m_arrangement->nodes[place];
    const bool scope = m_arrangement->hasChildren(place);
    switch (role) {
    case DepthRole: return m_arrangement->depth(place);
    case ExpandableRole: return scope;
    case ExpandedRole: return scope && m_expanded[node] != 0;
    case Qt::DisplayRole:
        if (index.column() == TensorTreeModel::NameColumn &&
            (m_request.layout == TreeLayout::Flat || (m_request.layout == TreeLayout::Layers && !m_tree->nodes()[node].isTensor())))
            return ownNameData(node);
        break;
    case Qt::AccessibleTextRole:
        if (index.column() == TensorTreeModel::NameColumn && scope)
            return treeIndex(index).data(role).toString() + QStringLiteral(", ") + (m_expanded[node] ? tr("expanded") : tr("collapsed"));
        break;
    default: break;
    }
    return m_tree->data(treeIndex(index), role);
}

QVariant TensorRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_tree && orientation == Qt::Horizontal ? m_tree->headerData(section, orientation, role) : QVariant();
}

Qt::ItemFlags TensorRowsModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? m_tree->flags(treeIndex(index)) | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

TensorMime TensorRowsModel::mimeOfRows(std::vector<int> rows) const
{
    std::ranges::sort(rows);
    TensorMime mime;
    mime.side = m_tree->side();
    mime.token = m_tree->token();
    std::uint32_t covered = 0; // places before this are inside a row that is taken
    for (const int row : rows) {
        const std::uint32_t place = m_visible[std::size_t(row)], node = m_arrangement->nodes[place];
        if (place < covered)
            continue;
        covered = m_arrangement->ends[place];
        const TreeNodes& nodes = m_tree->nodes();
        if (m_request.layout == TreeLayout::Layers && nodes[node].hasScopes) {
            for (const std::uint32_t child : nodes.children(node))
                if (nodes[child].isTensor())
                    mime.nodes.push_back(child);
        } else {
            mime.nodes.push_back(node);
        }
    }
    return mime;
}

QStringList TensorRowsModel::mimeTypes() const { return {TensorMime::type()}; }

QMimeData* TensorRowsModel::mimeData(const QModelIndexList& indexes) const
{
    std::vector<int> rows;
    for (const QModelIndex& index : indexes)
        if (rows.empty() || rows.back() != index.row())
            rows.push_back(index.row());
    return m_tree->mimeDataOf(mimeOfRows(std::move(rows)));
}

bool TensorRowsModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) const
{
    return m_tree && m_tree->canDropMimeData(data, action, row, column, treeIndex(parent));
}

bool TensorRowsModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent)
{
    return m_tree && m_tree->dropMimeData(data, action, row, column, treeIndex(parent));
}

} // namespace tensorgraft
