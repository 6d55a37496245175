#include "ui/theme/flow_layout.h"

#include <QWidget>

namespace tensorgraft {

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.append(item);
    invalidate();
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

QSize FlowLayout::sizeHint() const
{
    int width = 0, height = 0;
    for (const QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        width += size.width() + (width > 0 ? spacing() : 0);
        height = qMax(height, size.height());
    }
    const QMargins margins = contentsMargins();
    return {width + margins.left() + margins.right(), height + margins.top() + margins.bottom()};
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool move) const
{
    const QMargins margins = contentsMargins();
    const QRect inner = rect.marginsRemoved(margins);
    QList<QLayoutItem*> row;
    int x = inner.x(), y = inner.y(), rowHeight = 0;
    const auto finishRow = [&] {
        int left = inner.x();
        for (QLayoutItem* item : row) {
            const QSize size(qMin(item->sizeHint().width(), inner.width()), item->sizeHint().height());
            if (move)
                item->setGeometry(QRect(QPoint(left, y + (rowHeight - size.height()) / 2), size));
            left += size.width() + spacing();
        }
        y += rowHeight;
        row.clear();
    };
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) // hidden
            continue;
        const QSize size = item->sizeHint();
        if (!row.isEmpty() && x + size.width() > inner.x() + inner.width()) {
            finishRow();
            y += spacing();
            x = inner.x();
            rowHeight = 0;
        }
        row.append(item);
        x += size.width() + spacing();
        rowHeight = qMax(rowHeight, size.height());
    }
    finishRow();
    return y - rect.y() + margins.bottom();
}

} // namespace tensorgraft
