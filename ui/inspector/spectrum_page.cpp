#include "ui/inspector/spectrum_page.h"

#include "model_io/analysis/kernel_image.h"
#include "ui/inspector/axis_text.h"
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
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <qcustomplot.h>

namespace tensorgraft {
namespace {

constexpr std::size_t mostBars = 20'000; ///< more are drawn as a line: bars would be thinner than a pixel by far

} // namespace

SpectrumPage::SpectrumPage(QThreadPool* pool, QWidget* parent)
    : InspectorPage(pool, parent), m_plot(new QCustomPlot(this)),
      m_channelsJob(pool, [this](Result<ChannelSummary> channels) { channelsArrived(std::move(channels)); }, [this](int p) { jobProgressed(p); }),
      m_spectrumJob(pool, [this](Result<Spectrum> spectrum) { spectrumArrived(std::move(spectrum)); }, [this](int p) { jobProgressed(p); })
{
    auto* row = new FlowLayout;
    row->setSpacing(ems(this, 0.35));
    contentLayout()->addLayout(row);
    m_view = new QComboBox(this);
    m_view->setObjectName(QStringLiteral("spectrumView"));
    m_view->addItem(tr("Norm of each channel"), static_cast<int>(View::Norms));
    m_view->addItem(tr("Singular values"), static_cast<int>(View::SingularValues));
    m_view->setAccessibleName(tr("What is drawn"));
    m_view->setToolTip(m_view->accessibleName());
    m_axis = new QComboBox(this);
    m_axis->setObjectName(QStringLiteral("spectrumAxis"));
    m_axis->setAccessibleName(tr("Axis of the channels"));
    m_axis->setToolTip(tr("The tensor is taken as a matrix: one row for each index of this axis, everything else in columns"));
    m_sorted = new QCheckBox(tr("Sorted"), this);
    m_logarithmic = new QCheckBox(tr("Logarithmic"), this);
    auto* tools = new PlotTools(m_plot, [this] { draw(); });
    for (QWidget* widget : std::initializer_list<QWidget*>{m_view, m_axis, m_sorted, m_logarithmic, tools->makeButtons(this)})
        row->addWidget(widget);
    m_plot->setAccessibleName(tr("Norms or singular values"));
    QSharedPointer<QCPAxisTickerFixed> whole(new QCPAxisTickerFixed); // there is no channel 2.5
    whole->setTickStep(1);
    whole->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    m_plot->xAxis->setTicker(whole);
    m_plot->xAxis->setSubTicks(false);
    m_bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    m_bars->setWidthType(QCPBars::wtPlotCoords);
    m_bars->setWidth(0.8);
    m_line = m_plot->addGraph();
    contentLayout()->addWidget(m_plot, 1);
    m_facts = new QLabel(this);
    m_facts->setObjectName(QStringLiteral("spectrumFacts"));
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    contentLayout()->addWidget(m_facts);
    m_readout = makeReadout(this);
    contentLayout()->addWidget(m_readout);
    restyle();
    connect(m_view, &QComboBox::activated, this, &SpectrumPage::request);
    connect(m_axis, &QComboBox::activated, this, [this] {
        m_channels.reset();
        m_spectrum.reset();
        request();
    });
    connect(m_sorted, &QCheckBox::toggled, this, &SpectrumPage::draw);
    connect(m_logarithmic, &QCheckBox::toggled, this, &SpectrumPage::draw);
    connect(m_plot, &QCustomPlot::mouseMove, this, &SpectrumPage::showReadout);
}

SpectrumPage::View SpectrumPage::view() const
{
    return static_cast<View>(m_view->currentData().toInt());
}

void SpectrumPage::load()
{
    const TensorInfo& info = tensor().info();
    if (!isPlain(info.dtype)) {
        showMessage(QStringLiteral("histogram"), tr("This tensor holds no numbers."));
        return;
    }
    if (info.elementCount() == 0) {
        showMessage(QStringLiteral("histogram"), tr("This tensor is empty."));
        return;
    }
    if (info.shape.rank() < 2) {
        showMessage(QStringLiteral("histogram"), tr("Only tensors of two or more axes have channels and singular values."));
        return;
    }
    const KernelAxes axes = guessKernelAxes(info);
    fillAxisBox(m_axis, info, axes.output >= 0 ? axes.output : 0);
    request();
}

void SpectrumPage::reset()
{
    m_channelsJob.cancel();
    m_spectrumJob.cancel();
    m_channels.reset();
    m_spectrum.reset();
    m_readout->clear();
}

void SpectrumPage::request()
{
    if (!tensor())
        return;
    m_sorted->setVisible(view() == View::Norms);
    const int axis = m_axis->currentIndex();
    m_channelsJob.cancel();
    m_spectrumJob.cancel();
    jobFinished();
    if (view() == View::Norms ? m_channels.has_value() : m_spectrum.has_value()) {
        draw();
        showContent();
        emit pictureChanged();
        return;
    }
    jobStarted();
    if (view() == View::Norms)
        m_channelsJob.start([tensor = tensor(), axis](const ProgressFn& progress) { return summariseChannels(*tensor.model, tensor.index, axis, progress); });
    else
        m_spectrumJob.start([tensor = tensor(), axis](const ProgressFn& progress) { return spectrum(*tensor.model, tensor.index, axis, progress); });
}

void SpectrumPage::channelsArrived(Result<ChannelSummary> channels)
{
    jobFinished();
    if (!channels) {
        showProblem(channels.error());
        return;
    }
    m_channels = std::move(*channels);
    draw();
    showContent();
    emit pictureChanged();
}

void SpectrumPage::spectrumArrived(Result<Spectrum> spectrum)
{
    jobFinished();
    if (!spectrum) {
        // The plot gives way to a word; the boxes stay, for the other view.
        m_line->data()->clear();
        m_bars->data()->clear();
        m_facts->setText(problemText(spectrum.error()));
        m_plot->replot(QCustomPlot::rpQueuedReplot);
        if (spectrum.error().code == ErrorCode::Unsupported)
            showContent();
        else
            showProblem(spectrum.error());
        emit pictureChanged();
        return;
    }
    m_spectrum = std::move(*spectrum);
    draw();
    showContent();
    emit pictureChanged();
}

void SpectrumPage::draw()
{
    const bool norms = view() == View::Norms;
    if (norms ? !m_channels : !m_spectrum)
        return;
    const std::vector<double>& values = norms ? m_channels->norms : m_spectrum->values;
    m_order.resize(values.size());
    std::iota(m_order.begin(), m_order.end(), std::int64_t{0});
    if (norms && m_sorted->isChecked())
        std::ranges::stable_sort(m_order, std::greater<>{}, [&](std::int64_t i) { return values[static_cast<std::size_t>(i)]; });
    const auto count = static_cast<qsizetype>(values.size());
    QVector<double> x(count), y(count);
    double most = 0, least = std::numeric_limits<double>::infinity();
    for (qsizetype i = 0; i < count; ++i) {
        x[i] = static_cast<double>(i);
        y[i] = values[static_cast<std::size_t>(m_order[static_cast<std::size_t>(i)])];
        most = std::max(most, y[i]);
        if (y[i] > 0)
            least = std::min(least, y[i]);
    }
    const bool logarithmic = m_logarithmic->isChecked() && most > 0;
    least = std::isfinite(least) ? std::max(least, most * 1e-12) : 1;
    const bool bars = norms && values.size() <= mostBars;
    m_bars->setBaseValue(logarithmic ? least / 2 : 0);
    m_bars->setVisible(bars);
    m_line->setVisible(!bars);
    if (bars)
        m_bars->setData(x, y, true);
    else
        m_line->setData(x, y, true);
    m_line->setScatterStyle(!norms && count <= 200 ? QCPScatterStyle(QCPScatterStyle::ssDisc, 4) : QCPScatterStyle());
    m_plot->yAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot->yAxis->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog) : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    m_plot->yAxis->setNumberFormat(logarithmic ? QStringLiteral("eb") : QStringLiteral("gb"));
    m_plot->yAxis->setNumberPrecision(logarithmic ? 0 : 6);
    m_plot->xAxis->setLabel(!norms ? tr("number, largest first") : m_sorted->isChecked() ? tr("channels, largest norm first") : tr("channel"));
    m_plot->yAxis->setLabel(norms ? tr("norm") : tr("singular value"));
    m_plot->xAxis->setRange(-0.5 - static_cast<double>(count) * 0.01, static_cast<double>(count) - 0.5 + static_cast<double>(count) * 0.01);
    if (logarithmic)
        m_plot->yAxis->setRange(least / 1.5, most * 1.6);
    else
        m_plot->yAxis->setRange(0, most > 0 ? most * 1.06 : 1);
    QStringList facts;
    if (norms)
        facts << tr("Channels: %1").arg(groupedText(values.size())) << tr("dead: %1").arg(groupedText(m_channels->deadCount))
              << tr("duplicates: %1").arg(groupedText(m_channels->duplicateCount));
    else
        facts << tr("Matrix: %1 x %2").arg(m_spectrum->rows).arg(m_spectrum->columns) << tr("effective rank: %1").arg(m_spectrum->effectiveRank, 0, 'f', 1)
              << tr("stable rank: %1").arg(m_spectrum->stableRank, 0, 'f', 1) << tr("numerical rank: %1").arg(m_spectrum->numericalRank);
    m_facts->setText(facts.join(QStringLiteral("  ·  ")));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SpectrumPage::showReadout(QMouseEvent* event)
{
    const auto at = static_cast<qint64>(std::llround(m_plot->xAxis->pixelToCoord(event->position().x())));
    const bool norms = view() == View::Norms;
    if ((norms ? !m_channels : !m_spectrum) || at < 0 || at >= static_cast<qint64>(m_order.size())) {
        m_readout->clear();
        return;
    }
    const auto channel = static_cast<std::size_t>(m_order[static_cast<std::size_t>(at)]);
    if (!norms) {
        m_readout->setText(tr("Singular value %1: %2").arg(at).arg(doubleText(m_spectrum->values[channel])));
        return;
    }
    QString text = tr("Channel %1: norm %2").arg(channel).arg(doubleText(m_channels->norms[channel]));
    if (m_channels->dead[channel])
        text += QStringLiteral(", ") + tr("dead");
    else if (m_channels->duplicateOf[channel] >= 0)
        text += QStringLiteral(", ") + tr("the same as channel %1").arg(m_channels->duplicateOf[channel]);
    m_readout->setText(text);
}

void SpectrumPage::restyle()
{
    applyPlotStyle(m_plot, palette());
    const QColor bar = signalColor(Signal::Kept, palette());
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(blend(bar, palette().color(QPalette::Base), 0.75));
    m_bars->setAntialiased(false);
    m_line->setPen(QPen(bar, 1.5));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SpectrumPage::changeEvent(QEvent* event)
{
    InspectorPage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

InspectorPage::PictureData SpectrumPage::pictureData() const
{
    if (!hasPicture())
        return {};
    if (view() == View::Norms)
        return [channels = *m_channels] { return channelData(channels); };
    return [spectrum = *m_spectrum] { return spectrumData(spectrum); };
}

bool SpectrumPage::hasPicture() const
{
    return view() == View::Norms ? m_channels.has_value() : m_spectrum.has_value();
}

QSize SpectrumPage::pictureSize() const
{
    return m_plot->size();
}

void SpectrumPage::paintPicture(QPainter& painter, const QSize& size, bool vector) const
{
    paintPlot(m_plot, painter, size, vector);
}

} // namespace tensorgraft
