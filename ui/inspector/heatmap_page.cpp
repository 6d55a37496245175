#include "ui/inspector/heatmap_page.h"

#include "ui/inspector/axis_text.h"
#include "ui/inspector/color_map_combo.h"
#include "ui/inspector/heatmap_cursor.h"
#include "ui/inspector/heatmap_numbers.h"
#include "ui/inspector/page_controls.h"
#include "ui/inspector/plot_data.h"
#include "ui/inspector/plot_style.h"
#include "ui/inspector/plot_tools.h"
#include "ui/inspector/value_text.h"
#include "ui/theme/flow_layout.h"
#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <mutex>
#include <qcustomplot.h>

namespace tensorgraft {
namespace {

constexpr int refineDelayMs = 120, collectMs = 30, fewestCells = 128, mostCells = 1024;

enum class CellKind : std::uint8_t { Mean, Minimum, Maximum };

/// The two axes that show most: the largest; on equal terms the later ones, which lie closer in memory.
std::pair<int, int> firstAxes(const Shape& shape)
{
    const int rank = static_cast<int>(shape.rank());
    if (rank == 0)
        return {-1, -1};
    if (rank == 1)
        return {-1, 0};
    int first = rank - 1, second = -1;
    for (int axis = rank - 1; axis >= 0; --axis)
        if (shape[static_cast<std::size_t>(axis)] > shape[static_cast<std::size_t>(first)])
            first = axis;
    for (int axis = rank - 1; axis >= 0; --axis)
        if (axis != first && (second < 0 || shape[static_cast<std::size_t>(axis)] > shape[static_cast<std::size_t>(second)]))
            second = axis;
    return {std::min(first, second), std::max(first, second)};
}

int toInt(std::int64_t value)
{
    return static_cast<int>(std::clamp<std::int64_t>(value, 0, std::numeric_limits<int>::max()));
}

} // namespace

struct HeatmapPage::Mail {
    std::mutex mutex;
    std::optional<HeatmapPicture> picture;
};

HeatmapPage::HeatmapPage(QThreadPool* pool, QWidget* parent)
    : InspectorPage(pool, parent), m_plot(new QCustomPlot(this)),
      m_job(pool, [this](Result<HeatmapPicture> picture) { arrived(std::move(picture)); }, [this](int p) { jobProgressed(p); }),
      m_pyramidJob(pool, [this](Result<std::shared_ptr<const HeatmapPyramid>> pyramid) { pyramidArrived(std::move(pyramid)); },
                   [this](int p) { jobProgressed(p); })
{
    m_collect = new QTimer(this);
    m_collect->setInterval(collectMs);
    connect(m_collect, &QTimer::timeout, this, &HeatmapPage::collect);
    buildControls();
    buildPlot();
    m_refine = new QTimer(this);
    m_refine->setSingleShot(true);
    m_refine->setInterval(refineDelayMs);
    connect(m_refine, &QTimer::timeout, this, &HeatmapPage::refine);
    restyle();
}

void HeatmapPage::buildControls()
{
    auto* row = new FlowLayout;
    row->setSpacing(ems(this, 0.35));
    contentLayout()->addLayout(row);
    m_rows = new QComboBox(this);
    m_rows->setObjectName(QStringLiteral("heatmapRows"));
    m_rows->setAccessibleName(tr("Axis of the rows"));
    m_rows->setToolTip(tr("Axis that runs downwards"));
    m_columns = new QComboBox(this);
    m_columns->setObjectName(QStringLiteral("heatmapColumns"));
    m_columns->setAccessibleName(tr("Axis of the columns"));
    m_columns->setToolTip(tr("Axis that runs to the right"));
    QToolButton* swap = makeToolButton(QStringLiteral("swap"), tr("Swap rows and columns"), this);
    m_map = new ColorMapCombo(ColorMap::BlueRed, this);
    m_kind = new QComboBox(this);
    m_kind->addItem(tr("Means"), static_cast<int>(CellKind::Mean));
    m_kind->addItem(tr("Minima"), static_cast<int>(CellKind::Minimum));
    m_kind->addItem(tr("Maxima"), static_cast<int>(CellKind::Maximum));
    m_kind->setAccessibleName(tr("What a cell of several values shows"));
    m_kind->setToolTip(m_kind->accessibleName());
    m_clip = makeClipBox(this);
    auto* tools = new PlotTools(m_plot, [this] { showWhole(); });
    for (QWidget* widget : std::initializer_list<QWidget*>{m_axes = makeGroup({m_rows, swap, m_columns}, this), m_map, m_clip, m_kind,
                                                           tools->makeButtons(this)})
        row->addWidget(widget);
    m_sliderHost = new QWidget(this);
    m_sliders = new QGridLayout(m_sliderHost);
    setSpacing(m_sliders, this, 0, 0.35);
    contentLayout()->addWidget(m_sliderHost);

    connect(m_rows, &QComboBox::activated, this, [this] { axesChosen(true); });
    connect(m_columns, &QComboBox::activated, this, [this] { axesChosen(false); });
    connect(swap, &QToolButton::clicked, this, [this] {
        if (m_request.rowAxis < 0)
            return;
        forgetPyramid();
        std::swap(m_request.rowAxis, m_request.columnAxis);
        m_rows->setCurrentIndex(m_request.rowAxis);
        m_columns->setCurrentIndex(m_request.columnAxis);
        showWhole();
    });
    connect(m_map, &ColorMapCombo::colorMapChosen, this, [this] { draw(); });
    connect(m_kind, &QComboBox::activated, this, [this] { draw(); });
    connect(m_clip, &QComboBox::activated, this, [this] { draw(); });
}

void HeatmapPage::buildPlot()
{
    m_plot->setAccessibleName(tr("Heatmap"));
    applyMatrixAxes(m_plot);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis})
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] { boundRanges(); });
    m_colorMap = new QCPColorMap(m_plot->xAxis, m_plot->yAxis);
    m_colorMap->setInterpolate(false);
    m_colorMap->setTightBoundary(false);
    m_scale = new QCPColorScale(m_plot);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(ems(this, 0.8));
    m_scale->axis()->setNumberPrecision(3);
    m_scale->setRangeDrag(false);
    m_scale->setRangeZoom(false);
    m_plot->plotLayout()->addElement(0, 1, m_scale);
    m_colorMap->setColorScale(m_scale);
    m_numbers = new HeatmapNumbers(
        m_plot,
        [this](std::int64_t row, std::int64_t column) -> std::optional<float> {
            if (!m_shown || m_shown->isReduced())
                return std::nullopt;
            const MatrixRegion& region = m_shown->request.region;
            row -= region.firstRow;
            column -= region.firstColumn;
            if (row < 0 || column < 0 || row >= region.rows || column >= region.columns)
                return std::nullopt;
            return m_shown->heatmap.mean[static_cast<std::size_t>(row * m_shown->heatmap.cellColumns + column)];
        },
        [this](float value) {
            const auto rgb = mapColor(m_map->colorMap(), std::isnan(value) ? value : (value - m_low) / (m_high - m_low));
            return QColor(rgb[0], rgb[1], rgb[2]);
        });
    auto* margins = new QCPMarginGroup(m_plot);
    m_plot->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    m_scale->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    contentLayout()->addWidget(m_plot, 1);
    m_readout = makeReadout(this);
    contentLayout()->addWidget(m_readout);
    m_cursor = new HeatmapCursor(m_plot);
    connect(m_cursor, &HeatmapCursor::moved, this, &HeatmapPage::cursorMoved);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) { m_readout->setText(readoutAt(event->position())); });
}

void HeatmapPage::load()
{
    const TensorInfo& info = tensor().info();
    if (!isPlain(info.dtype)) {
        showMessage(QStringLiteral("heatmap"), tr("Values of this type cannot be shown as pictures."));
        return;
    }
    if (info.elementCount() == 0) {
        showMessage(QStringLiteral("heatmap"), tr("This tensor is empty."));
        return;
    }
    m_request = {};
    std::tie(m_request.rowAxis, m_request.columnAxis) = firstAxes(info.shape);
    m_request.fixed.assign(info.shape.rank(), 0);
    fillAxisBox(m_rows, info, m_request.rowAxis);
    fillAxisBox(m_columns, info, m_request.columnAxis);
    m_axes->setVisible(info.shape.rank() >= 2); // else there is nothing to choose
    rebuildSliders();
    showWhole();
}

void HeatmapPage::forgetPyramid()
{
    m_pyramidJob.cancel();
    m_collect->stop();
    m_mail.reset();
    m_pyramid.reset();
}

void HeatmapPage::reset()
{
    m_job.cancel();
    forgetPyramid();
    m_refine->stop();
    m_shown.reset();
    m_cursor->hide();
    m_readout->clear();
}

void HeatmapPage::axesChosen(bool rowChanged)
{
    const int rows = m_rows->currentIndex(), columns = m_columns->currentIndex();
    if (rows < 0 || columns < 0)
        return;
    if (rows == columns) { // the other box takes what this one had
        if (rowChanged)
            m_columns->setCurrentIndex(m_request.rowAxis);
        else
            m_rows->setCurrentIndex(m_request.columnAxis);
    }
    forgetPyramid();
    m_request.rowAxis = m_rows->currentIndex();
    m_request.columnAxis = m_columns->currentIndex();
    rebuildSliders();
    showWhole();
}

void HeatmapPage::rebuildSliders()
{
    while (QLayoutItem* item = m_sliders->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const TensorInfo& info = tensor().info();
    int line = 0;
    for (int axis = 0; axis < static_cast<int>(info.shape.rank()); ++axis) {
        const std::int64_t size = info.shape[static_cast<std::size_t>(axis)];
        if (axis == m_request.rowAxis || axis == m_request.columnAxis || size < 2)
            continue;
        auto* label = new QLabel(axisText(info, axis), m_sliderHost);
        auto* slider = new QSlider(Qt::Horizontal, m_sliderHost);
        slider->setObjectName(QStringLiteral("slider%1").arg(axis));
        slider->setRange(0, toInt(size - 1));
        slider->setAccessibleName(axisText(info, axis));
        QSpinBox* box = makeIndexBox(axisText(info, axis), tr("Index along this axis"), m_sliderHost);
        box->setRange(0, toInt(size - 1));
        const int place = static_cast<int>(m_request.fixed[static_cast<std::size_t>(axis)]);
        slider->setValue(place);
        box->setValue(place);
        label->setBuddy(box);
        connect(slider, &QSlider::valueChanged, box, &QSpinBox::setValue);
        connect(box, &QSpinBox::valueChanged, this, [this, slider, axis](int value) {
            const QSignalBlocker block(slider);
            slider->setValue(value);
            forgetPyramid();
            m_request.fixed[static_cast<std::size_t>(axis)] = value;
            m_fitWhenArrived = false;
            request(m_request.region);
        });
        m_sliders->addWidget(label, line, 0);
        m_sliders->addWidget(slider, line, 1);
        m_sliders->addWidget(box, line, 2);
        ++line;
    }
    m_sliders->setColumnStretch(1, 1);
    m_sliderHost->setVisible(line > 0);
}

void HeatmapPage::showWhole()
{
    if (!tensor() || m_request.fixed.size() != tensor().info().shape.rank())
        return;
    m_fitWhenArrived = true;
    request(wholeMatrix(tensor().info().shape, m_request.rowAxis, m_request.columnAxis));
}

std::pair<int, int> HeatmapPage::roomForCells() const
{
    // About one cell a device pixel: more would be computed for nothing, less would be visible.
    const QSize room = m_plot->axisRect()->size() * devicePixelRatioF();
    return {std::clamp(room.height(), fewestCells, mostCells), std::clamp(room.width(), fewestCells, mostCells)};
}

void HeatmapPage::request(const MatrixRegion& region)
{
    if (!tensor())
        return;
    m_request.region = region;
    std::tie(m_request.maxRows, m_request.maxColumns) = roomForCells();
    const MatrixRegion whole = wholeMatrix(tensor().info().shape, m_request.rowAxis, m_request.columnAxis);
    if (whole.rows > heatmapPyramidFrom / whole.columns) {
        if (!m_pyramid && !m_pyramidJob.isRunning())
            requestPyramid();
        if (!m_pyramid && region == whole) {
            m_job.cancel(); // the pyramid shows itself while it is built
            return;
        }
        if (m_pyramid && m_pyramid->serves(region, m_request.maxRows, m_request.maxColumns)) {
            m_job.start([pyramid = m_pyramid, request = m_request](const ProgressFn&) {
                return Result<HeatmapPicture>(pyramid->picture(request.region, request.maxRows, request.maxColumns));
            });
            return;
        }
    }
    jobStarted();
    m_job.start([tensor = tensor(), request = m_request](const ProgressFn& progress) {
        return loadHeatmap(*tensor.model, tensor.index, request, progress);
    });
}

void HeatmapPage::requestPyramid()
{
    m_mail = std::make_shared<Mail>();
    m_collect->start();
    HeatmapRequest request = m_request;
    request.region = wholeMatrix(tensor().info().shape, request.rowAxis, request.columnAxis);
    jobStarted();
    m_pyramidJob.start([tensor = tensor(), request, mail = m_mail](const ProgressFn& progress) {
        return loadHeatmapPyramid(*tensor.model, tensor.index, request, progress, [&mail](HeatmapPicture picture) {
            const std::scoped_lock lock(mail->mutex);
            mail->picture = std::move(picture);
        });
    });
}

void HeatmapPage::collect()
{
    if (!m_mail)
        return;
    std::optional<HeatmapPicture> picture;
    {
        const std::scoped_lock lock(m_mail->mutex);
        picture.swap(m_mail->picture);
    }
    // Who has zoomed in meanwhile looks at a part that is read by itself.
    if (picture && (!m_shown || m_shown->sampled) && m_request.region == picture->whole)
        show(std::move(*picture));
}

void HeatmapPage::pyramidArrived(Result<std::shared_ptr<const HeatmapPyramid>> pyramid)
{
    m_collect->stop();
    m_mail.reset();
    if (!m_job.isRunning())
        jobFinished();
    if (!pyramid) {
        showProblem(pyramid.error());
        return;
    }
    m_pyramid = std::move(*pyramid);
    if (!m_job.isRunning())
        request(m_request.region);
}

void HeatmapPage::arrived(Result<HeatmapPicture> picture)
{
    if (!m_pyramidJob.isRunning())
        jobFinished();
    if (!picture) {
        showProblem(picture.error());
        return;
    }
    show(std::move(*picture));
}

void HeatmapPage::show(HeatmapPicture picture)
{
    m_shown = std::move(picture);
    m_numbers->setSize(m_shown->whole.rows, m_shown->whole.columns);
    if (m_fitWhenArrived) {
        m_fitWhenArrived = false;
        const MatrixRegion whole = wholeMatrix(tensor().info().shape, m_request.rowAxis, m_request.columnAxis);
        const QSignalBlocker blockX(m_plot->xAxis), blockY(m_plot->yAxis);
        m_plot->xAxis->setRange(-0.5, static_cast<double>(whole.columns) - 0.5);
        m_plot->yAxis->setRange(-0.5, static_cast<double>(whole.rows) - 0.5);
    }
    const TensorInfo& info = tensor().info();
    m_plot->xAxis->setLabel(m_request.columnAxis < 0 ? QString() : axisName(info, m_request.columnAxis));
    m_plot->yAxis->setLabel(m_request.rowAxis < 0 ? QString() : axisName(info, m_request.rowAxis));
    m_cursor->setPicture(*m_shown);
    draw();
    showContent();
    emit pictureChanged();
}

void HeatmapPage::draw()
{
    if (!m_shown)
        return;
    const Heatmap& heatmap = m_shown->heatmap;
    const MatrixRegion& region = m_shown->request.region;
    const bool reduced = m_shown->isReduced();
    m_kind->setVisible(reduced);
    const auto kind = static_cast<CellKind>(m_kind->currentData().toInt());
    const std::vector<float>& plane = !reduced || kind == CellKind::Mean ? heatmap.mean
                                      : kind == CellKind::Minimum        ? heatmap.min
                                                                         : heatmap.max;
    QCPColorMapData* cells = m_colorMap->data();
    cells->setSize(heatmap.cellColumns, heatmap.cellRows);
    // A map's range reaches from the centre of the first cell to that of the last.
    const double cellWidth = static_cast<double>(region.columns) / heatmap.cellColumns;
    const double cellHeight = static_cast<double>(region.rows) / heatmap.cellRows;
    const double left = static_cast<double>(region.firstColumn) - 0.5, top = static_cast<double>(region.firstRow) - 0.5;
    cells->setKeyRange(QCPRange(left + cellWidth / 2, left + static_cast<double>(region.columns) - cellWidth / 2));
    cells->setValueRange(QCPRange(top + cellHeight / 2, top + static_cast<double>(region.rows) - cellHeight / 2));
    // With one cell along a side the range is empty and QCustomPlot would give it no height: two equal cells do.
    if (heatmap.cellColumns == 1) {
        cells->setSize(2, cells->valueSize());
        cells->setKeyRange(QCPRange(left + cellWidth / 4, left + cellWidth * 3 / 4));
    }
    if (heatmap.cellRows == 1) {
        cells->setSize(cells->keySize(), 2);
        cells->setValueRange(QCPRange(top + cellHeight / 4, top + cellHeight * 3 / 4));
    }
    for (int y = 0; y < cells->valueSize(); ++y) {
        for (int x = 0; x < cells->keySize(); ++x) {
            const int row = std::min(y, heatmap.cellRows - 1), column = std::min(x, heatmap.cellColumns - 1);
            const auto value = static_cast<double>(plane[static_cast<std::size_t>(row) * static_cast<std::size_t>(heatmap.cellColumns) + static_cast<std::size_t>(column)]);
            cells->setCell(x, y, value);
        }
    }
    // Percentiles are those of the cells that are shown.
    const auto [lowest, highest] = clippedRange(plane, m_clip->currentData().toDouble());
    auto low = static_cast<double>(lowest), high = static_cast<double>(highest);
    const ColorMap map = m_map->colorMap();
    if (isDiverging(map)) {
        high = std::max(std::abs(low), std::abs(high));
        low = -high;
    }
    if (low == high) {
        low -= 0.5;
        high += 0.5;
    }
    m_low = static_cast<float>(low);
    m_high = static_cast<float>(high);
    m_scale->setGradient(plotGradient(map));
    m_scale->setDataRange(QCPRange(low, high));
    setNote(m_shown->sampled ? tr("A first impression from a sample; the exact values are being read.")
            : reduced ? tr("Reduced: a cell covers about %1 by %2 values. Zoom in for single values.")
                          .arg(QString::number(cellHeight, 'g', 3), QString::number(cellWidth, 'g', 3))
                    : QString());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HeatmapPage::boundRanges()
{
    if (!m_shown || !tensor())
        return;
    const MatrixRegion whole = wholeMatrix(tensor().info().shape, m_request.rowAxis, m_request.columnAxis);
    const auto bound = [](QCPAxis* axis, double size) {
        const QSignalBlocker block(axis);
        QCPRange range = axis->range();
        if (range.size() < 1) // no closer than one value
            range = QCPRange(range.center() - 0.5, range.center() + 0.5);
        axis->setRange(range.bounded(-0.5, size - 0.5));
    };
    bound(m_plot->xAxis, static_cast<double>(whole.columns));
    bound(m_plot->yAxis, static_cast<double>(whole.rows));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    m_refine->start();
}

MatrixRegion HeatmapPage::visibleRegion() const
{
    const MatrixRegion whole = wholeMatrix(tensor().info().shape, m_request.rowAxis, m_request.columnAxis);
    const auto cut = [](const QCPRange& range, std::int64_t size) {
        const auto first = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(range.lower + 0.5)), 0, size - 1);
        const auto last = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(range.upper - 0.5)), first, size - 1);
        return std::pair(first, last - first + 1);
    };
    const auto [row, rows] = cut(m_plot->yAxis->range(), whole.rows);
    const auto [column, columns] = cut(m_plot->xAxis->range(), whole.columns);
    return {row, rows, column, columns};
}

void HeatmapPage::refine()
{
    if (!m_shown || !tensor())
        return;
    const MatrixRegion wanted = visibleRegion();
    const MatrixRegion& have = m_shown->request.region;
    const bool covered = wanted.firstRow >= have.firstRow && wanted.firstRow + wanted.rows <= have.firstRow + have.rows
                         && wanted.firstColumn >= have.firstColumn && wanted.firstColumn + wanted.columns <= have.firstColumn + have.columns;
    // The window has grown since: twice as many cells or more would fit.
    const auto [rows, columns] = roomForCells();
    const bool coarse = m_shown->heatmap.cellRows * 2 <= std::min<std::int64_t>(rows, have.rows)
                        || m_shown->heatmap.cellColumns * 2 <= std::min<std::int64_t>(columns, have.columns);
    if (!covered || (m_shown->isReduced() && (wanted != have || coarse)))
        request(wanted);
}

void HeatmapPage::resizeEvent(QResizeEvent* event)
{
    InspectorPage::resizeEvent(event);
    m_refine->start();
}

QString HeatmapPage::readoutAt(const QPointF& point) const
{
    return readoutOf(std::floor(m_plot->yAxis->pixelToCoord(point.y()) + 0.5), std::floor(m_plot->xAxis->pixelToCoord(point.x()) + 0.5));
}

std::optional<std::size_t> HeatmapPage::cellOf(double row, double column) const
{
    if (!m_shown)
        return std::nullopt;
    const MatrixRegion& region = m_shown->request.region;
    const double x = column - static_cast<double>(region.firstColumn), y = row - static_cast<double>(region.firstRow);
    if (x < 0 || y < 0 || x >= static_cast<double>(region.columns) || y >= static_cast<double>(region.rows))
        return std::nullopt;
    const auto [cellRow, cellColumn] = m_shown->cellOf(static_cast<std::int64_t>(row), static_cast<std::int64_t>(column));
    return static_cast<std::size_t>(cellRow) * static_cast<std::size_t>(m_shown->heatmap.cellColumns) + static_cast<std::size_t>(cellColumn);
}

QString HeatmapPage::readoutOf(double row, double column) const
{
    const auto cell = cellOf(row, column);
    if (!cell)
        return {};
    const Heatmap& heatmap = m_shown->heatmap;
    if (!m_shown->isReduced()) {
        QStringList index;
        for (int axis = 0; axis < static_cast<int>(m_shown->request.fixed.size()); ++axis)
            index << (axis == m_shown->request.rowAxis      ? QString::number(row, 'f', 0)
                      : axis == m_shown->request.columnAxis ? QString::number(column, 'f', 0)
                                                            : QString::number(m_shown->request.fixed[static_cast<std::size_t>(axis)]));
        return tr("[%1] = %2").arg(index.join(QStringLiteral(", ")), floatText(heatmap.mean[*cell]));
    }
    const auto columns = static_cast<std::size_t>(heatmap.cellColumns);
    const MatrixRegion covered = m_shown->cell(static_cast<int>(*cell / columns), static_cast<int>(*cell % columns));
    return tr("rows %1 to %2, columns %3 to %4: mean %5, %6 to %7")
        .arg(covered.firstRow).arg(covered.firstRow + covered.rows - 1).arg(covered.firstColumn).arg(covered.firstColumn + covered.columns - 1)
        .arg(doubleText(static_cast<double>(heatmap.mean[*cell])), doubleText(static_cast<double>(heatmap.min[*cell])),
             doubleText(static_cast<double>(heatmap.max[*cell])));
}

void HeatmapPage::cursorMoved()
{
    const auto& place = m_cursor->place();
    const QString text = place ? readoutOf(static_cast<double>(place->first), static_cast<double>(place->second)) : QString();
    m_readout->setText(text);
    m_plot->setAccessibleDescription(text); // screen readers say what changes
}

QString HeatmapPage::valueText() const
{
    const auto& place = m_cursor->place();
    const auto cell = place ? cellOf(static_cast<double>(place->first), static_cast<double>(place->second)) : std::nullopt;
    return cell ? floatText(m_shown->heatmap.mean[*cell]) : QString();
}

void HeatmapPage::restyle()
{
    applyPlotStyle(m_plot, palette());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HeatmapPage::changeEvent(QEvent* event)
{
    InspectorPage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

bool HeatmapPage::showsNumbers() const
{
    return m_shown && !m_shown->isReduced() && m_numbers->isReadable();
}

InspectorPage::PictureData HeatmapPage::pictureData() const
{
    if (!m_shown)
        return {};
    return [picture = *m_shown] { return heatmapData(picture); };
}

QSize HeatmapPage::pictureSize() const
{
    return m_plot->size();
}

void HeatmapPage::paintPicture(QPainter& painter, const QSize& size, bool vector) const
{
    m_cursor->setDrawn(false);
    paintPlot(m_plot, painter, size, vector);
    m_cursor->setDrawn(true);
}

} // namespace tensorgraft
