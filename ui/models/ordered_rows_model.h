#pragma once

#include "ui/jobs/background_run.h"

#include <QAbstractProxyModel>
#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <vector>

namespace tensorgraft {

/// Some rows of a flat table in some order. What QSortFilterProxyModel does row by row on the GUI thread (4 s for a million
/// texts) is done here by a function of plain data: in a job where there is much, at once where there is little. Until a job
/// is done the rows stay as they were; after a reset of the table other than by replace() there are none until then. Selections
/// and the current row survive. Rows that the table gets at its end afterwards are shown at the end.
class OrderedRowsModel : public QAbstractProxyModel {
    Q_OBJECT

public:
    using Rows = std::vector<std::uint32_t>; ///< rows of the table, in the order in which they are shown
    /// What leads to an order. `make` runs on any thread and owns what it reads.
    struct Work {
        std::size_t rows = 0; ///< that the order is of; others follow as they are
        std::function<Rows()> make;
    };
    /// Of what is in the table now; nothing: all rows as they are. Called on the GUI thread.
    using Orderer = std::function<std::optional<Work>(int column, Qt::SortOrder order)>;

    OrderedRowsModel(QAbstractItemModel* table, Orderer orderer, QObject* parent = nullptr);

    /// A negative column: no order of a column.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    /// Asks the orderer again: what it goes by has changed.
    void reorder();
    /// Puts other rows into the table: `change` resets it, `orderer` knows what is in it then. Where the new order takes a job
    /// the rows before it stay, shown and usable, and `change` is called when it is done, so that both come at once; a later
    /// replace() takes its place.
    void replace(std::function<void()> change, Orderer orderer);
    [[nodiscard]] bool isOrdering() const { return m_run.isRunning(); }
    /// The table still has the rows before.
    [[nodiscard]] bool isReplacing() const { return m_next.has_value(); }

    /// Row of the table that is shown in this row.
    [[nodiscard]] int tableRow(int row) const;
    /// Row in which a row of the table is shown; -1 where it is not.
    [[nodiscard]] int placeOf(int tableRow) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex&) const override { return {}; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override { return !parent.isValid() && rowCount() > 0; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QModelIndex mapToSource(const QModelIndex& index) const override;
    QModelIndex mapFromSource(const QModelIndex& index) const override;

signals:
    /// Other rows are shown, or others first. After modelReset() or layoutChanged().
    void ordered();

private:
    struct Order {
        Rows rows;                         ///< shown -> table
        std::vector<std::uint32_t> places; ///< table -> shown; `hidden` where it is not
    };
    using SharedOrder = std::shared_ptr<const Order>; ///< null: as they are
    static constexpr std::uint32_t hidden = 0xFFFFFFFFU;

    struct Replacement {
        std::function<void()> change;
        Orderer orderer;
    };

    static SharedOrder makeOrder(const Work& work);
    void startJob(const Work& work);
    void takeNext(SharedOrder order);
    void apply(SharedOrder order);
    void tableReset();
    void tableChanged(const QModelIndex& first, const QModelIndex& last);

    Orderer m_orderer;
    int m_column = -1;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
    SharedOrder m_order;
    BackgroundRun m_run;
    std::optional<Replacement> m_next;
    SharedOrder m_nextOrder; ///< of what is in the table after its next reset
};

/// Rows 0 to `count` by what `key` gives for each; equal ones stay as they were.
template <typename Key>
OrderedRowsModel::Rows rowsBy(std::size_t count, Qt::SortOrder direction, const Key& key)
{
    OrderedRowsModel::Rows rows(count);
    std::iota(rows.begin(), rows.end(), 0U);
    direction == Qt::AscendingOrder ? std::ranges::stable_sort(rows, std::less{}, key) : std::ranges::stable_sort(rows, std::greater{}, key);
    return rows;
}

} // namespace tensorgraft
