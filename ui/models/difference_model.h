#pragma once

#include "ui/models/difference_rows.h"

#include <QAbstractTableModel>
#include <optional>

namespace tensorgraft {

/// The rows of a DifferenceTable that are shown. Sorting and filtering are arrangeRows(), which whoever owns the model runs
/// where it may take long; this only shows what it is given.
class DifferenceModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { StateColumn, NameColumn, ShapeColumn, MaxAbsColumn, RelativeL2Column, CosineColumn, DifferingColumn, ColumnCount };
    /// What a row says, for icons.
    enum class State : std::uint8_t { Identical, Equal, Changed, ShapesDiffer, OnlyInA, OnlyInB, NotComparable, Unreadable };
    Q_ENUM(State)
    enum Role { StateRole = Qt::UserRole + 1 };

    explicit DifferenceModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Another comparison; nothing is shown of it yet. Null clears.
    void setTable(std::shared_ptr<const DifferenceTable> table);
    [[nodiscard]] const std::shared_ptr<const DifferenceTable>& table() const { return m_table; }
    /// Shows these rows in this order; selections stay with their rows.
    void setRows(std::vector<std::uint32_t> rows);
    [[nodiscard]] const std::vector<std::uint32_t>& rows() const { return m_rows; }
    [[nodiscard]] State state(std::uint32_t row) const;

    [[nodiscard]] static DifferenceOrder::Key keyOf(int column);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    [[nodiscard]] QString stateText(std::uint32_t row) const;
    [[nodiscard]] QString text(std::uint32_t row, int column) const;
    void permute(std::vector<std::uint32_t> rows);

    std::shared_ptr<const DifferenceTable> m_table;
    std::vector<std::uint32_t> m_rows;
};

} // namespace tensorgraft
