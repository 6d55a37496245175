#include "model_io/formats/registry.h"
#include "tests/bench/watchdog.h"
#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/inspector/heatmap_page.h"
#include "ui/inspector/heatmap_pyramid.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/kernel_page.h"
#include "ui/inspector/kernel_view.h"
#include "ui/inspector/layer_list_model.h"
#include "ui/inspector/metadata_search.h"
#include "ui/inspector/tensor_export.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <qcustomplot.h>

using namespace tensorgraft;
using tensorgraft::test::ValueModel;

/// Large matrices in the heatmap, filters by norm, layers and searches of metadata.
class TestInspectorLarge : public QObject {
    Q_OBJECT
private slots:
    void init() { tensorgraft::test::failOnWarnings(); }
    void pyramidIsExact_data();
    void pyramidIsExact();
    void sampleIsOfTheRightPlace();
    void slowSamplesShowWhatTheyHave_data();
    void slowSamplesShowWhatTheyHave();
    void largeMatrixOpensAtOnce();
    void filtersByNorm();
    void gridOfManyKernels();
    void depthIsSteppedThrough();
    void layersOfAKerasModel();
    void metadataIsFound();
};

namespace {

/// Values that no two neighbours share, with a NaN here and there.
float valueAt(std::int64_t row, std::int64_t column)
{
    if ((row * 31 + column) % 9973 == 0)
        return std::numeric_limits<float>::quiet_NaN();
    return static_cast<float>((row * 7919 + column * 104729) % 100'003) - 50'000.0F;
}

ValueModel::Tensor matrix(std::int64_t rows, std::int64_t columns)
{
    std::vector<float> values(static_cast<std::size_t>(rows * columns));
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c)
            values[static_cast<std::size_t>(r * columns + c)] = valueAt(r, c);
    return {"m", Shape{rows, columns}, std::move(values)};
}

} // namespace

void TestInspectorLarge::pyramidIsExact_data()
{
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<qint64>("columns");
    QTest::addColumn<bool>("turned");
    QTest::newRow("square") << qint64{3001} << qint64{2999} << false;
    QTest::newRow("turned") << qint64{3001} << qint64{2999} << true;
    QTest::newRow("tall") << qint64{100'003} << qint64{90} << false;
    QTest::newRow("wide") << qint64{5} << qint64{2'000'003} << false;
}

void TestInspectorLarge::pyramidIsExact()
{
    QFETCH(qint64, rows);
    QFETCH(qint64, columns);
    QFETCH(bool, turned);
    const auto model = ValueModel::make({matrix(rows, columns)});
    HeatmapRequest request;
    request.rowAxis = turned ? 1 : 0;
    request.columnAxis = turned ? 0 : 1;
    request.fixed = {0, 0};
    request.region = wholeMatrix(model->tensors()[0].shape, request.rowAxis, request.columnAxis);
    const auto pyramid = loadHeatmapPyramid(*model, 0, request, {}, [](HeatmapPicture) {});
    QVERIFY(pyramid);
    const qint64 allRows = turned ? columns : rows, allColumns = turned ? rows : columns;
    for (const MatrixRegion& region : {request.region, MatrixRegion{allRows / 3, std::max<qint64>(1, allRows / 2), allColumns / 4, std::max<qint64>(1, allColumns / 2)}}) {
        const HeatmapPicture picture = (*pyramid)->picture(region, 300, 200);
        QVERIFY(picture.heatmap.cellRows <= 300 && picture.heatmap.cellColumns <= 200);
        QVERIFY(picture.request.region.firstRow <= region.firstRow && picture.request.region.firstColumn <= region.firstColumn);
        QVERIFY(picture.request.region.firstRow + picture.request.region.rows >= region.firstRow + region.rows);
        // Every cell of a few, value by value.
        for (int k = 0; k < 40; ++k) {
            const int row = k * 7919 % picture.heatmap.cellRows, column = k * 104'729 % picture.heatmap.cellColumns;
            const MatrixRegion cell = picture.cell(row, column);
            QVERIFY(cell.rows > 0 && cell.columns > 0);
            double sum = 0, count = 0;
            float low = std::numeric_limits<float>::infinity(), high = -low;
            for (std::int64_t r = cell.firstRow; r < cell.firstRow + cell.rows; ++r)
                for (std::int64_t c = cell.firstColumn; c < cell.firstColumn + cell.columns; ++c)
                    if (const float v = turned ? valueAt(c, r) : valueAt(r, c); !std::isnan(v)) {
                        sum += v;
                        ++count;
                        low = std::min(low, v);
                        high = std::max(high, v);
                    }
            const auto i = static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.heatmap.cellColumns) + static_cast<std::size_t>(column);
            QCOMPARE(picture.heatmap.min[i], low);
            QCOMPARE(picture.heatmap.max[i], high);
            QVERIFY(std::abs(static_cast<double>(picture.heatmap.mean[i]) - sum / count) <= 1e-4 * std::max(1.0, std::abs(sum / count)) + 0.02);
        }
    }
}

void TestInspectorLarge::sampleIsOfTheRightPlace()
{
    // A ramp: the sample of a cell cannot be far from its mean.
    std::vector<float> values(2000 * 1500);
    for (int r = 0; r < 2000; ++r)
        for (int c = 0; c < 1500; ++c)
            values[static_cast<std::size_t>(r * 1500 + c)] = static_cast<float>(r);
    const auto model = ValueModel::make({{"m", Shape{2000, 1500}, std::move(values)}});
    HeatmapRequest request;
    request.fixed = {0, 0};
    request.region = wholeMatrix(model->tensors()[0].shape, 0, 1);
    request.maxRows = 100;
    request.maxColumns = 50;
    const auto sample = sampleHeatmap(*model, 0, request);
    QVERIFY(sample && sample->sampled);
    QCOMPARE(sample->heatmap.cellRows, 100);
    for (int row = 0; row < 100; ++row)
        QVERIFY(std::abs(sample->heatmap.mean[static_cast<std::size_t>(row * 50 + 25)] - (20 * row + 10)) <= 10);
}

void TestInspectorLarge::slowSamplesShowWhatTheyHave_data()
{
    QTest::addColumn<bool>("turned");
    QTest::newRow("as stored") << false;
    QTest::newRow("turned") << true;
}

void TestInspectorLarge::slowSamplesShowWhatTheyHave()
{
    QFETCH(bool, turned);
    std::vector<float> values(4000 * 300); // a ramp along the rows
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i / 300);
    const auto model = ValueModel::make({{"m", Shape{4000, 300}, std::move(values)}});
    model->delayMs = 12; // a row
    HeatmapRequest request;
    request.fixed = {0, 0};
    request.rowAxis = turned ? 1 : 0;
    request.columnAxis = turned ? 0 : 1;
    request.region = wholeMatrix(model->tensors()[0].shape, request.rowAxis, request.columnAxis);
    (turned ? request.maxColumns : request.maxRows) = 80;
    (turned ? request.maxRows : request.maxColumns) = 50;
    std::vector<HeatmapPicture> published;
    const auto sample = sampleHeatmap(*model, 0, request, [&](HeatmapPicture picture) { published.push_back(std::move(picture)); });
    QVERIFY(sample);
    QVERIFY(!published.empty()); // after five rows of eighty
    const HeatmapPicture& first = published.front();
    QVERIFY(first.sampled);
    int known = 0;
    for (int outer = 0; outer < 80; ++outer)
        for (int inner = 0; inner < 50; ++inner) {
            const auto at = static_cast<std::size_t>(turned ? inner * 80 + outer : outer * 50 + inner);
            QCOMPARE(first.heatmap.mean[at], sample->heatmap.mean[static_cast<std::size_t>(turned ? inner * 80 + outer / 16 * 16 : outer / 16 * 16 * 50 + inner)]);
            known += first.heatmap.mean[at] == sample->heatmap.mean[at];
        }
    QVERIFY(known < 80 * 50);
}

/// TENSORGRAFT_LARGE_NPY names a larger matrix to measure with, such as 50,000 x 8,192.
void TestInspectorLarge::largeMatrixOpensAtOnce()
{
    const tensorgraft::test::TempDir folder;
    std::filesystem::path path = folder / "large.npy";
    const QByteArray given = qgetenv("TENSORGRAFT_LARGE_NPY");
    if (given.isEmpty())
        QVERIFY(saveAsNpy(*ValueModel::make({matrix(3500, 3000)}), 0, path));
    else
        path = given.toStdString();
    const auto model = openModel(path);
    QVERIFY(model);
    const Shape shape = (*model)->tensors()[0].shape;
    InspectorPanel panel;
    panel.resize(qEnvironmentVariableIsSet("TENSORGRAFT_LARGE_WINDOW") ? QSize(1400, 1200) : QSize(900, 900));
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    auto* page = panel.findChild<HeatmapPage*>();
    tensorgraft::bench::Watchdog dog;
    QElapsedTimer clock;
    clock.start();
    panel.showTensor(*model, 0); // a matrix: the heatmap shows itself
    while (!page->shown() && clock.elapsed() < 20'000)
        QTest::qWait(1);
    QVERIFY(page->shown());
    const qint64 first = clock.elapsed();
    while ((page->shown()->sampled || page->shown()->heatmap.cellRows == 0) && clock.elapsed() < 100'000)
        QTest::qWait(5);
    QVERIFY(!page->shown()->sampled);
    qInfo("%lld x %lld: first picture after %lld ms, exact after %lld ms, longest stall of the event loop %.1f ms, of which the GUI thread worked %.1f ms",
          static_cast<long long>(shape[0]), static_cast<long long>(shape[1]), first, clock.elapsed(), dog.wallMs(), dog.cpuTimeMs());
    QVERIFY(page->shown()->isReduced());
    QVERIFY(!page->showsNumbers());
    // In to single values.
    auto* plot = page->findChild<QCustomPlot*>();
    const double x = static_cast<double>(shape[1]) / 2, y = static_cast<double>(shape[0]) / 2;
    clock.restart();
    plot->xAxis->setRange(x - 4.5, x + 4.5);
    plot->yAxis->setRange(y - 6.5, y + 6.5);
    QTRY_VERIFY_WITH_TIMEOUT(page->showsNumbers(), 20'000);
    qInfo("single values after %lld ms", clock.elapsed());
    if (given.isEmpty()) {
        const HeatmapPicture& shown = *page->shown();
        for (int row = 0; row < shown.heatmap.cellRows; ++row)
            for (int column = 0; column < shown.heatmap.cellColumns; ++column) {
                const float value = shown.heatmap.mean[static_cast<std::size_t>(row * shown.heatmap.cellColumns + column)];
                const float expected = valueAt(shown.request.region.firstRow + row, shown.request.region.firstColumn + column);
                QVERIFY(value == expected || (std::isnan(value) && std::isnan(expected)));
            }
    }
    plot->replot();
}

void TestInspectorLarge::filtersByNorm()
{
    // Filter o has the norm |10 - o| * 3: 10 is dead.
    std::vector<float> values;
    for (int place = 0; place < 9; ++place)
        for (int o = 0; o < 16; ++o)
            values.push_back(static_cast<float>(10 - o) + 0.0F * static_cast<float>(place));
    const auto model = ValueModel::make({{"k", Shape{3, 3, 1, 16}, std::move(values), AxisLayout::HWIO}});
    InspectorPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.showTensor(model, 0);
    auto* view = panel.findChild<KernelPage*>()->findChild<KernelView*>();
    QTRY_VERIFY(view->picture() && view->marks());
    auto* order = panel.findChild<QComboBox*>(QStringLiteral("kernelOrder"));
    QVERIFY(order->isVisible());
    const auto outputs = [view] {
        QList<int> list;
        for (const KernelTile& tile : view->picture()->grid.tiles)
            list << static_cast<int>(tile.output);
        return list;
    };
    order->setCurrentIndex(1);
    emit order->activated(1);
    QTRY_COMPARE(outputs(), (QList<int>{0, 1, 2, 3, 4, 5, 15, 6, 14, 7, 13, 8, 12, 9, 11, 10}));
    // What is under the mouse is still what the file holds there.
    const KernelPicture& picture = *view->picture();
    QCOMPARE(picture.value(picture.grid.tiles[6], 1, 2, 0), -5.0F);
    QCOMPARE(picture.index(picture.grid.tiles[6], 1, 2, 0), (std::vector<std::int64_t>{1, 2, 0, 15}));
    order->setCurrentIndex(2);
    emit order->activated(2);
    QTRY_COMPARE(outputs().first(), 10);
    order->setCurrentIndex(0);
    emit order->activated(0);
    QTRY_COMPARE(outputs().last(), 15);
}

void TestInspectorLarge::gridOfManyKernels()
{
    // 120,000 kernels of 3 x 3 from a file that is mapped: only what is looked at is read.
    const tensorgraft::test::TempDir folder;
    const std::filesystem::path path = folder / "kernel.npy";
    QVERIFY(saveAsNpy(*ValueModel::make({ValueModel::counting("k", {3, 3, 300, 400})}), 0, path));
    const auto model = openModel(path);
    QVERIFY(model);
    InspectorPanel panel;
    panel.resize(900, 900);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.showTensor(*model, 0);
    auto* view = panel.findChild<KernelPage*>()->findChild<KernelView*>();
    const KernelStore* store = view->store();
    QTRY_VERIFY(view->picture() && store->isComplete());
    QCOMPARE(store->tileCount(), std::int64_t{120'000});
    const auto pagesRead = [store] {
        std::int64_t read = 0;
        for (std::int64_t page = 0; page < store->paging().pages; ++page)
            read += store->page(page) != nullptr;
        return read;
    };
    QVERIFY(store->paging().pages > 100);
    QVERIFY(pagesRead() < 10);
    QVERIFY(view->verticalScrollBar()->maximum() > 20'000);
    const auto valueOf = [](std::int64_t tile, int y, int x) { return static_cast<float>(((y * 3 + x) * 300 + tile % 300) * 400 + tile / 300); };
    const auto hover = [&](std::int64_t tile) {
        const QRect rect = view->tileRect(tile);
        const QPoint point = rect.topLeft() + QPoint(static_cast<int>(2.5 * view->zoom()), static_cast<int>(1.5 * view->zoom()));
        QVERIFY(view->viewport()->rect().contains(point));
        QMouseEvent move(QEvent::MouseMove, QPointF(point), view->viewport()->mapToGlobal(QPointF(point)), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &move);
    };
    auto* readout = panel.findChild<KernelPage*>()->findChild<QLabel*>(QStringLiteral("readout"));
    // To the end, and the values under the mouse are those of the file.
    view->setFocus();
    QTest::keyClick(view, Qt::Key_End);
    QCOMPARE(view->currentTile(), std::int64_t{119'999});
    QTRY_VERIFY(view->shown(119'999));
    QTRY_VERIFY(store->isComplete());
    QVERIFY(readout->text().startsWith(QStringLiteral("Filter 399, input 299: ")));
    hover(119'998);
    QCOMPARE(readout->text(), QStringLiteral("Filter 399, input 298, [1, 2, 298, 399] = %1").arg(static_cast<double>(valueOf(119'998, 1, 2)), 0, 'f', 0));
    // Up a page; to a filter by its number.
    QTest::keyClick(view, Qt::Key_PageUp);
    QVERIFY(view->currentTile() < 119'999 && view->currentTile() > 110'000);
    auto* filter = panel.findChild<QSpinBox*>(QStringLiteral("kernelFilter"));
    QVERIFY(filter->isVisible());
    filter->setValue(200);
    QTRY_VERIFY(view->shown(60'000));
    QVERIFY(view->viewport()->rect().contains(view->tileRect(60'000)));
    QTRY_VERIFY(store->isComplete());
    hover(60'000);
    QVERIFY(readout->text().startsWith(QStringLiteral("Filter 200, input 0, [1, 2, 0, 200] = ")));
    // Through all of it: memory stays bounded and nothing is left out.
    for (int step = 0; step <= 40; ++step) {
        view->verticalScrollBar()->setValue(static_cast<int>(std::int64_t{view->verticalScrollBar()->maximum()} * step / 40));
        QTRY_VERIFY(store->isComplete());
        const std::int64_t first = view->firstVisibleTile();
        const ShownTile shown = view->shown(first);
        QVERIFY(shown);
        QCOMPARE(shown.value(2, 1, shown.tile->input), valueOf(first, 2, 1));
    }
    // Sorted by norm: the last filter has the largest values.
    QTRY_VERIFY(view->marks());
    auto* order = panel.findChild<QComboBox*>(QStringLiteral("kernelOrder"));
    order->setCurrentIndex(1);
    emit order->activated(1);
    QTest::keyClick(view, Qt::Key_Home);
    QTRY_VERIFY(store->isComplete() && view->shown(0) && view->shown(0).tile->output == 399);
    QCOMPARE(view->shown(301).value(1, 1, 1), valueOf(398 * 300 + 1, 1, 1));
}

void TestInspectorLarge::depthIsSteppedThrough()
{
    const auto model = ValueModel::make({ValueModel::counting("k", {4, 2, 5, 3, 3}, AxisLayout::OIDHW)});
    InspectorPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.showTensor(model, 0);
    auto* view = panel.findChild<KernelPage*>()->findChild<KernelView*>();
    auto* depth = panel.findChild<QSlider*>(QStringLiteral("kernelDepth"));
    QTRY_VERIFY(view->picture());
    QVERIFY(depth->isVisible());
    QCOMPARE(depth->maximum(), 4);
    const auto value = [&] { return view->shown(3) && view->store()->isComplete() ? view->shown(3).value(1, 2, 1) : -1.0F; };
    const auto expected = [](int d) { return static_cast<float>(((1 * 2 + 1) * 5 + d) * 9 + 5); };
    QTRY_COMPARE(value(), expected(0));
    QTest::keyClick(view, Qt::Key_Period);
    QCOMPARE(depth->value(), 1);
    QVERIFY(view->shown(3)); // the old slice stays until the new one is there
    QTRY_COMPARE(value(), expected(1));
    QTest::keyClick(view, Qt::Key_Comma);
    QTRY_COMPARE(value(), expected(0));
    const QPoint middle = view->viewport()->rect().center();
    QWheelEvent wheel(QPointF(middle), view->viewport()->mapToGlobal(QPointF(middle)), {}, QPoint(0, -120), Qt::NoButton, Qt::ShiftModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(view->viewport(), &wheel);
    QCOMPARE(depth->value(), 1);
    depth->setValue(4);
    QTRY_COMPARE(value(), expected(4));
}

void TestInspectorLarge::layersOfAKerasModel()
{
    const char* config = R"json({"class_name": "Sequential", "keras_version": "2.4.0", "config": {"name": "net", "layers": [
        {"class_name": "Conv2D", "config": {"name": "conv", "batch_input_shape": [null, 28, 28, 1], "filters": 8, "kernel_size": [3, 3],
         "strides": [2, 2], "padding": "same", "activation": "relu", "use_bias": true}},
        {"class_name": "Flatten", "config": {"name": "flat"}},
        {"class_name": "Dense", "config": {"name": "head", "units": 10, "activation": "softmax", "use_bias": false}}]}})json";
    Metadata metadata;
    metadata.set("model_config", config);
    const auto model = ValueModel::make({ValueModel::counting("t", {3})}, std::move(metadata));
    InspectorPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.showModel(model);
    auto* layers = panel.findChild<QTreeView*>(QStringLiteral("layerList"));
    const auto* list = qobject_cast<LayerListModel*>(layers->model());
    QTRY_COMPARE(list->rowCount(), 3);
    QVERIFY(layers->isVisible()); // a whole model shows its layers first
    QCOMPARE(list->rowText(0), QStringLiteral("conv\tConv2D\t(?, 14, 14, 8)\t8 filters, 3 x 3, strides 2 x 2, same\trelu\t80"));
    QCOMPARE(list->rowText(1), QStringLiteral("flat\tFlatten\t(?, 1568)\t\t\t0"));
    QCOMPARE(list->rowText(2), QStringLiteral("head\tDense\t(?, 10)\t10 units, no bias\tsoftmax\t%1").arg(QLocale().toString(15680)));
    // The list can be searched too.
    auto* find = panel.findChild<QLineEdit*>(QStringLiteral("metadataFind"));
    find->setText(QStringLiteral("SOFTMAX"));
    QTRY_COMPARE(layers->currentIndex().row(), 2);
    // Everything: into the JSON that stands in a string.
    panel.findChild<QTabBar*>(QStringLiteral("metadataView"))->setCurrentIndex(1);
    find->setText(QStringLiteral("use_bias"));
    auto* tree = panel.findChild<QTreeView*>(QStringLiteral("metadataTree"));
    auto* found = panel.findChild<QLabel*>(QStringLiteral("metadataFound"));
    QTRY_COMPARE(found->text(), QStringLiteral("1 of 2"));
    QCOMPARE(tree->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("use_bias"));
    QTest::keyClick(find, Qt::Key_Return);
    QCOMPARE(found->text(), QStringLiteral("2 of 2"));
    QTest::keyClick(find, Qt::Key_Return);
    QCOMPARE(found->text(), QStringLiteral("1 of 2"));
    find->setText(QStringLiteral("no such thing"));
    QTRY_COMPARE(found->text(), QStringLiteral("not found"));
}

void TestInspectorLarge::metadataIsFound()
{
    Metadata::List numbers;
    for (int i = 0; i < 30'000; ++i)
        numbers.emplace_back(i);
    Metadata root;
    root.set("Alpha", "first");
    root.set("numbers", std::move(numbers));
    root.set("json", R"({"inner": [1, {"alphabet": true}]})");
    const std::vector<std::shared_ptr<const Metadata>> roots{nullptr, std::make_shared<const Metadata>(std::move(root))};
    const auto letters = findInMetadata(roots, "alpha");
    QVERIFY(letters);
    QCOMPARE(*letters, (std::vector<MetadataPath>{{1, 0}, {1, 2, 0, 1, 0}}));
    QCOMPARE(findInMetadata(roots, "29999")->size(), std::size_t{1});
    QCOMPARE(findInMetadata(roots, "1")->size(), mostMetadataMatches);
    QVERIFY(findInMetadata(roots, "")->empty());
    const auto stopped = findInMetadata(roots, "nowhere", [](std::uint64_t, std::uint64_t) { return false; });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
}

QTEST_MAIN(TestInspectorLarge)
#include "tst_inspector_large.moc"
