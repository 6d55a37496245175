#include "ui/inspector/kernel_view.h"

#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QRubberBand>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace tensorgraft {
namespace {

constexpr double smallestZoom = 0.05, largestZoom = 96, largestFittingZoom = 40, largestReadableZoom = 12;
constexpr double captionNeedsEms = 2.2;     ///< narrower tiles carry no number
constexpr qsizetype vectorRectangles = 60'000; ///< more weights than this go into an SVG as a picture

} // namespace

QRectF KernelView::Layout::tile(int index) const
{
    return {margin + (index % columns) * (tileWidth + gap), margin + (index / columns) * (tileHeight + caption + gap), tileWidth,
            tileHeight};
}

QSize KernelView::Layout::size() const
{
    return {static_cast<int>(std::ceil(2 * margin + columns * (tileWidth + gap) - gap)),
            static_cast<int>(std::ceil(2 * margin + rows * (tileHeight + caption + gap) - gap))};
}

KernelView::KernelView(QWidget* parent) : QAbstractScrollArea(parent)
{
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    setAccessibleName(tr("Filters"));
}

void KernelView::setPicture(std::shared_ptr<const KernelPicture> picture)
{
    const bool sameTiles = m_picture && picture && m_picture->paging.tileWidth() == picture->paging.tileWidth()
                           && m_picture->paging.tileHeight() == picture->paging.tileHeight();
    if (!sameTiles)
        m_fit = true;
    m_picture = std::move(picture);
    const Image* pixels = m_picture ? &m_picture->grid.image : nullptr;
    m_image = pixels && !pixels->empty()
                  ? QImage(pixels->rgba.data(), pixels->width, pixels->height, pixels->width * 4, QImage::Format_RGBA8888)
                  : QImage();
    m_current = -1;
    emit hoverLeft();
    relayout();
    viewport()->update();
}

void KernelView::setMarks(std::shared_ptr<const ChannelSummary> filters)
{
    m_marks = std::move(filters);
    viewport()->update();
}

KernelView::Layout KernelView::layoutFor(double zoom, int width) const
{
    Layout layout;
    if (!m_picture)
        return layout;
    layout.tileWidth = static_cast<double>(m_picture->paging.tileWidth()) * zoom;
    layout.tileHeight = static_cast<double>(m_picture->paging.tileHeight()) * zoom;
    layout.margin = ems(this, 0.5);
    // Small tiles stand close together, large ones get room.
    layout.gap = std::clamp(std::min(layout.tileWidth, layout.tileHeight) * 0.12, 2.0, static_cast<double>(ems(this, 0.6)));
    const bool isMatrix = m_picture->paging.axes.output < 0 && m_picture->paging.axes.input < 0; // nothing to number
    layout.caption = !isMatrix && layout.tileWidth >= ems(this, captionNeedsEms) ? ems(this, 1.15) : 0;
    const int tiles = static_cast<int>(m_picture->grid.tiles.size());
    const double room = width - 2 * layout.margin + layout.gap;
    layout.columns = std::clamp(static_cast<int>(room / (layout.tileWidth + layout.gap)), 1, std::max(1, tiles));
    layout.rows = (tiles + layout.columns - 1) / layout.columns;
    return layout;
}

double KernelView::fittingZoom() const
{
    // Halving finds the largest zoom at which the page is no higher than the viewport. Below a readable size the page
    // scrolls instead; a single matrix may become as small as it must.
    const QSize room = viewport()->size();
    const double smallestSide = static_cast<double>(std::max<std::int64_t>(
        1, std::min(m_picture->paging.tileWidth(), m_picture->paging.tileHeight())));
    const bool single = m_picture->grid.tiles.size() == 1;
    const double readable = single ? smallestZoom : std::clamp(std::ceil(ems(this, captionNeedsEms) / smallestSide), 1.0, largestReadableZoom);
    double low = readable, high = std::max(low, single ? largestZoom / 2 : largestFittingZoom);
    for (int i = 0; i < 20; ++i) {
        const double middle = (low + high) / 2;
        const QSize size = layoutFor(middle, room.width()).size();
        (size.height() <= room.height() && size.width() <= room.width() ? low : high) = middle;
    }
    return low >= 2 ? std::floor(low) : low; // whole pixels keep the weights equally large
}

void KernelView::relayout()
{
    if (!m_picture) {
        m_layout = {};
        horizontalScrollBar()->setRange(0, 0);
        verticalScrollBar()->setRange(0, 0);
        return;
    }
    if (m_fit) {
        const double zoom = fittingZoom();
        if (zoom != m_zoom) {
            m_zoom = zoom;
            emit zoomChanged(m_zoom);
        }
    }
    m_layout = layoutFor(m_zoom, viewport()->width());
    const QSize size = m_layout.size();
    const auto place = [](QScrollBar* bar, int whole, int visible) {
        bar->setRange(0, std::max(0, whole - visible));
        bar->setPageStep(visible);
        bar->setSingleStep(std::max(1, visible / 12));
    };
    place(horizontalScrollBar(), size.width(), viewport()->width());
    place(verticalScrollBar(), size.height(), viewport()->height());
}

QPoint KernelView::scrollOffset() const
{
    return {horizontalScrollBar()->value(), verticalScrollBar()->value()};
}

void KernelView::setZoom(double zoom)
{
    zoom = std::clamp(zoom, smallestZoom, largestZoom);
    m_fit = false;
    if (zoom == m_zoom)
        return;
    m_zoom = zoom;
    relayout();
    viewport()->update();
    emit zoomChanged(m_zoom);
}

void KernelView::zoomToFit()
{
    m_fit = true;
    relayout();
    viewport()->update();
}

void KernelView::zoomAbout(double factor, const QPoint& viewportPoint)
{
    if (!m_picture)
        return;
    const std::optional<Hit> hit = hitTest(viewportPoint);
    double zoom = m_zoom * factor;
    if (zoom >= 2) // whole pixels, but never stuck
        zoom = factor > 1 ? std::max(std::floor(m_zoom) + 1, std::round(zoom)) : std::min(std::ceil(m_zoom) - 1, std::round(zoom));
    setZoom(zoom);
    if (!hit)
        return;
    // The weight under the mouse stays under it, as far as the new order of the tiles allows.
    const QRectF tile = m_layout.tile(hit->tile);
    const QPointF target(tile.x() + (static_cast<double>(hit->x) + 0.5) * m_zoom, tile.y() + (static_cast<double>(hit->y) + 0.5) * m_zoom);
    horizontalScrollBar()->setValue(qRound(target.x()) - viewportPoint.x());
    verticalScrollBar()->setValue(qRound(target.y()) - viewportPoint.y());
}

std::optional<KernelView::Hit> KernelView::hitTest(const QPoint& viewportPoint) const
{
    if (!m_picture || m_picture->grid.tiles.empty())
        return std::nullopt;
    const QPointF point = viewportPoint + scrollOffset();
    const double pitchX = m_layout.tileWidth + m_layout.gap;
    const double pitchY = m_layout.tileHeight + m_layout.caption + m_layout.gap;
    const int column = static_cast<int>(std::floor((point.x() - m_layout.margin) / pitchX));
    const int row = static_cast<int>(std::floor((point.y() - m_layout.margin) / pitchY));
    if (column < 0 || column >= m_layout.columns || row < 0)
        return std::nullopt;
    const int tile = row * m_layout.columns + column;
    if (tile >= static_cast<int>(m_picture->grid.tiles.size()))
        return std::nullopt;
    const QRectF rect = m_layout.tile(tile);
    if (!rect.contains(point))
        return std::nullopt;
    const auto inside = [this](double distance, std::int64_t size) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(distance / m_zoom), 0, size - 1);
    };
    return Hit{tile, inside(point.y() - rect.y(), m_picture->paging.tileHeight()),
               inside(point.x() - rect.x(), m_picture->paging.tileWidth())};
}

QRect KernelView::tileRect(int tile) const
{
    return m_layout.tile(tile).toAlignedRect().translated(-scrollOffset());
}

void KernelView::setCurrentTile(int tile)
{
    if (!m_picture || tile < 0 || tile >= static_cast<int>(m_picture->grid.tiles.size()) || tile == m_current)
        return;
    m_current = tile;
    const QRect rect = tileRect(tile);
    const auto reveal = [](QScrollBar* bar, int low, int high, int visible) {
        if (low < 0)
            bar->setValue(bar->value() + low);
        else if (high > visible)
            bar->setValue(bar->value() + std::min(low, high - visible));
    };
    const int around = static_cast<int>(m_layout.margin);
    reveal(verticalScrollBar(), rect.top() - around, rect.bottom() + around + static_cast<int>(m_layout.caption), viewport()->height());
    reveal(horizontalScrollBar(), rect.left() - around, rect.right() + around, viewport()->width());
    viewport()->update();
    emit currentTileChanged(tile);
}

QSize KernelView::pageSize() const
{
    return m_picture ? m_layout.size() : QSize();
}

void KernelView::paintTile(QPainter& painter, int tile, const QRectF& rect, bool vector) const
{
    const KernelTile& source = m_picture->grid.tiles[static_cast<std::size_t>(tile)];
    const qsizetype weights = static_cast<qsizetype>(source.width) * source.height * static_cast<qsizetype>(m_picture->grid.tiles.size());
    if (!vector || weights > vectorRectangles) {
        // Enlarged weights keep their edges, reduced matrices are averaged.
        painter.setRenderHint(QPainter::SmoothPixmapTransform, rect.width() < source.width);
        painter.drawImage(rect, m_image, QRectF(source.x, source.y, source.width, source.height));
        return;
    }
    const double cellX = rect.width() / source.width, cellY = rect.height() / source.height;
    for (int y = 0; y < source.height; ++y)
        for (int x = 0; x < source.width; ++x)
            painter.fillRect(QRectF(rect.x() + x * cellX, rect.y() + y * cellY, cellX, cellY),
                             m_image.pixelColor(source.x + x, source.y + y));
}

void KernelView::paintMark(QPainter& painter, int tile, const QRectF& rect) const
{
    if (!m_marks)
        return;
    const auto filter = static_cast<std::size_t>(m_picture->grid.tiles[static_cast<std::size_t>(tile)].output);
    if (filter >= m_marks->dead.size() || (!m_marks->dead[filter] && m_marks->duplicateOf[filter] < 0))
        return;
    // A frame by its kind of line, and a sign in the corner: a cross for dead, two bars for "the same as".
    const bool dead = m_marks->dead[filter];
    const QColor color = signalColor(dead ? Signal::Conflict : Signal::Warning, palette());
    painter.setPen(QPen(color, 1.5, dead ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(-0.75, -0.75, 0.75, 0.75));
    const double side = std::min({rect.width() * 0.45, rect.height() * 0.45, static_cast<double>(ems(this, 0.8))});
    if (side < 4)
        return;
    const QRectF corner(rect.right() - side, rect.top(), side, side);
    painter.fillRect(corner, palette().color(QPalette::Base));
    const QRectF inner = corner.adjusted(side * 0.22, side * 0.22, -side * 0.22, -side * 0.22);
    painter.setPen(QPen(color, std::max(1.0, side * 0.12)));
    if (dead) {
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
    } else {
        for (const double y : {inner.top() + inner.height() * 0.25, inner.top() + inner.height() * 0.75})
            painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y));
    }
}

void KernelView::paintCaption(QPainter& painter, int tile, const QRectF& rect) const
{
    if (m_layout.caption <= 0)
        return;
    const KernelTile& source = m_picture->grid.tiles[static_cast<std::size_t>(tile)];
    QString text = QString::number(source.output);
    const bool manyInputs = source.input >= 0 && m_picture->paging.inputs > 1;
    if (manyInputs)
        text += QStringLiteral("\u2009·\u2009%1").arg(source.input);
    painter.setPen(mutedText(palette()));
    painter.drawText(QRectF(rect.x(), rect.bottom(), rect.width(), m_layout.caption), Qt::AlignCenter, text);
}

void KernelView::paintPage(QPainter& painter, const QSize& size, bool vector) const
{
    if (!m_picture)
        return;
    const QSize natural = m_layout.size();
    painter.save();
    painter.fillRect(QRect(QPoint(0, 0), size), palette().color(QPalette::Base));
    painter.scale(static_cast<double>(size.width()) / natural.width(), static_cast<double>(size.height()) / natural.height());
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    for (int tile = 0; tile < static_cast<int>(m_picture->grid.tiles.size()); ++tile) {
        paintTile(painter, tile, m_layout.tile(tile), vector);
        paintMark(painter, tile, m_layout.tile(tile));
        paintCaption(painter, tile, m_layout.tile(tile));
    }
    painter.restore();
}

void KernelView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    if (!m_picture)
        return;
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    const QPoint offset = scrollOffset();
    const double pitch = m_layout.tileHeight + m_layout.caption + m_layout.gap;
    const QRect dirty = event->rect().translated(offset);
    const int firstRow = std::max(0, static_cast<int>((dirty.top() - m_layout.margin) / pitch) - 1);
    const int lastRow = std::min(m_layout.rows - 1, static_cast<int>((dirty.bottom() - m_layout.margin) / pitch) + 1);
    const int tiles = static_cast<int>(m_picture->grid.tiles.size());
    for (int row = firstRow; row <= lastRow; ++row) {
        for (int column = 0; column < m_layout.columns; ++column) {
            const int tile = row * m_layout.columns + column;
            if (tile >= tiles)
                break;
            const QRectF rect = m_layout.tile(tile).translated(-offset);
            if (!rect.adjusted(-2, -2, 2, m_layout.caption + 2).intersects(event->rect()))
                continue;
            paintTile(painter, tile, rect, false);
            paintMark(painter, tile, rect);
            paintCaption(painter, tile, rect);
            if (tile == m_current) {
                painter.setPen(QPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid), 2));
                painter.drawRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5));
            }
        }
    }
}

void KernelView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

bool KernelView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        emit hoverLeft();
    return QAbstractScrollArea::viewportEvent(event);
}

void KernelView::wheelEvent(QWheelEvent* event)
{
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
    const QPoint middle = viewport()->rect().center();
    const double zoom = m_zoom * factor;
    setZoom(zoom >= 2 ? std::max(std::floor(m_zoom) + 1, std::floor(zoom)) : zoom);
    if (!hit)
        return;
    const QRectF tile = m_layout.tile(hit->tile);
    horizontalScrollBar()->setValue(qRound(tile.x() + (static_cast<double>(hit->x) + 0.5) * m_zoom) - middle.x());
    verticalScrollBar()->setValue(qRound(tile.y() + (static_cast<double>(hit->y) + 0.5) * m_zoom) - middle.y());
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
        const QPoint to = m_scrolledAtPress - (at - *m_pressed);
        horizontalScrollBar()->setValue(to.x());
        verticalScrollBar()->setValue(to.y());
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

void KernelView::keyPressEvent(QKeyEvent* event)
{
    const int tiles = m_picture ? static_cast<int>(m_picture->grid.tiles.size()) : 0;
    int target = std::max(0, m_current);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return;
    case Qt::Key_Minus:
        zoomOut();
        return;
    case Qt::Key_0:
        zoomToFit();
        return;
    case Qt::Key_Left:
        --target;
        break;
    case Qt::Key_Right:
        target += m_current < 0 ? 0 : 1;
        break;
    case Qt::Key_Up:
        target -= m_layout.columns;
        break;
    case Qt::Key_Down:
        target += m_current < 0 ? 0 : m_layout.columns;
        break;
    case Qt::Key_Home:
        target = 0;
        break;
    case Qt::Key_End:
        target = tiles - 1;
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    setCurrentTile(std::clamp(target, 0, std::max(0, tiles - 1)));
}

void KernelView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void KernelView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace tensorgraft
