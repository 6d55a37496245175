// The plots of the compare page: difference heatmap, scatter plot, histograms.
#include "ui/inspector/compare_page.h"
#include "ui/inspector/plot_style.h"
#include "ui/inspector/value_text.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QLabel>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>
#include <qcustomplot.h>

namespace tensorgraft {

void ComparePage::buildHeatmap()
{
    m_heatmap->setAccessibleName(tr("Difference as a heatmap"));
    applyMatrixAxes(m_heatmap);
    m_heatmap->xAxis->setLabel(tr("column"));
    m_heatmap->yAxis->setLabel(tr("row"));
    m_cells = new QCPColorMap(m_heatmap->xAxis, m_heatmap->yAxis);
    m_cells->setInterpolate(false);
    m_cells->setTightBoundary(false);
    m_cellScale = new QCPColorScale(m_heatmap);
    m_cellScale->setType(QCPAxis::atRight);
    m_cellScale->setBarWidth(ems(this, 0.8));
    m_cellScale->axis()->setNumberPrecision(3);
    m_cellScale->setRangeDrag(false);
    m_cellScale->setRangeZoom(false);
    m_heatmap->plotLayout()->addElement(0, 1, m_cellScale);
    m_cells->setColorScale(m_cellScale);
    m_cells->setGradient(plotGradient(ColorMap::BlueRed));
    auto* margins = new QCPMarginGroup(m_heatmap);
    m_heatmap->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    m_cellScale->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    connect(m_heatmap, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        if (!m_difference)
            return;
        const DifferenceMap& map = *m_difference;
        const double x = m_heatmap->xAxis->pixelToCoord(event->position().x()) + 0.5, y = m_heatmap->yAxis->pixelToCoord(event->position().y()) + 0.5;
        if (x < 0 || y < 0 || x >= static_cast<double>(map.shape[1]) || y >= static_cast<double>(map.shape[0])) {
            m_readout->clear();
            return;
        }
        const int column = std::min(map.columns - 1, static_cast<int>(x * map.columns / static_cast<double>(map.shape[1])));
        const int row = std::min(map.rows - 1, static_cast<int>(y * map.rows / static_cast<double>(map.shape[0])));
        m_readout->setText(tr("row %1, column %2: difference %3")
                               .arg(static_cast<qint64>(y)).arg(static_cast<qint64>(x))
                               .arg(floatText(map.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(map.columns) + static_cast<std::size_t>(column)])));
    });
}

void ComparePage::buildPlots()
{
    m_scatter->setAccessibleName(tr("Scatter plot"));
    QCPGraph* points = m_scatter->addGraph();
    points->setLineStyle(QCPGraph::lsNone);
    QCPGraph* diagonal = m_scatter->addGraph();
    diagonal->setAdaptiveSampling(false);
    m_histograms->setAccessibleName(tr("Histograms"));
    m_histograms->xAxis->setLabel(tr("value"));
    m_histograms->yAxis->setLabel(tr("count"));
    for (int i = 0; i < 2; ++i)
        m_histograms->addGraph()->setLineStyle(QCPGraph::lsStepCenter);
    m_histograms->legend->setVisible(true);
    m_histograms->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    connect(m_histograms, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        if (!m_detail)
            return;
        const Histogram &a = m_detail->a, &b = m_detail->b;
        const double width = (a.high - a.low) / static_cast<double>(a.counts.size());
        const double x = m_histograms->xAxis->pixelToCoord(event->position().x());
        if (x < a.low || x > a.high || width <= 0) {
            m_readout->clear();
            return;
        }
        const std::size_t bin = std::min(a.counts.size() - 1, static_cast<std::size_t>((x - a.low) / width));
        m_readout->setText(tr("%1 to %2: %3", "ends of a bin: both counts")
                               .arg(doubleText(a.low + width * static_cast<double>(bin)), doubleText(a.low + width * static_cast<double>(bin + 1)),
                                    bothText(groupedText(a.counts[bin]), groupedText(b.counts[bin]))));
    });
}

void ComparePage::mapArrived(Result<DifferenceMap> map)
{
    oneJobFinished();
    if (!map) {
        showProblem(map.error());
        return;
    }
    m_difference = std::move(*map);
    drawDifference();
    if (m_detail)
        showContent();
    emit pictureChanged();
}

void ComparePage::showAll(QCustomPlot* plot)
{
    if (plot == m_heatmap && m_difference)
        drawDifference();
    else if (plot == m_scatter && m_detail)
        drawScatter();
    else if (plot == m_histograms && m_detail)
        drawHistograms();
}

void ComparePage::drawDifference()
{
    const DifferenceMap& d = *m_difference;
    const double rows = static_cast<double>(d.shape[0]), columns = static_cast<double>(d.shape[1]);
    QCPColorMapData* cells = m_cells->data();
    // A map's range reaches from the centre of the first cell to that of the last; a single row is drawn as two.
    const int drawnRows = std::max(2, d.rows), drawnColumns = std::max(2, d.columns);
    cells->setSize(drawnColumns, drawnRows);
    cells->setKeyRange(QCPRange(-0.5 + columns / drawnColumns / 2, columns - 0.5 - columns / drawnColumns / 2));
    cells->setValueRange(QCPRange(-0.5 + rows / drawnRows / 2, rows - 0.5 - rows / drawnRows / 2));
    for (int row = 0; row < drawnRows; ++row)
        for (int column = 0; column < drawnColumns; ++column)
            cells->setCell(column, row, static_cast<double>(d.values[static_cast<std::size_t>(std::min(row, d.rows - 1)) * static_cast<std::size_t>(d.columns)
                                                                     + static_cast<std::size_t>(std::min(column, d.columns - 1))]));
    const double bound = d.largest > 0 ? static_cast<double>(d.largest) : 1;
    m_cells->setDataRange(QCPRange(-bound, bound));
    m_heatmap->xAxis->setRange(-0.5, columns - 0.5);
    m_heatmap->yAxis->setRange(-0.5, rows - 0.5);
    m_heatmap->replot(QCustomPlot::rpQueuedReplot);
    m_readout->setText(d.isReduced() ? tr("%1 x %2 values; each cell shows the largest difference of those it covers.").arg(d.shape[0]).arg(d.shape[1])
                                     : tr("%1 x %2 values").arg(d.shape[0]).arg(d.shape[1]));
}

void ComparePage::drawScatter()
{
    const DetailedComparison& d = *m_detail;
    const auto count = static_cast<qsizetype>(d.pointsA.size());
    QVector<double> x(count), y(count);
    for (qsizetype i = 0; i < count; ++i) {
        x[i] = static_cast<double>(d.pointsB[static_cast<std::size_t>(i)]);
        y[i] = static_cast<double>(d.pointsA[static_cast<std::size_t>(i)]);
    }
    m_scatter->graph(0)->setData(x, y);
    const double low = d.a.low, high = d.a.high, span = high > low ? high - low : std::max(1e-6, std::abs(low) * 0.1);
    m_scatter->graph(1)->setData({low - span, high + span}, {low - span, high + span}, true);
    for (QCPAxis* axis : {m_scatter->xAxis, m_scatter->yAxis})
        axis->setRange(low - span * 0.05, low + span * 1.05);
    m_scatter->replot(QCustomPlot::rpQueuedReplot);
}

void ComparePage::drawHistograms()
{
    const DetailedComparison& d = *m_detail;
    const double span = d.a.high > d.a.low ? d.a.high - d.a.low : std::max(1e-6, std::abs(d.a.low) * 0.1);
    const double low = d.a.high > d.a.low ? d.a.low : d.a.low - span / 2;
    double most = 1;
    int which = 0;
    for (const Histogram* histogram : {&d.a, &d.b}) {
        const auto bins = static_cast<qsizetype>(histogram->counts.size());
        // One empty bin at each end closes the outline.
        QVector<double> x(bins + 2), y(bins + 2, 0.0);
        for (qsizetype i = -1; i <= bins; ++i) {
            x[i + 1] = low + span * (static_cast<double>(i) + 0.5) / static_cast<double>(bins);
            if (i >= 0 && i < bins)
                y[i + 1] = static_cast<double>(histogram->counts[static_cast<std::size_t>(i)]);
            most = std::max(most, y[i + 1]);
        }
        m_histograms->graph(which++)->setData(x, y, true);
    }
    m_histograms->xAxis->setRange(low - span * 0.03, low + span * 1.03);
    m_histograms->yAxis->setRange(0, most * 1.25); // room for the legend
    m_histograms->replot(QCustomPlot::rpQueuedReplot);
}

void ComparePage::restyle()
{
    const QColor source = signalColor(Signal::Kept, palette()), target = signalColor(Signal::Warning, palette());
    const auto thin = [](QColor color, int alpha) {
        color.setAlpha(alpha);
        return color;
    };
    for (QCustomPlot* plot : {m_heatmap, m_scatter, m_histograms})
        applyPlotStyle(plot, palette());
    m_scatter->graph(0)->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, thin(source, 150), 3.5));
    m_scatter->graph(1)->setPen(QPen(mutedText(palette()), 1, Qt::DashLine));
    m_histograms->graph(0)->setPen(QPen(source, 1.5));
    m_histograms->graph(0)->setBrush(thin(source, 60));
    m_histograms->graph(1)->setPen(QPen(target, 1.5, Qt::DashLine));
    m_histograms->graph(1)->setBrush(thin(target, 40));
    m_histograms->legend->setFont(font());
    m_histograms->legend->setTextColor(palette().color(QPalette::Text));
    m_histograms->legend->setBrush(thin(palette().color(QPalette::Base), 200));
    m_histograms->legend->setBorderPen(QPen(faintLine(palette())));
    for (QCustomPlot* plot : {m_heatmap, m_scatter, m_histograms})
        plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace tensorgraft
