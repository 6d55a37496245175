#include "ui/models/difference_model.h"

#include "ui/models/format_text.h"
#include "ui/phrases/error_line.h"

#include <QLocale>
#include <cmath>

namespace tensorgraft {
namespace {

QString numberText(double value)
{
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("\u221e") : QStringLiteral("-\u221e");
    return QString::number(value, 'g', 6);
}

} // namespace

void DifferenceModel::setTable(std::shared_ptr<const DifferenceTable> table)
{
    beginResetModel();
    m_table = std::move(table);
    m_rows.clear();
    endResetModel();
}

void DifferenceModel::permute(std::vector<std::uint32_t> rows)
{
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    if (!before.isEmpty()) {
        std::vector<int> place(m_table->rowCount(), -1);
        for (std::size_t i = 0; i < rows.size(); ++i)
            place[rows[i]] = static_cast<int>(i);
        QModelIndexList after;
        for (const QModelIndex& index : before) {
            const int row = place[m_rows[static_cast<std::size_t>(index.row())]];
            after << (row < 0 ? QModelIndex() : this->index(row, index.column()));
        }
        changePersistentIndexList(before, after);
    }
    m_rows = std::move(rows);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void DifferenceModel::setRows(std::vector<std::uint32_t> rows)
{
    if (!m_table || rows == m_rows)
        return;
    // Rows that go are moved behind the others and removed there; those that come are added at the end, then all are put
    // into their order: views keep what is selected and where they are.
    std::vector<bool> wanted(m_table->rowCount()), shown(m_table->rowCount());
    for (const std::uint32_t row : rows)
        wanted[row] = true;
    std::vector<std::uint32_t> kept, gone;
    for (const std::uint32_t row : m_rows) {
        shown[row] = true;
        (wanted[row] ? kept : gone).push_back(row);
    }
    if (!gone.empty()) {
        const auto first = static_cast<int>(kept.size());
        std::vector<std::uint32_t> sorted = kept;
        sorted.insert(sorted.end(), gone.begin(), gone.end());
        if (sorted != m_rows)
            permute(std::move(sorted));
        beginRemoveRows({}, first, static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(kept.size());
        endRemoveRows();
    }
    if (rows.size() > m_rows.size()) {
        beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(rows.size()) - 1);
        for (const std::uint32_t row : rows)
            if (!shown[row])
                m_rows.push_back(row);
        endInsertRows();
    }
    if (rows != m_rows)
        permute(std::move(rows));
}

DifferenceModel::State DifferenceModel::state(std::uint32_t row) const
{
    switch (m_table->kind(row)) {
    case DifferenceTable::Kind::OnlyInA: return State::OnlyInA;
    case DifferenceTable::Kind::OnlyInB: return State::OnlyInB;
    case DifferenceTable::Kind::Pair: break;
    }
    const PairDifference& result = m_table->results[row];
    if (const auto& c = result.comparison)
        return c->bitwiseEqual ? State::Identical : c->equal ? State::Equal : State::Changed;
    if (result.problem && result.problem->code == ErrorCode::Mismatch)
        return State::ShapesDiffer;
    return result.isChanged() ? State::Unreadable : State::NotComparable;
}

QString DifferenceModel::stateText(std::uint32_t row) const
{
    switch (state(row)) {
    case State::Identical: return tr("identical");
    case State::Equal: return tr("equal");
    case State::Changed: return tr("changed");
    case State::ShapesDiffer: return tr("shapes differ");
    case State::OnlyInA: return tr("only in A");
    case State::OnlyInB: return tr("only in B");
    case State::NotComparable: return tr("not comparable");
    case State::Unreadable: return tr("cannot be read");
    }
    return {};
}

QString DifferenceModel::text(std::uint32_t row, int column) const
{
    switch (column) {
    case StateColumn: return stateText(row);
    case NameColumn: return toQString(m_table->name(row));
    case ShapeColumn: {
        const Shape& shape = m_table->tensor(row).shape;
        if (m_table->kind(row) == DifferenceTable::Kind::Pair && state(row) == State::ShapesDiffer) {
            const TensorPair& pair = m_table->pairs->pairs[row];
            return toQString(m_table->a->tensors()[pair.a.front()].shape.toString() + " \u2192 " + shape.toString());
        }
        return toQString(shape.toString());
    }
    default: break;
    }
    if (m_table->kind(row) != DifferenceTable::Kind::Pair || !m_table->results[row].comparison)
        return QStringLiteral("\u2013");
    const Comparison& c = *m_table->results[row].comparison;
    switch (column) {
    case MaxAbsColumn: return numberText(c.maxAbsDifference);
    case RelativeL2Column: return numberText(c.relativeL2);
    case CosineColumn: return numberText(c.cosineSimilarity);
    case DifferingColumn: return QLocale().toString(static_cast<qulonglong>(c.differing));
    default: return {};
    }
}

DifferenceOrder::Key DifferenceModel::keyOf(int column)
{
    switch (column) {
    case NameColumn: return DifferenceOrder::Key::Name;
    case ShapeColumn: return DifferenceOrder::Key::Elements;
    case MaxAbsColumn: return DifferenceOrder::Key::MaxAbs;
    case RelativeL2Column: return DifferenceOrder::Key::RelativeL2;
    case CosineColumn: return DifferenceOrder::Key::Cosine;
    case DifferingColumn: return DifferenceOrder::Key::Differing;
    default: return DifferenceOrder::Key::File;
    }
}

int DifferenceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DifferenceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DifferenceModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const std::uint32_t row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(index.column() >= MaxAbsColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::AccessibleTextRole: return tr("%1: %2, %3", "tensor: state, relative L2").arg(text(row, NameColumn), stateText(row), text(row, RelativeL2Column));
    case Qt::ToolTipRole: {
        if (m_table->kind(row) == DifferenceTable::Kind::Pair && m_table->results[row].problem)
            return errorLine(*m_table->results[row].problem);
        QString tip = text(row, NameColumn);
        if (m_table->kind(row) == DifferenceTable::Kind::Pair && !m_table->pairs->pairs[row].transform.empty())
            tip += u'\n' + toQString(m_table->pairs->pairs[row].transform);
        return tip;
    }
    case StateRole: return static_cast<int>(state(row));
    default: return {};
    }
}

QVariant DifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section >= MaxAbsColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        switch (section) {
        case MaxAbsColumn: return tr("Largest magnitude of a difference");
        case RelativeL2Column: return tr("Norm of the difference, relative to that of B");
        case CosineColumn: return tr("Cosine of the angle between the two: 1 where they point the same way");
        case DifferingColumn: return tr("How many values differ");
        default: return {};
        }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn: return tr("State");
    case NameColumn: return tr("Tensor");
    case ShapeColumn: return tr("Shape");
    case MaxAbsColumn: return tr("Max |A − B|");
    case RelativeL2Column: return tr("Relative L2");
    case CosineColumn: return tr("Cosine");
    case DifferingColumn: return tr("Differing");
    default: return {};
    }
}

Qt::ItemFlags DifferenceModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace tensorgraft
