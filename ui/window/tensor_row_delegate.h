#pragma once

#include <QStyledItemDelegate>

namespace tensorgraft {

class TensorTreeView;

/// Paints the rows of a TensorTreeView: indent, arrow, icon, picture and name; all columns of the hovered row light up.
class TensorRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit TensorRowDelegate(TensorTreeView* view);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// A tool tip only where it says more than the row: on the name, and on what is cut off.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) override;

private:
    void paintName(QPainter* painter, QStyleOptionViewItem option, const QModelIndex& index) const;

    TensorTreeView* m_view;
};

} // namespace tensorgraft
