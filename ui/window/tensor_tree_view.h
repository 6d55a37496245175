#pragma once

#include "ui/models/side.h"
#include "ui/models/tensor_mime.h"
#include "ui/models/tree_arrangement.h"
#include "ui/window/even_rows_view.h"

#include <QBasicTimer>
#include <vector>

class QLabel;

namespace tensorgraft {

class Session;
class TensorRowsModel;
class TensorTreeModel;
class ThumbnailStore;
class TreeColumns;

/// The tree of one model. Drags rows out, shows while rows hover over it what a drop would do, and maps by keyboard.
/// A table of the visible rows that paints indents and arrows itself, so that a million rows expand at once.
class TensorTreeView : public EvenRowsView {
    Q_OBJECT

public:
    TensorTreeView(Session* session, Side side, QWidget* parent = nullptr);

    [[nodiscard]] Side side() const { return m_side; }
    [[nodiscard]] TensorRowsModel* rowsModel() const { return m_rows; }
    [[nodiscard]] TensorTreeModel* tensorTree() const;
    [[nodiscard]] QHeaderView* header() const { return horizontalHeader(); }
    [[nodiscard]] TreeColumns* columns() const { return m_columns; }
    /// Number of the row's node in the tree model; 0 where the index is invalid.
    [[nodiscard]] std::uint32_t nodeOf(const QModelIndex& index) const;
    /// Index in this view; invalid where the filter or a collapsed scope hides the row.
    [[nodiscard]] QModelIndex indexOfNode(std::uint32_t node) const;
    /// Row of the scope above; invalid at the top.
    [[nodiscard]] QModelIndex parentOf(const QModelIndex& index) const;
    /// The selected rows as a drag would carry them.
    [[nodiscard]] TensorMime selectedRows() const;
    /// Expands what hides the row and scrolls to it. Invalid where the filter hides it.
    QModelIndex revealNode(std::uint32_t node);
    /// Selects the tensor, expands its parents and scrolls to it.
    void revealTensor(std::size_t tensor);
    /// The deepest row that stands for `node` with the rows expanded as they are; 0 where the filter hides all of it.
    [[nodiscard]] std::uint32_t representative(std::uint32_t node) const;

    [[nodiscard]] bool isExpanded(const QModelIndex& index) const;
    void setExpanded(const QModelIndex& index, bool expanded);

    /// The first row in sight, and which part of its height is above the edge.
    struct ScrollPlace {
        std::uint32_t node = 0;
        double hidden = 0;
    };
    [[nodiscard]] ScrollPlace scrollPlace() const;
    /// Scrolls there, or to what stands for the row now.
    void setScrollPlace(ScrollPlace place);

    [[nodiscard]] TreeLayout treeLayout() const;
    void setTreeLayout(TreeLayout layout);
    /// Small pictures of the tensors beside their names; rows become higher.
    void setThumbnailsShown(bool shown);
    [[nodiscard]] ThumbnailStore* thumbnails() const { return m_thumbnails; }
    [[nodiscard]] bool thumbnailsShown() const { return m_thumbnailsShown; }
    /// Rows that stand out while a link to them is hovered.
    void setHighlighted(std::vector<std::uint32_t> nodes);
    [[nodiscard]] bool isHighlighted(std::uint32_t node) const;
    [[nodiscard]] int hoveredRow() const { return m_hoveredRow; }
    /// Space of one level, and the place of the arrow of a row in the name column.
    [[nodiscard]] int indentation() const;
    [[nodiscard]] QRect arrowRect(const QModelIndex& index) const;

public slots:
    void expand(const QModelIndex& index) { setExpanded(index, true); }
    void collapse(const QModelIndex& index) { setExpanded(index, false); }
    void expandAll();
    void collapseAll();

signals:
    /// While rows hover: what the drop would do; empty when the drag has left.
    void dropHovered(const QString& text, bool applies);
    /// Return was pressed: map the selection of both trees.
    void mapRequested();
    void treeLayoutChanged(tensorgraft::TreeLayout layout);

protected:
    void startDrag(Qt::DropActions supportedActions) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

public:
    /// Finds by the beginning of what the name column shows.
    void keyboardSearch(const QString& search) override;

private:
    void rowsArranged();
    void fitRows();
    void keepPlace();
    void returnToPlace();
    void setHoveredRow(int row);
    void showTip(const QModelIndex& index, const QString& text, bool applies);
    void hideTip();

    Session* m_session;
    Side m_side;
    TensorRowsModel* m_rows;
    ThumbnailStore* m_thumbnails;
    TreeColumns* m_columns;
    QLabel* m_tip;
    QBasicTimer m_expandTimer;
    std::uint32_t m_expandNode = 0, m_dropNode = 0; ///< while rows hover
    std::vector<std::uint32_t> m_highlighted;
    int m_hoveredRow = -1;
    bool m_thumbnailsShown = false, m_fresh = false;
    struct {
        std::uint32_t node = 0;
        int top = 0;
    } m_place; ///< what stays where it is while rows change
    QString m_searched;
    qint64 m_searchedAt = 0;
};

} // namespace tensorgraft
