#include "ui/inspector/compare_page.h"

#include "ui/inspector/fact_grid.h"
#include "ui/inspector/kernel_view.h"
#include "ui/inspector/page_controls.h"
#include "ui/inspector/plot_data.h"
#include "ui/inspector/plot_style.h"
#include "ui/inspector/plot_tools.h"
#include "ui/inspector/value_text.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>
#include <qcustomplot.h>

namespace tensorgraft {
namespace {

constexpr int mostCells = 512;

bool isPlainPair(const CompareSubject& subject)
{
    return isPlain(subject.written.info().dtype) && isPlain(subject.target.info().dtype);
}

} // namespace

ComparePage::ComparePage(QThreadPool* pool, QWidget* parent)
    : InspectorPage(pool, parent), m_store(new KernelStore(pool, this)), m_heatmap(new QCustomPlot(this)), m_scatter(new QCustomPlot(this)), m_histograms(new QCustomPlot(this)),
      m_figuresJob(pool, [this](Result<DetailedComparison> detail) { figuresArrived(std::move(detail)); }, [this](int p) { jobProgressed(p); }),
      m_limitsJob(pool, [this](Result<std::pair<float, float>> limits) { limitsArrived(std::move(limits)); }, [this](int p) { jobProgressed(p); }),
      m_mapJob(pool, [this](Result<DifferenceMap> map) { mapArrived(std::move(map)); }, [this](int p) { jobProgressed(p); })
{
    m_request.scale = KernelScale::Common;
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("compareTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    contentLayout()->addWidget(m_title);
    m_facts = new FactGrid(this);
    m_facts->setObjectName(QStringLiteral("compareFacts"));
    contentLayout()->addWidget(m_facts);
    buildControls();
    m_stack = new QStackedWidget(this);
    buildHeatmap();
    buildPlots();
    m_stack->addWidget(buildKernels());
    for (QCustomPlot* plot : {m_heatmap, m_scatter, m_histograms})
        m_stack->addWidget(plot);
    contentLayout()->addWidget(m_stack, 1);
    m_readout = makeReadout(this);
    contentLayout()->addWidget(m_readout);
    linkKernelViews();
    restyle();
}

void ComparePage::buildControls()
{
    auto* row = new FlowLayout;
    row->setSpacing(ems(this, 0.35));
    contentLayout()->addLayout(row);
    m_view = new QComboBox(this);
    m_view->setObjectName(QStringLiteral("compareView"));
    m_view->setAccessibleName(tr("How the two are compared"));
    m_view->setToolTip(m_view->accessibleName());
    m_view->addItem(tr("Kernels side by side"), static_cast<int>(View::Kernels));
    m_view->addItem(tr("Difference as a heatmap"), static_cast<int>(View::Heatmap));
    m_view->addItem(tr("Scatter plot"), static_cast<int>(View::Scatter));
    m_view->addItem(tr("Histograms"), static_cast<int>(View::Histograms));
    m_scale = new QComboBox(this);
    m_scale->addItem(tr("Common scale"), static_cast<int>(KernelScale::Common));
    m_scale->addItem(tr("Scale per filter"), static_cast<int>(KernelScale::PerFilter));
    m_scale->setAccessibleName(tr("Colour scale"));
    m_scale->setToolTip(tr("Source and target share one scale of colours, or each filter uses all of them"));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_view, m_scale})
        row->addWidget(widget);
    m_tools = new QStackedWidget(this);
    m_tools->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    const auto addKernelButton = [this](const QString& icon, const QString& text, void (KernelView::*act)()) {
        QToolButton* button = makeToolButton(icon, text, this);
        connect(button, &QToolButton::clicked, this, [this, act] { (m_kernels[0]->*act)(); }); // the others follow
        return button;
    };
    m_tools->addWidget(makeGroup({addKernelButton(QStringLiteral("zoom-out"), tr("Zoom out (-)"), &KernelView::zoomOut),
                                  addKernelButton(QStringLiteral("zoom-in"), tr("Zoom in (+)"), &KernelView::zoomIn),
                                  addKernelButton(QStringLiteral("zoom-fit"), tr("Fit (0)"), &KernelView::zoomToFit)}, this));
    for (QCustomPlot* plot : {m_heatmap, m_scatter, m_histograms})
        m_tools->addWidget((new PlotTools(plot, [this, plot] { showAll(plot); }))->makeButtons(this));
    row->addWidget(m_tools);
    connect(m_view, &QComboBox::activated, this, &ComparePage::requestView);
    connect(m_scale, &QComboBox::activated, this, [this] {
        m_request.scale = static_cast<KernelScale>(m_scale->currentData().toInt());
        requestKernels();
    });
}

QWidget* ComparePage::buildKernels()
{
    auto* host = new QWidget(this);
    auto* grid = new QGridLayout(host);
    setSpacing(grid, this, 0, 0.35);
    for (int i = 0; i < 3; ++i) {
        auto* caption = new QLabel(host);
        m_captions[static_cast<std::size_t>(i)] = caption;
        caption->setAlignment(Qt::AlignHCenter | Qt::AlignBottom);
        caption->setWordWrap(true);
        auto* view = new KernelView(m_store, i, host);
        view->setObjectName(QStringLiteral("compareKernels%1").arg(i));
        view->setMinimumWidth(ems(this, 4));
        m_kernels[static_cast<std::size_t>(i)] = view;
        grid->addWidget(caption, 0, i);
        grid->addWidget(view, 1, i);
        grid->setColumnStretch(i, 1);
    }
    grid->setRowStretch(1, 1);
    return host;
}

void ComparePage::linkKernelViews()
{
    connect(m_store, &KernelStore::pageArrived, this, [this] {
        if (m_detail)
            showContent();
        emit pictureChanged();
    });
    connect(m_store, &KernelStore::pageFailed, this, [this](qint64, const Error& error) {
        if (!m_store->anyPage())
            showProblem(error);
    });
    connect(m_store, &KernelStore::busyChanged, this, [this](bool busy) {
        if (busy)
            jobStarted();
        else
            oneJobFinished();
    });
    connect(m_store, &KernelStore::progressed, this, &ComparePage::jobProgressed);
    for (KernelView* view : m_kernels) {
        connect(view, &KernelView::hovered, this, &ComparePage::showKernelReadout);
        connect(view, &KernelView::hoverLeft, m_readout, &QLabel::clear);
        const auto follow = [this, view](const std::function<void(KernelView*)>& act) {
            if (m_following)
                return;
            m_following = true;
            for (KernelView* other : m_kernels)
                if (other != view)
                    act(other);
            m_following = false;
        };
        connect(view, &KernelView::zoomChanged, this, [this, follow](double zoom) {
            follow([zoom](KernelView* other) { other->setZoom(zoom); });
            emit pictureChanged();
        });
        connect(view, &KernelView::currentTileChanged, this, [follow](qint64 tile) { follow([tile](KernelView* other) { other->setCurrentTile(tile); }); });
        connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this,
                [follow](int value) { follow([value](KernelView* other) { other->verticalScrollBar()->setValue(value); }); });
        connect(view->horizontalScrollBar(), &QScrollBar::valueChanged, this,
                [follow](int value) { follow([value](KernelView* other) { other->horizontalScrollBar()->setValue(value); }); });
    }
}

void ComparePage::setSubject(const CompareSubject& subject)
{
    m_subject = subject;
    setTensor(subject.written);
}

QString ComparePage::emptyText() const
{
    if (!m_subject.problem.isEmpty())
        return m_subject.problem;
    return tr("Select an entry of the mapping to see what it would write beside what the target holds now.");
}

ComparePage::View ComparePage::view() const
{
    return static_cast<View>(m_view->currentData().toInt());
}

void ComparePage::setView(View view)
{
    m_view->setCurrentIndex(m_view->findData(static_cast<int>(view)));
    requestView();
}

void ComparePage::load()
{
    const TensorInfo& written = m_subject.written.info();
    const TensorInfo& target = m_subject.target.info();
    for (const TensorRef* tensor : {&m_subject.written, &m_subject.target})
        if (tensor->model->formatId() == "skeleton") {
            showMessage(QStringLiteral("values"), tensor == &m_subject.target
                                                      ? tr("The target is a skeleton: it has names and shapes, but no values to compare with.")
                                                      : tr("The source is a skeleton: it has names and shapes, but no values to compare."));
            return;
        }
    if (written.shape != target.shape) {
        showMessage(QStringLiteral("error"), tr("The shapes differ: the entry would write %1, the target is %2.")
                                                 .arg(QString::fromStdString(written.shape.toString()), QString::fromStdString(target.shape.toString())));
        return;
    }
    if (!isPlainPair(m_subject)) {
        showMessage(QStringLiteral("values"), tr("These tensors hold no numbers that could be compared."));
        return;
    }
    if (target.elementCount() == 0) {
        showMessage(QStringLiteral("values"), tr("This tensor is empty."));
        return;
    }
    m_comparable = true;
    nameSides();
    const QString targetName = QString::fromStdString(target.name);
    m_title->setText(!m_subject.transform.isEmpty()      ? tr("%1, after %2, beside %3").arg(m_subject.sources, m_subject.transform, targetName)
                     : m_subject.sources == targetName ? targetName
                                                       : tr("%1 beside %2").arg(m_subject.sources, targetName));
    const bool isKernel = target.shape.rank() >= 2;
    auto* items = qobject_cast<QStandardItemModel*>(m_view->model());
    items->item(m_view->findData(static_cast<int>(View::Kernels)))->setEnabled(isKernel);
    if (!isKernel && view() == View::Kernels)
        m_view->setCurrentIndex(m_view->findData(static_cast<int>(View::Scatter)));
    m_request.limits.reset();
    jobStarted();
    m_figuresJob.start([subject = m_subject](const ProgressFn& progress) {
        return compareInDetail(*subject.written.model, subject.written.index, *subject.target.model, subject.target.index, {}, progress);
    });
    requestView();
}

void ComparePage::nameSides()
{
    const bool named = !m_subject.writtenName.isEmpty();
    const std::array<QString, 3> captions{named ? m_subject.writtenName : tr("Source, transformed"), named ? m_subject.targetName : tr("Target now"), tr("Difference")};
    for (std::size_t i = 0; i < captions.size(); ++i) {
        m_captions[i]->setText(captions[i]);
        m_kernels[i]->setAccessibleName(captions[i]);
    }
    const QString written = named ? m_subject.writtenName : tr("source, transformed"), target = named ? m_subject.targetName : tr("target now");
    m_scatter->xAxis->setLabel(target);
    m_scatter->yAxis->setLabel(written);
    m_histograms->graph(0)->setName(written);
    m_histograms->graph(1)->setName(target);
}

QString ComparePage::bothText(const QString& written, const QString& target) const
{
    return m_subject.writtenName.isEmpty() ? tr("source %1, target %2").arg(written, target)
                                           : tr("%1: %2, %3: %4", "name of one tensor: its value, name of the other: its value").arg(m_subject.writtenName, written, m_subject.targetName, target);
}

void ComparePage::reset()
{
    m_comparable = false;
    m_figuresJob.cancel();
    m_limitsJob.cancel();
    m_mapJob.cancel();
    m_detail.reset();
    m_difference.reset();
    m_facts->setFacts({});
    m_store->clear();
    m_readout->clear();
}

void ComparePage::requestView()
{
    const View shown = view();
    m_stack->setCurrentIndex(static_cast<int>(shown));
    m_tools->setCurrentIndex(static_cast<int>(shown));
    m_scale->setVisible(shown == View::Kernels);
    emit pictureChanged();
    if (!m_comparable || !isVisible())
        return;
    if (shown == View::Kernels) {
        if (!m_store->isActive())
            requestKernels();
    } else if (shown == View::Heatmap && !m_difference) {
        jobStarted();
        m_mapJob.start([subject = m_subject](const ProgressFn& progress) { return loadDifferenceMap(subject, mostCells, progress); });
    }
}

void ComparePage::requestKernels()
{
    if (!m_comparable)
        return;
    if (m_request.scale == KernelScale::Common && !m_request.limits) {
        jobStarted();
        m_limitsJob.start([subject = m_subject](const ProgressFn& progress) { return comparedLimits(subject, progress); });
        return;
    }
    m_limitsJob.cancel();
    showSheet();
}

void ComparePage::limitsArrived(Result<std::pair<float, float>> limits)
{
    oneJobFinished();
    if (!limits) {
        showProblem(limits.error());
        return;
    }
    m_request.limits = *limits;
    showSheet();
}

void ComparePage::showSheet()
{
    if (!m_detail || view() != View::Kernels) // figuresArrived() or requestView() calls again
        return;
    if (m_request.scale == KernelScale::Common && !m_request.limits)
        return;
    KernelRequest request = m_request;
    request.rgb = false;
    std::optional<float> bound; // of a sample it need not be the largest: such differences have the colour of the ends
    if (const double largest = m_detail->figures.maxAbsDifference; std::isfinite(largest))
        bound = static_cast<float>(largest);
    m_following = true; // each fits itself into its equal share of the width
    m_store->show(kernelPaging(m_subject.target.info(), request), request,
                  [reader = std::make_shared<const ComparedKernelReader>(m_subject), request, bound](std::int64_t page, const ProgressFn& progress) -> Result<KernelStore::Pictures> {
                      KernelRequest asked = request;
                      asked.page = page;
                      auto kernels = reader->load(asked, bound, progress);
                      if (!kernels)
                          return fail(std::move(kernels.error()));
                      return KernelStore::Pictures(kernels->begin(), kernels->end());
                  });
    m_following = false;
}

void ComparePage::oneJobFinished()
{
    if (!m_figuresJob.isRunning() && !m_limitsJob.isRunning() && !m_mapJob.isRunning() && m_store->isComplete())
        jobFinished();
}

void ComparePage::figuresArrived(Result<DetailedComparison> detail)
{
    oneJobFinished();
    if (!detail) {
        m_limitsJob.cancel();
        m_mapJob.cancel();
        m_store->clear();
        jobFinished();
        showProblem(detail.error());
        return;
    }
    m_detail = std::move(*detail);
    drawFigures();
    drawScatter();
    drawHistograms();
    setNote(m_detail->isSampled() ? tr("Sampled: the figures, the scatter plot and the histograms use %1 of %2 values, in runs spread evenly over the tensor.")
                                        .arg(groupedText(m_detail->compared), groupedText(m_detail->elements))
                                  : QString());
    showSheet();
    showContent();
    emit pictureChanged();
}

void ComparePage::drawFigures()
{
    const DetailedComparison& d = *m_detail;
    const Comparison& f = d.figures;
    const std::uint64_t nans = d.a.nans, targetNans = d.b.nans;
    Fact equal{tr("Equal"), {}};
    if (!f.equal)
        equal.value = tr("no, %1 of %2 differ").arg(groupedText(f.differing), groupedText(d.compared));
    else if (d.isSampled())
        equal.value = tr("yes, where sampled");
    else
        equal.value = f.bitwiseEqual ? tr("yes, bit for bit") : tr("yes, in value");
    QList<Fact> facts{equal};
    facts << Fact{tr("Largest difference"), doubleText(f.maxAbsDifference), tr("Largest magnitude of a difference")}
          << Fact{tr("Cosine"), doubleText(f.cosineSimilarity), tr("Cosine of the angle between the two: 1 where they point the same way")}
          << Fact{tr("Relative L2"), doubleText(f.relativeL2), tr("Norm of the difference, relative to the target's (B's)")}
          << Fact{tr("NaN"), nans == 0 && targetNans == 0 ? tr("none") : bothText(groupedText(nans), groupedText(targetNans)),
                  tr("Values that are not a number"), nans > 0};
    if (const std::uint64_t infinite = d.a.positiveInfs + d.a.negativeInfs, ofTarget = d.b.positiveInfs + d.b.negativeInfs; infinite + ofTarget > 0)
        facts << Fact{tr("Infinite"), bothText(groupedText(infinite), groupedText(ofTarget)), {}, infinite > 0};
    m_facts->setFacts(facts);
}

void ComparePage::showKernelReadout(qint64 number, qint64 y, qint64 x)
{
    const ShownTile written = m_kernels[0]->shown(number), target = m_kernels[1]->shown(number), difference = m_kernels[2]->shown(number);
    if (!written || !target || !difference)
        return;
    const std::int64_t input = written.tile->input;
    QStringList index;
    for (const std::int64_t i : written.picture->index(*written.tile, y, x, input))
        index << QString::number(i);
    m_readout->setText(tr("[%1]: %2, difference %3", "index: both values, their difference")
                           .arg(index.join(QStringLiteral(", ")), bothText(floatText(written.value(y, x, input)), floatText(target.value(y, x, input))),
                                floatText(difference.value(y, x, input))));
}

QCustomPlot* ComparePage::currentPlot() const
{
    switch (view()) {
    case View::Kernels: return nullptr;
    case View::Heatmap: return m_heatmap;
    case View::Scatter: return m_scatter;
    case View::Histograms: return m_histograms;
    }
    return nullptr;
}

bool ComparePage::hasPicture() const
{
    switch (view()) {
    case View::Kernels: return m_store->anyPage() != nullptr;
    case View::Heatmap: return m_difference.has_value();
    case View::Scatter:
    case View::Histograms: return m_detail.has_value();
    }
    return false;
}

QSize ComparePage::pictureSize() const
{
    if (const QCustomPlot* plot = currentPlot())
        return plot->size();
    QSize size;
    for (const KernelView* view : m_kernels)
        size = {size.width() + view->pageSize().width(), std::max(size.height(), view->pageSize().height())};
    return size;
}

void ComparePage::paintPicture(QPainter& painter, const QSize& size, bool vector) const
{
    if (QCustomPlot* plot = currentPlot()) {
        paintPlot(plot, painter, size, vector);
        return;
    }
    const QSize natural = pictureSize();
    const double scale = natural.width() > 0 ? static_cast<double>(size.width()) / natural.width() : 1;
    painter.fillRect(QRect(QPoint(0, 0), size), palette().color(QPalette::Base));
    double left = 0;
    for (const KernelView* view : m_kernels) {
        const QSizeF part = QSizeF(view->pageSize()) * scale;
        painter.save();
        painter.translate(left, 0);
        view->paintPage(painter, part.toSize(), vector);
        painter.restore();
        left += part.width();
    }
}

InspectorPage::PictureData ComparePage::pictureData() const
{
    if (!hasPicture())
        return {};
    switch (view()) {
    case View::Kernels:
        return [source = m_kernels[0]->savedTiles(), target = m_kernels[1]->savedTiles(), difference = m_kernels[2]->savedTiles()] {
            return comparedKernelData(source, target, difference);
        };
    case View::Heatmap: return [map = *m_difference] { return differenceData(map); };
    case View::Scatter: return [detail = *m_detail] { return scatterData(detail.pointsB, detail.pointsA); };
    case View::Histograms: return [detail = *m_detail] { return histogramData(detail.a, detail.b); };
    }
    return {};
}

void ComparePage::changeEvent(QEvent* event)
{
    InspectorPage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

} // namespace tensorgraft
