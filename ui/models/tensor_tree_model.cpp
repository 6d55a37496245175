#include "ui/models/tensor_tree_model.h"

#include "ui/jobs/release_later.h"
#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"

#include <QMimeData>
#include <algorithm>
#include <atomic>
#include <unistd.h>

namespace tensorgraft {
namespace {

std::uint64_t nextToken()
{
    static std::atomic<std::uint32_t> counter{0};
    return (static_cast<std::uint64_t>(::getpid()) << 32) | ++counter;
}

QString kindIcon(ParameterKind kind)
{
    switch (kind) {
    case ParameterKind::Kernel:
    case ParameterKind::DepthwiseKernel:
    case ParameterKind::PointwiseKernel:
    case ParameterKind::RecurrentKernel: return QStringLiteral("kernel");
    case ParameterKind::Bias:
    case ParameterKind::RecurrentBias: return QStringLiteral("bias");
    case ParameterKind::Gamma:
    case ParameterKind::Beta:
    case ParameterKind::MovingMean:
    case ParameterKind::MovingVariance: return QStringLiteral("norm");
    case ParameterKind::Embedding:
    case ParameterKind::PositionEmbedding: return QStringLiteral("embedding");
    default: return QStringLiteral("tensor");
    }
}

/// The name that people know, where neither the file's own nor the place in the tree says it.
QString secondName(const TensorInfo& tensor)
{
    if (tensor.alias.empty() || tensor.alias == tensor.name || tensor.alias == tensor.label)
        return {};
    const std::string_view alias = tensor.alias;
    const bool inTree = alias.size() == tensor.layer.size() + 1 + tensor.label.size() && alias.starts_with(tensor.layer) && alias.ends_with(tensor.label);
    return inTree ? QString() : toQString(alias);
}

bool isNumberColumn(int column) { return column == TensorTreeModel::SizeColumn || column == TensorTreeModel::ParametersColumn; }

/// "height, width, input channels, output channels (HWIO)"
QString axesText(AxisLayout layout)
{
    const std::string_view letters = axisLayoutName(layout);
    if (letters.empty())
        return {};
    QStringList words;
    for (const char letter : letters)
        switch (letter) {
        case 'H': words += TensorTreeModel::tr("height"); break;
        case 'W': words += TensorTreeModel::tr("width"); break;
        case 'D': words += TensorTreeModel::tr("depth"); break;
        case 'I': words += TensorTreeModel::tr("input channels"); break;
        case 'O': words += TensorTreeModel::tr("output channels"); break;
        case 'M': words += TensorTreeModel::tr("depth multiplier"); break;
        case 'V': words += TensorTreeModel::tr("vocabulary"); break;
        case 'E': words += TensorTreeModel::tr("embedding width"); break;
        case 'C': words += TensorTreeModel::tr("channels"); break;
        default: words += QString(QChar::fromLatin1(letter)); break;
        }
    return QStringLiteral("%1 (%2)").arg(words.join(QStringLiteral(", ")), toQString(letters));
}

} // namespace

TensorTreeModel::TensorTreeModel(Side side, QObject* parent)
    : QAbstractItemModel(parent), m_side(side), m_nodes(std::make_shared<TreeNodes>()), m_states(std::make_shared<TreeStates>()), m_token(nextToken())
{
}

void TensorTreeModel::setModelFile(std::shared_ptr<const ModelFile> file, std::shared_ptr<const TreeNodes> nodes)
{
    if (!nodes)
        nodes = file ? std::make_shared<TreeNodes>(file->tensors()) : std::make_shared<TreeNodes>();
    beginResetModel();
    releaseLater(std::exchange(m_nodes, std::move(nodes)));
    m_file = std::move(file);
    m_token = nextToken();
    m_states = std::make_shared<TreeStates>();
    endResetModel();
}

void TensorTreeModel::setIconProvider(IconProvider provider)
{
    m_iconProvider = std::move(provider);
    m_icons.clear();
    emit statesChanged();
}

void TensorTreeModel::setStates(std::vector<RowState> states)
{
    if (states != m_states->states)
        setStates(std::make_shared<TreeStates>(*m_nodes, std::move(states)));
}

void TensorTreeModel::setStates(std::shared_ptr<const TreeStates> states)
{
    if (states->states == m_states->states)
        return;
    m_states = std::move(states);
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, StateColumn), index(rows - 1, StateColumn));
    emit statesChanged();
}

QModelIndex TensorTreeModel::indexOfNode(std::uint32_t node, int column) const
{
    if (node == 0 || node >= m_nodes->size())
        return {};
    return createIndex(static_cast<int>((*m_nodes)[node].row), column, const_cast<TreeNodes::Node*>(&(*m_nodes)[node]));
}

QModelIndex TensorTreeModel::indexOfTensor(std::size_t tensor, int column) const
{
    if (!m_file || tensor >= m_file->tensors().size())
        return {};
    return indexOfNode(m_nodes->nodeOfTensor(tensor), column);
}

std::uint32_t TensorTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? m_nodes->idOf(static_cast<const TreeNodes::Node*>(index.internalPointer())) : 0;
}

QModelIndex TensorTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || (parent.isValid() && parent.column() != 0))
        return {};
    const std::uint32_t up = nodeOf(parent);
    if (static_cast<std::uint32_t>(row) >= (*m_nodes)[up].childCount)
        return {};
    return indexOfNode(m_nodes->child(up, static_cast<std::uint32_t>(row)), column);
}

QModelIndex TensorTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOfNode((*m_nodes)[nodeOf(index)].parent) : QModelIndex();
}

int TensorTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() && parent.column() != 0)
        return 0;
    return static_cast<int>((*m_nodes)[nodeOf(parent)].childCount);
}

int TensorTreeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() && parent.column() != 0 ? 0 : ColumnCount;
}

bool TensorTreeModel::hasChildren(const QModelIndex& parent) const { return rowCount(parent) > 0; }

QVariant TensorTreeModel::displayData(const TreeNodes::Node& node, std::uint32_t id, int column) const
{
    if (column == NameColumn) {
        const QString second = node.isTensor() ? secondName(m_file->tensors()[node.tensor]) : QString();
        return second.isEmpty() ? toQString(node.name) : QStringLiteral("%1  (%2)").arg(toQString(node.name), second);
    }
    if (column == SizeColumn)
        return sizeText(node.sizeBytes);
    if (column == ParametersColumn)
        return countText(node.parameters);
    if (!node.isTensor()) {
        if (column == ShapeColumn)
            return tr("%n tensor(s)", nullptr, static_cast<int>(node.tensorCount));
        return column == StateColumn ? QVariant(scopeStateText(id)) : QVariant();
    }
    const TensorInfo& tensor = m_file->tensors()[node.tensor];
    switch (column) {
    case ShapeColumn: return shapeText(tensor.shape);
    case DTypeColumn: return toQString(dtypeName(tensor.dtype));
    case StateColumn: return stateText(state(node.tensor));
    default: return {};
    }
}

QString TensorTreeModel::scopeStateText(std::uint32_t node) const
{
    const TreeStates& s = *m_states;
    if (node >= s.taking.size() || s.taking[node] == 0)
        return s.shown(*m_nodes, node) == RowState::Conflict ? stateText(RowState::Conflict) : QString();
    const QString counts = QStringLiteral("%1/%2").arg(s.taking[node]).arg((*m_nodes)[node].tensorCount);
    return m_side == Side::Source ? tr("%1 used").arg(counts) : tr("%1 mapped").arg(counts);
}

QVariant TensorTreeModel::toolTip(const TreeNodes::Node& node, std::uint32_t id) const
{
    if (!node.isTensor())
        return tr("%1\n%n tensor(s), %2", nullptr, static_cast<int>(node.tensorCount)).arg(toQString(m_nodes->path(id)), sizeText(node.sizeBytes)) + u'\n' +
               tr("%1 values").arg(countText(node.parameters));
    const TensorInfo& tensor = m_file->tensors()[node.tensor];
    QStringList lines{toQString(tensor.name)};
    if (!tensor.alias.empty() && tensor.alias != tensor.name)
        lines += tr("known as %1").arg(toQString(tensor.alias));
    if (!tensor.layer.empty())
        lines += tr("Layer: %1").arg(toQString(tensor.layer));
    if (tensor.kind != ParameterKind::Unknown)
        lines += tr("Kind: %1").arg(toQString(parameterKindName(tensor.kind)).replace(u'_', u' '));
    lines += shapeText(tensor.shape) + u' ' + toQString(dtypeName(tensor.dtype)) + QStringLiteral(", ") +
             tr("%1 values, %2").arg(countText(tensor.elementCount()), sizeText(tensor.sizeBytes));
    if (const QString axes = axesText(tensor.axes); !axes.isEmpty())
        lines += tr("Axes: %1").arg(axes);
    if (!tensor.storageNote.empty())
        lines += libraryText(tensor.storageNote);
    if (state(node.tensor) != RowState::None)
        lines += tr("State: %1").arg(stateText(state(node.tensor)));
    return lines.join(u'\n');
}

QString TensorTreeModel::iconName(const TreeNodes::Node& node) const
{
    if (node.isTensor())
        return kindIcon(m_file->tensors()[node.tensor].kind);
    return node.hasTensors ? QStringLiteral("layer") : QStringLiteral("scope");
}

QIcon TensorTreeModel::icon(const QString& name) const
{
    if (name.isEmpty() || !m_iconProvider)
        return {};
    auto it = m_icons.find(name);
    if (it == m_icons.end())
        it = m_icons.insert(name, m_iconProvider(name));
    return *it;
}

QVariant TensorTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const std::uint32_t id = nodeOf(index);
    const TreeNodes::Node& node = (*m_nodes)[id];
    switch (role) {
    case Qt::DisplayRole: return displayData(node, id, index.column());
    case Qt::ToolTipRole: return index.column() == NameColumn ? toolTip(node, id) : QVariant();
    case Qt::DecorationRole:
        if (index.column() == NameColumn)
            return icon(iconName(node));
        if (index.column() == StateColumn) {
            const RowState shown = m_states->shown(*m_nodes, id);
            const QString name = stateIconName(shown);
            return name.isEmpty() ? QVariant() : QVariant(icon(name));
        }
        return {};
    case Qt::TextAlignmentRole:
        return isNumberColumn(index.column()) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::AccessibleTextRole: {
        QString text = displayData(node, id, index.column()).toString();
        if (index.column() == NameColumn)
            text += QStringLiteral(", ") + displayData(node, id, ShapeColumn).toString() + QStringLiteral(", ") + displayData(node, id, StateColumn).toString();
        return text;
    }
    case SortRole:
        if (index.column() == SizeColumn)
            return qulonglong(node.sizeBytes);
        if (index.column() == ParametersColumn)
            return qulonglong(node.parameters);
        return index.column() == StateColumn && node.isTensor() ? QVariant(int(state(node.tensor))) : QVariant(node.order);
    case NodeRole: return id;
    case TensorRole: return node.isTensor() ? QVariant(qulonglong(node.tensor)) : QVariant();
    case FullNameRole: return node.isTensor() ? toQString(m_file->tensors()[node.tensor].name) : toQString(m_nodes->path(id));
    case StateRole: return node.isTensor() ? int(state(node.tensor)) : int(RowState::None);
    case MappedCountRole: return id < m_states->taking.size() ? m_states->taking[id] : 0U;
    default: return {};
    }
}

QVariant TensorTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumberColumn(section) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant(int(Qt::AlignLeft | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Name");
    case ShapeColumn: return tr("Shape");
    case DTypeColumn: return tr("Type");
    case ParametersColumn: return tr("Parameters");
    case SizeColumn: return tr("Size");
    case StateColumn: return tr("State");
    default: return {};
    }
}

Qt::ItemFlags TensorTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags all = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled;
    return (*m_nodes)[nodeOf(index)].isTensor() ? all | Qt::ItemNeverHasChildren : all;
}

TensorMime TensorTreeModel::mimeOf(const QModelIndexList& indexes) const
{
    std::vector<std::uint32_t> ids;
    for (const QModelIndex& index : indexes)
        if (index.column() == NameColumn && index.model() == this)
            ids.push_back(nodeOf(index));
    std::ranges::sort(ids, {}, [this](std::uint32_t id) { return (*m_nodes)[id].order; });
    const auto duplicates = std::ranges::unique(ids);
    ids.erase(duplicates.begin(), duplicates.end());

    TensorMime mime;
    mime.side = m_side;
    mime.token = m_token;
    for (const std::uint32_t id : ids) {
        // In preorder the last row kept is the only one that can contain this one.
        bool inside = false;
        for (std::uint32_t up = (*m_nodes)[id].parent; up != TreeNodes::none && !mime.nodes.empty() && !inside; up = (*m_nodes)[up].parent)
            inside = up == mime.nodes.back();
        if (!inside)
            mime.nodes.push_back(id);
    }
    return mime;
}

QStringList TensorTreeModel::mimeTypes() const { return {TensorMime::type()}; }

QMimeData* TensorTreeModel::mimeData(const QModelIndexList& indexes) const { return mimeDataOf(mimeOf(indexes)); }

QMimeData* TensorTreeModel::mimeDataOf(const TensorMime& mime) const
{
    if (mime.nodes.empty())
        return nullptr;
    auto* data = new QMimeData;
    mime.writeTo(*data);
    QStringList names;
    for (std::size_t i = 0; i < mime.nodes.size() && i < 1000; ++i)
        names += indexOfNode(mime.nodes[i]).data(FullNameRole).toString();
    data->setText(names.join(u'\n')); // dropping into a text editor gives the names
    return data;
}

bool TensorTreeModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int, const QModelIndex& parent) const
{
    if (!m_dropHandler || !data || action == Qt::IgnoreAction || row >= 0 || !parent.isValid())
        return false; // rows go on rows, never between them
    const auto mime = TensorMime::readFrom(*data);
    return mime && m_dropHandler->proposeDrop(*mime, m_side, nodeOf(parent)).applies();
}

bool TensorTreeModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    return m_dropHandler->applyDrop(*TensorMime::readFrom(*data), m_side, nodeOf(parent));
}

QString TensorTreeModel::stateText(RowState state)
{
    switch (state) {
    case RowState::None: return {};
    case RowState::Mapped: return tr("mapped");
    case RowState::Warning: return tr("warning");
    case RowState::Conflict: return tr("conflict");
    case RowState::Kept: return tr("kept");
    case RowState::Excluded: return tr("excluded");
    case RowState::Used: return tr("used");
    case RowState::Unused: return tr("not used");
    }
    return {};
}

QString TensorTreeModel::stateIconName(RowState state)
{
    switch (state) {
    case RowState::Mapped:
    case RowState::Used: return QStringLiteral("state-mapped");
    case RowState::Warning: return QStringLiteral("state-warning");
    case RowState::Conflict: return QStringLiteral("state-conflict");
    case RowState::Kept: return QStringLiteral("state-kept");
    case RowState::Excluded: return QStringLiteral("state-excluded");
    default: return {};
    }
}

} // namespace tensorgraft
