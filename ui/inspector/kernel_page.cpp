#include "ui/inspector/kernel_page.h"

#include "ui/inspector/color_map_combo.h"
#include "ui/inspector/kernel_view.h"
#include "ui/inspector/page_controls.h"
#include "ui/inspector/plot_data.h"
#include "ui/inspector/value_text.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>

namespace tensorgraft {
namespace {

constexpr std::int64_t rgbChoice = -2; ///< data of the input box; else a channel or KernelRequest::AllInputs
constexpr std::int64_t mostListedInputs = 4096;
constexpr std::uint64_t mostJudged = std::uint64_t{1} << 28; ///< elements; filters of larger tensors are not judged by the way

QString listText(const std::vector<std::int64_t>& index)
{
    QStringList parts;
    for (const std::int64_t i : index)
        parts << QString::number(i);
    return QLatin1Char('[') + parts.join(QStringLiteral(", ")) + QLatin1Char(']');
}

} // namespace

KernelPage::KernelPage(QThreadPool* pool, QWidget* parent)
    : InspectorPage(pool, parent), m_view(new KernelView(this)),
      m_job(pool, [this](Result<KernelPicture> picture) { arrived(std::move(picture)); }, [this](int p) { jobProgressed(p); }),
      m_filtersJob(pool, [this](Result<ChannelSummary> filters) { filtersArrived(std::move(filters)); })
{
    buildControls();
    contentLayout()->addWidget(m_view, 1);
    m_readout = makeReadout(this);
    contentLayout()->addWidget(m_readout);
    connect(m_view, &KernelView::hovered, this, &KernelPage::showReadout);
    connect(m_view, &KernelView::hoverLeft, this, [this] { showTileReadout(m_view->currentTile()); });
    connect(m_view, &KernelView::currentTileChanged, this, &KernelPage::showTileReadout);
    connect(m_view, &KernelView::zoomChanged, this, &InspectorPage::pictureChanged);
}

void KernelPage::buildControls()
{
    auto* row = new FlowLayout;
    row->setSpacing(ems(this, 0.35));
    contentLayout()->addLayout(row);

    m_input = new QComboBox(this);
    m_input->setObjectName(QStringLiteral("kernelInput"));
    m_input->setAccessibleName(tr("Input channel"));
    m_input->setToolTip(tr("Which input channels of the filters are shown"));
    m_scale = new QComboBox(this);
    m_scale->setObjectName(QStringLiteral("kernelScale"));
    m_scale->addItem(tr("Scale per filter"), static_cast<int>(KernelScale::PerFilter));
    m_scale->addItem(tr("Common scale"), static_cast<int>(KernelScale::Common));
    m_scale->setAccessibleName(tr("Colour scale"));
    m_scale->setToolTip(tr("Each filter uses the whole range of colours, or all filters of the page share one scale"));
    m_order = new QComboBox(this);
    m_order->setObjectName(QStringLiteral("kernelOrder"));
    m_order->addItem(tr("File order"));
    m_order->addItem(tr("Largest norm first"));
    m_order->addItem(tr("Smallest norm first"));
    m_order->setAccessibleName(tr("Order of the filters"));
    m_order->setToolTip(tr("Filters as the file has them, or by their norm: the strongest or the weakest first"));
    m_clip = makeClipBox(this);
    m_map = new ColorMapCombo(ColorMap::Gray, this);
    m_depth = makeIndexBox(tr("Depth"), tr("Index along the third spatial axis"), this);
    m_depth->setPrefix(tr("Depth "));
    m_previous = makeToolButton(QStringLiteral("previous"), tr("Previous page of filters"), this);
    m_page = makeIndexBox(tr("Page"), tr("Page of filters"), this);
    m_page->setPrefix(tr("Page "));
    m_page->setObjectName(QStringLiteral("kernelPage"));
    m_next = makeToolButton(QStringLiteral("next"), tr("Next page of filters"), this);
    m_pager = makeGroup({m_previous, m_page, m_next}, this);
    QToolButton* zoomOut = makeToolButton(QStringLiteral("zoom-out"), tr("Zoom out (-)"), this);
    QToolButton* zoomIn = makeToolButton(QStringLiteral("zoom-in"), tr("Zoom in (+)"), this);
    QToolButton* zoomFit = makeToolButton(QStringLiteral("zoom-fit"), tr("Fit (0)"), this);
    QToolButton* rectangle = makeToolButton(QStringLiteral("zoom-rect"), tr("Zoom to a rectangle (Shift+drag)"), this);
    rectangle->setObjectName(QStringLiteral("zoomRectangle"));
    rectangle->setCheckable(true);
    connect(rectangle, &QToolButton::toggled, m_view, &KernelView::setRectangleZoom);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_input, m_order, m_scale, m_clip, m_map, m_depth,
                                                           makeGroup({rectangle, zoomOut, zoomIn, zoomFit}, this), m_pager})
        row->addWidget(widget);

    connect(m_input, &QComboBox::activated, this, [this] {
        const std::int64_t choice = m_input->currentData().toLongLong();
        m_request.rgb = choice == rgbChoice;
        m_request.input = choice >= 0 ? choice : static_cast<std::int64_t>(KernelRequest::AllInputs);
        m_request.page = 0;
        requestPicture();
    });
    connect(m_order, &QComboBox::activated, this, &KernelPage::orderChosen);
    connect(m_scale, &QComboBox::activated, this, [this] {
        m_request.scale = static_cast<KernelScale>(m_scale->currentData().toInt());
        requestPicture();
    });
    connect(m_clip, &QComboBox::activated, this, [this] {
        m_request.clipPercentile = m_clip->currentData().toDouble();
        requestPicture();
    });
    connect(m_map, &ColorMapCombo::colorMapChosen, this, [this](ColorMap map) {
        m_request.map = map;
        requestPicture();
    });
    connect(m_depth, &QSpinBox::valueChanged, this, [this](int value) {
        m_request.depth = value;
        requestPicture();
    });
    connect(m_page, &QSpinBox::valueChanged, this, [this](int value) {
        m_request.page = value - 1;
        requestPicture();
    });
    connect(m_previous, &QToolButton::clicked, m_page, &QSpinBox::stepDown);
    connect(m_next, &QToolButton::clicked, m_page, &QSpinBox::stepUp);
    connect(zoomOut, &QToolButton::clicked, m_view, &KernelView::zoomOut);
    connect(zoomIn, &QToolButton::clicked, m_view, &KernelView::zoomIn);
    connect(zoomFit, &QToolButton::clicked, m_view, &KernelView::zoomToFit);
}

void KernelPage::load()
{
    const TensorInfo& info = tensor().info();
    if (!isPlain(info.dtype)) {
        showMessage(QStringLiteral("kernel"), tr("Values of type %1 cannot be shown as pictures.")
                                                  .arg(QString::fromLatin1(dtypeName(info.dtype).data(), qsizetype(dtypeName(info.dtype).size()))));
        return;
    }
    if (info.elementCount() == 0) {
        showMessage(QStringLiteral("kernel"), tr("This tensor is empty."));
        return;
    }
    if (info.shape.rank() < 2) {
        showMessage(QStringLiteral("kernel"), tr("Only tensors of two or more axes have filters.\nLook at this one as a heatmap, histogram or table."));
        return;
    }
    const KernelScale scale = m_request.scale;
    const ColorMap map = m_request.map;
    m_request = {};
    m_request.scale = scale;
    m_request.map = map;
    m_request.clipPercentile = m_clip->currentData().toDouble();
    prepareControls();
    requestPicture();
    // Whether filters are dead or repeated takes every value, so it comes after the picture.
    if (const int output = guessKernelAxes(info).output; output >= 0 && info.elementCount() <= mostJudged)
        m_filtersJob.start([tensor = tensor(), output](const ProgressFn& progress) { return summariseChannels(*tensor.model, tensor.index, output, progress); });
}

void KernelPage::orderChosen()
{
    if (!tensor())
        return;
    const std::shared_ptr<const ChannelSummary>& filters = m_view->marks();
    m_request.order.reset();
    m_request.page = 0;
    if (m_order->currentIndex() > 0 && filters) { // else when the norms have come
        auto order = std::make_shared<std::vector<std::int64_t>>(filters->norms.size());
        std::iota(order->begin(), order->end(), std::int64_t{0});
        const bool largest = m_order->currentIndex() == 1;
        std::ranges::stable_sort(*order, [&](std::int64_t a, std::int64_t b) {
            const double x = filters->norms[static_cast<std::size_t>(a)], y = filters->norms[static_cast<std::size_t>(b)];
            return largest ? y < x : x < y;
        });
        m_request.order = std::move(order);
    }
    requestPicture();
}

void KernelPage::prepareControls()
{
    const int output = guessKernelAxes(tensor().info()).output;
    m_order->setVisible(output >= 0 && tensor().info().shape[static_cast<std::size_t>(std::max(0, output))] > 1 && tensor().info().elementCount() <= mostJudged);
    const KernelPaging paging = kernelPaging(tensor().info(), m_request);
    const QSignalBlocker blockInput(m_input), blockDepth(m_depth);
    m_input->clear();
    if (paging.inputs == 3)
        m_input->addItem(tr("RGB"), QVariant::fromValue<qlonglong>(rgbChoice));
    m_input->addItem(tr("All inputs"), QVariant::fromValue<qlonglong>(KernelRequest::AllInputs));
    for (std::int64_t i = 0; i < std::min(paging.inputs, mostListedInputs); ++i)
        m_input->addItem(tr("Input %1").arg(i), QVariant::fromValue<qlonglong>(i));
    m_input->setCurrentIndex(0);
    m_input->setVisible(paging.inputs > 1);
    m_depth->setRange(0, static_cast<int>(paging.depth - 1));
    m_depth->setSuffix(tr(" of %1", "depth").arg(paging.depth));
    m_depth->setValue(0);
    m_depth->setVisible(paging.depth > 1);
}

void KernelPage::requestPicture()
{
    if (!tensor())
        return;
    const KernelPaging paging = kernelPaging(tensor().info(), m_request);
    {
        const QSignalBlocker block(m_page);
        m_page->setRange(1, static_cast<int>(std::min<std::int64_t>(paging.pages, std::numeric_limits<int>::max())));
        m_page->setSuffix(tr(" of %1", "page").arg(paging.pages));
        m_page->setValue(static_cast<int>(m_request.page) + 1);
    }
    m_pager->setVisible(paging.pages > 1);
    m_map->setEnabled(!paging.rgb); // colour pictures need no map
    m_previous->setEnabled(m_request.page > 0);
    m_next->setEnabled(m_request.page + 1 < paging.pages);
    jobStarted();
    m_job.start([tensor = tensor(), request = m_request](const ProgressFn& progress) {
        return loadKernelPicture(*tensor.model, tensor.index, request, progress);
    });
}

void KernelPage::arrived(Result<KernelPicture> picture)
{
    jobFinished();
    if (!picture) {
        showProblem(picture.error());
        return;
    }
    m_view->setPicture(std::make_shared<const KernelPicture>(std::move(*picture)));
    showNotes();
    showContent();
    emit pictureChanged();
}

void KernelPage::filtersArrived(Result<ChannelSummary> filters)
{
    if (!filters) // the picture stands without; the same error shows where the picture meets it
        return;
    m_view->setMarks(std::make_shared<const ChannelSummary>(*std::move(filters)));
    if (m_order->currentIndex() > 0)
        orderChosen();
    showNotes();
}

void KernelPage::showNotes()
{
    const std::shared_ptr<const KernelPicture>& picture = m_view->picture();
    if (!picture)
        return;
    const KernelPaging& paging = picture->paging;
    QStringList notes;
    if (paging.stepX > 1 || paging.stepY > 1)
        notes << tr("Sampled: one row in %1 and one column in %2 is shown.").arg(paging.stepY).arg(paging.stepX);
    if (paging.pages > 1 && picture->request.scale == KernelScale::Common)
        notes << tr("The common scale is that of the page.");
    if (const auto& filters = m_view->marks(); filters && filters->deadCount + filters->duplicateCount > 0)
        notes << tr("Marked: %1 dead filters (crossed), %2 that repeat another one (dashed).").arg(groupedText(filters->deadCount), groupedText(filters->duplicateCount));
    setNote(notes.join(QLatin1Char(' ')));
}

void KernelPage::reset()
{
    m_job.cancel();
    m_filtersJob.cancel();
    m_view->setMarks(nullptr);
    m_view->setPicture(nullptr);
    m_readout->clear();
}

void KernelPage::showReadout(int tileIndex, qint64 y, qint64 x)
{
    const std::shared_ptr<const KernelPicture>& picture = m_view->picture();
    if (!picture)
        return;
    const KernelTile& tile = picture->grid.tiles[static_cast<std::size_t>(tileIndex)];
    if (tile.input < 0) {
        QStringList values;
        for (std::int64_t input = 0; input < picture->paging.inputs; ++input)
            values << floatText(picture->value(tile, y, x, input));
        m_readout->setText(tr("Filter %1, row %2, column %3: R %4, G %5, B %6")
                               .arg(tile.output).arg(y).arg(x).arg(values.value(0), values.value(1), values.value(2)));
        return;
    }
    const QString place = listText(picture->index(tile, y, x, tile.input));
    m_readout->setText(tr("Filter %1, input %2, %3 = %4").arg(tile.output).arg(tile.input).arg(place, floatText(picture->value(tile, y, x, tile.input))));
}

void KernelPage::showTileReadout(int tileIndex)
{
    const std::shared_ptr<const KernelPicture>& picture = m_view->picture();
    if (!picture || tileIndex < 0) {
        m_readout->setText(picture ? tr("Filters: %1").arg(groupedText(static_cast<quint64>(picture->paging.outputs))) : QString());
        return;
    }
    const KernelTile& tile = picture->grid.tiles[static_cast<std::size_t>(tileIndex)];
    const QString which = tile.input < 0 ? tr("Filter %1").arg(tile.output) : tr("Filter %1, input %2").arg(tile.output).arg(tile.input);
    QString text = tr("%1: %2 to %3, norm %4").arg(which, doubleText(static_cast<double>(tile.min)), doubleText(static_cast<double>(tile.max)),
                                                   doubleText(static_cast<double>(tile.norm)));
    const auto filter = static_cast<std::size_t>(tile.output);
    if (const auto& filters = m_view->marks(); filters && filter < filters->dead.size()) {
        if (filters->dead[filter])
            text += QStringLiteral(", ") + tr("dead: all but zero");
        else if (filters->duplicateOf[filter] >= 0)
            text += QStringLiteral(", ") + tr("the same as filter %1").arg(filters->duplicateOf[filter]);
    }
    m_readout->setText(text);
}

bool KernelPage::hasPicture() const
{
    return m_view->picture() && !m_view->picture()->grid.tiles.empty();
}

QSize KernelPage::pictureSize() const
{
    return m_view->pageSize();
}

void KernelPage::paintPicture(QPainter& painter, const QSize& size, bool vector) const
{
    m_view->paintPage(painter, size, vector);
}

InspectorPage::PictureData KernelPage::pictureData() const
{
    if (!hasPicture())
        return {};
    return [picture = m_view->picture()] { return kernelData(*picture); };
}

} // namespace tensorgraft
