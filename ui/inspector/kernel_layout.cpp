#include "ui/inspector/kernel_layout.h"

#include "ui/theme/spacing.h"

#include <QFontMetrics>
#include <algorithm>
#include <cmath>

namespace tensorgraft {
namespace {

constexpr double smallestZoom = 0.05, largestFittingZoom = 40, largestReadableZoom = 12, smallestCellZoom = 4;
constexpr double captionNeedsEms = 2.2;     ///< narrower tiles carry no number
constexpr double mostWeightsSeen = 1 << 24; ///< zooming out stops where more would have to be read for one view

} // namespace

QRectF KernelLayout::tile(std::int64_t index) const
{
    return {margin + static_cast<double>(index % columns) * pitchX(), margin + static_cast<double>(index / columns) * pitchY(), tileWidth, tileHeight};
}

QSizeF KernelLayout::sizeOf(std::int64_t count) const
{
    return {std::ceil(2 * margin + static_cast<double>(columns) * pitchX() - gap), std::ceil(2 * margin + static_cast<double>(count) * pitchY() - gap)};
}

std::pair<std::int64_t, std::int64_t> KernelLayout::rowsWithin(double top, double bottom) const
{
    const auto row = [&](double y) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor((y - margin) / pitchY())), 0, std::max<std::int64_t>(0, rows - 1));
    };
    return {row(top), row(bottom)};
}

std::int64_t KernelLayout::tileAt(const QPointF& point) const
{
    if (tiles == 0 || rows == 0)
        return -1;
    const auto column = static_cast<std::int64_t>(std::floor((point.x() - margin) / pitchX()));
    const auto row = static_cast<std::int64_t>(std::floor((point.y() - margin) / pitchY()));
    if (column < 0 || column >= columns || row < 0)
        return -1;
    const std::int64_t index = row * columns + column;
    return index < tiles && tile(index).contains(point) ? index : -1;
}

KernelLayout kernelLayout(const KernelPaging& paging, double zoom, double width, const QFontMetrics& font)
{
    KernelLayout layout;
    layout.tiles = paging.tiles;
    layout.tileWidth = static_cast<double>(paging.tileWidth()) * zoom;
    layout.tileHeight = static_cast<double>(paging.tileHeight()) * zoom;
    if (paging.tileHeight() == 1 && paging.tileWidth() > 1) // filters of one axis: strips that one can see
        layout.tileHeight = std::max(layout.tileHeight, static_cast<double>(ems(font, 1.2)));
    layout.margin = ems(font, 0.5);
    // Small tiles stand close together, large ones get room.
    layout.gap = std::round(std::clamp(std::max(layout.tileWidth, layout.tileHeight) * 0.1, 2.0, static_cast<double>(ems(font, 0.6))));
    const bool isMatrix = paging.axes.output < 0 && paging.axes.input < 0; // nothing to number
    layout.caption = !isMatrix && layout.tileWidth >= ems(font, captionNeedsEms) ? ems(font, 1.15) : 0;
    const double room = width - 2 * layout.margin + layout.gap;
    const auto fitting = std::clamp<std::int64_t>(static_cast<std::int64_t>(room / layout.pitchX()), 1, std::max<std::int64_t>(1, paging.tiles));
    layout.columns = fitting;
    // Filters of several inputs begin at the same places of each row where that costs little of the width.
    if (const std::int64_t an = paging.tilesAnOutput; an > 1 && paging.tiles > fitting) {
        if (an <= fitting) {
            if (const std::int64_t whole = fitting / an * an; whole * 5 >= fitting * 3)
                layout.columns = whole;
        } else {
            for (std::int64_t columns = fitting; columns * 5 >= fitting * 3; --columns)
                if (an % columns == 0) {
                    layout.columns = columns;
                    break;
                }
        }
    }
    layout.rows = (paging.tiles + layout.columns - 1) / layout.columns;
    return layout;
}

double smallestKernelZoom(const KernelPaging& paging, const QSize& room)
{
    const double weights = static_cast<double>(paging.tileWidth()) * static_cast<double>(paging.tileHeight()) * static_cast<double>(paging.tiles);
    if (weights <= mostWeightsSeen)
        return smallestZoom;
    const double area = static_cast<double>(room.width()) * room.height();
    return std::clamp(std::sqrt(area / mostWeightsSeen), smallestZoom, 1.0);
}

double fittingKernelZoom(const KernelPaging& paging, const QSize& room, const QFontMetrics& font)
{
    // A single matrix may become as small as it must, and so may kernels of one weight, of which nobody needs to see the
    // shape.
    const double smallestSide = static_cast<double>(std::max<std::int64_t>(1, std::min(paging.tileWidth(), paging.tileHeight())));
    const bool single = paging.tiles == 1;
    const double readable = single                                          ? smallestZoom
                            : paging.tileWidth() * paging.tileHeight() == 1 ? smallestCellZoom
                                                                            : std::clamp(std::ceil(ems(font, captionNeedsEms) / smallestSide), 1.0, largestReadableZoom);
    const double largest = std::max(readable, single ? largestKernelZoom / 2 : largestFittingZoom);
    const auto fits = [&](double zoom) {
        const QSizeF size = kernelLayout(paging, zoom, room.width(), font).size();
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

} // namespace tensorgraft
