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

constexpr double smallestZoom = 0.05, largestZoom = 96, largestFittingZoom = 40, largestReadableZoom = 12, smallestCellZoom = 4;
constexpr double captionNeedsEms = 2.2;     ///< narrower tiles carry no number
constexpr std::int64_t vectorRectangles = 60'000; ///< more weights than this go into an SVG as a picture
constexpr double mostWeightsSeen = 1 << 24; ///< zooming out stops where more would have to be read for one view
constexpr std::int64_t savedWhole = 2048;   ///< tiles that go into one saved picture though they are not all seen
constexpr double mostBarSteps = 1e9;        ///< a scroll bar counts in int

} // namespace

QRectF KernelView::Layout::tile(std::int64_t index) const
{
    return {margin + static_cast<double>(index % columns) * pitchX(), margin + static_cast<double>(index / columns) * pitchY(), tileWidth, tileHeight};
}

QSizeF KernelView::Layout::sizeOf(std::int64_t count) const
{
    return {std::ceil(2 * margin + static_cast<double>(columns) * pitchX() - gap), std::ceil(2 * margin + static_cast<double>(count) * pitchY() - gap)};
}

KernelView::KernelView(KernelStore* store, int which, QWidget* parent) : QAbstractScrollArea(parent), m_store(store), m_which(which)
{
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // paintEvent() fills it
    setAccessibleName(tr("Filters"));
    connect(store, &KernelStore::sheetChanged, this, &KernelView::adoptSheet);
    connect(store, &KernelStore::pageArrived, this, [this](qint64 page) {
        if (m_current >= 0 && m_store->paging().placeOf(m_current).page == page)
            emit currentTileChanged(m_current);
        viewport()->update();
    });
    connect(store, &KernelStore::pageFailed, viewport(), qOverload<>(&QWidget::update));
    adoptSheet();
}

void KernelView::adoptSheet()
{
    const KernelPaging& paging = m_store->paging();
    const std::pair tileSize(paging.tileHeight(), paging.tileWidth());
    if (tileSize != m_tileSize || !m_store->isActive())
        m_fit = true;
    if (tileSize != m_tileSize || tileCount() != m_tiles) {
        m_current = -1;
        m_firstVisible = 0;
        emit hoverLeft();
        relayout();
        verticalScrollBar()->setValue(0);
        horizontalScrollBar()->setValue(0);
    }
    m_tileSize = tileSize;
    m_tiles = tileCount();
    tellWhatIsSeen();
    viewport()->update();
}

std::shared_ptr<const KernelPicture> KernelView::picture() const
{
    const KernelStore::Page* page = m_store->isActive() ? m_store->page(m_store->paging().placeOf(firstVisibleTile()).page) : nullptr;
    if (!page)
        page = m_store->anyPage();
    return page ? page->pictures[static_cast<std::size_t>(m_which)] : nullptr;
}

ShownTile KernelView::shown(std::int64_t tile) const
{
    if (tile < 0 || tile >= tileCount())
        return {};
    const KernelPaging::Place place = m_store->paging().placeOf(tile);
    const KernelStore::Page* page = m_store->page(place.page);
    if (!page)
        return {};
    const auto& picture = page->pictures[static_cast<std::size_t>(m_which)];
    if (place.tile >= static_cast<std::int64_t>(picture->grid.tiles.size()))
        return {};
    return {picture, &picture->grid.tiles[static_cast<std::size_t>(place.tile)]};
}

void KernelView::setMarks(std::shared_ptr<const ChannelSummary> filters)
{
    m_marks = std::move(filters);
    viewport()->update();
}

KernelView::Layout KernelView::layoutFor(double zoom, int width) const
{
    Layout layout;
    if (!m_store->isActive())
        return layout;
    const KernelPaging& paging = m_store->paging();
    layout.tileWidth = static_cast<double>(paging.tileWidth()) * zoom;
    layout.tileHeight = static_cast<double>(paging.tileHeight()) * zoom;
    if (paging.tileHeight() == 1 && paging.tileWidth() > 1) // filters of one axis: strips that one can see
        layout.tileHeight = std::max(layout.tileHeight, static_cast<double>(ems(this, 1.2)));
    layout.margin = ems(this, 0.5);
    // Small tiles stand close together, large ones get room.
    layout.gap = std::round(std::clamp(std::max(layout.tileWidth, layout.tileHeight) * 0.1, 2.0, static_cast<double>(ems(this, 0.6))));
    const bool isMatrix = paging.axes.output < 0 && paging.axes.input < 0; // nothing to number
    layout.caption = !isMatrix && layout.tileWidth >= ems(this, captionNeedsEms) ? ems(this, 1.15) : 0;
    const double room = width - 2 * layout.margin + layout.gap;
    const auto fitting = std::clamp<std::int64_t>(static_cast<std::int64_t>(room / layout.pitchX()), 1, std::max<std::int64_t>(1, tileCount()));
    layout.columns = fitting;
    // Filters of several inputs begin at the same places of each row where that costs little of the width.
    if (const std::int64_t an = paging.tilesAnOutput; an > 1 && tileCount() > fitting) {
        if (an <= fitting) {
            if (const std::int64_t whole = fitting / an * an; whole * 4 >= fitting * 3)
                layout.columns = whole;
        } else {
            for (std::int64_t columns = fitting; columns * 4 >= fitting * 3; --columns)
                if (an % columns == 0) {
                    layout.columns = columns;
                    break;
                }
        }
    }
    layout.rows = (tileCount() + layout.columns - 1) / layout.columns;
    return layout;
}

double KernelView::smallestZoomHere() const
{
    const KernelPaging& paging = m_store->paging();
    const double weights = static_cast<double>(paging.tileWidth()) * static_cast<double>(paging.tileHeight()) * static_cast<double>(tileCount());
    if (weights <= mostWeightsSeen)
        return smallestZoom;
    const double area = static_cast<double>(viewport()->width()) * viewport()->height();
    return std::clamp(std::sqrt(area / mostWeightsSeen), smallestZoom, 1.0);
}

double KernelView::fittingZoom() const
{
    // The largest zoom at which everything is seen. Below a readable size it scrolls instead; a single matrix may become as
    // small as it must, and so may kernels of one weight, of which nobody needs to see the shape.
    const QSize room = viewport()->size();
    const KernelPaging& paging = m_store->paging();
    const double smallestSide = static_cast<double>(std::max<std::int64_t>(1, std::min(paging.tileWidth(), paging.tileHeight())));
    const bool single = tileCount() == 1;
    const double readable = single                                            ? smallestZoom
                            : paging.tileWidth() * paging.tileHeight() == 1 ? smallestCellZoom
                                                                              : std::clamp(std::ceil(ems(this, captionNeedsEms) / smallestSide), 1.0, largestReadableZoom);
    const double largest = std::max(readable, single ? largestZoom / 2 : largestFittingZoom);
    const auto fits = [&](double zoom) {
        const QSizeF size = layoutFor(zoom, room.width()).size();
        return size.height() <= room.height() && size.width() <= room.width();
    };
    // Whole pixels keep the weights equally large. One after the other: where rows end depends on the zoom, by leaps.
    for (double zoom = std::floor(largest); zoom >= std::max(2.0, readable); --zoom)
        if (fits(zoom))
            return zoom;
    double low = readable, high = std::min(2.0, largest);
    for (int i = 0; i < 20 && low < high; ++i) {
        const double middle = (low + high) / 2;
        (fits(middle) ? low : high) = middle;
    }
    return low;
}

void KernelView::relayout()
{
    if (!m_store->isActive()) {
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
    const QSizeF size = m_layout.size();
    m_scrollUnit = static_cast<int>(std::clamp(std::ceil(size.height() / mostBarSteps), 1.0, mostBarSteps));
    const auto place = [](QScrollBar* bar, double whole, int visible, int unit) {
        bar->setRange(0, static_cast<int>(std::max(0.0, std::ceil((whole - visible) / unit))));
        bar->setPageStep(std::max(1, visible / unit));
        bar->setSingleStep(std::max(1, visible / 12 / unit));
    };
    place(horizontalScrollBar(), size.width(), viewport()->width(), 1);
    place(verticalScrollBar(), size.height(), viewport()->height(), m_scrollUnit);
    tellWhatIsSeen();
}

QPointF KernelView::scrollOffset() const
{
    return {static_cast<double>(horizontalScrollBar()->value()), static_cast<double>(verticalScrollBar()->value()) * m_scrollUnit};
}

void KernelView::setScrollY(double y)
{
    verticalScrollBar()->setValue(static_cast<int>(std::clamp(std::round(y / m_scrollUnit), 0.0, static_cast<double>(verticalScrollBar()->maximum()))));
}

std::pair<std::int64_t, std::int64_t> KernelView::rowsWithin(double top, double bottom) const
{
    const auto row = [&](double y) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor((y - m_layout.margin) / m_layout.pitchY())), 0, std::max<std::int64_t>(0, m_layout.rows - 1));
    };
    return {row(top), row(bottom)};
}

std::int64_t KernelView::firstVisibleTile() const
{
    if (tileCount() == 0 || m_layout.rows == 0)
        return 0;
    // A row of which only the gap or the number is still seen does not count.
    return rowsWithin(scrollOffset().y() + m_layout.caption + m_layout.gap, 0).first * m_layout.columns;
}

void KernelView::tellWhatIsSeen()
{
    if (!m_store->isActive() || m_layout.rows == 0 || tileCount() == 0)
        return;
    const double top = scrollOffset().y();
    const auto [first, last] = rowsWithin(top, top + viewport()->height());
    const KernelPaging& paging = m_store->paging();
    m_store->want(m_which, paging.placeOf(first * m_layout.columns).page, paging.placeOf(std::min(tileCount(), (last + 1) * m_layout.columns) - 1).page);
    if (const std::int64_t tile = firstVisibleTile(); tile != m_firstVisible) {
        m_firstVisible = tile;
        emit firstVisibleTileChanged(tile);
    }
}

void KernelView::scrollContentsBy(int dx, int dy)
{
    QAbstractScrollArea::scrollContentsBy(dx, dy);
    tellWhatIsSeen();
    viewport()->update();
}

void KernelView::setZoom(double zoom)
{
    zoom = std::clamp(zoom, smallestZoomHere(), largestZoom);
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

std::optional<KernelView::Hit> KernelView::hitTest(const QPoint& viewportPoint) const
{
    if (tileCount() == 0 || m_layout.rows == 0)
        return std::nullopt;
    const QPointF point = viewportPoint + scrollOffset();
    const auto column = static_cast<std::int64_t>(std::floor((point.x() - m_layout.margin) / m_layout.pitchX()));
    const auto row = static_cast<std::int64_t>(std::floor((point.y() - m_layout.margin) / m_layout.pitchY()));
    if (column < 0 || column >= m_layout.columns || row < 0)
        return std::nullopt;
    const std::int64_t tile = row * m_layout.columns + column;
    if (tile >= tileCount())
        return std::nullopt;
    const QRectF rect = m_layout.tile(tile);
    if (!rect.contains(point))
        return std::nullopt;
    const auto inside = [this](double distance, std::int64_t size) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(distance / m_zoom), 0, size - 1);
    };
    return Hit{tile, inside(point.y() - rect.y(), m_store->paging().tileHeight()), inside(point.x() - rect.x(), m_store->paging().tileWidth())};
}

QRect KernelView::tileRect(std::int64_t tile) const
{
    return m_layout.tile(tile).translated(-scrollOffset()).toAlignedRect();
}

void KernelView::setCurrentTile(std::int64_t tile)
{
    if (tile < 0 || tile >= tileCount() || tile == m_current)
        return;
    m_current = tile;
    reveal(tile);
    viewport()->update();
    emit currentTileChanged(tile);
}

void KernelView::reveal(std::int64_t tile)
{
    const QRectF rect = m_layout.tile(tile).translated(-scrollOffset());
    const double around = m_layout.margin;
    const auto distance = [](double low, double high, double visible) { return low < 0 ? low : high > visible ? std::min(low, high - visible) : 0; };
    if (const double by = distance(rect.top() - around, rect.bottom() + around + m_layout.caption, viewport()->height()); by != 0)
        setScrollY(scrollOffset().y() + by);
    if (const double by = distance(rect.left() - around, rect.right() + around, viewport()->width()); by != 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + qRound(by));
}

void KernelView::scrollToTile(std::int64_t tile)
{
    if (tile >= 0 && tile < tileCount())
        setScrollY(m_layout.tile(tile).y() - m_layout.margin);
}

KernelView::Part KernelView::savedPart() const
{
    Part part;
    if (tileCount() == 0 || m_layout.rows == 0)
        return part;
    if (tileCount() <= savedWhole) {
        bool all = true; // pages that were not read yet leave holes
        for (std::int64_t page = 0; page < m_store->paging().pages; ++page)
            all = all && m_store->page(page);
        if (all)
            return {0, m_layout.rows, 0, tileCount()};
    }
    const double top = scrollOffset().y();
    const auto [first, last] = rowsWithin(top, top + viewport()->height());
    part.firstRow = first;
    part.rows = last - first + 1;
    part.firstTile = first * m_layout.columns;
    part.tiles = std::min(tileCount(), (last + 1) * m_layout.columns) - part.firstTile;
    return part;
}

std::vector<ShownTile> KernelView::savedTiles() const
{
    std::vector<ShownTile> tiles;
    const Part part = savedPart();
    for (std::int64_t tile = part.firstTile; tile < part.firstTile + part.tiles; ++tile)
        if (ShownTile there = shown(tile))
            tiles.push_back(std::move(there));
    return tiles;
}

QSize KernelView::pageSize() const
{
    return m_store->isActive() ? m_layout.sizeOf(savedPart().rows).toSize() : QSize();
}

QColor KernelView::ground(bool second) const
{
    // Neither white nor black, so that tiles of both have an edge.
    return blend(palette().color(QPalette::Text), palette().color(QPalette::Base), second ? 0.22 : 0.13);
}

void KernelView::paintTiles(QImage& image, double scale, const QPointF& offset, std::int64_t firstRow, std::int64_t lastRow) const
{
    const QSize size(std::max(1, qRound(m_layout.tileWidth * scale)), std::max(1, qRound(m_layout.tileHeight * scale)));
    KernelPixels::Painter painter(image, size);
    // Where a filter has several inputs, every other filter stands on another ground.
    const std::int64_t an = m_store->paging().tilesAnOutput;
    const bool banded = an > 1 && m_layout.tileWidth * scale >= 4;
    const QSizeF slot(m_layout.pitchX() * scale, m_layout.pitchY() * scale);
    const QRgb second = ground(true).rgb();
    const KernelStore::Page* page = nullptr;
    std::int64_t number = -1;
    for (std::int64_t tile = firstRow * m_layout.columns; tile < std::min(tileCount(), (lastRow + 1) * m_layout.columns); ++tile) {
        const KernelPaging::Place place = m_store->paging().placeOf(tile);
        if (place.page != number) {
            number = place.page;
            page = m_store->page(number);
        }
        const QPointF at = (m_layout.tile(tile).topLeft() + offset) * scale;
        if (banded && tile / an % 2 == 1) {
            const double half = m_layout.gap * scale / 2;
            const QRect area = QRect(QPoint(qRound(at.x() - half), qRound(at.y() - half)), QPoint(qRound(at.x() - half + slot.width()) - 1, qRound(at.y() - half + slot.height()) - 1)) & image.rect();
            for (int y = area.top(); y <= area.bottom(); ++y) {
                auto* pixel = reinterpret_cast<QRgb*>(image.scanLine(y)) + area.left();
                std::fill_n(pixel, area.width(), second);
            }
        }
        if (!page)
            continue;
        painter.draw(page->pixels[static_cast<std::size_t>(m_which)], static_cast<std::size_t>(place.tile), QPoint(qRound(at.x()), qRound(at.y())));
    }
}

void KernelView::paintTileVector(QPainter& painter, std::int64_t tile, const QRectF& rect) const
{
    const KernelPaging::Place place = m_store->paging().placeOf(tile);
    const KernelStore::Page* page = m_store->page(place.page);
    if (!page)
        return;
    const KernelPixels& pixels = page->pixels[static_cast<std::size_t>(m_which)];
    const auto height = static_cast<int>(m_store->paging().tileHeight()), width = static_cast<int>(m_store->paging().tileWidth());
    const double cellX = rect.width() / width, cellY = rect.height() / height;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            painter.fillRect(QRectF(rect.x() + x * cellX, rect.y() + y * cellY, cellX, cellY), QColor::fromRgb(pixels.at(static_cast<std::size_t>(place.tile), y, x)));
}

void KernelView::paintUnread(QPainter& painter, std::int64_t tile, const QRectF& rect) const
{
    const std::int64_t page = m_store->paging().placeOf(tile).page;
    if (m_store->page(page))
        return;
    if (m_store->isUnreadable(page))
        painter.fillRect(rect, QBrush(signalColor(Signal::Conflict, palette()), Qt::BDiagPattern));
    else
        painter.fillRect(rect, ground(true));
}

void KernelView::paintMark(QPainter& painter, std::int64_t tile, const QRectF& rect) const
{
    if (!m_marks)
        return;
    const auto filter = static_cast<std::size_t>(m_store->channelsOf(tile).first);
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

void KernelView::paintCaption(QPainter& painter, std::int64_t tile, const QRectF& rect) const
{
    if (m_layout.caption <= 0)
        return;
    const auto [output, input] = m_store->channelsOf(tile);
    QString text = QString::number(output);
    if (input >= 0 && m_store->paging().inputs > 1)
        text += QStringLiteral("\u2009·\u2009%1").arg(input);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRectF(rect.x() - m_layout.gap / 2, rect.bottom(), rect.width() + m_layout.gap, m_layout.caption), Qt::AlignCenter, text);
}

QFont KernelView::captionFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

void KernelView::paintPage(QPainter& painter, const QSize& size, bool vector) const
{
    const Part part = savedPart();
    if (part.tiles == 0)
        return;
    const QSizeF natural = m_layout.sizeOf(part.rows);
    const QPointF offset(0, -static_cast<double>(part.firstRow) * m_layout.pitchY());
    const auto weights = m_store->paging().tileWidth() * m_store->paging().tileHeight() * part.tiles;
    const bool shapes = vector && weights <= vectorRectangles;
    painter.save();
    painter.fillRect(QRect(QPoint(0, 0), size), ground());
    const double scale = static_cast<double>(size.width()) / natural.width();
    if (!shapes) {
        // As fine as the device: what it scales by comes on top.
        const double fine = scale * std::max(1.0, std::hypot(painter.combinedTransform().m11(), painter.combinedTransform().m12()));
        QImage image((natural * fine).toSize().expandedTo(QSize(1, 1)), QImage::Format_RGB32);
        image.fill(ground());
        paintTiles(image, fine, offset, part.firstRow, part.firstRow + part.rows - 1);
        painter.drawImage(QRectF(QPointF(0, 0), natural * scale), image);
    }
    painter.scale(scale, scale);
    painter.setFont(captionFont());
    for (std::int64_t tile = part.firstTile; tile < part.firstTile + part.tiles; ++tile) {
        const QRectF rect = m_layout.tile(tile).translated(offset);
        if (shapes)
            paintTileVector(painter, tile, rect);
        paintMark(painter, tile, rect);
        paintCaption(painter, tile, rect);
    }
    painter.restore();
}

void KernelView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const QRect area = event->rect();
    if (tileCount() == 0 || m_layout.rows == 0) {
        painter.fillRect(area, palette().color(QPalette::Base));
        return;
    }
    const double scale = devicePixelRatioF();
    const QSize size(static_cast<int>(std::ceil(area.width() * scale)), static_cast<int>(std::ceil(area.height() * scale)));
    if (m_canvas.width() < size.width() || m_canvas.height() < size.height())
        m_canvas = QImage(size.expandedTo(m_canvas.size()), QImage::Format_RGB32);
    m_canvas.setDevicePixelRatio(1);
    m_canvas.fill(ground());
    const QPointF offset = -scrollOffset();
    const auto [firstRow, lastRow] = rowsWithin(area.top() - offset.y() - m_layout.pitchY(), area.bottom() - offset.y() + m_layout.pitchY());
    paintTiles(m_canvas, scale, offset - area.topLeft(), firstRow, lastRow);
    painter.drawImage(QRectF(area.topLeft(), QSizeF(size) / scale), m_canvas, QRectF(QPointF(0, 0), QSizeF(size)));
    painter.setFont(captionFont());
    const bool complete = m_store->isComplete() && m_layout.caption <= 0 && !m_marks;
    if (!complete)
        for (std::int64_t tile = firstRow * m_layout.columns; tile < std::min(tileCount(), (lastRow + 1) * m_layout.columns); ++tile) {
            const QRectF rect = m_layout.tile(tile).translated(offset);
            paintUnread(painter, tile, rect);
            paintMark(painter, tile, rect);
            paintCaption(painter, tile, rect);
        }
    if (m_current >= 0) {
        painter.setPen(QPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_layout.tile(m_current).translated(offset).adjusted(-1.5, -1.5, 1.5, 1.5));
    }
}

void KernelView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    // What was at the top stays there, however the rows break now; the current tile is not lost below.
    const std::int64_t first = m_firstVisible, columns = m_layout.columns;
    const QRect before(QPoint(0, 0), event->oldSize());
    const bool currentSeen = m_current >= 0 && m_layout.rows > 0 && before.intersects(tileRect(m_current));
    relayout();
    if (m_layout.columns != columns && !m_fit)
        scrollToTile(first);
    if (currentSeen)
        reveal(m_current);
}

bool KernelView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        emit hoverLeft();
    return QAbstractScrollArea::viewportEvent(event);
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

void KernelView::keyPressEvent(QKeyEvent* event)
{
    std::int64_t target = std::max<std::int64_t>(0, m_current);
    const auto rowsAPage = std::max<std::int64_t>(1, static_cast<std::int64_t>(viewport()->height() / std::max(1.0, m_layout.pitchY())) - 1);
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
    case Qt::Key_PageUp:
        target = std::max(target % m_layout.columns, target - rowsAPage * m_layout.columns);
        break;
    case Qt::Key_PageDown:
        target += rowsAPage * m_layout.columns;
        break;
    case Qt::Key_Home:
        target = 0;
        break;
    case Qt::Key_End:
        target = tileCount() - 1;
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    setCurrentTile(std::clamp<std::int64_t>(target, 0, std::max<std::int64_t>(0, tileCount() - 1)));
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
