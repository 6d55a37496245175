#pragma once

#include "ui/inspector/kernel_picture.h"

#include <QRectF>
#include <QSizeF>
#include <cstdint>
#include <utility>

class QFontMetrics;

namespace tensorgraft {

/// Where the tiles of a kernel are at one zoom and width: a grid that reflows. Everything in device-independent pixels.
struct KernelLayout {
    std::int64_t tiles = 0, columns = 1, rows = 0;
    double tileWidth = 0, tileHeight = 0, gap = 0, caption = 0, margin = 0;

    [[nodiscard]] double pitchX() const { return tileWidth + gap; }
    [[nodiscard]] double pitchY() const { return tileHeight + caption + gap; }
    [[nodiscard]] QRectF tile(std::int64_t index) const;
    [[nodiscard]] QSizeF size() const { return sizeOf(rows); }
    [[nodiscard]] QSizeF sizeOf(std::int64_t count) const;
    /// First and last row that a part of the content touches.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> rowsWithin(double top, double bottom) const;
    /// The tile at a point of the content, -1 between tiles.
    [[nodiscard]] std::int64_t tileAt(const QPointF& point) const;
};

inline constexpr double largestKernelZoom = 96;

/// `zoom`: pixels a weight. `font`: of the view; distances follow it.
[[nodiscard]] KernelLayout kernelLayout(const KernelPaging& paging, double zoom, double width, const QFontMetrics& font);
/// The largest zoom at which everything fits into `room`, within readable bounds: below them it scrolls instead.
[[nodiscard]] double fittingKernelZoom(const KernelPaging& paging, const QSize& room, const QFontMetrics& font);
/// Where zooming out stops, because more would have to be read for one view.
[[nodiscard]] double smallestKernelZoom(const KernelPaging& paging, const QSize& room);

} // namespace tensorgraft
