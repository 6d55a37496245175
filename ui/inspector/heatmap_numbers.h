#pragma once

#include <QColor>
#include <functional>
#include <qcustomplot.h>

namespace tensorgraft {

/// The numbers in the cells of a matrix, as soon as they are large enough to be read. Included by .cpp files only.
class HeatmapNumbers : public QCPLayerable {
    Q_OBJECT
public:
    /// What stands at (row, column) of the matrix; nullopt where it is not known.
    using ValueFn = std::function<std::optional<float>(std::int64_t row, std::int64_t column)>;
    using ColorFn = std::function<QColor(float)>; ///< of the cell behind the number

    HeatmapNumbers(QCustomPlot* plot, ValueFn value, ColorFn color);
    void setSize(std::int64_t rows, std::int64_t columns);
    /// Whether cells are so large now that numbers are drawn.
    [[nodiscard]] bool isReadable() const;

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;
    [[nodiscard]] QRect clipRect() const override;

private:
    [[nodiscard]] QSizeF cellSize() const;
    [[nodiscard]] QFont numberFont() const;

    ValueFn m_value;
    ColorFn m_color;
    std::int64_t m_rows = 0, m_columns = 0;
};

} // namespace tensorgraft
