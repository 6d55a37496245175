#pragma once

#include "ui/inspector/kernel_painter.h"
#include "ui/inspector/kernel_sheet.h"
#include "ui/inspector/kernel_store.h"

#include <QAbstractScrollArea>
#include <QImage>
#include <memory>
#include <optional>

class QRubberBand;

namespace tensorgraft {

/// Shows the filters of a store as one grid that reflows with the width, however many there are: only what is visible is
/// read (by the store) and painted. Ctrl+wheel, + - 0 and Shift+drag zoom, dragging pans, the arrow keys, Page Up and Down,
/// Home and End walk from filter to filter; Enter goes into one, where they walk from weight to weight, Escape out again.
class KernelView : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// A weight under the mouse.
    struct Hit {
        std::int64_t tile = 0;
        std::int64_t y = 0, x = 0;
    };

    /// `which` of the pictures of each page is shown. The store outlives the view.
    explicit KernelView(KernelStore* store, int which = 0, QWidget* parent = nullptr);

    [[nodiscard]] KernelStore* store() const { return m_store; }
    /// What is there of the page where the view begins, else any page; null where nothing was read yet.
    [[nodiscard]] std::shared_ptr<const KernelPicture> picture() const;
    [[nodiscard]] ShownTile shown(std::int64_t tile) const;

    /// Marks dead filters and those that repeat another one; null marks none. They stay when the store shows something else.
    void setMarks(std::shared_ptr<const ChannelSummary> filters);
    [[nodiscard]] const std::shared_ptr<const ChannelSummary>& marks() const { return m_marks; }

    /// Device-independent pixels a weight.
    [[nodiscard]] double zoom() const { return m_zoom; }
    void setZoom(double zoom);
    void zoomIn() { zoomAbout(1.25, viewport()->rect().center()); }
    void zoomOut() { zoomAbout(0.8, viewport()->rect().center()); }
    /// Whether dragging draws a rectangle to zoom to, without Shift too.
    void setRectangleZoom(bool on) { m_rectangleZoom = on; }
    /// As large as everything fits, within readable bounds.
    void zoomToFit();

    [[nodiscard]] std::optional<Hit> hitTest(const QPoint& viewportPoint) const;
    /// Where a tile lies in the viewport.
    [[nodiscard]] QRect tileRect(std::int64_t tile) const;
    [[nodiscard]] std::int64_t currentTile() const { return m_current; }
    void setCurrentTile(std::int64_t tile);
    /// The weight that the keys stand on, where they have gone into a filter.
    [[nodiscard]] const std::optional<Hit>& currentWeight() const { return m_weight; }
    void setCurrentWeight(const Hit& weight);
    /// Scrolls so that this tile's row is the first.
    void scrollToTile(std::int64_t tile);
    [[nodiscard]] std::int64_t firstVisibleTile() const;

    /// The part that is drawn by paintPage(): everything where that is no more than a screen or two, else the rows that are
    /// seen.
    struct Part {
        std::int64_t firstRow = 0, rows = 0, firstTile = 0, tiles = 0;
    };
    [[nodiscard]] Part savedPart() const;
    /// Everything, for a job that writes it as a file; where savedPart() is less.
    [[nodiscard]] std::optional<KernelSheet> wholeSheet() const;
    /// Tiles of savedPart(), as far as they were read.
    [[nodiscard]] std::vector<ShownTile> savedTiles() const;
    /// Size of savedPart() at the current zoom and width.
    [[nodiscard]] QSize pageSize() const;
    /// savedPart(), drawn at `size` instead of pageSize(). `vector`: weights as rectangles, as far as that is wise.
    void paintPage(QPainter& painter, const QSize& size, bool vector) const;

signals:
    void hovered(qint64 tile, qint64 y, qint64 x);
    void hoverLeft();
    /// Also when the values of the current tile have come.
    void currentTileChanged(qint64 tile);
    void currentWeightChanged(qint64 tile, qint64 y, qint64 x);
    void zoomChanged(double zoom);
    void firstVisibleTileChanged(qint64 tile);
    /// Shift+wheel: a step to the next (1) or previous (-1) of whatever there are several of.
    void stepped(int by);

protected:
    void paintEvent(QPaintEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// As the view is now.
    [[nodiscard]] KernelPainter painterNow() const;
    [[nodiscard]] std::int64_t tileCount() const { return m_store->tileCount(); }
    /// Scrolls no farther than it takes to see a part of the content.
    void reveal(const QRectF& area);
    /// Of the content.
    [[nodiscard]] QRectF weightRect(const Hit& weight) const;
    /// Emits the change of what is current again: its values have come.
    void tellCurrent();
    bool zoomByKey(int key);
    bool moveTile(int key);
    bool moveWeight(int key);
    void adoptSheet();
    void relayout();
    void tellWhatIsSeen();
    /// What the rectangle shows fills the viewport, as far as the new order of the tiles allows.
    void zoomTo(const QRect& viewportRect);
    void zoomAbout(double factor, const QPoint& viewportPoint);
    /// Brings a weight to a point of the viewport.
    void bring(const Hit& hit, const QPoint& viewportPoint);
    void paintUnread(QPainter& painter, std::int64_t tile, const QRectF& rect) const;
    [[nodiscard]] QPointF scrollOffset() const;
    void setScrollY(double y);

    KernelStore* m_store;
    int m_which;
    std::shared_ptr<const ChannelSummary> m_marks;
    QImage m_canvas; ///< what paintEvent() composes in
    double m_zoom = 8;
    bool m_fit = true; ///< follows the size of the window until the person zooms
    KernelLayout m_layout;
    std::pair<std::int64_t, std::int64_t> m_tileSize{0, 0}; ///< weights: height, width
    std::int64_t m_tiles = 0;
    int m_scrollUnit = 1; ///< pixels a step of the vertical bar: above 1 where 31 bits do not hold them
    std::int64_t m_current = -1, m_firstVisible = 0;
    std::optional<Hit> m_weight; ///< of m_current
    bool m_rectangleZoom = false;
    std::optional<QPoint> m_pressed; ///< where the left button went down
    QPointF m_scrolledAtPress;
    bool m_panning = false;
    QRubberBand* m_band = nullptr;
};

} // namespace tensorgraft
