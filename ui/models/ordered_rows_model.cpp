#include "ui/models/ordered_rows_model.h"

#include "ui/jobs/job_pool.h"
#include "ui/jobs/release_later.h"

#include <algorithm>

namespace tensorgraft {
namespace {

/// Rows up to which an order is made at once: less than a frame, and nobody sees the old one for a moment.
constexpr std::size_t orderAtOnce = 20'000;
/// Rows that are told one by one where a change is spread over the order.
constexpr int tellSingly = 64;

} // namespace

OrderedRowsModel::OrderedRowsModel(QAbstractItemModel* table, Orderer orderer, QObject* parent) : QAbstractProxyModel(parent), m_orderer(std::move(orderer))
{
    setSourceModel(table);
    connect(table, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(table, &QAbstractItemModel::modelReset, this, &OrderedRowsModel::tableReset);
    connect(table, &QAbstractItemModel::dataChanged, this, &OrderedRowsModel::tableChanged);
    // At the end only: what stands before keeps its row.
    connect(table, &QAbstractItemModel::rowsAboutToBeInserted, this, [this](const QModelIndex&, int, int last) {
        const int before = rowCount();
        beginInsertRows({}, before, before + last - sourceModel()->rowCount());
    });
    connect(table, &QAbstractItemModel::rowsInserted, this, [this] { endInsertRows(); });
    connect(table, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex&, int first, int last) { beginRemoveRows({}, rowCount() - (last - first + 1), rowCount() - 1); });
    connect(table, &QAbstractItemModel::rowsRemoved, this, [this] { endRemoveRows(); });
}

OrderedRowsModel::SharedOrder OrderedRowsModel::makeOrder(const Work& work)
{
    auto order = std::make_shared<Order>();
    order->rows = work.make();
    order->places.assign(work.rows, hidden);
    for (std::size_t i = 0; i < order->rows.size(); ++i)
        order->places[order->rows[i]] = static_cast<std::uint32_t>(i);
    return order;
}

void OrderedRowsModel::sort(int column, Qt::SortOrder order)
{
    if (column == m_column && order == m_direction)
        return;
    m_column = column;
    m_direction = order;
    reorder();
}

void OrderedRowsModel::reorder()
{
    m_run.cancel();
    if (m_next) { // the rows that are there now go anyway
        auto next = *std::exchange(m_next, std::nullopt);
        return replace(std::move(next.change), std::move(next.orderer));
    }
    const auto work = m_orderer(m_column, m_direction);
    if (!work)
        return apply(nullptr);
    if (work->rows <= orderAtOnce)
        return apply(makeOrder(*work));
    startJob(*work);
}

void OrderedRowsModel::startJob(const Work& work)
{
    m_run.start(jobPool(), [work](const ProgressFn&) { return makeOrder(work); }, [this](SharedOrder order) { m_next ? takeNext(std::move(order)) : apply(std::move(order)); });
}

void OrderedRowsModel::replace(std::function<void()> change, Orderer orderer)
{
    m_run.cancel();
    const auto work = orderer(m_column, m_direction);
    m_next = {std::move(change), std::move(orderer)};
    if (!work || work->rows <= orderAtOnce)
        takeNext(work ? makeOrder(*work) : nullptr);
    else
        startJob(*work);
}

void OrderedRowsModel::takeNext(SharedOrder order)
{
    m_nextOrder = std::move(order);
    const auto change = std::exchange(m_next, std::nullopt)->change;
    change();
    m_nextOrder = nullptr; // where it did not reset the table
}

void OrderedRowsModel::apply(SharedOrder order)
{
    if (!order && !m_order)
        return;
    if (order && m_order && order->rows == m_order->rows && order->places.size() == m_order->places.size()) {
        emit ordered();
        return;
    }
    const int extra = sourceModel()->rowCount() - static_cast<int>(order ? order->places.size() : static_cast<std::size_t>(sourceModel()->rowCount()));
    const int after = order ? static_cast<int>(order->rows.size()) + extra : sourceModel()->rowCount();
    if (rowCount() == 0 || after == 0) { // a view of no rows has nothing to keep
        beginResetModel();
        releaseLater(std::exchange(m_order, std::move(order)));
        endResetModel();
    } else {
        emit layoutAboutToBeChanged();
        const QModelIndexList before = persistentIndexList();
        std::vector<int> rows;
        rows.reserve(std::size_t(before.size()));
        for (const QModelIndex& index : before)
            rows.push_back(tableRow(index.row()));
        releaseLater(std::exchange(m_order, std::move(order)));
        QModelIndexList moved;
        moved.reserve(before.size());
        for (qsizetype i = 0; i < before.size(); ++i) {
            const int row = placeOf(rows[std::size_t(i)]);
            moved += row < 0 ? QModelIndex() : createIndex(row, before[i].column());
        }
        changePersistentIndexList(before, moved);
        emit layoutChanged();
    }
    emit ordered();
}

void OrderedRowsModel::tableReset()
{
    m_run.cancel();
    m_next.reset();
    releaseLater(std::exchange(m_order, std::exchange(m_nextOrder, nullptr)));
    if (m_order) {
        endResetModel();
        emit ordered();
        return;
    }
    const auto work = m_orderer(m_column, m_direction);
    if (work && work->rows > orderAtOnce)
        m_order = makeOrder({work->rows, [] { return Rows(); }}); // the old order leads astray: nothing until the new one is there
    else if (work)
        m_order = makeOrder(*work);
    endResetModel();
    if (work && work->rows > orderAtOnce)
        reorder();
    else
        emit ordered();
}

void OrderedRowsModel::tableChanged(const QModelIndex& first, const QModelIndex& last)
{
    if (!m_order) {
        emit dataChanged(index(first.row(), first.column()), index(last.row(), last.column()));
        return;
    }
    if (last.row() - first.row() < tellSingly) {
        for (int row = first.row(); row <= last.row(); ++row)
            if (const int place = placeOf(row); place >= 0)
                emit dataChanged(index(place, first.column()), index(place, last.column()));
    } else if (rowCount() > 0) {
        emit dataChanged(index(0, first.column()), index(rowCount() - 1, last.column()));
    }
    reorder();
}

int OrderedRowsModel::tableRow(int row) const
{
    if (!m_order)
        return row;
    const auto shown = static_cast<int>(m_order->rows.size());
    return row < shown ? static_cast<int>(m_order->rows[std::size_t(row)]) : static_cast<int>(m_order->places.size()) + row - shown;
}

int OrderedRowsModel::placeOf(int tableRow) const
{
    if (!m_order)
        return tableRow;
    const auto covered = static_cast<int>(m_order->places.size());
    if (tableRow >= covered)
        return static_cast<int>(m_order->rows.size()) + tableRow - covered;
    const std::uint32_t place = m_order->places[std::size_t(tableRow)];
    return place == hidden ? -1 : static_cast<int>(place);
}

QModelIndex OrderedRowsModel::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

int OrderedRowsModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    const int rows = sourceModel()->rowCount();
    return m_order ? static_cast<int>(m_order->rows.size()) + rows - static_cast<int>(m_order->places.size()) : rows;
}

int OrderedRowsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : sourceModel()->columnCount(); }

QVariant OrderedRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? sourceModel()->headerData(section, orientation, role) : QVariant();
}

QModelIndex OrderedRowsModel::mapToSource(const QModelIndex& index) const
{
    return index.isValid() ? sourceModel()->index(tableRow(index.row()), index.column()) : QModelIndex();
}

QModelIndex OrderedRowsModel::mapFromSource(const QModelIndex& index) const
{
    const int row = index.isValid() ? placeOf(index.row()) : -1;
    return row < 0 ? QModelIndex() : createIndex(row, index.column());
}

} // namespace tensorgraft
