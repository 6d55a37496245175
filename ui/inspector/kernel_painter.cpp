#include "ui/inspector/kernel_painter.h"

#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tensorgraft {
namespace {

constexpr std::int64_t vectorRectangles = 60'000; ///< more weights than this are drawn as a picture

} // namespace

QColor KernelPainter::ground(bool second) const
{
    // Neither white nor black, so that tiles of both have an edge.
    return blend(palette.color(QPalette::Text), palette.color(QPalette::Base), second ? 0.22 : 0.13);
}

QFont KernelPainter::captionFont() const
{
    QFont small = font;
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

void KernelPainter::paintTiles(QImage& image, double scale, const QPointF& offset, std::int64_t firstRow, std::int64_t lastRow) const
{
    const QSize size(std::max(1, qRound(layout.tileWidth * scale)), std::max(1, qRound(layout.tileHeight * scale)));
    KernelPixels::Painter painter(image, size);
    // Where a filter has several inputs, every other filter stands on another ground.
    const std::int64_t an = paging.tilesAnOutput;
    const bool banded = an > 1 && layout.tileWidth * scale >= 4;
    const QSizeF slot(layout.pitchX() * scale, layout.pitchY() * scale);
    const QRgb second = ground(true).rgb();
    const KernelPixels* page = nullptr;
    std::int64_t number = -1;
    for (std::int64_t tile = firstRow * layout.columns; tile < std::min(layout.tiles, (lastRow + 1) * layout.columns); ++tile) {
        const KernelPaging::Place place = paging.placeOf(tile);
        if (place.page != number) {
            number = place.page;
            page = pixels(number);
        }
        const QPointF at = (layout.tile(tile).topLeft() + offset) * scale;
        if (banded && tile / an % 2 == 1) {
            const double half = layout.gap * scale / 2;
            const QRect area = QRect(QPoint(qRound(at.x() - half), qRound(at.y() - half)), QPoint(qRound(at.x() - half + slot.width()) - 1, qRound(at.y() - half + slot.height()) - 1)) & image.rect();
            for (int y = area.top(); y <= area.bottom(); ++y) {
                auto* pixel = reinterpret_cast<QRgb*>(image.scanLine(y)) + area.left();
                std::fill_n(pixel, area.width(), second);
            }
        }
        if (page)
            painter.draw(*page, static_cast<std::size_t>(place.tile), QPoint(qRound(at.x()), qRound(at.y())));
    }
}

void KernelPainter::paintTileVector(QPainter& painter, std::int64_t tile, const QRectF& rect) const
{
    const KernelPaging::Place place = paging.placeOf(tile);
    const KernelPixels* page = pixels(place.page);
    if (!page)
        return;
    const auto height = static_cast<int>(paging.tileHeight()), width = static_cast<int>(paging.tileWidth());
    const double cellX = rect.width() / width, cellY = rect.height() / height;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            painter.fillRect(QRectF(rect.x() + x * cellX, rect.y() + y * cellY, cellX, cellY), QColor::fromRgb(page->at(static_cast<std::size_t>(place.tile), y, x)));
}

void KernelPainter::paintMark(QPainter& painter, std::int64_t tile, const QRectF& rect) const
{
    if (!marks)
        return;
    const auto filter = static_cast<std::size_t>(kernelTileChannels(paging, request, tile).first);
    if (filter >= marks->dead.size() || (!marks->dead[filter] && marks->duplicateOf[filter] < 0))
        return;
    // A frame by its kind of line, and a sign in the corner: a cross for dead, two bars for "the same as".
    const bool dead = marks->dead[filter];
    const QColor color = signalColor(dead ? Signal::Conflict : Signal::Warning, palette);
    painter.setPen(QPen(color, 1.5, dead ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(-0.75, -0.75, 0.75, 0.75));
    const double side = std::min({rect.width() * 0.45, rect.height() * 0.45, static_cast<double>(ems(QFontMetrics(font), 0.8))});
    if (side < 4)
        return;
    const QRectF corner(rect.right() - side, rect.top(), side, side);
    painter.fillRect(corner, palette.color(QPalette::Base));
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

void KernelPainter::paintCaption(QPainter& painter, std::int64_t tile, const QRectF& rect) const
{
    if (layout.caption <= 0)
        return;
    const auto [output, input] = kernelTileChannels(paging, request, tile);
    QString text = QString::number(output);
    if (input >= 0 && paging.inputs > 1)
        text += QStringLiteral("\u2009·\u2009%1").arg(input);
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(QRectF(rect.x() - layout.gap / 2, rect.bottom(), rect.width() + layout.gap, layout.caption), Qt::AlignCenter, text);
}

bool KernelPainter::drawsRectangles(std::int64_t tiles) const
{
    return paging.tileWidth() * paging.tileHeight() <= vectorRectangles / std::max<std::int64_t>(1, tiles);
}

void KernelPainter::paintRows(QPainter& painter, const QSize& size, std::int64_t firstRow, std::int64_t rows, bool vector) const
{
    const std::int64_t firstTile = firstRow * layout.columns, endTile = std::min(layout.tiles, (firstRow + rows) * layout.columns);
    const QSizeF natural = layout.sizeOf(rows);
    const QPointF offset(0, -static_cast<double>(firstRow) * layout.pitchY());
    const bool shapes = vector && drawsRectangles(endTile - firstTile);
    painter.save();
    painter.fillRect(QRect(QPoint(0, 0), size), ground());
    const double scale = static_cast<double>(size.width()) / natural.width();
    if (!shapes) {
        // As fine as the device: what it scales by comes on top.
        const double fine = scale * std::max(1.0, std::hypot(painter.combinedTransform().m11(), painter.combinedTransform().m12()));
        QImage image((natural * fine).toSize().expandedTo(QSize(1, 1)), QImage::Format_RGB32);
        image.fill(ground());
        paintTiles(image, fine, offset, firstRow, firstRow + rows - 1);
        painter.setRenderHint(QPainter::LosslessImageRendering); // a PDF would blur the weights
        painter.drawImage(QRectF(QPointF(0, 0), natural * scale), image);
    }
    painter.scale(scale, scale);
    painter.setFont(captionFont());
    for (std::int64_t tile = firstTile; tile < endTile; ++tile) {
        const QRectF rect = layout.tile(tile).translated(offset);
        if (shapes)
            paintTileVector(painter, tile, rect);
        paintMark(painter, tile, rect);
        paintCaption(painter, tile, rect);
    }
    painter.restore();
}

} // namespace tensorgraft
