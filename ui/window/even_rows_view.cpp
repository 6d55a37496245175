#include "ui/window/even_rows_view.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyleOptionViewItem>
#include <algorithm>
#include <utility>

namespace tensorgraft {

EvenRowsView::EvenRowsView(QWidget* parent) : QTableView(parent), m_noRows(new QStandardItemModel(this))
{
    verticalHeader()->hide();
    setShowGrid(false);
    setWordWrap(false);
    for (auto* corner : findChildren<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly))
        corner->hide(); // between the headers, of which there is one
    setSelectionBehavior(SelectRows);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
}

void EvenRowsView::setModel(QAbstractItemModel* model)
{
    for (const QMetaObject::Connection& connection : std::exchange(m_connections, {}))
        disconnect(connection);
    QTableView::setModel(model);
    verticalHeader()->setModel(m_noRows);
    if (model) // a view that is hidden for the moment, too: whoever scrolls it needs the range
        m_connections = {connect(model, &QAbstractItemModel::rowsInserted, this, &EvenRowsView::rowsChanged), connect(model, &QAbstractItemModel::rowsRemoved, this, &EvenRowsView::rowsChanged),
                         connect(model, &QAbstractItemModel::modelReset, this, &EvenRowsView::rowsChanged), connect(model, &QAbstractItemModel::layoutChanged, this, &EvenRowsView::rowsChanged)};
    rowsChanged();
}

void EvenRowsView::rowsChanged()
{
    updateGeometries();
    viewport()->update();
}

void EvenRowsView::setRowHeight(int height)
{
    verticalHeader()->setDefaultSectionSize(height); // for whoever asks it
    if (const int before = std::exchange(m_rowHeight, std::max(1, height)); before != m_rowHeight)
        rowsChanged();
}

int EvenRowsView::rows() const { return model() ? model()->rowCount(rootIndex()) : 0; }

int EvenRowsView::verticalOffset() const { return verticalScrollBar()->value(); }

int EvenRowsView::rowAt(int y) const
{
    const int from = y + verticalOffset();
    const int row = from / m_rowHeight;
    return from >= 0 && row < rows() ? row : -1;
}

int EvenRowsView::rowViewportPosition(int row) const { return row * m_rowHeight - verticalOffset(); }

bool EvenRowsView::isIndexHidden(const QModelIndex& index) const { return isColumnHidden(index.column()); }

QRect EvenRowsView::visualRect(const QModelIndex& index) const
{
    if (!index.isValid() || index.parent() != rootIndex() || isIndexHidden(index))
        return {};
    return {columnViewportPosition(index.column()), rowViewportPosition(index.row()), columnWidth(index.column()), m_rowHeight};
}

QModelIndex EvenRowsView::indexAt(const QPoint& point) const
{
    const int row = rowAt(point.y()), column = columnAt(point.x());
    return row < 0 || column < 0 ? QModelIndex() : model()->index(row, column, rootIndex());
}

void EvenRowsView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid() || index.parent() != rootIndex() || isIndexHidden(index))
        return;
    const QRect rect = visualRect(index);
    const int wide = viewport()->width(), high = viewport()->height();
    QScrollBar *across = horizontalScrollBar(), *down = verticalScrollBar();
    if (rect.left() < 0 || rect.width() > wide)
        across->setValue(across->value() + (isRightToLeft() ? -rect.left() : rect.left()));
    else if (rect.right() >= wide)
        across->setValue(across->value() + (isRightToLeft() ? wide - 1 - rect.right() : rect.right() - wide + 1));
    const bool above = rect.top() < 0, below = rect.bottom() >= high;
    if (hint == PositionAtCenter)
        down->setValue(down->value() + rect.top() - (high - rect.height()) / 2);
    else if (hint == PositionAtTop || (hint == EnsureVisible && (above || rect.height() > high)))
        down->setValue(down->value() + rect.top());
    else if (hint == PositionAtBottom || (hint == EnsureVisible && below))
        down->setValue(down->value() + rect.bottom() - high + 1);
    viewport()->update();
}

int EvenRowsView::nextColumn(int from, int step) const
{
    const QHeaderView* header = horizontalHeader();
    for (int visual = header->visualIndex(from) + step; visual >= 0 && visual < header->count(); visual += step)
        if (const int column = header->logicalIndex(visual); !isColumnHidden(column))
            return column;
    return from;
}

QModelIndex EvenRowsView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int count = rows();
    if (count == 0 || !model()->columnCount(rootIndex()))
        return {};
    const int first = isColumnHidden(horizontalHeader()->logicalIndex(0)) ? nextColumn(horizontalHeader()->logicalIndex(0), 1) : horizontalHeader()->logicalIndex(0);
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return model()->index(0, first, rootIndex());
    int row = current.row(), column = current.column();
    const int page = std::max(1, viewport()->height() / m_rowHeight - 1);
    const bool whole = (modifiers & Qt::ControlModifier) != 0;
    switch (action) {
    case MoveUp: row -= 1; break;
    case MoveDown: row += 1; break;
    case MovePageUp: row -= page; break;
    case MovePageDown: row += page; break;
    case MoveLeft: column = nextColumn(column, isRightToLeft() ? 1 : -1); break;
    case MoveRight: column = nextColumn(column, isRightToLeft() ? -1 : 1); break;
    case MoveHome:
        column = whole ? column : first;
        row = whole ? 0 : row;
        break;
    case MoveEnd:
        if (whole)
            row = count - 1;
        else
            while (nextColumn(column, 1) != column)
                column = nextColumn(column, 1);
        break;
    case MoveNext:
        if (const int next = nextColumn(column, 1); next != column)
            column = next;
        else if (row + 1 < count) {
            ++row;
            column = first;
        }
        break;
    case MovePrevious:
        if (const int next = nextColumn(column, -1); next != column)
            column = next;
        else if (row > 0) {
            --row;
            while (nextColumn(column, 1) != column)
                column = nextColumn(column, 1);
        }
        break;
    }
    return model()->index(std::clamp(row, 0, count - 1), column, rootIndex());
}

void EvenRowsView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    if (!selectionModel() || rows() == 0)
        return;
    const auto rowOf = [this](int y) { return std::clamp((y + verticalOffset()) / m_rowHeight, -1, rows()); };
    const int from = std::max(0, rowOf(rect.normalized().top())), to = std::min(rows() - 1, rowOf(rect.normalized().bottom()));
    QItemSelection selection;
    if (from <= to)
        selection.select(model()->index(from, 0, rootIndex()), model()->index(to, model()->columnCount(rootIndex()) - 1, rootIndex()));
    selectionModel()->select(selection, command);
}

QRegion EvenRowsView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QItemSelectionRange& range : selection) {
        const int top = std::max(range.top(), verticalOffset() / m_rowHeight), bottom = std::min(range.bottom(), (verticalOffset() + viewport()->height()) / m_rowHeight);
        if (top <= bottom)
            region += QRect(0, rowViewportPosition(top), viewport()->width(), (bottom - top + 1) * m_rowHeight);
    }
    return region;
}

int EvenRowsView::sizeHintForColumn(int column) const
{
    if (!model())
        return -1;
    ensurePolished();
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const int first = std::max(0, rowAt(0)), last = std::min(rows() - 1, first + viewport()->height() / m_rowHeight);
    int width = 0;
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = model()->index(row, column, rootIndex());
        width = std::max(width, itemDelegateForIndex(index)->sizeHint(option, index).width());
    }
    return width;
}

void EvenRowsView::updateGeometries()
{
    if (std::exchange(m_updatingGeometries, true))
        return;
    QHeaderView* header = horizontalHeader();
    const int height = header->isHidden() ? 0 : std::clamp(header->sizeHint().height(), header->minimumHeight(), header->maximumHeight());
    setViewportMargins(0, height, 0, 0);
    const QRect inside = viewport()->geometry();
    header->setGeometry(inside.left(), inside.top() - height, inside.width(), height);
    const QSize most = maximumViewportSize();
    const int length = header->length(), down = rows() * m_rowHeight;
    const QSize size = most.width() >= length && most.height() >= down ? most : viewport()->size(); // bars that come only because of each other do not
    horizontalScrollBar()->setPageStep(size.width());
    horizontalScrollBar()->setRange(0, length - size.width());
    horizontalScrollBar()->setSingleStep(m_rowHeight);
    verticalScrollBar()->setPageStep(size.height());
    verticalScrollBar()->setRange(0, down - size.height());
    verticalScrollBar()->setSingleStep(m_rowHeight);
    m_updatingGeometries = false;
    QAbstractItemView::updateGeometries();
}

void EvenRowsView::paintEvent(QPaintEvent* event)
{
    if (!model())
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem base;
    initViewItemOption(&base);
    const QRect dirty = event->region().boundingRect();
    const int first = std::max(0, rowAt(std::max(0, dirty.top()))), last = std::min(rows() - 1, (dirty.bottom() + verticalOffset()) / m_rowHeight);
    const QHeaderView* header = horizontalHeader();
    const bool enabled = base.state & QStyle::State_Enabled, focus = hasFocus() || viewport()->hasFocus();
    const QModelIndex hovered = viewport()->underMouse() ? indexAt(viewport()->mapFromGlobal(QCursor::pos())) : QModelIndex();
    for (int row = first; row <= last && row >= 0; ++row) {
        const int top = rowViewportPosition(row);
        for (int visual = 0; visual < header->count(); ++visual) {
            const int column = header->logicalIndex(visual);
            if (isColumnHidden(column))
                continue;
            const QModelIndex index = model()->index(row, column, rootIndex());
            QStyleOptionViewItem option = base;
            option.rect = QRect(columnViewportPosition(column), top, columnWidth(column), m_rowHeight);
            if (!event->region().intersects(option.rect))
                continue;
            option.features.setFlag(QStyleOptionViewItem::Alternate, alternatingRowColors() && row % 2 == 1);
            option.state.setFlag(QStyle::State_Selected, selectionModel() && selectionModel()->isSelected(index));
            option.state.setFlag(QStyle::State_MouseOver, index == hovered);
            option.state.setFlag(QStyle::State_HasFocus, focus && index == currentIndex());
            if (enabled && !(model()->flags(index) & Qt::ItemIsEnabled)) {
                option.state &= ~QStyle::State_Enabled;
                option.palette.setCurrentColorGroup(QPalette::Disabled);
            } else if (enabled) {
                option.palette.setCurrentColorGroup(QPalette::Normal);
            }
            style()->drawPrimitive(QStyle::PE_PanelItemViewRow, &option, &painter, this);
            itemDelegateForIndex(index)->paint(&painter, option, index);
        }
    }
}

} // namespace tensorgraft
