#pragma once

#include "model_io/analysis/channel_summary.h"
#include "ui/inspector/kernel_layout.h"
#include "ui/inspector/kernel_pixels.h"

#include <QFont>
#include <QPalette>
#include <functional>
#include <memory>

class QPainter;

namespace tensorgraft {

/// Draws the tiles of a kernel with their numbers and marks: into the window, or in a job into a file.
class KernelPainter {
public:
    /// What is known of a page; null where it was not read.
    using PixelsOf = std::function<const KernelPixels*(std::int64_t page)>;

    KernelPaging paging;
    KernelRequest request; ///< tells the channels of a tile
    KernelLayout layout;
    PixelsOf pixels;
    std::shared_ptr<const ChannelSummary> marks; ///< dead and repeated filters; may be null
    QPalette palette;
    QFont font; ///< of the view

    /// What the tiles stand on.
    [[nodiscard]] QColor ground(bool second = false) const;
    [[nodiscard]] QFont captionFont() const;
    /// Tiles of these rows of the content, moved by `offset`, at `scale` pixels of `image` (Format_RGB32) a unit. What lies
    /// outside the image is left out.
    void paintTiles(QImage& image, double scale, const QPointF& offset, std::int64_t firstRow, std::int64_t lastRow) const;
    /// The frame and sign of a filter that is dead or repeats another one.
    void paintMark(QPainter& painter, std::int64_t tile, const QRectF& rect) const;
    /// Its number. The painter has captionFont().
    void paintCaption(QPainter& painter, std::int64_t tile, const QRectF& rect) const;

    /// Rows as a picture of their own, drawn at `size`. `vector`: weights as rectangles, as far as that is wise.
    void paintRows(QPainter& painter, const QSize& size, std::int64_t firstRow, std::int64_t rows, bool vector) const;
    /// Whether paintRows() draws so many tiles as rectangles where it may.
    [[nodiscard]] bool drawsRectangles(std::int64_t tiles) const;

private:
    void paintTileVector(QPainter& painter, std::int64_t tile, const QRectF& rect) const;
};

} // namespace tensorgraft
