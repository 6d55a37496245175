#include "ui/models/mapping_table_model.h"

#include "model_io/mapping/transform.h"
#include "ui/models/column_titles.h"
#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"
#include "ui/models/rule_edit.h"

#include <QFont>
#include <QFontDatabase>
#include <algorithm>
#include <array>

namespace tensorgraft {

namespace {
constexpr std::size_t comparedAtOnce = 50'000;
} // namespace

MappingRowsChange mappingRowsChange(std::span<const MappingRow> before, std::span<const MappingRow> after)
{
    if (!std::ranges::equal(before, after, {}, &MappingRow::target, &MappingRow::target))
        return {};
    std::size_t first = 0, last = after.size();
    while (first < last && before[first] == after[first])
        ++first;
    while (last > first && before[last - 1] == after[last - 1])
        --last;
    return {true, first, last};
}

MappingTableModel::MappingTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void MappingTableModel::setRows(std::vector<MappingRow> rows) { setSharedRows(std::make_shared<const std::vector<MappingRow>>(std::move(rows))); }

bool MappingTableModel::keepsTargets(const std::weak_ptr<const std::vector<MappingRow>>& before, const MappingRowsChange& change) const
{
    return change.sameTargets && !before.owner_before(m_rows) && !m_rows.owner_before(before);
}

void MappingTableModel::setSharedRows(Rows rows, const std::weak_ptr<const std::vector<MappingRow>>& before, const MappingRowsChange& change,
                                      std::shared_ptr<const LinkIndex> links)
{
    m_links = std::move(links);
    if (rows == m_rows)
        return;
    const bool known = !before.owner_before(m_rows) && !m_rows.owner_before(before);
    const MappingRowsChange made = known ? change : rows->size() <= comparedAtOnce ? mappingRowsChange(*m_rows, *rows) : MappingRowsChange();
    if (made.sameTargets) {
        m_rows = std::move(rows);
        if (made.first < made.last)
            emit dataChanged(index(static_cast<int>(made.first), 0), index(static_cast<int>(made.last) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

std::optional<OrderedRowsModel::Work> MappingTableModel::orderOf(const Rows& shared, int column, Qt::SortOrder direction)
{
    if (column < 0 || column >= ColumnCount)
        return std::nullopt; // the order of the target file
    std::array<QString, 5> states;
    for (const TargetState state : {TargetState::Mapped, TargetState::Warning, TargetState::Conflict, TargetState::Kept, TargetState::Excluded})
        states[std::size_t(state)] = TensorTreeModel::stateText(rowStateOf(state));
    return OrderedRowsModel::Work{shared->size(), [rows = shared, column, direction, states] {
        const auto by = [&](const auto& key) { return rowsBy(rows->size(), direction, [&](std::uint32_t row) -> decltype(auto) { return key((*rows)[row]); }); };
        switch (column) {
        case TargetColumn: return by([](const MappingRow& row) { return row.targetIndex.value_or(~std::size_t{0}); });
        case SourceColumn: return by([](const MappingRow& row) -> const std::vector<std::string>& { return row.source; });
        case TransformColumn: return by([](const MappingRow& row) { return row.transform.empty() ? std::string_view("identity") : std::string_view(row.transform); });
        case ConfidenceColumn: return by([](const MappingRow& row) { return row.confidence.value_or(2.0); });
        default: return by([&](const MappingRow& row) -> const QString& { return states[std::size_t(row.state)]; });
        }
    }};
}

void MappingTableModel::setIconProvider(IconProvider provider)
{
    m_iconProvider = std::move(provider);
    if (!m_rows->empty())
        emit dataChanged(index(0, StateColumn), index(rowCount() - 1, StateColumn), {Qt::DecorationRole});
}

std::optional<int> MappingTableModel::rowOfTarget(std::size_t target) const
{
    if (m_links && target < m_links->targetCount()) {
        const auto row = m_links->rowOfTarget(target);
        return row ? std::optional(static_cast<int>(*row)) : std::nullopt;
    }
    const auto it = std::ranges::find(*m_rows, std::optional(target), &MappingRow::targetIndex);
    return it == m_rows->end() ? std::nullopt : std::optional(static_cast<int>(it - m_rows->begin()));
}

std::optional<int> MappingTableModel::rowOfSource(std::size_t source) const
{
    if (m_links && source < m_links->sourceCount()) {
        const auto rows = m_links->rowsOfSource(source);
        return rows.empty() ? std::nullopt : std::optional(static_cast<int>(rows.front()));
    }
    const auto it = std::ranges::find_if(*m_rows, [&](const MappingRow& row) { return std::ranges::find(row.sourceIndices, source) != row.sourceIndices.end(); });
    return it == m_rows->end() ? std::nullopt : std::optional(static_cast<int>(it - m_rows->begin()));
}

QString MappingTableModel::transformError(const QString& text)
{
    const auto parsed = Transform::parse(text.trimmed().toStdString());
    return parsed ? QString() : libraryText(parsed.error().message);
}

int MappingTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows->size()) + m_newRowShown; }

int MappingTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString MappingTableModel::displayText(const MappingRow& row, int column) const
{
    switch (column) {
    case TargetColumn: return toQString(row.target);
    case SourceColumn: return joinedSources(row.source);
    case TransformColumn: return row.transform.empty() ? QStringLiteral("identity") : toQString(row.transform);
    case ConfidenceColumn: return row.confidence ? tr("%1 %").arg(qRound(*row.confidence * 100)) : row.fromRule ? tr("rule") : tr("by hand");
    case StateColumn: return TensorTreeModel::stateText(rowStateOf(row.state));
    default: return {};
    }
}

QVariant MappingTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (isNewRow(index.row()))
        return newRowData(index.column(), role);
    const MappingRow& row = (*m_rows)[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return displayText(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == ConfidenceColumn || index.column() == StateColumn)
            return row.reason.empty() ? QVariant() : QVariant(libraryText(row.reason));
        return displayText(row, index.column());
    case Qt::DecorationRole:
        return index.column() == StateColumn && m_iconProvider ? QVariant(m_iconProvider(TensorTreeModel::stateIconName(rowStateOf(row.state)))) : QVariant();
    case Qt::FontRole:
        return index.column() == TransformColumn ? QVariant(QFontDatabase::systemFont(QFontDatabase::FixedFont)) : QVariant();
    case Qt::AccessibleTextRole: return displayText(row, index.column());
    case StateRole: return int(row.state);
    default: return {};
    }
}

bool MappingTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const QString text = value.toString().trimmed();
    if (text == data(index, Qt::EditRole).toString())
        return true;
    if (isNewRow(index.row()))
        return setNewRowData(index.column(), text);
    const MappingRow& row = (*m_rows)[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case TargetColumn:
        if (text.isEmpty())
            return false; // a row without a target is removed, not emptied
        emit namesEdited(index.row(), text.toStdString(), row.source);
        return true;
    case SourceColumn: emit namesEdited(index.row(), row.target, splitSources(text)); return true;
    default: emit transformEdited(index.row(), text); return true;
    }
}

void MappingTableModel::setNewRowShown(bool shown)
{
    if (shown == m_newRowShown)
        return;
    const int at = static_cast<int>(m_rows->size());
    shown ? beginInsertRows({}, at, at) : beginRemoveRows({}, at, at);
    m_newRowShown = shown;
    m_new = {};
    shown ? endInsertRows() : endRemoveRows();
}

QVariant MappingTableModel::newRowData(int column, int role) const
{
    const QString text = column == TargetColumn      ? toQString(m_new.target)
                         : column == SourceColumn    ? joinedSources(m_new.source)
                         : column == TransformColumn ? toQString(m_new.transform)
                                                     : QString();
    const QString hint = column == TargetColumn   ? tr("type a target")
                         : column == SourceColumn ? tr("type a source, or several: a + b")
                         : column == StateColumn  ? tr("new")
                                                  : QString();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text.isEmpty() ? hint : text;
    case Qt::EditRole: return text;
    case Qt::FontRole: {
        QFont italic;
        italic.setItalic(text.isEmpty());
        return column == TransformColumn ? QVariant(QFontDatabase::systemFont(QFontDatabase::FixedFont)) : QVariant(italic);
    }
    default: return {};
    }
}

bool MappingTableModel::setNewRowData(int column, const QString& text)
{
    if (column == TargetColumn)
        m_new.target = text.toStdString();
    else if (column == SourceColumn)
        m_new.source = splitSources(text);
    else
        m_new.transform = text == QStringLiteral("identity") ? std::string() : text.toStdString();
    const int row = static_cast<int>(m_rows->size());
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    if (m_new.target.empty() || (m_new.source.empty() && !m_new.transform.starts_with("fill(")))
        return true;
    emit entryTyped(m_new);
    return true;
}

QVariant MappingTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return columnTitle(orientation, role, [section]() -> QString {
        switch (section) {
        case TargetColumn: return tr("Target");
        case SourceColumn: return tr("Source");
        case TransformColumn: return tr("Transform");
        case ConfidenceColumn: return tr("Confidence");
        case StateColumn: return tr("State");
        default: return {};
        }
    });
}

Qt::ItemFlags MappingTableModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags all = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const bool editable = index.column() == TargetColumn || index.column() == SourceColumn || index.column() == TransformColumn;
    return editable ? all | Qt::ItemIsEditable : all;
}

} // namespace tensorgraft
