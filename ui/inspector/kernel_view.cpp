#include "ui/inspector/kernel_view.h"

#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QResizeEvent>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace tensorgraft {
namespace {

constexpr std::int64_t savedWhole = 2048; ///< tiles that go into one saved picture though they are not all seen
constexpr double mostBarSteps = 1e9;      ///< a scroll bar counts in int

} // namespace

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
            tellCurrent();
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
        m_weight.reset();
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

void KernelView::relayout()
{
    if (!m_store->isActive()) {
        m_layout = {};
        horizontalScrollBar()->setRange(0, 0);
        verticalScrollBar()->setRange(0, 0);
        return;
    }
    if (m_fit) {
        const double zoom = fittingKernelZoom(m_store->paging(), viewport()->size(), fontMetrics());
        if (zoom != m_zoom) {
            m_zoom = zoom;
            emit zoomChanged(m_zoom);
        }
    }
    m_layout = kernelLayout(m_store->paging(), m_zoom, viewport()->width(), fontMetrics());
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

std::int64_t KernelView::firstVisibleTile() const
{
    if (tileCount() == 0 || m_layout.rows == 0)
        return 0;
    // A row of which only the gap or the number is still seen does not count.
    return m_layout.rowsWithin(scrollOffset().y() + m_layout.caption + m_layout.gap, 0).first * m_layout.columns;
}

void KernelView::tellWhatIsSeen()
{
    if (!m_store->isActive() || m_layout.rows == 0 || tileCount() == 0)
        return;
    const double top = scrollOffset().y();
    const auto [first, last] = m_layout.rowsWithin(top, top + viewport()->height());
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
    zoom = std::clamp(zoom, smallestKernelZoom(m_store->paging(), viewport()->size()), largestKernelZoom);
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

std::optional<KernelView::Hit> KernelView::hitTest(const QPoint& viewportPoint) const
{
    const QPointF point = viewportPoint + scrollOffset();
    const std::int64_t tile = m_layout.tileAt(point);
    if (tile < 0)
        return std::nullopt;
    const QRectF rect = m_layout.tile(tile);
    const auto inside = [](double distance, double extent, std::int64_t size) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(distance / extent * static_cast<double>(size)), 0, size - 1);
    };
    return Hit{tile, inside(point.y() - rect.y(), rect.height(), m_store->paging().tileHeight()), inside(point.x() - rect.x(), rect.width(), m_store->paging().tileWidth())};
}

QRect KernelView::tileRect(std::int64_t tile) const
{
    return m_layout.tile(tile).translated(-scrollOffset()).toAlignedRect();
}

void KernelView::setCurrentTile(std::int64_t tile)
{
    if (tile < 0 || tile >= tileCount() || (tile == m_current && !m_weight))
        return;
    m_current = tile;
    m_weight.reset();
    reveal(m_layout.tile(tile).adjusted(0, 0, 0, m_layout.caption));
    viewport()->update();
    emit currentTileChanged(tile);
}

void KernelView::setCurrentWeight(const Hit& weight)
{
    if (weight.tile < 0 || weight.tile >= tileCount())
        return;
    m_current = weight.tile;
    m_weight = weight;
    reveal(weightRect(weight));
    viewport()->update();
    emit currentWeightChanged(weight.tile, weight.y, weight.x);
}

QRectF KernelView::weightRect(const Hit& weight) const
{
    const QRectF tile = m_layout.tile(weight.tile);
    const KernelPaging& paging = m_store->paging();
    const QSizeF size(tile.width() / static_cast<double>(paging.tileWidth()), tile.height() / static_cast<double>(paging.tileHeight()));
    return {QPointF(tile.x() + static_cast<double>(weight.x) * size.width(), tile.y() + static_cast<double>(weight.y) * size.height()), size};
}

void KernelView::reveal(const QRectF& area)
{
    const QRectF rect = area.translated(-scrollOffset());
    const double around = m_layout.margin;
    const auto distance = [](double low, double high, double visible) { return low < 0 ? low : high > visible ? std::min(low, high - visible) : 0; };
    if (const double by = distance(rect.top() - around, rect.bottom() + around, viewport()->height()); by != 0)
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
    const auto [first, last] = m_layout.rowsWithin(top, top + viewport()->height());
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

void KernelView::paintUnread(QPainter& painter, std::int64_t tile, const QRectF& rect) const
{
    const std::int64_t page = m_store->paging().placeOf(tile).page;
    if (m_store->page(page))
        return;
    if (m_store->isUnreadable(page))
        painter.fillRect(rect, QBrush(signalColor(Signal::Conflict, palette()), Qt::BDiagPattern));
    else
        painter.fillRect(rect, painterNow().ground(true));
}

void KernelView::tellCurrent()
{
    if (m_weight)
        emit currentWeightChanged(m_weight->tile, m_weight->y, m_weight->x);
    else
        emit currentTileChanged(m_current);
}

KernelPainter KernelView::painterNow() const
{
    KernelPainter painter;
    painter.paging = m_store->paging();
    painter.request = m_store->request();
    painter.layout = m_layout;
    painter.pixels = [this](std::int64_t number) -> const KernelPixels* {
        const KernelStore::Page* page = m_store->page(number);
        return page ? &page->pixels[static_cast<std::size_t>(m_which)] : nullptr;
    };
    painter.marks = m_marks;
    painter.palette = palette();
    painter.font = font();
    return painter;
}

void KernelView::paintPage(QPainter& painter, const QSize& size, bool vector) const
{
    if (const Part part = savedPart(); part.tiles > 0)
        painterNow().paintRows(painter, size, part.firstRow, part.rows, vector);
}

std::optional<KernelSheet> KernelView::wholeSheet() const
{
    if (savedPart().tiles == tileCount())
        return std::nullopt;
    KernelSheet sheet;
    sheet.painter = painterNow();
    sheet.painter.pixels = nullptr;
    sheet.load = m_store->load();
    sheet.which = static_cast<std::size_t>(m_which);
    sheet.zoom = m_zoom;
    sheet.pixelRatio = devicePixelRatioF();
    return sheet;
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
    const KernelPainter tiles = painterNow();
    m_canvas.fill(tiles.ground());
    const QPointF offset = -scrollOffset();
    const auto [firstRow, lastRow] = m_layout.rowsWithin(area.top() - offset.y() - m_layout.pitchY(), area.bottom() - offset.y() + m_layout.pitchY());
    tiles.paintTiles(m_canvas, scale, offset - area.topLeft(), firstRow, lastRow);
    painter.drawImage(QRectF(area.topLeft(), QSizeF(size) / scale), m_canvas, QRectF(QPointF(0, 0), QSizeF(size)));
    painter.setFont(tiles.captionFont());
    const bool complete = m_store->isComplete() && m_layout.caption <= 0 && !m_marks;
    if (!complete)
        for (std::int64_t tile = firstRow * m_layout.columns; tile < std::min(tileCount(), (lastRow + 1) * m_layout.columns); ++tile) {
            const QRectF rect = m_layout.tile(tile).translated(offset);
            paintUnread(painter, tile, rect);
            tiles.paintMark(painter, tile, rect);
            tiles.paintCaption(painter, tile, rect);
        }
    if (m_current >= 0) {
        painter.setPen(QPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_layout.tile(m_current).translated(offset).adjusted(-1.5, -1.5, 1.5, 1.5));
    }
    if (m_weight) { // two colours: one of them differs from any weight
        const QRectF rect = weightRect(*m_weight).translated(offset);
        painter.setPen(QPen(palette().color(QPalette::Base), 3));
        painter.drawRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5));
        painter.setPen(QPen(palette().color(QPalette::Text), 1.5));
        painter.drawRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5));
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
        reveal(m_weight ? weightRect(*m_weight) : m_layout.tile(m_current).adjusted(0, 0, 0, m_layout.caption));
}

bool KernelView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        emit hoverLeft();
    return QAbstractScrollArea::viewportEvent(event);
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
