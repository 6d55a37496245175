#include "ui/inspector/kernel_page.h"

#include "ui/inspector/color_map_combo.h"
#include "ui/inspector/kernel_view.h"
#include "ui/inspector/page_controls.h"
#include "ui/inspector/plot_data.h"
#include "ui/inspector/value_text.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>

namespace tensorgraft {
namespace {

constexpr std::int64_t rgbChoice = -2; ///< data of the input box; else a channel or KernelRequest::AllInputs
constexpr std::int64_t mostListedInputs = 4096;
constexpr std::int64_t manyTiles = 256;       ///< of fewer one sees where a filter is
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
    : InspectorPage(pool, parent), m_store(new KernelStore(pool, this)), m_view(new KernelView(m_store, 0, this)),
      m_limitsJob(pool, [this](Result<std::pair<float, float>> limits) { limitsArrived(std::move(limits)); }, [this](int p) { jobProgressed(p); }),
      m_filtersJob(pool, [this](Result<ChannelSummary> filters) { filtersArrived(std::move(filters)); })
{
    buildControls();
    contentLayout()->addWidget(m_depthRow);
    contentLayout()->addWidget(m_view, 1);
    m_readout = makeReadout(this);
    contentLayout()->addWidget(m_readout);
    connect(m_store, &KernelStore::pageArrived, this, &KernelPage::pageArrived);
    connect(m_store, &KernelStore::pageFailed, this, [this](qint64, const Error& error) { pageFailed(error); });
    connect(m_store, &KernelStore::busyChanged, this, [this](bool busy) {
        if (busy)
            jobStarted();
        else if (!m_limitsJob.isRunning())
            jobFinished();
    });
    connect(m_view, &KernelView::hovered, this, &KernelPage::showReadout);
    connect(m_view, &KernelView::hoverLeft, this, [this] {
        if (const auto& weight = m_view->currentWeight())
            showReadout(weight->tile, weight->y, weight->x);
        else
            showTileReadout(m_view->currentTile());
    });
    // What the keys have gone to is told to screen readers, too.
    connect(m_view, &KernelView::currentTileChanged, this, [this](qint64 tile) {
        showTileReadout(tile);
        m_view->setAccessibleDescription(m_readout->text());
    });
    connect(m_view, &KernelView::currentWeightChanged, this, [this](qint64 tile, qint64 y, qint64 x) {
        showReadout(tile, y, x);
        m_view->setAccessibleDescription(m_readout->text());
    });
    connect(m_view, &KernelView::stepped, this, [this](int by) { m_depth->setValue(m_depth->value() + by); });
    connect(m_view, &KernelView::zoomChanged, this, &InspectorPage::pictureChanged);
    connect(m_view, &KernelView::firstVisibleTileChanged, this, [this](qint64 tile) {
        const QSignalBlocker block(m_filter);
        m_filter->setValue(static_cast<int>(m_store->channelsOf(tile).first));
    });
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
    m_scale->setToolTip(tr("Each filter uses the whole range of colours, or all filters of the tensor share one scale"));
    m_order = new QComboBox(this);
    m_order->setObjectName(QStringLiteral("kernelOrder"));
    m_order->addItem(tr("File order"));
    m_order->addItem(tr("Largest norm first"));
    m_order->addItem(tr("Smallest norm first"));
    m_order->setAccessibleName(tr("Order of the filters"));
    m_order->setToolTip(tr("Filters as the file has them, or by their norm: the strongest or the weakest first"));
    m_clip = makeClipBox(this);
    m_map = new ColorMapCombo(ColorMap::Gray, this);
    m_depthRow = new QWidget(this);
    auto* depthLayout = new QHBoxLayout(m_depthRow);
    setSpacing(depthLayout, this, 0, 0.35);
    auto* depthLabel = new QLabel(tr("Depth:"), m_depthRow);
    m_depth = new QSlider(Qt::Horizontal, m_depthRow);
    m_depth->setObjectName(QStringLiteral("kernelDepth"));
    m_depth->setAccessibleName(tr("Depth"));
    m_depth->setToolTip(tr("Index along the third spatial axis (Shift+wheel, comma and full stop over the pictures)"));
    m_depth->setTickPosition(QSlider::TicksBelow);
    m_depth->setTickInterval(1);
    m_depth->setPageStep(1);
    m_depthBox = makeIndexBox(tr("Depth"), tr("Index along the third spatial axis"), m_depthRow);
    depthLabel->setBuddy(m_depthBox);
    depthLayout->addWidget(depthLabel);
    depthLayout->addWidget(m_depth, 1);
    depthLayout->addWidget(m_depthBox);
    m_filter = makeIndexBox(tr("Filter"), tr("Scrolls to a filter"), this);
    m_filter->setPrefix(tr("Filter ", "before its number"));
    m_filter->setObjectName(QStringLiteral("kernelFilter"));
    QToolButton* zoomOut = makeToolButton(QStringLiteral("zoom-out"), tr("Zoom out (-)"), this);
    QToolButton* zoomIn = makeToolButton(QStringLiteral("zoom-in"), tr("Zoom in (+)"), this);
    QToolButton* zoomFit = makeToolButton(QStringLiteral("zoom-fit"), tr("Fit (0)"), this);
    QToolButton* rectangle = makeToolButton(QStringLiteral("zoom-rect"), tr("Zoom to a rectangle (Shift+drag)"), this);
    rectangle->setObjectName(QStringLiteral("zoomRectangle"));
    rectangle->setCheckable(true);
    connect(rectangle, &QToolButton::toggled, m_view, &KernelView::setRectangleZoom);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_input, m_order, m_scale, m_clip, m_map,
                                                           makeGroup({rectangle, zoomOut, zoomIn, zoomFit}, this), m_filter})
        row->addWidget(widget);

    connect(m_input, &QComboBox::activated, this, [this] {
        const std::int64_t choice = m_input->currentData().toLongLong();
        m_request.rgb = choice == rgbChoice;
        m_request.input = choice >= 0 ? choice : static_cast<std::int64_t>(KernelRequest::AllInputs);
        requestPicture();
    });
    connect(m_order, &QComboBox::activated, this, &KernelPage::orderChosen);
    connect(m_scale, &QComboBox::activated, this, [this] {
        m_chosenScale = static_cast<KernelScale>(m_scale->currentData().toInt());
        requestPicture();
    });
    connect(m_clip, &QComboBox::activated, this, [this] {
        m_request.clipPercentile = m_clip->currentData().toDouble();
        m_request.limits.reset();
        requestPicture();
    });
    connect(m_map, &ColorMapCombo::colorMapChosen, this, [this](ColorMap map) {
        m_request.map = map;
        requestPicture();
    });
    connect(m_depth, &QSlider::valueChanged, this, [this](int value) {
        const QSignalBlocker block(m_depthBox);
        m_depthBox->setValue(value);
        m_request.depth = value;
        requestPicture();
    });
    connect(m_depthBox, &QSpinBox::valueChanged, m_depth, &QSlider::setValue);
    connect(m_filter, &QSpinBox::valueChanged, this, &KernelPage::goToFilter);
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
    const ColorMap map = m_request.map;
    m_request = {};
    m_request.map = map;
    m_request.clipPercentile = m_clip->currentData().toDouble();
    m_someUnreadable = false;
    m_read = kernelReader(tensor().model, tensor().index);
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
    const QSignalBlocker blockInput(m_input), blockDepth(m_depth), blockBox(m_depthBox), blockFilter(m_filter);
    m_input->clear();
    if (paging.rgb)
        m_input->addItem(tr("RGB"), QVariant::fromValue<qlonglong>(rgbChoice));
    m_input->addItem(tr("All inputs"), QVariant::fromValue<qlonglong>(KernelRequest::AllInputs));
    for (std::int64_t i = 0; i < std::min(paging.inputs, mostListedInputs); ++i)
        m_input->addItem(tr("Input %1").arg(i), QVariant::fromValue<qlonglong>(i));
    m_input->setCurrentIndex(0);
    m_input->setVisible(paging.inputs > 1);
    const int lastDepth = static_cast<int>(std::min<std::int64_t>(paging.depth, std::numeric_limits<int>::max()) - 1);
    m_depth->setRange(0, lastDepth);
    m_depthBox->setRange(0, lastDepth);
    m_depthBox->setSuffix(tr(" of %1", "depth").arg(paging.depth));
    m_depth->setValue(0);
    m_depthBox->setValue(0);
    m_depthRow->setVisible(paging.depth > 1);
    const std::int64_t filters = std::min<std::int64_t>(paging.outputs, std::numeric_limits<int>::max());
    m_filter->setRange(0, static_cast<int>(std::max<std::int64_t>(1, filters) - 1));
    m_filter->setSuffix(tr(" of %1", "filter").arg(paging.outputs));
    m_filter->setValue(0);
    m_filter->setVisible(paging.outputs > 1 && paging.outputs * (paging.rgb ? 1 : paging.inputs) > manyTiles);
}

void KernelPage::requestPicture()
{
    if (!tensor())
        return;
    const KernelPaging paging = kernelPaging(tensor().info(), m_request);
    m_map->setEnabled(!paging.rgb); // colour pictures need no map
    // A kernel of one weight by itself is always in the middle of its scale.
    const bool single = paging.tileWidth() * paging.tileHeight() == 1 && !paging.rgb;
    m_scale->setEnabled(!single);
    m_request.scale = single ? KernelScale::Common : m_chosenScale;
    m_scale->setCurrentIndex(m_scale->findData(static_cast<int>(m_request.scale)));
    if (m_request.scale == KernelScale::Common && !m_request.limits) {
        jobStarted();
        m_limitsJob.start([tensor = tensor(), clip = m_request.clipPercentile](const ProgressFn& progress) { return kernelLimits(*tensor.model, tensor.index, clip, progress); });
        return;
    }
    m_limitsJob.cancel();
    showSheet();
}

void KernelPage::limitsArrived(Result<std::pair<float, float>> limits)
{
    if (!limits) {
        jobFinished();
        showProblem(limits.error());
        return;
    }
    m_request.limits = *limits;
    showSheet();
}

void KernelPage::showSheet()
{
    m_store->show(kernelPaging(tensor().info(), m_request), m_request,
                  [tensor = tensor(), read = m_read, request = m_request](std::int64_t page, const ProgressFn& progress) -> Result<KernelStore::Pictures> {
                      KernelRequest asked = request;
                      asked.page = page;
                      auto picture = loadKernelPicture(tensor.info(), read, asked, progress);
                      if (!picture)
                          return fail(std::move(picture.error()));
                      return KernelStore::Pictures{std::make_shared<const KernelPicture>(std::move(*picture))};
                  });
}

void KernelPage::pageArrived()
{
    showNotes();
    showContent();
    emit pictureChanged();
}

void KernelPage::pageFailed(const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    if (!m_store->anyPage()) {
        jobFinished();
        showProblem(error);
        return;
    }
    m_someUnreadable = true; // the others stay to be looked at
    showNotes();
}

void KernelPage::goToFilter(int filter)
{
    m_view->scrollToTile(m_store->firstTileOf(filter));
}

void KernelPage::keyPressEvent(QKeyEvent* event)
{
    if (m_depthRow->isVisible() && (event->key() == Qt::Key_Comma || event->key() == Qt::Key_Period))
        m_depth->setValue(m_depth->value() + (event->key() == Qt::Key_Comma ? -1 : 1));
    else
        InspectorPage::keyPressEvent(event);
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
    if (!m_store->isActive())
        return;
    const KernelPaging& paging = m_store->paging();
    QStringList notes;
    if (paging.stepX > 1 || paging.stepY > 1)
        notes << tr("Sampled: one row in %1 and one column in %2 is shown.").arg(paging.stepY).arg(paging.stepX);
    if (m_someUnreadable)
        notes << tr("Some filters cannot be read (hatched).");
    if (const auto& filters = m_view->marks(); filters && filters->deadCount + filters->duplicateCount > 0) {
        QStringList marked;
        if (filters->deadCount > 0)
            marked << tr("%1 dead (crossed)").arg(groupedText(filters->deadCount));
        if (filters->duplicateCount > 0)
            marked << tr("%1 that repeat another one (dashed)").arg(groupedText(filters->duplicateCount));
        notes << tr("Marked filters: %1.").arg(marked.join(QStringLiteral(", ")));
    }
    setNote(notes.join(QLatin1Char(' ')));
}

void KernelPage::reset()
{
    m_limitsJob.cancel();
    m_filtersJob.cancel();
    m_read = nullptr;
    m_view->setMarks(nullptr);
    m_store->clear();
    m_readout->clear();
}

void KernelPage::showReadout(qint64 tileIndex, qint64 y, qint64 x)
{
    const ShownTile shown = m_view->shown(tileIndex);
    if (!shown) {
        m_readout->clear(); // being read
        return;
    }
    const KernelPicture& picture = *shown.picture;
    const KernelTile& tile = *shown.tile;
    if (tile.input < 0) {
        QStringList values;
        for (std::int64_t input = 0; input < picture.paging.inputs; ++input)
            values << floatText(picture.value(tile, y, x, input));
        m_readout->setText(tr("Filter %1, row %2, column %3: R %4, G %5, B %6")
                               .arg(tile.output).arg(y).arg(x).arg(values.value(0), values.value(1), values.value(2)));
        return;
    }
    const QString place = listText(picture.index(tile, y, x, tile.input));
    m_readout->setText(tr("Filter %1, input %2, %3 = %4").arg(tile.output).arg(tile.input).arg(place, floatText(picture.value(tile, y, x, tile.input))));
}

void KernelPage::showTileReadout(qint64 tileIndex)
{
    if (!m_store->isActive() || tileIndex < 0) {
        m_readout->setText(m_store->isActive() ? tr("Filters: %1").arg(groupedText(static_cast<quint64>(m_store->paging().outputs))) : QString());
        return;
    }
    const auto [output, input] = m_store->channelsOf(tileIndex);
    const QString which = input < 0 ? tr("Filter %1").arg(output) : tr("Filter %1, input %2").arg(output).arg(input);
    const ShownTile shown = m_view->shown(tileIndex);
    if (!shown) {
        m_readout->setText(which);
        return;
    }
    const KernelTile& tile = *shown.tile;
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
    return m_store->anyPage() != nullptr;
}

QSize KernelPage::pictureSize() const
{
    return m_view->pageSize();
}

void KernelPage::paintPicture(QPainter& painter, const QSize& size, bool vector) const
{
    m_view->paintPage(painter, size, vector);
}

QString KernelPage::valueText() const
{
    const auto& weight = m_view->currentWeight();
    const ShownTile shown = weight ? m_view->shown(weight->tile) : ShownTile();
    if (!shown)
        return {};
    QStringList values;
    for (std::int64_t input = shown.tile->input < 0 ? 0 : shown.tile->input; input < (shown.tile->input < 0 ? shown.picture->paging.inputs : shown.tile->input + 1); ++input)
        values << floatText(shown.value(weight->y, weight->x, input));
    return values.join(QStringLiteral(", "));
}

InspectorPage::WholePicture KernelPage::wholePicture() const
{
    auto sheet = m_view->wholeSheet();
    if (!sheet)
        return {};
    sheet->title = QString::fromStdString(tensor().info().name);
    sheet->description = QString::fromStdString(tensor().model->path().filename().string());
    WholePicture whole;
    whole.name = tr("all %1 filters").arg(groupedText(static_cast<quint64>(m_store->paging().outputs)));
    whole.problem = [sheet = *sheet](const QString& suffix) { return kernelSheetProblem(sheet, suffix); };
    whole.save = [sheet = *std::move(sheet)](const std::filesystem::path& path, const ProgressFn& progress) { return saveKernelSheet(sheet, path, progress); };
    return whole;
}

InspectorPage::PictureData KernelPage::pictureData() const
{
    if (!hasPicture())
        return {};
    return [tiles = m_view->savedTiles()] { return kernelData(tiles); };
}

} // namespace tensorgraft
