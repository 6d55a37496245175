#include "ui/inspector/histogram_page.h"

#include "ui/inspector/page_controls.h"
#include "ui/inspector/plot_style.h"
#include "ui/inspector/value_text.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"

#include <QCheckBox>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <qcustomplot.h>

namespace tensorgraft {
namespace {

constexpr int fewestBins = 2, mostBins = 2000, firstBins = 100;
constexpr double logFloor = 0.5; ///< where bars of a logarithmic axis stand: below one value

} // namespace

HistogramPage::HistogramPage(QThreadPool* pool, QWidget* parent)
    : InspectorPage(pool, parent), m_plot(new QCustomPlot(this)),
      m_job(pool, [this](Result<Histogram> histogram) { arrived(std::move(histogram)); }, [this](int p) { jobProgressed(p); })
{
    auto* row = new FlowLayout;
    row->setSpacing(ems(this, 0.35));
    m_bins = makeIndexBox(tr("Bins"), tr("How many bins of equal width"), this);
    m_bins->setObjectName(QStringLiteral("bins"));
    m_bins->setPrefix(tr("Bins: "));
    m_bins->setRange(fewestBins, mostBins);
    m_bins->setValue(firstBins);
    m_logarithmic = new QCheckBox(tr("Logarithmic counts"), this);
    m_logarithmic->setObjectName(QStringLiteral("logarithmic"));
    QToolButton* zoomFit = makeToolButton(QStringLiteral("zoom-fit"), tr("Show everything"), this);
    row->addWidget(m_bins);
    row->addWidget(m_logarithmic);
    row->addWidget(zoomFit);
    contentLayout()->addLayout(row);

    m_plot->setAccessibleName(tr("Histogram"));
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    m_bars->setWidthType(QCPBars::wtPlotCoords);
    m_meanLine = new QCPItemStraightLine(m_plot);
    m_lowLine = new QCPItemStraightLine(m_plot);
    m_highLine = new QCPItemStraightLine(m_plot);
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
    connect(m_logarithmic, &QCheckBox::toggled, this, [this] { draw(); });
    connect(zoomFit, &QToolButton::clicked, this, &HistogramPage::fit);
    connect(m_plot, &QCustomPlot::mouseMove, this, &HistogramPage::showReadout);
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &HistogramPage::fit);
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
}

void HistogramPage::reset()
{
    m_job.cancel();
    m_histogram.reset();
    m_statistics.reset();
    m_readout->clear();
}

void HistogramPage::request()
{
    if (!tensor())
        return;
    jobStarted();
    m_job.start([tensor = tensor(), bins = m_bins->value()](const ProgressFn& progress) {
        return histogram(*tensor.model, tensor.index, bins, progress);
    });
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
    return parts.join(QStringLiteral("  ·  "));
}

void HistogramPage::draw()
{
    if (!m_histogram)
        return;
    const Histogram& h = *m_histogram;
    const bool logarithmic = m_logarithmic->isChecked();
    const int bins = static_cast<int>(h.counts.size());
    // A constant tensor has a range of no width: one bar is drawn there.
    const double span = h.high > h.low ? h.high - h.low : std::max(1e-6, std::abs(h.low) * 0.1);
    const double low = h.high > h.low ? h.low : h.low - span / 2;
    QVector<double> centres(bins), counts(bins);
    for (int i = 0; i < bins; ++i) {
        centres[i] = low + span * (i + 0.5) / std::max(1, bins);
        counts[i] = static_cast<double>(h.counts[static_cast<std::size_t>(i)]);
    }
    m_bars->setWidth(span / std::max(1, bins));
    m_bars->setBaseValue(logarithmic ? logFloor : 0.0);
    m_bars->setData(centres, counts, true);
    m_plot->yAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot->yAxis->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                         : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    m_plot->yAxis->setNumberFormat(logarithmic ? QStringLiteral("eb") : QStringLiteral("gb"));
    m_plot->yAxis->setNumberPrecision(logarithmic ? 0 : 6);
    const bool known = m_statistics && std::isfinite(m_statistics->mean);
    const auto place = [known](QCPItemStraightLine* line, double x) {
        line->setVisible(known);
        line->point1->setCoords(x, 1);
        line->point2->setCoords(x, 2);
    };
    place(m_meanLine, known ? m_statistics->mean : 0);
    place(m_lowLine, known ? m_statistics->mean - m_statistics->std : 0);
    place(m_highLine, known ? m_statistics->mean + m_statistics->std : 0);
    m_counts->setText(countsText());
    fit();
}

void HistogramPage::fit()
{
    if (!m_histogram)
        return;
    const Histogram& h = *m_histogram;
    const bool logarithmic = m_logarithmic->isChecked();
    const double span = h.high > h.low ? h.high - h.low : std::max(1e-6, std::abs(h.low) * 0.1);
    const double centre = (h.low + h.high) / 2;
    const std::uint64_t most = h.counts.empty() ? 0 : *std::ranges::max_element(h.counts);
    m_plot->xAxis->setRange(centre - span * 0.52, centre + span * 0.52);
    if (logarithmic)
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
    if (x < h.low || x > h.high) {
        m_readout->clear();
        return;
    }
    const double width = (h.high - h.low) / static_cast<double>(h.counts.size());
    const std::size_t bin = width > 0 ? std::min(h.counts.size() - 1, static_cast<std::size_t>((x - h.low) / width)) : 0;
    m_readout->setText(tr("%1 to %2: %3 values").arg(doubleText(h.low + width * static_cast<double>(bin)), doubleText(h.low + width * static_cast<double>(bin + 1)),
                                                     groupedText(h.counts[bin])));
}

void HistogramPage::restyle()
{
    applyPlotStyle(m_plot, palette());
    const QColor bar = signalColor(Signal::Kept, palette());
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(blend(bar, palette().color(QPalette::Base), 0.75));
    m_bars->setAntialiased(false);
    const QColor mark = signalColor(Signal::Warning, palette());
    m_meanLine->setPen(QPen(mark, 1.5));
    for (QCPItemStraightLine* line : {m_lowLine, m_highLine})
        line->setPen(QPen(mark, 1, Qt::DashLine));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
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
