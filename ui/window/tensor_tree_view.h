#pragma once

#include "ui/models/side.h"
#include "ui/models/tensor_mime.h"

#include <QTreeView>

class QLabel;

namespace tensorgraft {

class Session;
class TensorFilterModel;
class TensorTreeModel;

/// The tree of one model. Drags rows out, shows while rows hover over it what a drop would do, and maps by keyboard.
class TensorTreeView : public QTreeView {
    Q_OBJECT

public:
    TensorTreeView(Session* session, Side side, QWidget* parent = nullptr);

    [[nodiscard]] Side side() const { return m_side; }
    [[nodiscard]] TensorFilterModel* filterModel() const { return m_filter; }
    [[nodiscard]] TensorTreeModel* tensorTree() const;
    /// Number of the row's node in the tree model; 0 where the index is invalid.
    [[nodiscard]] std::uint32_t nodeOf(const QModelIndex& index) const;
    /// Index in this view; invalid where the filter hides the row.
    [[nodiscard]] QModelIndex indexOfNode(std::uint32_t node) const;
    /// The selected rows as a drag would carry them.
    [[nodiscard]] TensorMime selectedRows() const;
    /// Selects the tensor, expands its parents and scrolls to it.
    void revealTensor(std::size_t tensor);
    /// The deepest row that stands for `node` with the rows expanded as they are; 0 where the filter hides all of it.
    [[nodiscard]] std::uint32_t representative(std::uint32_t node) const;
    /// Column widths that suit the font and the names.
    void fitColumns();

signals:
    /// While rows hover: what the drop would do; empty when the drag has left.
    void dropHovered(const QString& text, bool applies);
    /// Return was pressed: map the selection of both trees.
    void mapRequested();

protected:
    void startDrag(Qt::DropActions supportedActions) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showTip(const QModelIndex& index, const QString& text, bool applies);
    void hideTip();

    Session* m_session;
    Side m_side;
    TensorFilterModel* m_filter;
    QLabel* m_tip;
};

} // namespace tensorgraft
