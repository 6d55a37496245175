#include "ui/window/tensor_tree_view.h"

#include "ui/models/format_text.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"
#include "ui/window/drop_text.h"
#include "ui/window/table_selection.h"
#include "ui/window/tensor_row_delegate.h"
#include "ui/window/tensor_tree_accessible.h"
#include "ui/window/thumbnail_store.h"
#include "ui/window/tree_columns.h"

#include <QAccessible>
#include <QApplication>
#include <QDateTime>
#include <QDrag>
#include <QDragMoveEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr int expandWhileHoveringMs = 700;
/// Rows up to which a fresh tree is shown expanded.
constexpr std::uint32_t expandUpTo = 400;
/// Tensors up to which the result of a filter is expanded: what matches is to be seen, not guessed.
constexpr std::size_t expandFilteredUpTo = 2000;

/// The chip under the pointer: the first name and how many more.
QPixmap dragPixmap(const QWidget* widget, const QString& text)
{
    const QFontMetrics metrics = widget->fontMetrics();
    const QString shown = metrics.elidedText(text, Qt::ElideMiddle, ems(widget, 20));
    const QSize size(metrics.horizontalAdvance(shown) + ems(widget, 1.2), ems(widget, 1.6));
    QPixmap pixmap(size * widget->devicePixelRatioF());
    pixmap.setDevicePixelRatio(widget->devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(widget->palette().highlight());
    painter.drawRoundedRect(QRectF(QPointF(), QSizeF(size)), ems(widget, 0.3), ems(widget, 0.3));
    painter.setPen(widget->palette().highlightedText().color());
    painter.setFont(widget->font());
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, shown);
    return pixmap;
}

} // namespace

TensorTreeView::TensorTreeView(Session* session, Side side, QWidget* parent)
    : EvenRowsView(parent), m_session(session), m_side(side), m_rows(new TensorRowsModel(this)), m_thumbnails(new ThumbnailStore(this)), m_tip(new QLabel(this))
{
    installTreeAccessibility();
    connect(session->tree(side), &QAbstractItemModel::modelReset, this, [this] { // before the rows are made
        m_fresh = true;
        m_thumbnails->setModelFile(tensorTree()->modelFile());
    });
    connect(m_rows, &QAbstractItemModel::layoutAboutToBeChanged, this, &TensorTreeView::keepPlace);
    connect(m_rows, &TensorRowsModel::arranged, this, &TensorTreeView::rowsArranged);
    m_rows->setTensorTree(session->tree(side));
    forgetLargeSelections(this, m_rows);
    setModel(m_rows);
    keepHeaderOutOfSelection(this);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, viewport(), qOverload<>(&QWidget::update)); // the frame is around whole rows
    connect(m_rows, &QAbstractItemModel::layoutChanged, this, &TensorTreeView::returnToPlace); // after the view's own
    setItemDelegate(new TensorRowDelegate(this));
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setAlternatingRowColors(true);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(DragDrop);
    setDragDropOverwriteMode(true); // rows go on rows, never between them
    setDefaultDropAction(Qt::CopyAction);
    setDropIndicatorShown(true);
    setMouseTracking(true);
    setTextElideMode(Qt::ElideMiddle);
    m_columns = new TreeColumns(this);
    fitRows();
    setAccessibleName(side == Side::Source ? tr("Source tensors") : tr("Target tensors"));

    m_tip->setAttribute(Qt::WA_TransparentForMouseEvents); // else the drop would land on the tip
    m_tip->setAutoFillBackground(true);
    m_tip->setFrameShape(QFrame::Box);
    m_tip->setObjectName(QStringLiteral("dropTip"));
    m_tip->hide();

    connect(session->tree(side), &TensorTreeModel::statesChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_thumbnails, &ThumbnailStore::ready, viewport(), qOverload<>(&QWidget::update));
}

TensorTreeModel* TensorTreeView::tensorTree() const { return m_session->tree(m_side); }

std::uint32_t TensorTreeView::nodeOf(const QModelIndex& index) const { return index.isValid() ? m_rows->nodeAt(index.row()) : 0; }

QModelIndex TensorTreeView::indexOfNode(std::uint32_t node) const
{
    const int row = m_rows->rowOfNode(node);
    return row < 0 ? QModelIndex() : m_rows->index(row, TensorTreeModel::NameColumn);
}

QModelIndex TensorTreeView::parentOf(const QModelIndex& index) const
{
    const int row = index.isValid() ? m_rows->parentRow(index.row()) : -1;
    return row < 0 ? QModelIndex() : m_rows->index(row, TensorTreeModel::NameColumn);
}

TensorMime TensorTreeView::selectedRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) // selectedRows() would make an index of each
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    return m_rows->mimeOfRows(std::move(rows));
}

QModelIndex TensorTreeView::revealNode(std::uint32_t node)
{
    if (!m_rows->expandTo(node))
        return {};
    const QModelIndex index = indexOfNode(node);
    scrollTo(index);
    return index;
}

void TensorTreeView::revealTensor(std::size_t tensor)
{
    const auto& file = tensorTree()->modelFile();
    if (!file || tensor >= file->tensors().size())
        return;
    const std::uint32_t node = tensorTree()->nodes().nodeOfTensor(tensor);
    if (!m_rows->expandTo(node))
        return;
    const QModelIndex index = indexOfNode(node);
    setCurrentIndex(index);
    scrollTo(index);
}

std::uint32_t TensorTreeView::representative(std::uint32_t node) const
{
    const int row = m_rows->rowStandingFor(node);
    return row < 0 ? 0 : m_rows->nodeAt(row);
}

bool TensorTreeView::isExpanded(const QModelIndex& index) const { return index.isValid() && m_rows->isExpanded(nodeOf(index)); }

void TensorTreeView::setExpanded(const QModelIndex& index, bool expanded)
{
    if (!index.isValid())
        return;
    const std::uint32_t node = nodeOf(index), current = nodeOf(currentIndex());
    // A current row that is about to vanish hands over to the scope around it.
    const std::uint32_t place = m_rows->arrangement().placeOf(node), below = m_rows->arrangement().placeOf(current);
    const bool handsOver = !expanded && current != 0 && below > place && below < m_rows->arrangement().ends[place];
    if (handsOver)
        setCurrentIndex(indexOfNode(node));
    m_rows->setExpanded(node, expanded);
    if (QAccessible::isActive()) {
        QAccessible::State changed;
        changed.expanded = changed.collapsed = true;
        QAccessibleStateChangeEvent event(this, changed);
        event.setChild((index.row() + 1) * (m_rows->columnCount() + 1) + TensorTreeModel::NameColumn + 1); // as QTableView counts them
        QAccessible::updateAccessibility(&event);
    }
}

void TensorTreeView::expandAll() { m_rows->setAllExpanded(true); }

void TensorTreeView::collapseAll() { m_rows->setAllExpanded(false); }

TreeLayout TensorTreeView::treeLayout() const { return m_rows->layout(); }

void TensorTreeView::setTreeLayout(TreeLayout layout)
{
    if (layout == m_rows->layout())
        return;
    m_rows->setLayout(layout);
    emit treeLayoutChanged(layout);
}

void TensorTreeView::setThumbnailsShown(bool shown)
{
    if (shown == m_thumbnailsShown)
        return;
    keepPlace();
    m_thumbnailsShown = shown;
    fitRows();
    m_columns->fit();
    if (!shown)
        m_thumbnails->clear();
    returnToPlace();
    viewport()->update();
}

void TensorTreeView::setHighlighted(std::vector<std::uint32_t> nodes)
{
    if (nodes == m_highlighted)
        return;
    m_highlighted = std::move(nodes);
    viewport()->update();
}

bool TensorTreeView::isHighlighted(std::uint32_t node) const { return std::ranges::find(m_highlighted, node) != m_highlighted.end(); }

int TensorTreeView::indentation() const { return ems(this, 1.1); }

QRect TensorTreeView::arrowRect(const QModelIndex& index) const
{
    QRect rect = visualRect(index.siblingAtColumn(TensorTreeModel::NameColumn));
    rect.setLeft(rect.left() + index.data(TensorRowsModel::DepthRole).toInt() * indentation());
    rect.setWidth(indentation());
    return rect;
}

void TensorTreeView::fitRows()
{
    const int height = ems(this, m_thumbnailsShown ? 2.6 : 1.45);
    setRowHeight(height);
}

void TensorTreeView::rowsArranged()
{
    if (std::exchange(m_fresh, false)) {
        if (tensorTree()->nodes().size() <= expandUpTo)
            m_rows->setAllExpanded(true);
        else if (m_rows->rowCount() == 1)
            m_rows->setExpanded(m_rows->nodeAt(0), true);
        m_columns->fit();
    }
    if (!m_rows->filterText().isEmpty() && m_rows->shownCount() <= expandFilteredUpTo)
        m_rows->expandShown();
}

void TensorTreeView::keepPlace()
{
    // The current row where it is in sight, else the first row in sight.
    const QModelIndex current = currentIndex();
    QModelIndex kept = current.isValid() && viewport()->rect().intersects(visualRect(current)) ? current : QModelIndex();
    if (!kept.isValid())
        if (const int row = rowAt(0); row >= 0)
            kept = m_rows->index(row, 0);
    m_place = {nodeOf(kept), kept.isValid() ? rowViewportPosition(kept.row()) : 0};
}

void TensorTreeView::returnToPlace()
{
    if (m_place.node == 0 || m_place.node >= tensorTree()->nodes().size())
        return;
    executeDelayedItemsLayout();
    updateGeometries();
    const int row = m_rows->rowStandingFor(m_place.node);
    verticalScrollBar()->setValue(row < 0 ? 0 : row * rowHeight() - m_place.top);
}

TensorTreeView::ScrollPlace TensorTreeView::scrollPlace() const
{
    const int row = rowAt(0);
    if (row < 0)
        return {};
    return {m_rows->nodeAt(row), -static_cast<double>(rowViewportPosition(row)) / rowHeight()};
}

void TensorTreeView::setScrollPlace(ScrollPlace place)
{
    m_place = {place.node, -qRound(place.hidden * rowHeight())};
    returnToPlace();
}

void TensorTreeView::resizeEvent(QResizeEvent* event)
{
    EvenRowsView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        m_columns->fit();
}

void TensorTreeView::changeEvent(QEvent* event)
{
    EvenRowsView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_columns) {
        fitRows();
        m_columns->fit();
    }
}

void TensorTreeView::paintEvent(QPaintEvent* event)
{
    EvenRowsView::paintEvent(event);
    QPainter painter(viewport());
    const auto rowRect = [this](int row) {
        return QRect(0, rowViewportPosition(row), horizontalHeader()->length(), rowHeight());
    };
    if (hasFocus() && currentIndex().isValid()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        focus.rect = rowRect(currentIndex().row());
        focus.state |= QStyle::State_KeyboardFocusChange;
        focus.backgroundColor = palette().color(selectionModel()->isSelected(currentIndex()) ? QPalette::Highlight : QPalette::Base);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const auto frame = [&](std::uint32_t node) {
        const int row = m_rows->rowOfNode(node);
        if (row < 0)
            return;
        painter.setPen(QPen(palette().color(QPalette::Highlight), std::max(1.5, ems(this, 1) / 12.0)));
        painter.drawRoundedRect(QRectF(rowRect(row)).adjusted(1, 1, -1, -1), 2, 2);
    };
    for (const std::uint32_t node : m_highlighted)
        frame(node);
    if (m_dropNode != 0)
        frame(m_dropNode);
}

void TensorTreeView::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && m_rows->hasChildren(index.row()) && arrowRect(index).contains(event->position().toPoint())) {
        const bool expanded = !isExpanded(index);
        if (event->modifiers() & Qt::AltModifier)
            m_rows->setExpandedBelow(nodeOf(index), expanded);
        else
            setExpanded(index, expanded);
        return;
    }
    EvenRowsView::mousePressEvent(event);
}

void TensorTreeView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && m_rows->hasChildren(index.row())) {
        setExpanded(index, !isExpanded(index));
        return;
    }
    EvenRowsView::mouseDoubleClickEvent(event);
}

void TensorTreeView::mouseMoveEvent(QMouseEvent* event)
{
    setHoveredRow(rowAt(event->position().toPoint().y()));
    EvenRowsView::mouseMoveEvent(event);
}

bool TensorTreeView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        setHoveredRow(-1);
    return EvenRowsView::viewportEvent(event);
}

void TensorTreeView::setHoveredRow(int row)
{
    if (row == m_hoveredRow)
        return;
    for (const int changed : {std::exchange(m_hoveredRow, row), row})
        if (changed >= 0 && changed < m_rows->rowCount())
            viewport()->update(0, rowViewportPosition(changed), viewport()->width(), rowHeight());
}

void TensorTreeView::startDrag(Qt::DropActions supportedActions)
{
    const TensorMime mime = selectedRows();
    auto* carried = tensorTree()->mimeDataOf(mime);
    if (!carried)
        return;
    QString text = tensorTree()->indexOfNode(mime.nodes.front()).data(TensorTreeModel::FullNameRole).toString();
    if (mime.nodes.size() > 1)
        text = tr("%1 and %n more", nullptr, static_cast<int>(mime.nodes.size() - 1)).arg(text);
    auto* drag = new QDrag(this);
    drag->setMimeData(carried);
    const QPixmap pixmap = dragPixmap(this, text);
    drag->setPixmap(pixmap);
    drag->setHotSpot(QPoint(-ems(this, 0.6), -ems(this, 0.6)));
    drag->exec(supportedActions, Qt::CopyAction);
}

void TensorTreeView::dragEnterEvent(QDragEnterEvent* event)
{
    const auto mime = TensorMime::readFrom(*event->mimeData());
    if (mime && mime->side != m_side)
        EvenRowsView::dragEnterEvent(event);
    else
        event->ignore(); // files are the pane's business
}

void TensorTreeView::dragMoveEvent(QDragMoveEvent* event)
{
    const auto mime = TensorMime::readFrom(*event->mimeData());
    if (!mime || mime->side == m_side) {
        event->ignore();
        return;
    }
    EvenRowsView::dragMoveEvent(event); // scrolls at the edges, asks canDropMimeData()
    const QModelIndex index = indexAt(event->position().toPoint());
    const std::uint32_t node = nodeOf(index);
    if (node != m_expandNode) {
        m_expandNode = node;
        if (index.isValid() && m_rows->hasChildren(index.row()) && !isExpanded(index))
            m_expandTimer.start(expandWhileHoveringMs, this);
        else
            m_expandTimer.stop();
    }
    const DropProposal proposal = m_session->proposeDrop(*mime, m_side, node);
    const QString text = dropText(proposal);
    if (const std::uint32_t onto = proposal.applies() ? node : 0; onto != m_dropNode) {
        m_dropNode = onto;
        viewport()->update();
    }
    if (text.isEmpty())
        hideTip();
    else
        showTip(index, text, proposal.applies());
}

void TensorTreeView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_expandTimer.timerId())
        return EvenRowsView::timerEvent(event);
    m_expandTimer.stop();
    if (const QModelIndex index = indexOfNode(m_expandNode); index.isValid())
        setExpanded(index, true);
}

void TensorTreeView::dragLeaveEvent(QDragLeaveEvent* event)
{
    hideTip();
    EvenRowsView::dragLeaveEvent(event);
}

void TensorTreeView::dropEvent(QDropEvent* event)
{
    hideTip();
    EvenRowsView::dropEvent(event);
}

void TensorTreeView::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex index = currentIndex();
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (!index.isValid() || (modifiers != Qt::NoModifier && event->key() != Qt::Key_Asterisk && event->key() != Qt::Key_Plus))
        return EvenRowsView::keyPressEvent(event);
    const bool scope = m_rows->hasChildren(index.row()), expanded = isExpanded(index);
    const auto moveTo = [this](const QModelIndex& there) {
        if (there.isValid())
            setCurrentIndex(there.siblingAtColumn(TensorTreeModel::NameColumn));
    };
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: emit mapRequested(); break;
    case Qt::Key_Left:
        if (scope && expanded)
            setExpanded(index, false);
        else
            moveTo(parentOf(index));
        break;
    case Qt::Key_Right:
        if (scope && !expanded)
            setExpanded(index, true);
        else if (scope)
            moveTo(m_rows->index(index.row() + 1, 0));
        break;
    case Qt::Key_Asterisk: m_rows->setExpandedBelow(nodeOf(index), true); break;
    case Qt::Key_Plus: setExpanded(index, true); break;
    case Qt::Key_Minus: setExpanded(index, false); break;
    default: return EvenRowsView::keyPressEvent(event);
    }
    event->accept();
}

QModelIndex TensorTreeView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    // In a table these keys move within the row.
    if (m_rows->rowCount() > 0 && (action == MoveHome || action == MoveEnd))
        return m_rows->index(action == MoveHome ? 0 : m_rows->rowCount() - 1, TensorTreeModel::NameColumn);
    return EvenRowsView::moveCursor(action, modifiers);
}

void TensorTreeView::keyboardSearch(const QString& search)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool continues = now - m_searchedAt < QApplication::keyboardInputInterval() && !m_searched.isEmpty();
    m_searchedAt = now;
    const bool again = continues && m_searched == search && search.size() == 1; // the same letter: the next one
    m_searched = continues && !again ? m_searched + search : search;
    const int rows = m_rows->rowCount();
    if (rows == 0)
        return;
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    const int first = continues && !again ? std::max(current, 0) : current + 1;
    const std::string wanted = m_searched.toStdString();
    const TreeNodes& nodes = tensorTree()->nodes();
    const auto tensors = tensorTree()->modelFile()->tensors();
    const auto begins = [&](std::uint32_t node) {
        const std::string_view name = treeLayout() == TreeLayout::Flat     ? std::string_view(tensors[nodes[node].tensor].name)
                                      : treeLayout() == TreeLayout::Layers ? (nodes[node].isTensor() ? nodes[node].name : nodes.layerName(node, tensors))
                                                                           : nodes[node].name;
        return name.size() >= wanted.size() && compareNames(name.substr(0, wanted.size()), wanted) == 0;
    };
    for (int i = 0; i < rows; ++i)
        if (const int row = (first + i) % rows; begins(m_rows->nodeAt(row))) {
            const QModelIndex found = m_rows->index(row, TensorTreeModel::NameColumn);
            setCurrentIndex(found);
            scrollTo(found);
            return;
        }
}

void TensorTreeView::showTip(const QModelIndex& index, const QString& text, bool applies)
{
    QPalette colours = palette();
    if (!applies)
        colours.setColor(QPalette::WindowText, signalColor(Signal::Conflict, colours));
    else
        colours.setColor(QPalette::WindowText, colours.color(QPalette::ToolTipText));
    colours.setColor(QPalette::Window, colours.color(QPalette::ToolTipBase));
    m_tip->setPalette(colours);
    m_tip->setText((applies ? QStringLiteral("\u2713 ") : QStringLiteral("\u2717 ")) + text);
    m_tip->setMargin(ems(this, 0.25));
    m_tip->setWordWrap(false);
    QSize size = m_tip->sizeHint();
    if (size.width() > width()) {
        m_tip->setWordWrap(true);
        size = {width(), m_tip->heightForWidth(width())};
    }
    m_tip->resize(size);
    const QRect row = visualRect(index).translated(viewport()->pos());
    const int left = qMax(0, qMin(viewport()->x() + ems(this, 1.5), width() - m_tip->width()));
    int top = row.top() - m_tip->height() - 2; // above: the dragged chip hangs below the pointer
    if (top < viewport()->y())
        top = row.bottom() + ems(this, 2.5);
    m_tip->move(left, top);
    m_tip->show();
    m_tip->raise();
    emit dropHovered(text, applies);
}

void TensorTreeView::hideTip()
{
    m_expandTimer.stop();
    m_expandNode = 0;
    if (std::exchange(m_dropNode, 0) != 0)
        viewport()->update();
    if (m_tip->isHidden())
        return;
    m_tip->hide();
    emit dropHovered({}, false);
}

} // namespace tensorgraft
