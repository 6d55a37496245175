#pragma once

#include "model_io/analysis/channel_summary.h"
#include "ui/inspector/kernel_picture.h"

#include <QAbstractScrollArea>
#include <QImage>
#include <memory>
#include <optional>

class QRubberBand;

namespace tensorgraft {

/// Shows one page of filters as a grid that reflows with the width; paints only what is visible.
/// Ctrl+wheel, + - 0 and Shift+drag zoom, dragging pans, the arrow keys walk from filter to filter.
class KernelView : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// A weight under the mouse.
    struct Hit {
        int tile = 0;
        std::int64_t y = 0, x = 0;
    };

    explicit KernelView(QWidget* parent = nullptr);

    /// Null shows nothing. Keeps the zoom where the tiles have the same size as before.
    void setPicture(std::shared_ptr<const KernelPicture> picture);
    [[nodiscard]] const std::shared_ptr<const KernelPicture>& picture() const { return m_picture; }

    /// Marks dead filters and those that repeat another one; null marks none. setPicture() keeps them.
    void setMarks(std::shared_ptr<const ChannelSummary> filters);
    [[nodiscard]] const std::shared_ptr<const ChannelSummary>& marks() const { return m_marks; }

    /// Device-independent pixels a weight.
    [[nodiscard]] double zoom() const { return m_zoom; }
    void setZoom(double zoom);
    void zoomIn() { zoomAbout(1.25, viewport()->rect().center()); }
    void zoomOut() { zoomAbout(0.8, viewport()->rect().center()); }
    /// Whether dragging draws a rectangle to zoom to, without Shift too.
    void setRectangleZoom(bool on) { m_rectangleZoom = on; }
    /// As large as the whole page fits, within readable bounds.
    void zoomToFit();

    [[nodiscard]] std::optional<Hit> hitTest(const QPoint& viewportPoint) const;
    /// Where a tile lies in the viewport.
    [[nodiscard]] QRect tileRect(int tile) const;
    [[nodiscard]] int currentTile() const { return m_current; }
    void setCurrentTile(int tile);

    /// Size of the whole page at the current zoom and width.
    [[nodiscard]] QSize pageSize() const;
    /// The whole page, drawn at `size` instead of pageSize(). `vector`: weights as rectangles, as far as that is wise.
    void paintPage(QPainter& painter, const QSize& size, bool vector) const;

signals:
    void hovered(int tile, qint64 y, qint64 x);
    void hoverLeft();
    void currentTileChanged(int tile);
    void zoomChanged(double zoom);

protected:
    void paintEvent(QPaintEvent* event) override;
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
    /// Where things are at one zoom and width; everything in device-independent pixels.
    struct Layout {
        int columns = 1, rows = 0;
        double tileWidth = 0, tileHeight = 0, gap = 0, caption = 0, margin = 0;
        [[nodiscard]] QRectF tile(int index) const;
        [[nodiscard]] QSize size() const;
    };
    [[nodiscard]] Layout layoutFor(double zoom, int width) const;
    [[nodiscard]] double fittingZoom() const;
    void relayout();
    /// What the rectangle shows fills the viewport, as far as the new order of the tiles allows.
    void zoomTo(const QRect& viewportRect);
    void zoomAbout(double factor, const QPoint& viewportPoint);
    void paintTile(QPainter& painter, int tile, const QRectF& rect, bool vector) const;
    void paintMark(QPainter& painter, int tile, const QRectF& rect) const;
    void paintCaption(QPainter& painter, int tile, const QRectF& rect) const;
    [[nodiscard]] QPoint scrollOffset() const;

    std::shared_ptr<const KernelPicture> m_picture;
    std::shared_ptr<const ChannelSummary> m_marks;
    QImage m_image; ///< views the pixels of m_picture
    double m_zoom = 8;
    bool m_fit = true; ///< follows the size of the window until the person zooms
    Layout m_layout;
    int m_current = -1;
    bool m_rectangleZoom = false;
    std::optional<QPoint> m_pressed; ///< where the left button went down
    QPoint m_scrolledAtPress;
    bool m_panning = false;
    QRubberBand* m_band = nullptr;
};

} // namespace tensorgraft
