#include "ui/inspector/histogram_page.h"

#include "model_io/analysis/quantiles.h"
#include "ui/inspector/page_controls.h"
#include "ui/inspector/plot_data.h"
#include "ui/inspector/plot_style.h"
#include "ui/inspector/plot_tools.h"
#include "ui/inspector/value_text.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <qcustomplot.h>

namespace tensorgraft {
namespace {

constexpr int fewestBins = 2, mostBins = 2000, firstBins = 100;
constexpr std::array<double, 7> percentiles{0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
constexpr int normalPoints = 240;
constexpr double logFloor = 0.5; ///< where bars of a logarithmic axis stand: below one value

} // namespace

HistogramPage::HistogramPage(QThreadPool* pool, QWidget* parent)
    : InspectorPage(pool, parent), m_plot(new QCustomPlot(this)),
      m_job(pool, [this](Result<Histogram> histogram) { arrived(std::move(histogram)); }, [this](int p) { jobProgressed(p); }),
      m_percentilesJob(pool, [this](Result<std::vector<double>> values) { percentilesArrived(std::move(values)); })
{
    auto* row = new FlowLayout;
    row->setSpacing(ems(this, 0.35));
    m_bins = makeIndexBox(tr("Bins"), tr("How many bins"), this);
    m_bins->setObjectName(QStringLiteral("bins"));
    m_bins->setPrefix(tr("Bins: "));
    m_bins->setRange(fewestBins, mostBins);
    m_bins->setValue(firstBins);
    m_axis = new QComboBox(this);
    m_axis->setObjectName(QStringLiteral("histogramAxis"));
    m_axis->addItem(tr("Values"), static_cast<int>(HistogramAxis::Values));
    m_axis->addItem(tr("Magnitudes, logarithmic"), static_cast<int>(HistogramAxis::LogMagnitudes));
    m_axis->setAccessibleName(tr("Axis of the values"));
    m_axis->setToolTip(tr("Values on a linear axis, or their magnitudes on a logarithmic one; zeros are counted apart there"));
    m_logarithmic = new QCheckBox(tr("Logarithmic counts"), this);
    m_logarithmic->setObjectName(QStringLiteral("logarithmic"));
    m_fitNormal = new QCheckBox(tr("Normal fit"), this);
    m_fitNormal->setObjectName(QStringLiteral("normalFit"));
    m_fitNormal->setToolTip(tr("The normal distribution of the same mean and standard deviation"));
    m_showPercentiles = new QCheckBox(tr("Percentiles"), this);
    m_showPercentiles->setObjectName(QStringLiteral("percentiles"));
    m_showPercentiles->setToolTip(tr("The values below which 1, 5, 25, 50, 75, 95 and 99 % of the finite values lie"));
    auto* tools = new PlotTools(m_plot, [this] { fit(); });
    for (QWidget* widget : std::initializer_list<QWidget*>{m_bins, m_axis, m_logarithmic, m_fitNormal, m_showPercentiles, tools->makeButtons(this)})
        row->addWidget(widget);
    contentLayout()->addLayout(row);

    m_plot->setAccessibleName(tr("Histogram"));
    m_outline = m_plot->addGraph();
    m_outline->setLineStyle(QCPGraph::lsStepLeft);
    m_outline->setAdaptiveSampling(false); // a bin that is left out would be a wrong picture
    m_normal = m_plot->addGraph();
    m_meanLine = new QCPItemStraightLine(m_plot);
    m_lowLine = new QCPItemStraightLine(m_plot);
    m_highLine = new QCPItemStraightLine(m_plot);
    for (const double fraction : percentiles) {
        m_percentileLines << new QCPItemStraightLine(m_plot);
        auto* text = new QCPItemText(m_plot);
        text->position->setTypeX(QCPItemPosition::ptPlotCoords);
        text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        text->setPositionAlignment(Qt::AlignBottom | Qt::AlignHCenter);
        text->setText(tr("%1 %").arg(fraction * 100));
        m_percentileTexts << text;
    }
    m_plot->xAxis->setLabel(tr("value"));
    m_plot->yAxis->setLabel(tr("count"));
    m_plot->axisRect()->setupFullAxesBox(false);
    contentLayout()->addWidget(m_plot, 1);
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("counts"));
    m_counts->setWordWrap(true);
    m_counts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    contentLayout()->addWidget(m_counts);
    m_readout = makeReadout(this);
    contentLayout()->addWidget(m_readout);
    restyle();

    connect(m_bins, &QSpinBox::valueChanged, this, [this] { request(); });
    connect(m_axis, &QComboBox::activated, this, [this] { request(); });
    connect(m_logarithmic, &QCheckBox::toggled, this, [this] { draw(); });
    connect(m_fitNormal, &QCheckBox::toggled, this, [this] { drawNormal(); });
    connect(m_showPercentiles, &QCheckBox::toggled, this, [this] {
        requestPercentiles();
        drawMarks();
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, &HistogramPage::showReadout);
}

HistogramAxis HistogramPage::axis() const
{
    return static_cast<HistogramAxis>(m_axis->currentData().toInt());
}

void HistogramPage::load()
{
    const TensorInfo& info = tensor().info();
    if (dtypeClass(info.dtype) == DTypeClass::String || dtypeClass(info.dtype) == DTypeClass::Opaque) {
        showMessage(QStringLiteral("histogram"), tr("This tensor holds no numbers."));
        return;
    }
    if (info.elementCount() == 0) {
        showMessage(QStringLiteral("histogram"), tr("This tensor is empty."));
        return;
    }
    request();
    requestPercentiles();
}

void HistogramPage::reset()
{
    m_job.cancel();
    m_percentilesJob.cancel();
    m_percentiles.clear();
    m_histogram.reset();
    m_statistics.reset();
    m_readout->clear();
}

void HistogramPage::request()
{
    if (!tensor())
        return;
    jobStarted();
    m_job.start([tensor = tensor(), bins = m_bins->value(), axis = axis()](const ProgressFn& progress) {
        return histogram(*tensor.model, tensor.index, bins, axis, progress);
    });
}

void HistogramPage::requestPercentiles()
{
    if (tensor() && m_showPercentiles->isChecked() && m_percentiles.empty() && !m_percentilesJob.isRunning())
        m_percentilesJob.start([tensor = tensor()](const ProgressFn& progress) { return quantiles(*tensor.model, tensor.index, percentiles, progress); });
}

void HistogramPage::percentilesArrived(Result<std::vector<double>> values)
{
    if (!values) // the histogram meets the same error and tells it
        return;
    m_percentiles = std::move(*values);
    drawMarks();
}

void HistogramPage::arrived(Result<Histogram> histogram)
{
    jobFinished();
    if (!histogram) {
        showProblem(histogram.error());
        return;
    }
    m_histogram = std::move(*histogram);
    draw();
    showContent();
    emit pictureChanged();
}

void HistogramPage::setStatistics(const Statistics& statistics)
{
    m_statistics = statistics;
    draw();
}

QString HistogramPage::countsText() const
{
    const Histogram& h = *m_histogram;
    QStringList parts;
    parts << tr("Zeros: %1").arg(groupedText(h.zeros)) << tr("NaN: %1").arg(groupedText(h.nans))
          << tr("+inf: %1").arg(groupedText(h.positiveInfs)) << tr("-inf: %1").arg(groupedText(h.negativeInfs));
    if (m_statistics && std::isfinite(m_statistics->mean))
        parts << tr("line: mean %1").arg(doubleText(m_statistics->mean))
              << tr("dashes: one standard deviation, %1").arg(doubleText(m_statistics->std));
    if (m_showPercentiles->isChecked() && h.axis == HistogramAxis::Values && !m_percentiles.empty()) {
        QStringList ranks;
        for (std::size_t i = 0; i < percentiles.size(); ++i)
            ranks << tr("%1 %: %2", "percentile: value").arg(QString::number(percentiles[i] * 100), doubleText(m_percentiles[i]));
        parts << tr("percentiles %1").arg(ranks.join(QStringLiteral(", ")));
    }
    return parts.join(QStringLiteral("  ·  "));
}

void HistogramPage::draw()
{
    if (!m_histogram)
        return;
    const Histogram& h = *m_histogram;
    const bool logarithmic = m_logarithmic->isChecked(), magnitudes = h.axis == HistogramAxis::LogMagnitudes;
    const auto bins = static_cast<qsizetype>(h.counts.size());
    QVector<double> edges(bins + 1), counts(bins + 1, 0.0);
    for (qsizetype i = 0; i <= bins; ++i)
        edges[i] = h.edge(static_cast<std::size_t>(i));
    for (qsizetype i = 0; i < bins; ++i)
        counts[i] = static_cast<double>(h.counts[static_cast<std::size_t>(i)]);
    if (logarithmic) // an empty bin ends at the floor, where a logarithmic axis has no zero
        for (double& count : counts)
            count = std::max(count, logFloor);
    m_outline->setData(edges, counts, true);
    const auto setScale = [](QCPAxis* axis, bool log) {
        axis->setScaleType(log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        axis->setTicker(log ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog) : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
        axis->setNumberFormat(log ? QStringLiteral("eb") : QStringLiteral("gb"));
        axis->setNumberPrecision(log ? 0 : 6);
    };
    setScale(m_plot->yAxis, logarithmic);
    setScale(m_plot->xAxis, magnitudes);
    m_plot->xAxis->setLabel(magnitudes ? tr("magnitude") : tr("value"));
    m_fitNormal->setEnabled(!magnitudes);
    m_showPercentiles->setEnabled(!magnitudes);
    m_counts->setText(countsText());
    drawNormal();
    drawMarks();
    fit();
}

void HistogramPage::drawNormal()
{
    if (!m_histogram)
        return;
    const Histogram& h = *m_histogram;
    const bool shown = m_fitNormal->isChecked() && h.axis == HistogramAxis::Values && m_statistics && m_statistics->std > 0;
    m_normal->setVisible(shown);
    if (shown) {
        const double mean = m_statistics->mean, std = m_statistics->std;
        const double finite = static_cast<double>(m_statistics->count - m_statistics->nans - m_statistics->infs);
        const double binWidth = (h.high - h.low) / static_cast<double>(h.counts.size());
        const double low = std::min(h.low, mean - 4 * std), high = std::max(h.high, mean + 4 * std);
        QVector<double> x(normalPoints + 1), y(normalPoints + 1);
        for (int i = 0; i <= normalPoints; ++i) {
            x[i] = low + (high - low) * i / normalPoints;
            const double z = (x[i] - mean) / std;
            y[i] = std::max(finite * binWidth / (std * std::sqrt(2 * std::numbers::pi)) * std::exp(-z * z / 2), m_logarithmic->isChecked() ? logFloor / 10 : 0);
        }
        m_normal->setData(x, y, true);
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistogramPage::drawMarks()
{
    const bool ofValues = m_histogram && m_histogram->axis == HistogramAxis::Values;
    const bool known = ofValues && m_statistics && std::isfinite(m_statistics->mean);
    const auto place = [](QCPItemStraightLine* line, double x, bool shown) {
        line->setVisible(shown);
        line->point1->setCoords(x, 1);
        line->point2->setCoords(x, 2);
    };
    place(m_meanLine, known ? m_statistics->mean : 0, known);
    place(m_lowLine, known ? m_statistics->mean - m_statistics->std : 0, known);
    place(m_highLine, known ? m_statistics->mean + m_statistics->std : 0, known);
    const bool ranks = ofValues && m_showPercentiles->isChecked() && !m_percentiles.empty() && std::isfinite(m_percentiles.front());
    for (qsizetype i = 0; i < m_percentileLines.size(); ++i) {
        const double x = ranks ? m_percentiles[static_cast<std::size_t>(i)] : 0;
        place(m_percentileLines[i], x, ranks);
        m_percentileTexts[i]->setVisible(ranks);
        // In two rows, since neighbours stand close together.
        m_percentileTexts[i]->position->setCoords(x, i % 2 ? 0.13 : 0.06);
    }
    if (m_histogram)
        m_counts->setText(countsText());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistogramPage::fit()
{
    if (!m_histogram)
        return;
    const Histogram& h = *m_histogram;
    const std::uint64_t most = h.counts.empty() ? 0 : *std::ranges::max_element(h.counts);
    if (h.axis == HistogramAxis::LogMagnitudes) {
        const double room = std::pow(h.high / h.low, 0.02);
        m_plot->xAxis->setRange(h.low / room, h.high * room);
    } else {
        const double span = h.high - h.low;
        m_plot->xAxis->setRange(h.low - span * 0.02, h.high + span * 0.02);
    }
    if (m_logarithmic->isChecked())
        m_plot->yAxis->setRange(logFloor, std::max(2.0, static_cast<double>(most) * 1.6));
    else
        m_plot->yAxis->setRange(0, std::max(1.0, static_cast<double>(most) * 1.06));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistogramPage::showReadout(QMouseEvent* event)
{
    if (!m_histogram || m_histogram->counts.empty())
        return;
    const Histogram& h = *m_histogram;
    const double x = m_plot->xAxis->pixelToCoord(event->position().x());
    if (!(x >= h.low && x <= h.high)) {
        m_readout->clear();
        return;
    }
    const double part = h.axis == HistogramAxis::LogMagnitudes ? std::log(x / h.low) / std::log(h.high / h.low) : (x - h.low) / (h.high - h.low);
    const std::size_t bin = std::min(h.counts.size() - 1, static_cast<std::size_t>(std::max(0.0, part) * static_cast<double>(h.counts.size())));
    m_readout->setText(tr("%1 to %2: %3 values").arg(doubleText(h.edge(bin)), doubleText(h.edge(bin + 1)), groupedText(h.counts[bin])));
}

void HistogramPage::restyle()
{
    applyPlotStyle(m_plot, palette());
    const QColor bar = signalColor(Signal::Kept, palette());
    m_outline->setPen(QPen(bar, 1));
    m_outline->setBrush(blend(bar, palette().color(QPalette::Base), 0.45));
    m_normal->setPen(QPen(palette().color(QPalette::Text), 1.5));
    const QColor mark = signalColor(Signal::Warning, palette());
    m_meanLine->setPen(QPen(mark, 1.5));
    for (QCPItemStraightLine* line : {m_lowLine, m_highLine})
        line->setPen(QPen(mark, 1, Qt::DashLine));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.8);
    for (QCPItemStraightLine* line : m_percentileLines)
        line->setPen(QPen(mutedText(palette()), 1, Qt::DotLine));
    QColor behind = palette().color(QPalette::Base);
    behind.setAlpha(200);
    for (QCPItemText* text : m_percentileTexts) {
        text->setFont(small);
        text->setColor(mutedText(palette()));
        text->setBrush(behind);
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

InspectorPage::PictureData HistogramPage::pictureData() const
{
    if (!m_histogram)
        return {};
    return [histogram = *m_histogram] { return histogramData(histogram); };
}

void HistogramPage::changeEvent(QEvent* event)
{
    InspectorPage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

QSize HistogramPage::pictureSize() const
{
    return m_plot->size();
}

void HistogramPage::paintPicture(QPainter& painter, const QSize& size, bool vector) const
{
    paintPlot(m_plot, painter, size, vector);
}

} // namespace tensorgraft
