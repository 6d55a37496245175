#pragma once

#include <QTableView>
#include <vector>

class QAbstractItemModel;

namespace tensorgraft {

/// A table whose rows all have one height and which therefore keeps nothing for each of them. QTableView's vertical header
/// keeps a record a row, 18 MB for 1.5 million, and writes them all anew with every change of the rows; on a machine that is
/// short of memory, or whose pages its host supplies, that stopped the window for 0.1 s. Here that header has no sections:
/// where a row is follows from its number. Rows are selected as a whole and scrolled by pixels; the vertical header, the grid
/// and spans are not shown.
class EvenRowsView : public QTableView {
    Q_OBJECT

public:
    explicit EvenRowsView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    /// Pixels.
    void setRowHeight(int height);
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }

    // These hide those of QTableView, which ask the vertical header and are not virtual.
    /// Row at `y` of the viewport; -1 below the last.
    [[nodiscard]] int rowAt(int y) const;
    [[nodiscard]] int rowViewportPosition(int row) const;

    [[nodiscard]] QRect visualRect(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void updateGeometries() override;
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex& index) const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    [[nodiscard]] int sizeHintForColumn(int column) const override;

private:
    [[nodiscard]] int rows() const;
    /// Column in direction `step` from `from` that is not hidden; `from` where there is none.
    [[nodiscard]] int nextColumn(int from, int step) const;
    void rowsChanged();

    QAbstractItemModel* m_noRows;                       ///< of the vertical header
    std::vector<QMetaObject::Connection> m_connections; ///< of the model
    int m_rowHeight = 20;
    bool m_updatingGeometries = false;
};

} // namespace tensorgraft
