#pragma once

#include "model_io/analysis/image.h"

#include <QSize>

class QCPColorGradient;
class QCustomPlot;
class QPainter;
class QPalette;

namespace tensorgraft {

/// Colours and fonts of a plot from the palette, so that it looks like the widgets around it.
void applyPlotStyle(QCustomPlot* plot, const QPalette& palette);
/// A plot whose whole area is a matrix of cells: a frame all around, rows from the top, whole numbers as labels, and ticks that
/// stay outside of the cells.
void applyMatrixAxes(QCustomPlot* plot);
/// A gradient with the colours of `map`; NaN is drawn in the colour that mapColor() gives it.
[[nodiscard]] QCPColorGradient plotGradient(ColorMap map);
/// Draws the plot into `painter` at `size`; `vector` keeps shapes and text.
void paintPlot(QCustomPlot* plot, QPainter& painter, const QSize& size, bool vector);

} // namespace tensorgraft
