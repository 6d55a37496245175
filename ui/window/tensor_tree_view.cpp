#include "ui/window/tensor_tree_view.h"

#include "ui/models/format_text.h"
#include "ui/models/tensor_filter_model.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"
#include "ui/window/drop_text.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QToolTip>

namespace tensorgraft {
namespace {

constexpr int expandWhileHoveringMs = 700;
/// Rows up to which a fresh tree is shown expanded.
constexpr std::uint32_t expandUpTo = 400;

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
    : QTreeView(parent), m_session(session), m_side(side), m_filter(new TensorFilterModel(this)), m_tip(new QLabel(this))
{
    m_filter->setTensorTree(session->tree(side));
    setModel(m_filter);
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setAllColumnsShowFocus(true);
    setAlternatingRowColors(true);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(DragDrop);
    setDragDropOverwriteMode(true); // rows go on rows, never between them
    setDefaultDropAction(Qt::CopyAction);
    setDropIndicatorShown(true);
    setAutoExpandDelay(expandWhileHoveringMs);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setHighlightSections(false);
    setAccessibleName(side == Side::Source ? tr("Source tensors") : tr("Target tensors"));

    m_tip->setAttribute(Qt::WA_TransparentForMouseEvents); // else the drop would land on the tip
    m_tip->setAutoFillBackground(true);
    m_tip->setFrameShape(QFrame::Box);
    m_tip->setObjectName(QStringLiteral("dropTip"));
    m_tip->hide();

    connect(session->tree(side), &TensorTreeModel::statesChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_filter, &QAbstractItemModel::modelReset, this, [this] {
        if (tensorTree()->nodes().size() <= expandUpTo)
            expandAll();
        else if (model()->rowCount() == 1)
            expand(model()->index(0, 0));
        fitColumns();
    });
}

TensorTreeModel* TensorTreeView::tensorTree() const { return m_session->tree(m_side); }

std::uint32_t TensorTreeView::nodeOf(const QModelIndex& index) const { return tensorTree()->nodeOf(m_filter->mapToSource(index)); }

QModelIndex TensorTreeView::indexOfNode(std::uint32_t node) const { return m_filter->mapFromSource(tensorTree()->indexOfNode(node)); }

TensorMime TensorTreeView::selectedRows() const
{
    QModelIndexList rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows += m_filter->mapToSource(index);
    return tensorTree()->mimeOf(rows);
}

void TensorTreeView::revealTensor(std::size_t tensor)
{
    const QModelIndex index = m_filter->mapFromSource(tensorTree()->indexOfTensor(tensor));
    if (!index.isValid())
        return;
    setCurrentIndex(index); // expands the parents on scrollTo
    scrollTo(index);
}

std::uint32_t TensorTreeView::representative(std::uint32_t node) const
{
    const TreeNodes& nodes = tensorTree()->nodes();
    std::uint32_t shown = node;
    for (std::uint32_t up = nodes[node].parent; up != 0 && up != TreeNodes::none; up = nodes[up].parent) {
        const QModelIndex index = indexOfNode(up);
        if (!index.isValid() || !isExpanded(index))
            shown = up;
    }
    return indexOfNode(shown).isValid() ? shown : 0;
}

void TensorTreeView::fitColumns()
{
    const auto width = [this](const QString& text) { return fontMetrics().horizontalAdvance(text) + ems(this, 0.9); };
    const int shape = width(QStringLiteral("(3, 3, 512, 512)")), dtype = width(QStringLiteral("bfloat16"));
    const int size = width(QStringLiteral("999.9 MiB")), state = width(QStringLiteral("12/12 mapped")) + textIconExtent(this);
    const int name = ems(this, 11), available = viewport()->width();
    // What is also in the tool tip makes room first.
    setColumnHidden(TensorTreeModel::SizeColumn, available < name + shape + dtype + size + state);
    setColumnHidden(TensorTreeModel::DTypeColumn, available < name + shape + dtype + state);
    header()->setMinimumSectionSize(ems(this, 2.5));
    header()->resizeSection(TensorTreeModel::ShapeColumn, shape);
    header()->resizeSection(TensorTreeModel::DTypeColumn, dtype);
    header()->resizeSection(TensorTreeModel::SizeColumn, size);
    header()->resizeSection(TensorTreeModel::StateColumn, state);
    int others = shape + state;
    others += isColumnHidden(TensorTreeModel::SizeColumn) ? 0 : size;
    others += isColumnHidden(TensorTreeModel::DTypeColumn) ? 0 : dtype;
    header()->resizeSection(TensorTreeModel::NameColumn, qMax(name, available - others));
}

void TensorTreeView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitColumns();
}

void TensorTreeView::startDrag(Qt::DropActions supportedActions)
{
    const TensorMime mime = selectedRows();
    if (mime.nodes.empty())
        return;
    auto* carried = m_filter->mimeData(selectionModel()->selectedRows());
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
        QTreeView::dragEnterEvent(event);
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
    QTreeView::dragMoveEvent(event); // scrolls at the edges, asks canDropMimeData(), draws the frame
    const QModelIndex index = indexAt(event->position().toPoint());
    const DropProposal proposal = m_session->proposeDrop(*mime, m_side, nodeOf(index));
    const QString text = dropText(proposal);
    if (text.isEmpty())
        hideTip();
    else
        showTip(index, text, proposal.applies());
}

void TensorTreeView::dragLeaveEvent(QDragLeaveEvent* event)
{
    hideTip();
    QTreeView::dragLeaveEvent(event);
}

void TensorTreeView::dropEvent(QDropEvent* event)
{
    hideTip();
    QTreeView::dropEvent(event);
}

void TensorTreeView::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers() == Qt::NoModifier) {
        emit mapRequested();
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void TensorTreeView::showTip(const QModelIndex& index, const QString& text, bool applies)
{
    QPalette colours = QToolTip::palette();
    if (!applies)
        colours.setColor(QPalette::WindowText, signalColor(Signal::Conflict, colours));
    else
        colours.setColor(QPalette::WindowText, colours.color(QPalette::ToolTipText));
    colours.setColor(QPalette::Window, colours.color(QPalette::ToolTipBase));
    m_tip->setPalette(colours);
    m_tip->setText((applies ? QStringLiteral("\u2713 ") : QStringLiteral("\u2717 ")) + text);
    m_tip->setMargin(ems(this, 0.25));
    m_tip->adjustSize();
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
    if (m_tip->isHidden())
        return;
    m_tip->hide();
    emit dropHovered({}, false);
}

} // namespace tensorgraft
