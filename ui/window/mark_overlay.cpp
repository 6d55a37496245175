#include "ui/window/mark_overlay.h"

#include "ui/theme/spacing.h"
#include "ui/window/tensor_tree_view.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QTreeView>

namespace tensorgraft {

MarkOverlay::MarkOverlay(TensorTreeView* view) : QWidget(view), m_view(view)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    // A sibling of the viewport: its children would be scrolled with the rows.
    view->viewport()->installEventFilter(this);
    const auto repaint = qOverload<>(&QWidget::update);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, repaint);
    connect(view->horizontalScrollBar(), &QScrollBar::valueChanged, this, repaint);
    connect(view->header(), &QHeaderView::sectionResized, this, repaint);
    connect(view->model(), &QAbstractItemModel::layoutChanged, this, repaint);
    connect(view->model(), &QAbstractItemModel::modelReset, this, repaint);
    connect(view->model(), &QAbstractItemModel::rowsInserted, this, repaint);
    connect(view->model(), &QAbstractItemModel::rowsRemoved, this, repaint);
    if (auto* tree = qobject_cast<QTreeView*>(static_cast<QAbstractItemView*>(view))) {
        connect(tree, &QTreeView::expanded, this, repaint);
        connect(tree, &QTreeView::collapsed, this, repaint);
    }
    hide();
}

void MarkOverlay::setNodes(std::vector<std::uint32_t> nodes)
{
    m_nodes = std::move(nodes);
    cover();
    setVisible(!m_nodes.empty());
    raise();
    update();
}

void MarkOverlay::cover() { setGeometry(m_view->viewport()->geometry()); }

bool MarkOverlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport() && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        cover();
    return QWidget::eventFilter(watched, event);
}

void MarkOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = m_view->font();
    font.setBold(true);
    painter.setFont(font);
    const QFontMetrics metrics(font);
    m_shown = 0;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const QModelIndex index = m_view->indexOfNode(m_nodes[i]);
        QRect row = index.isValid() ? m_view->visualRect(index) : QRect();
        if (!row.isValid() || row.bottom() < 0 || row.top() > height())
            continue;
        row.setLeft(0);
        row.setRight(width() - 1);
        const QString number = QString::number(i + 1);
        const int tall = row.height() - 4, wide = std::max(tall, metrics.horizontalAdvance(number) + ems(metrics, 0.5));
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
        const QRectF badge(row.right() - wide - 2, row.top() + 2, wide, tall);
        painter.setBrush(palette().color(QPalette::Highlight));
        painter.setPen(QPen(palette().color(QPalette::HighlightedText), 1));
        painter.drawRoundedRect(badge, tall / 2.0, tall / 2.0);
        painter.drawText(badge, Qt::AlignCenter, number);
        ++m_shown;
    }
}

} // namespace tensorgraft
