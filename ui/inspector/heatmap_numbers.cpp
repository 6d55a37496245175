#include "ui/inspector/heatmap_numbers.h"

#include "ui/inspector/value_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tensorgraft {
namespace {

constexpr double fontPart = 0.85;
constexpr std::int64_t mostNumbers = 4000; ///< no screen holds more that can be read

/// The most digits that fit: exact where there is room.
QString fittingText(float value, double width, const QFontMetricsF& metrics)
{
    const QString exact = floatText(value);
    if (metrics.horizontalAdvance(exact) <= width)
        return exact;
    for (const int digits : {6, 5, 4, 3, 2, 1})
        if (const QString text = QString::number(static_cast<double>(value), 'g', digits); metrics.horizontalAdvance(text) <= width)
            return text;
    return std::abs(value) < 1 ? QStringLiteral("≈0") : QStringLiteral("…"); // the exponent does not fit; an empty cell would be a riddle
}

} // namespace

HeatmapNumbers::HeatmapNumbers(QCustomPlot* plot, ValueFn value, ColorFn color)
    : QCPLayerable(plot, QStringLiteral("legend")), m_value(std::move(value)), m_color(std::move(color))
{
}

void HeatmapNumbers::setSize(std::int64_t rows, std::int64_t columns)
{
    m_rows = rows;
    m_columns = columns;
}

QSizeF HeatmapNumbers::cellSize() const
{
    const QRect area = mParentPlot->axisRect()->rect();
    return {area.width() / mParentPlot->xAxis->range().size(), area.height() / mParentPlot->yAxis->range().size()};
}

QFont HeatmapNumbers::numberFont() const
{
    QFont font = mParentPlot->font();
    font.setPointSizeF(font.pointSizeF() * fontPart);
    return font;
}

bool HeatmapNumbers::isReadable() const
{
    const QFontMetricsF metrics(numberFont());
    const QSizeF cell = cellSize();
    return cell.width() >= metrics.horizontalAdvance(QStringLiteral("-0.00")) + metrics.height() * 0.5 && cell.height() >= metrics.height();
}

QRect HeatmapNumbers::clipRect() const
{
    return mParentPlot->axisRect()->rect();
}

void HeatmapNumbers::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(false);
}

void HeatmapNumbers::draw(QCPPainter* painter)
{
    if (m_rows == 0 || !isReadable())
        return;
    const auto span = [](const QCPRange& range, std::int64_t size) {
        return std::pair(std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(range.lower + 0.5)), 0, size - 1),
                         std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(range.upper - 0.5)), 0, size - 1));
    };
    const auto [firstRow, lastRow] = span(mParentPlot->yAxis->range(), m_rows);
    const auto [firstColumn, lastColumn] = span(mParentPlot->xAxis->range(), m_columns);
    if ((lastRow - firstRow + 1) * (lastColumn - firstColumn + 1) > mostNumbers)
        return;
    painter->setFont(numberFont());
    const QFontMetricsF metrics(numberFont());
    const QSizeF cell = cellSize();
    for (std::int64_t row = firstRow; row <= lastRow; ++row)
        for (std::int64_t column = firstColumn; column <= lastColumn; ++column) {
            const std::optional<float> value = m_value(row, column);
            if (!value)
                continue;
            const QColor behind = m_color(*value);
            const double light = 0.299 * behind.redF() + 0.587 * behind.greenF() + 0.114 * behind.blueF();
            painter->setPen(light > 0.55 ? Qt::black : Qt::white);
            const QPointF middle(mParentPlot->xAxis->coordToPixel(static_cast<double>(column)), mParentPlot->yAxis->coordToPixel(static_cast<double>(row)));
            painter->drawText(QRectF(middle.x() - cell.width() / 2, middle.y() - cell.height() / 2, cell.width(), cell.height()), Qt::AlignCenter,
                              fittingText(*value, cell.width() - metrics.height() * 0.5, metrics));
        }
}

} // namespace tensorgraft
