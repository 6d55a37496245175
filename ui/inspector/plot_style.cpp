#include "ui/inspector/plot_style.h"

#include "ui/theme/palette.h"

#include <QFontMetrics>
#include <QPicture>
#include <cmath>
#include <limits>
#include <qcustomplot.h>

namespace tensorgraft {

void applyPlotStyle(QCustomPlot* plot, const QPalette& palette)
{
    const QColor text = palette.color(QPalette::Text);
    const QColor faint = faintLine(palette);
    plot->setBackground(palette.brush(QPalette::Base));
    const auto styleAxis = [&](QCPAxis* axis) {
        axis->setBasePen(QPen(mutedText(palette)));
        axis->setTickPen(QPen(mutedText(palette)));
        axis->setSubTickPen(QPen(mutedText(palette)));
        axis->setTickLabelColor(text);
        axis->setLabelColor(text);
        axis->setTickLabelFont(plot->font());
        axis->setLabelFont(plot->font());
        axis->grid()->setPen(QPen(faint, 1, Qt::SolidLine));
        axis->grid()->setSubGridVisible(false);
        axis->grid()->setZeroLinePen(QPen(faint, 1, Qt::SolidLine));
    };
    for (QCPAxisRect* rect : plot->axisRects())
        for (QCPAxis* axis : rect->axes())
            styleAxis(axis);
    for (int i = 0; i < plot->plotLayout()->elementCount(); ++i)
        if (auto* scale = qobject_cast<QCPColorScale*>(plot->plotLayout()->elementAt(i)))
            styleAxis(scale->axis());
}

void applyMatrixAxes(QCustomPlot* plot)
{
    plot->axisRect()->setupFullAxesBox(true);
    plot->yAxis->setRangeReversed(true);
    for (QCPAxis* axis : {plot->xAxis2, plot->yAxis2})
        axis->setTicks(false);
    const int tick = QFontMetrics(plot->font()).height() / 4;
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        QSharedPointer<QCPAxisTickerFixed> whole(new QCPAxisTickerFixed); // there is no row 2.5
        whole->setTickStep(1);
        whole->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
        axis->setTicker(whole);
        axis->setTickLength(0, tick);
        axis->setSubTicks(false);
        axis->setNumberFormat(QStringLiteral("f"));
        axis->setNumberPrecision(0);
        axis->grid()->setVisible(false);
    }
}

QCPColorGradient plotGradient(ColorMap map)
{
    QCPColorGradient gradient;
    gradient.clearColorStops();
    constexpr int stops = 32;
    for (int i = 0; i <= stops; ++i) {
        const auto rgb = mapColor(map, static_cast<float>(i) / stops);
        gradient.setColorStopAt(static_cast<double>(i) / stops, QColor(rgb[0], rgb[1], rgb[2]));
    }
    gradient.setLevelCount(256);
    const auto nan = mapColor(map, std::numeric_limits<float>::quiet_NaN());
    gradient.setNanHandling(QCPColorGradient::nhNanColor);
    gradient.setNanColor(QColor(nan[0], nan[1], nan[2]));
    return gradient;
}

void paintPlot(QCustomPlot* plot, QPainter& painter, const QSize& size, bool vector)
{
    // A plot paints only through its own painter class; a QPicture carries what it paints to any device.
    QPicture picture;
    {
        QCPPainter recorder;
        recorder.begin(&picture);
        if (vector) {
            recorder.setMode(QCPPainter::pmVectorized);
            recorder.setMode(QCPPainter::pmNoCaching);
        }
        recorder.setMode(QCPPainter::pmNonCosmetic);
        plot->toPainter(&recorder, size.width(), size.height());
    }
    painter.fillRect(QRect(QPoint(0, 0), size), plot->palette().brush(QPalette::Base));
    painter.drawPicture(0, 0, picture);
}

} // namespace tensorgraft
