// What the mouse, the wheel and the keys do in a view of kernels.
#include "ui/inspector/kernel_view.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace tensorgraft {

void KernelView::zoomAbout(double factor, const QPoint& viewportPoint)
{
    if (!m_store->isActive())
        return;
    const std::optional<Hit> hit = hitTest(viewportPoint);
    double zoom = m_zoom * factor;
    if (zoom >= 2) // whole pixels, but never stuck
        zoom = factor > 1 ? std::max(std::floor(m_zoom) + 1, std::round(zoom)) : std::min(std::ceil(m_zoom) - 1, std::round(zoom));
    setZoom(zoom);
    if (hit)
        bring(*hit, viewportPoint);
}

void KernelView::bring(const Hit& hit, const QPoint& viewportPoint)
{
    // The weight under the mouse stays under it, as far as the new order of the tiles allows.
    const QRectF tile = m_layout.tile(hit.tile);
    horizontalScrollBar()->setValue(qRound(tile.x() + (static_cast<double>(hit.x) + 0.5) * m_zoom) - viewportPoint.x());
    setScrollY(tile.y() + (static_cast<double>(hit.y) + 0.5) * m_zoom - viewportPoint.y());
}

void KernelView::wheelEvent(QWheelEvent* event)
{
    if (const QPoint turned = event->angleDelta(); event->modifiers() & Qt::ShiftModifier) { // some systems turn it to the side
        if (turned.x() + turned.y() != 0)
            emit stepped(turned.x() + turned.y() > 0 ? -1 : 1);
        event->accept();
        return;
    }
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    if (const int turned = event->angleDelta().y(); turned != 0)
        zoomAbout(turned > 0 ? 1.25 : 0.8, event->position().toPoint());
    event->accept();
}

void KernelView::zoomTo(const QRect& viewportRect)
{
    if (viewportRect.width() < 4 || viewportRect.height() < 4)
        return;
    const std::optional<Hit> hit = hitTest(viewportRect.center());
    const double factor = std::min(static_cast<double>(viewport()->width()) / viewportRect.width(), static_cast<double>(viewport()->height()) / viewportRect.height());
    const double zoom = m_zoom * factor;
    setZoom(zoom >= 2 ? std::max(std::floor(m_zoom) + 1, std::floor(zoom)) : zoom);
    if (hit)
        bring(*hit, viewport()->rect().center());
}

void KernelView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (m_pressed && m_band) {
        m_band->setGeometry(QRect(*m_pressed, at).normalized());
        return;
    }
    if (m_pressed && (m_panning || (at - *m_pressed).manhattanLength() >= QApplication::startDragDistance())) {
        m_panning = true;
        const QPointF to = m_scrolledAtPress - (at - *m_pressed);
        horizontalScrollBar()->setValue(qRound(to.x()));
        setScrollY(to.y());
        return;
    }
    if (const std::optional<Hit> hit = hitTest(event->position().toPoint()))
        emit hovered(hit->tile, hit->y, hit->x);
    else
        emit hoverLeft();
}

void KernelView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_pressed = event->position().toPoint();
        m_scrolledAtPress = scrollOffset();
        m_panning = false;
        if (m_rectangleZoom || (event->modifiers() & Qt::ShiftModifier)) {
            m_band = new QRubberBand(QRubberBand::Rectangle, viewport());
            m_band->setGeometry(QRect(*m_pressed, QSize()));
            m_band->show();
        }
    }
    if (const std::optional<Hit> hit = hitTest(event->position().toPoint()); hit && !m_band) {
        setCurrentTile(hit->tile);
        m_scrolledAtPress = scrollOffset(); // it may have been brought into view
    }
    QAbstractScrollArea::mousePressEvent(event);
}

void KernelView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_pressed) {
        if (m_band) {
            const QRect rectangle = m_band->geometry();
            delete m_band;
            m_band = nullptr;
            zoomTo(rectangle);
        }
        m_pressed.reset();
        m_panning = false;
    }
    QAbstractScrollArea::mouseReleaseEvent(event);
}

bool KernelView::zoomByKey(int key)
{
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomIn(); return true;
    case Qt::Key_Minus: zoomOut(); return true;
    case Qt::Key_0: zoomToFit(); return true;
    default: return false;
    }
}

bool KernelView::moveTile(int key)
{
    std::int64_t target = std::max<std::int64_t>(0, m_current);
    const auto rowsAPage = std::max<std::int64_t>(1, static_cast<std::int64_t>(viewport()->height() / std::max(1.0, m_layout.pitchY())) - 1);
    const bool isFirst = m_current < 0; // then the first key shows where it begins
    switch (key) {
    case Qt::Key_Left: --target; break;
    case Qt::Key_Right: target += isFirst ? 0 : 1; break;
    case Qt::Key_Up: target -= m_layout.columns; break;
    case Qt::Key_Down: target += isFirst ? 0 : m_layout.columns; break;
    case Qt::Key_PageUp: target = std::max(target % m_layout.columns, target - rowsAPage * m_layout.columns); break;
    case Qt::Key_PageDown: target += rowsAPage * m_layout.columns; break;
    case Qt::Key_Home: target = 0; break;
    case Qt::Key_End: target = tileCount() - 1; break;
    default: return false;
    }
    setCurrentTile(std::clamp<std::int64_t>(target, 0, std::max<std::int64_t>(0, tileCount() - 1)));
    return true;
}

bool KernelView::moveWeight(int key)
{
    Hit to = *m_weight;
    const std::int64_t height = m_store->paging().tileHeight(), width = m_store->paging().tileWidth();
    switch (key) {
    case Qt::Key_Left: --to.x; break;
    case Qt::Key_Right: ++to.x; break;
    case Qt::Key_Up: --to.y; break;
    case Qt::Key_Down: ++to.y; break;
    case Qt::Key_Home: to.x = 0; break;
    case Qt::Key_End: to.x = width - 1; break;
    case Qt::Key_PageUp: to.y = 0; break;
    case Qt::Key_PageDown: to.y = height - 1; break;
    default: return false;
    }
    // Past an edge it goes on in the filter that lies there.
    const auto pass = [&to](std::int64_t& place, std::int64_t size, std::int64_t tiles) {
        if (place < 0 || place >= size) {
            to.tile += place < 0 ? -tiles : tiles;
            place = place < 0 ? size - 1 : 0;
        }
    };
    pass(to.x, width, 1);
    pass(to.y, height, m_layout.columns);
    if (to.tile >= 0 && to.tile < tileCount())
        setCurrentWeight(to);
    return true;
}

void KernelView::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool enters = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QAbstractScrollArea::keyPressEvent(event);
    } else if (tileCount() > 0 && enters) {
        setCurrentWeight({std::max<std::int64_t>(0, m_current), m_weight ? m_weight->y : 0, m_weight ? m_weight->x : 0});
    } else if (m_weight && key == Qt::Key_Escape) {
        setCurrentTile(m_current);
    } else if (!zoomByKey(key) && !(m_weight ? moveWeight(key) : moveTile(key))) {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace tensorgraft
