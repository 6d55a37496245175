#include "ui/overview/treemap_view.h"

#include "ui/models/format_text.h"
#include "ui/overview/overview_text.h"
#include "ui/phrases/library_text.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace tensorgraft {

TreemapView::TreemapView(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("treemap"));
    setAccessibleName(tr("Sizes of the tensors"));
    setAccessibleDescription(tr("The table beside it lists the same layers."));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void TreemapView::setOverview(std::shared_ptr<const OverviewData> overview)
{
    m_data = std::move(overview);
    m_scan.reset();
    m_layer.reset();
    m_hovered = m_current = -1;
    layOut();
    emit legendChanged();
}

void TreemapView::setScan(std::shared_ptr<const OverviewScan> scan)
{
    m_scan = std::move(scan);
    m_picture = {};
    update();
    emit legendChanged();
}

void TreemapView::setColouring(TreemapColour colouring)
{
    m_colouring = colouring;
    m_picture = {};
    update();
    emit legendChanged();
}

TreemapPainter TreemapView::painter() const
{
    TreemapPainter painter;
    painter.data = m_data;
    painter.scan = m_scan;
    painter.colouring = m_colouring;
    painter.palette = palette();
    painter.font = font();
    return painter;
}

void TreemapView::setHighlightedLayer(std::optional<std::size_t> layer)
{
    m_layer = layer;
    update();
}

std::optional<std::size_t> TreemapView::currentTensor() const
{
    if (m_current < 0 || !m_data || !m_data->nodes[m_boxes[std::size_t(m_current)].node].isTensor())
        return std::nullopt;
    return m_data->nodes[m_boxes[std::size_t(m_current)].node].tensor;
}

void TreemapView::layOut()
{
    const auto kept = currentTensor();
    m_boxes.clear();
    m_picture = {};
    m_hovered = m_current = -1;
    if (m_data)
        m_boxes = layoutTreemap(*m_data, rect(), painter().metrics());
    if (kept)
        for (std::size_t i = 0; i < m_boxes.size(); ++i)
            if (m_data->nodes[m_boxes[i].node].tensor == *kept)
                m_current = static_cast<int>(i);
    update();
}

QList<TreemapView::Legend> TreemapView::legend() const
{
    QList<Legend> legend;
    if (!m_data)
        return legend;
    switch (m_colouring) {
    case TreemapColour::Kind: {
        std::set<int> groups;
        for (const TensorInfo& tensor : m_data->model->tensors())
            groups.insert(kindGroup(tensor));
        for (const int group : groups)
            legend += {kindGroupText(group), categoryColor(group, palette())};
        break;
    }
    case TreemapColour::DType:
        for (std::size_t i = 0; i < m_data->outline.dtypes.size() && i < categoryCount; ++i)
            legend += {toQString(dtypeName(m_data->outline.dtypes[i].dtype)), categoryColor(static_cast<int>(i), palette())};
        break;
    case TreemapColour::Score:
        legend += {tr("unusually small"), categoryColor(0, palette())};
        legend += {tr("as usual"), palette().color(QPalette::Base)};
        legend += {tr("unusually large"), categoryColor(6, palette())};
        legend += {tr("not judged"), palette().color(QPalette::AlternateBase)};
        break;
    }
    return legend;
}

QString TreemapView::boxText(const TreemapBox& box) const
{
    const TreeNodes::Node& node = m_data->nodes[box.node];
    const std::uint64_t whole = std::max<std::uint64_t>(1, m_data->outline.total.bytes);
    const QString share = tr("%1 % of the model").arg(QLocale().toString(100.0 * static_cast<double>(node.sizeBytes) / static_cast<double>(whole), 'f', 1));
    if (!node.isTensor())
        return toQString(m_data->nodes.path(box.node)) + u'\n' + tr("%n tensor(s)", nullptr, static_cast<int>(node.tensorCount)) +
               QStringLiteral(", %1, %2").arg(sizeText(node.sizeBytes), share);
    const TensorInfo& info = m_data->model->tensors()[node.tensor];
    QString text = toQString(info.name) + QStringLiteral("\n%1 %2, %3, %4").arg(shapeText(info.shape), toQString(dtypeName(info.dtype)), sizeText(node.sizeBytes), share);
    if (!m_scan)
        return text;
    const TensorScan& scan = m_scan->scan.tensors[node.tensor];
    if (!scan.problem.empty())
        text += u'\n' + tr("cannot be read: %1").arg(libraryText(scan.problem));
    if (scan.statistics && scan.statistics->nans > 0)
        text += u'\n' + tr("%1 NaN").arg(countText(scan.statistics->nans));
    if (scan.statistics && scan.statistics->infs > 0)
        text += u'\n' + tr("%1 infinite").arg(countText(scan.statistics->infs));
    if (scan.isOutlier)
        text += u'\n' + (scan.score > 0 ? tr("unusually large values for its kind (score %1)") : tr("unusually small values for its kind (score %1)")).arg(QLocale().toString(scan.score, 'f', 1));
    return text;
}

void TreemapView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_picture.isNull()) { // drawn once: hovering only copies it
        m_picture = QPixmap(size() * devicePixelRatioF());
        m_picture.setDevicePixelRatio(devicePixelRatioF());
        m_picture.fill(palette().color(QPalette::Base));
        if (m_data) {
            QPainter into(&m_picture);
            this->painter().paintBoxes(into, m_boxes);
        }
    }
    painter.drawPixmap(0, 0, m_picture);
    if (!m_data)
        return;
    const auto frame = [&](const TreemapBox& box, const QColor& colour, double width) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(box.rect.adjusted(width / 2, width / 2, -width / 2, -width / 2));
    };
    const QColor highlight = palette().color(QPalette::Highlight);
    if (m_layer)
        for (const TreemapBox& box : m_boxes)
            if (const auto& node = m_data->nodes[box.node]; node.isTensor() && m_data->layerOfTensor[node.tensor] == *m_layer)
                frame(box, highlight, 2);
    if (m_hovered >= 0)
        frame(m_boxes[std::size_t(m_hovered)], palette().color(QPalette::Text), 1.5);
    if (m_current >= 0)
        frame(m_boxes[std::size_t(m_current)], hasFocus() ? highlight : palette().color(QPalette::Text), 3);
    else if (hasFocus()) {
        painter.setPen(QPen(highlight, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void TreemapView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void TreemapView::select(int box)
{
    if (box == m_current)
        return;
    m_current = box;
    update();
    if (const auto tensor = currentTensor()) {
        setAccessibleDescription(boxText(m_boxes[std::size_t(box)]));
        emit tensorSelected(*tensor);
    }
}

void TreemapView::mouseMoveEvent(QMouseEvent* event)
{
    const int box = boxAt(m_boxes, event->position());
    if (box == m_hovered)
        return;
    m_hovered = box;
    update();
}

void TreemapView::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void TreemapView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        select(boxAt(m_boxes, event->position()));
}

void TreemapView::mouseDoubleClickEvent(QMouseEvent* event)
{
    select(boxAt(m_boxes, event->position()));
    if (const auto tensor = currentTensor())
        emit tensorActivated(*tensor);
}

int TreemapView::neighbour(int key) const
{
    const auto isTensor = [this](const TreemapBox& box) { return m_data->nodes[box.node].isTensor(); };
    int best = -1;
    double nearest = std::numeric_limits<double>::infinity();
    const QPointF from = m_current >= 0 ? m_boxes[std::size_t(m_current)].rect.center() : QPointF(0, 0);
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        if (!isTensor(m_boxes[i]) || static_cast<int>(i) == m_current)
            continue;
        const QPointF way = m_boxes[i].rect.center() - from;
        const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
        const double along = (key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1) * (sideways ? way.x() : way.y());
        const double across = std::abs(sideways ? way.y() : way.x());
        if (m_current >= 0 && along <= 0.5)
            continue;
        if (const double distance = std::abs(along) + 3 * across; distance < nearest) {
            nearest = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

void TreemapView::keyPressEvent(QKeyEvent* event)
{
    if (!m_data || m_boxes.empty())
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (const int next = neighbour(event->key()); next >= 0) {
            select(next);
            const TreemapBox& box = m_boxes[std::size_t(next)];
            QToolTip::showText(mapToGlobal(box.rect.center().toPoint()), boxText(box), this);
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto tensor = currentTensor())
            emit tensorActivated(*tensor);
        break;
    default: QWidget::keyPressEvent(event);
    }
}

void TreemapView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        layOut();
        emit legendChanged();
    }
}

bool TreemapView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int box = boxAt(m_boxes, help->pos());
    if (box >= 0)
        QToolTip::showText(help->globalPos(), boxText(m_boxes[std::size_t(box)]), this, m_boxes[std::size_t(box)].rect.toAlignedRect());
    else
        QToolTip::hideText();
    return true;
}

QSize TreemapView::sizeHint() const { return {ems(this, 40), ems(this, 28)}; }
QSize TreemapView::minimumSizeHint() const { return {ems(this, 12), ems(this, 8)}; }

} // namespace tensorgraft
