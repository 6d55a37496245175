#include "ui/window/tensor_row_delegate.h"

#include "ui/models/tensor_rows_model.h"
#include "ui/theme/spacing.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/thumbnail_store.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace tensorgraft {

TensorRowDelegate::TensorRowDelegate(TensorTreeView* view) : QStyledItemDelegate(view), m_view(view) {}

void TensorRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem own = option;
    own.state &= ~QStyle::State_HasFocus; // the view frames the whole row
    own.state.setFlag(QStyle::State_MouseOver, index.row() == m_view->hoveredRow());
    if (index.column() == TensorTreeModel::NameColumn)
        paintName(painter, own, index);
    else
        QStyledItemDelegate::paint(painter, own, index);
}

void TensorRowDelegate::paintName(QPainter* painter, QStyleOptionViewItem option, const QModelIndex& index) const
{
    initStyleOption(&option, index);
    QStyle* style = m_view->style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, m_view);
    const QPalette::ColorGroup group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    const bool selected = option.state & QStyle::State_Selected;

    QRect rect = option.rect;
    const QRect arrow = m_view->arrowRect(index);
    rect.setLeft(arrow.right() + 1);
    if (index.data(TensorRowsModel::ExpandableRole).toBool()) {
        QStyleOption branch;
        branch.initFrom(m_view);
        branch.palette = option.palette;
        if (selected) // arrows are drawn in the colour of text
            branch.palette.setColor(QPalette::WindowText, option.palette.color(group, QPalette::HighlightedText));
        branch.rect = QRect(0, 0, arrow.width(), arrow.width());
        branch.rect.moveCenter(arrow.center());
        branch.state |= QStyle::State_Children;
        branch.state.setFlag(QStyle::State_Open, index.data(TensorRowsModel::ExpandedRole).toBool());
        branch.state.setFlag(QStyle::State_Selected, selected);
        style->drawPrimitive(QStyle::PE_IndicatorBranch, &branch, painter, m_view);
    }
    const int gap = ems(option.fontMetrics, 0.3), icon = textIconExtent(m_view);
    if (!option.icon.isNull() && rect.width() > icon) {
        const QRect place(rect.left(), rect.center().y() - icon / 2, icon, icon);
        option.icon.paint(painter, place, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        rect.setLeft(place.right() + 1 + gap);
    }
    const QVariant tensor = index.data(TensorTreeModel::TensorRole);
    if (m_view->thumbnailsShown() && tensor.isValid()) {
        const int side = option.rect.height() - 4;
        if (rect.width() > 2 * side) {
            const QRect place(rect.left(), option.rect.top() + 2, side, side);
            m_view->thumbnails()->paint(painter, place, tensor.toULongLong(), option.palette);
            rect.setLeft(place.right() + 1 + gap);
        }
    }
    painter->save();
    painter->setFont(option.font);
    painter->setPen(option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    const QString text = option.fontMetrics.elidedText(option.text, Qt::ElideMiddle, rect.width() - gap);
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
    painter->restore();
}

bool TensorRowDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() == QEvent::ToolTip && index.isValid() && index.column() != TensorTreeModel::NameColumn) {
        const QString text = index.data().toString();
        const int icon = index.data(Qt::DecorationRole).isNull() ? 0 : textIconExtent(m_view);
        if (!text.isEmpty() && option.fontMetrics.horizontalAdvance(text) + icon + ems(option.fontMetrics, 0.6) > option.rect.width()) {
            QToolTip::showText(event->globalPos(), text, view);
            return true;
        }
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

} // namespace tensorgraft
