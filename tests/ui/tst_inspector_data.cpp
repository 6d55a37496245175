#include "model_io/formats/registry.h"
#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/inspector/heatmap_picture.h"
#include "ui/inspector/kernel_picture.h"
#include "ui/inspector/kernel_pixels.h"
#include "ui/inspector/metadata_text.h"
#include "ui/inspector/tensor_export.h"
#include "model_io/analysis/tensor_slice.h"
#include "ui/inspector/value_text.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace tensorgraft;
using tensorgraft::test::MappedModel;
using tensorgraft::test::ValueModel;

/// What the inspector reads, cuts and writes, without any widget.
class TestInspectorData : public QObject {
    Q_OBJECT
private slots:
    void init() { tensorgraft::test::failOnWarnings(); }
    void readsMappedStrides();
    void slicesLargerThanTheBuffer();
    void cancelsAndLimits();
    void kernelValues_data();
    void kernelValues();
    void kernelPagesCoverEveryTile();
    void kernelReaderReadsAllOnce();
    void depthSharesAScale();
    void kernelPixelsAreDrawn();
    void heatmapIsExactAndTransposes();
    void largeHeatmapIsReduced();
    void elementTexts();
    void jsonKeepsOrder();
    void npyIsReadBack();
    void csvHasEveryValue();
};

void TestInspectorData::readsMappedStrides()
{
    const auto model = MappedModel::make(5, 7);
    const Result<TensorSlice> slice = parseSlice("[1:4:2, 2:5]", model->tensors()[0].shape);
    QVERIFY(slice);
    const auto values = readSliceAsFloat(*model, 0, *slice);
    QVERIFY(values);
    QCOMPARE(*values, (std::vector<float>{9, 10, 11, 23, 24, 25}));
}

void TestInspectorData::slicesLargerThanTheBuffer()
{
    // 12 MB a row: rows are cut, and so is the step along them.
    const auto model = ValueModel::make({ValueModel::counting("t", {2, 3'000'000})});
    const auto every = readSliceAsFloat(*model, 0, *parseSlice("[1, 1::1000]", model->tensors()[0].shape));
    QVERIFY(every);
    QCOMPARE(every->size(), std::size_t{3000});
    for (std::size_t i = 0; i < every->size(); ++i)
        QCOMPARE((*every)[i], 3'000'001.0F + 1000.0F * static_cast<float>(i));
    const auto whole = readSlice(*model, 0, wholeSlice(model->tensors()[0].shape));
    QVERIFY(whole);
    QCOMPARE(whole->size(), std::size_t{24'000'000});
    float last = 0;
    std::memcpy(&last, whole->data() + whole->size() - 4, 4);
    QCOMPARE(last, 5'999'999.0F);
}

void TestInspectorData::cancelsAndLimits()
{
    const auto model = ValueModel::make({ValueModel::counting("t", {2, 2'000'000})});
    const auto stopped = readSlice(*model, 0, wholeSlice(model->tensors()[0].shape), [](auto, auto) { return false; });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    const auto large = readSlice(*model, 0, wholeSlice(model->tensors()[0].shape), {}, 1000);
    QVERIFY(!large);
    QCOMPARE(large.error().code, ErrorCode::Unsupported);
    model->failing = true;
    const auto gone = readSlice(*model, 0, wholeSlice(model->tensors()[0].shape));
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ErrorCode::Io);
}

void TestInspectorData::kernelValues_data()
{
    QTest::addColumn<QList<qint64>>("shape");
    QTest::addColumn<int>("layout");
    QTest::newRow("dense") << QList<qint64>{6, 5} << int(AxisLayout::IO);
    QTest::newRow("1-D") << QList<qint64>{3, 4, 5} << int(AxisLayout::WIO);
    QTest::newRow("HWIO") << QList<qint64>{3, 2, 4, 5} << int(AxisLayout::HWIO);
    QTest::newRow("HWIO RGB") << QList<qint64>{3, 2, 3, 5} << int(AxisLayout::HWIO);
    QTest::newRow("OIHW") << QList<qint64>{5, 4, 3, 2} << int(AxisLayout::OIHW);
    QTest::newRow("depthwise") << QList<qint64>{5, 1, 3, 3} << int(AxisLayout::OIHW);
    QTest::newRow("OIDHW") << QList<qint64>{3, 2, 4, 3, 3} << int(AxisLayout::OIDHW);
    QTest::newRow("unknown 5") << QList<qint64>{2, 2, 2, 3, 3} << int(AxisLayout::Unknown);
}

void TestInspectorData::kernelValues()
{
    QFETCH(QList<qint64>, shape);
    QFETCH(int, layout);
    const Shape tensorShape(std::vector<std::int64_t>(shape.begin(), shape.end()));
    const auto model = ValueModel::make({ValueModel::counting("t", tensorShape, static_cast<AxisLayout>(layout))});
    const Result<KernelPicture> picture = loadKernelPicture(*model, 0, {});
    QVERIFY(picture);
    QVERIFY(!picture->grid.tiles.empty());
    QCOMPARE(static_cast<std::int64_t>(picture->grid.tiles.size()), picture->paging.tiles);
    QCOMPARE(picture->grid.cell, 1);
    // Whatever the picture says lies under the mouse is what lies in the tensor at the index it names.
    const std::vector<std::int64_t> strides = tensorShape.contiguousStrides();
    for (const KernelTile& tile : picture->grid.tiles) {
        QCOMPARE(tile.width, static_cast<int>(picture->paging.tileWidth()));
        QCOMPARE(tile.height, static_cast<int>(picture->paging.tileHeight()));
        for (std::int64_t input = 0; input < (picture->paging.rgb ? 3 : 1); ++input) {
            const std::int64_t channel = picture->paging.rgb ? input : tile.input;
            const auto index = picture->index(tile, tile.height - 1, tile.width - 1, channel);
            std::int64_t element = 0;
            for (std::size_t axis = 0; axis < index.size(); ++axis)
                element += index[axis] * strides[axis];
            QCOMPARE(picture->value(tile, tile.height - 1, tile.width - 1, channel), static_cast<float>(element));
        }
    }
}

void TestInspectorData::kernelPagesCoverEveryTile()
{
    // 3 x 700 inputs in pages of whole outputs, and 2 x 2500 inputs in pages that cut the inputs.
    for (const Shape& shape : {Shape{3, 700, 2, 2}, Shape{2, 2500, 1, 1}}) {
        const auto model = ValueModel::make({ValueModel::counting("t", shape, AxisLayout::OIHW)});
        KernelRequest request;
        const KernelPaging paging = kernelPaging(model->tensors()[0], request);
        std::vector<int> seen(static_cast<std::size_t>(shape[0] * shape[1]));
        for (request.page = 0; request.page < paging.pages; ++request.page) {
            const Result<KernelPicture> picture = loadKernelPicture(*model, 0, request);
            QVERIFY(picture);
            QVERIFY(static_cast<std::int64_t>(picture->grid.tiles.size()) <= kernelPageTiles);
            for (std::int64_t k = 0; k < static_cast<std::int64_t>(picture->grid.tiles.size()); ++k) {
                const KernelTile& tile = picture->grid.tiles[static_cast<std::size_t>(k)];
                const std::int64_t number = tile.output * shape[1] + tile.input;
                ++seen[static_cast<std::size_t>(number)];
                QCOMPARE(paging.placeOf(number), (KernelPaging::Place{request.page, k}));
                QCOMPARE(paging.firstTileOf(request.page) + k, number);
            }
        }
        QVERIFY(std::ranges::all_of(seen, [](int times) { return times == 1; }));
    }
}

void TestInspectorData::kernelReaderReadsAllOnce()
{
    // Not mapped: read once and kept, since every page of a compressed tensor may cost as much as all of it.
    const auto model = ValueModel::make({ValueModel::counting("t", {3, 3, 40, 60}, AxisLayout::HWIO)});
    const SliceReadFn read = kernelReader(model, 0);
    KernelRequest request;
    const KernelPaging paging = kernelPaging(model->tensors()[0], request);
    QVERIFY(paging.pages > 1);
    for (request.page = 0; request.page < paging.pages; ++request.page) {
        const auto kept = loadKernelPicture(model->tensors()[0], read, request), direct = loadKernelPicture(*model, 0, request);
        QVERIFY(kept && direct);
        QCOMPARE(kept->values, direct->values);
    }
    model->reads = 0;
    request.order = std::make_shared<const std::vector<std::int64_t>>([] {
        std::vector<std::int64_t> order(60);
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = static_cast<std::int64_t>((i * 7) % 60);
        return order;
    }());
    request.page = 1;
    const auto kept = loadKernelPicture(model->tensors()[0], read, request);
    QVERIFY(kept);
    QCOMPARE(model->reads.load(), 0);
    const auto direct = loadKernelPicture(*model, 0, request);
    QVERIFY(direct);
    QCOMPARE(kept->values, direct->values);
    const auto limits = kernelLimits(*model, 0, 0);
    QVERIFY(limits);
    QCOMPARE(*limits, std::pair(0.0F, 21599.0F));
}

void TestInspectorData::depthSharesAScale()
{
    // Slice d of each kernel holds d everywhere: by itself each would be in the middle of its scale.
    ValueModel::Tensor tensor = ValueModel::counting("k", {2, 2, 5, 3, 3}, AxisLayout::OIDHW);
    for (std::size_t i = 0; i < tensor.values.size(); ++i)
        tensor.values[i] = static_cast<float>(i / 9 % 5);
    const auto model = ValueModel::make({tensor});
    KernelRequest request;
    std::vector<int> grays;
    for (request.depth = 0; request.depth < 5; ++request.depth) {
        const auto picture = loadKernelPicture(*model, 0, request);
        QVERIFY(picture);
        QCOMPARE(picture->values, std::vector<float>(36, static_cast<float>(request.depth)));
        grays.push_back(picture->grid.image.rgba[0]);
    }
    QCOMPARE(grays.front(), 0);
    QCOMPARE(grays.back(), 255);
    QVERIFY(std::ranges::is_sorted(grays) && grays[2] > 100 && grays[2] < 155);
    // Some filters of another order, with the limits of theirs.
    request.depth = 1;
    request.order = std::make_shared<const std::vector<std::int64_t>>(std::vector<std::int64_t>{1, 0});
    const auto turned = loadKernelPicture(*model, 0, request);
    QVERIFY(turned);
    QCOMPARE(turned->tileLimits, (std::vector<std::pair<float, float>>(4, {0.0F, 4.0F})));
}

void TestInspectorData::kernelPixelsAreDrawn()
{
    const auto model = ValueModel::make({ValueModel::counting("t", {2, 4, 5, 7}, AxisLayout::OIHW)});
    const auto picture = loadKernelPicture(*model, 0, {});
    QVERIFY(picture);
    const KernelPixels pixels(picture->grid);
    QCOMPARE(pixels.tileCount(), std::size_t{picture->grid.tiles.size()});
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(Qt::red);
    KernelPixels::Painter whole(image, QSize(21, 15)); // three pixels a weight
    whole.draw(pixels, 4, QPoint(10, 10));
    whole.draw(pixels, 0, QPoint(50, -6)); // the edges cut it
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 60; ++x) {
            QRgb expected = qRgb(255, 0, 0);
            if (x >= 10 && x < 31 && y >= 10 && y < 25)
                expected = pixels.at(4, (y - 10) / 3, (x - 10) / 3);
            else if (x >= 50 && y < 9)
                expected = pixels.at(0, (y + 6) / 3, (x - 50) / 3);
            QCOMPARE(image.pixel(x, y), expected);
        }
    // Reduced tiles are averaged: the mean of a ramp stays what it was.
    const auto large = ValueModel::make({ValueModel::counting("t", {1, 1, 64, 64}, AxisLayout::OIHW)});
    const auto ramp = loadKernelPicture(*large, 0, {});
    QVERIFY(ramp);
    QImage small(8, 8, QImage::Format_RGB32);
    KernelPixels::Painter(small, small.size()).draw(KernelPixels(ramp->grid), 0, QPoint(0, 0));
    for (int y = 0; y < 8; ++y)
        QVERIFY2(std::abs(qRed(small.pixel(3, y)) - 255.0 * (8 * y + 3.5) / 63) < 4, qPrintable(QString::number(qRed(small.pixel(3, y)))));
}

void TestInspectorData::heatmapIsExactAndTransposes()
{
    const auto model = ValueModel::make({ValueModel::counting("t", {2, 3, 4})});
    HeatmapRequest request;
    request.rowAxis = 1;
    request.columnAxis = 2;
    request.fixed = {1, 0, 0};
    request.region = wholeMatrix(model->tensors()[0].shape, 1, 2);
    const Result<HeatmapPicture> picture = loadHeatmap(*model, 0, request);
    QVERIFY(picture);
    QVERIFY(!picture->isReduced());
    QCOMPARE(picture->heatmap.mean, (std::vector<float>{12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}));
    request.rowAxis = 2;
    request.columnAxis = 0;
    request.fixed = {0, 2, 0};
    request.region = {1, 2, 0, 2}; // rows 1 and 2 of four
    const Result<HeatmapPicture> turned = loadHeatmap(*model, 0, request);
    QVERIFY(turned);
    QCOMPARE(turned->heatmap.mean, (std::vector<float>{9, 21, 10, 22}));
    // A vector is one row.
    const auto vector = ValueModel::make({ValueModel::counting("v", {5})});
    HeatmapRequest flat;
    flat.rowAxis = -1;
    flat.columnAxis = 0;
    flat.fixed = {0};
    flat.region = wholeMatrix(vector->tensors()[0].shape, -1, 0);
    const Result<HeatmapPicture> row = loadHeatmap(*vector, 0, flat);
    QVERIFY(row);
    QCOMPARE(row->heatmap.cellRows, 1);
    QCOMPARE(row->heatmap.mean, (std::vector<float>{0, 1, 2, 3, 4}));
}

void TestInspectorData::largeHeatmapIsReduced()
{
    // Larger than one band, so that blocks are put together.
    const std::int64_t rows = 3000, columns = 2000;
    const auto model = ValueModel::make({ValueModel::counting("t", {rows, columns})});
    HeatmapRequest request;
    request.fixed = {0, 0};
    request.region = wholeMatrix(model->tensors()[0].shape, 0, 1);
    request.maxRows = 30;
    request.maxColumns = 20;
    const Result<HeatmapPicture> picture = loadHeatmap(*model, 0, request);
    QVERIFY(picture);
    QVERIFY(picture->isReduced());
    QCOMPARE(picture->heatmap.cellRows, 30);
    QCOMPARE(picture->heatmap.cellColumns, 20);
    for (int row = 0; row < 30; ++row)
        for (int column = 0; column < 20; ++column) {
            const auto cell = static_cast<std::size_t>(row * 20 + column);
            const MatrixRegion covered = picture->cell(row, column);
            QCOMPARE(covered, (MatrixRegion{row * 100, 100, column * 100, 100}));
            QCOMPARE(picture->heatmap.min[cell], static_cast<float>(covered.firstRow * columns + covered.firstColumn));
            QCOMPARE(picture->heatmap.max[cell], static_cast<float>((covered.firstRow + 99) * columns + covered.firstColumn + 99));
        }
    request.rowAxis = 1;
    request.columnAxis = 0;
    request.region = wholeMatrix(model->tensors()[0].shape, 1, 0);
    std::swap(request.maxRows, request.maxColumns);
    const Result<HeatmapPicture> turned = loadHeatmap(*model, 0, request);
    QVERIFY(turned);
    QCOMPARE(turned->heatmap.min[1], static_cast<float>(100 * columns)); // row 0, column 1 of the turned picture
}

void TestInspectorData::elementTexts()
{
    const auto text = [](DType type, auto value) { return elementText(type, std::as_bytes(std::span(&value, 1))); };
    QCOMPARE(text(DType::Float32, 0.1F), QStringLiteral("0.1"));
    QCOMPARE(text(DType::Float32, std::numeric_limits<float>::quiet_NaN()), QStringLiteral("nan"));
    QCOMPARE(text(DType::Float32, -std::numeric_limits<float>::infinity()), QStringLiteral("-inf"));
    QCOMPARE(text(DType::Float64, 0.1), QStringLiteral("0.1"));
    QCOMPARE(text(DType::Int64, std::int64_t{-9007199254740993}), QStringLiteral("-9007199254740993"));
    QCOMPARE(text(DType::UInt64, ~std::uint64_t{0}), QStringLiteral("18446744073709551615"));
    QCOMPARE(text(DType::Float16, std::uint16_t{0x3c00}), QStringLiteral("1"));
    QCOMPARE(text(DType::BFloat16, std::uint16_t{0xc040}), QStringLiteral("-3"));
    QCOMPARE(text(DType::Bool, std::uint8_t{1}), QStringLiteral("true"));
    QCOMPARE(text(DType::Complex64, std::array<float, 2>{1.5F, -2.0F}), QStringLiteral("1.5-2j"));
}

void TestInspectorData::jsonKeepsOrder()
{
    const std::optional<Metadata> value = parseJson(R"( {"z": [1, 2.5], "a": {"deep": null}, "s": "x\"y"} )");
    QVERIFY(value);
    QCOMPARE(jsonText(*value, 1000), QStringLiteral("{\n  \"z\": [1, 2.5],\n  \"a\": {\n    \"deep\": null\n  },\n  \"s\": \"x\\\"y\"\n}"));
    QVERIFY(!parseJson("plain text"));
    QVERIFY(!parseJson("{broken"));
    QVERIFY(!parseJson(std::string(100'000, '['))); // no recursion without end
    QVERIFY(jsonText(*value, 10).size() < 20);
}

void TestInspectorData::npyIsReadBack()
{
    const tensorgraft::test::TempDir folder;
    const auto model = ValueModel::make({ValueModel::counting("t", {2, 3, 4}), ValueModel::counting("scalar", Shape{}), ValueModel::counting("v", {3})});
    for (std::size_t tensor = 0; tensor < 3; ++tensor) {
        const std::filesystem::path path = folder / ("t" + std::to_string(tensor) + ".npy");
        QVERIFY(saveAsNpy(*model, tensor, path));
        const auto opened = openModel(path);
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        QCOMPARE((*opened)->tensors().size(), std::size_t{1});
        const TensorInfo& info = (*opened)->tensors()[0];
        QCOMPARE(info.dtype, DType::Float32);
        QVERIFY(info.shape == model->tensors()[tensor].shape);
        const auto bytes = (*opened)->readAll(0);
        const auto expected = model->readAll(tensor);
        QVERIFY(bytes && expected);
        QVERIFY(*bytes == *expected);
    }
    const auto refused = saveAsNpy(*model, 0, folder / "missing/t.npy");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Io);
    const auto stopped = saveAsNpy(*model, 0, folder / "stopped.npy", [](auto, auto) { return false; });
    QVERIFY(!stopped);
    QVERIFY(!std::filesystem::exists(folder / "stopped.npy"));
}

void TestInspectorData::csvHasEveryValue()
{
    const tensorgraft::test::TempDir folder;
    const auto model = ValueModel::make({ValueModel::counting("t", {2, 2, 3})});
    const Shape& shape = model->tensors()[0].shape;
    QVERIFY(saveAsCsv(*model, 0, wholeSlice(shape), folder / "all.csv"));
    QCOMPARE(tensorgraft::test::readFile(folder / "all.csv"), std::string("# [0, :, :]\n0,1,2\n3,4,5\n# [1, :, :]\n6,7,8\n9,10,11\n"));
    QVERIFY(saveAsCsv(*model, 0, *parseSlice("[1, :, ::2]", shape), folder / "part.csv"));
    QCOMPARE(tensorgraft::test::readFile(folder / "part.csv"), std::string("# [1, :, :]\n6,8\n9,11\n"));
    const auto vector = ValueModel::make({ValueModel::counting("v", {3})});
    QVERIFY(saveAsCsv(*vector, 0, wholeSlice(vector->tensors()[0].shape), folder / "vector.csv"));
    QCOMPARE(tensorgraft::test::readFile(folder / "vector.csv"), std::string("0,1,2\n"));
}

QTEST_MAIN(TestInspectorData)
#include "tst_inspector_data.moc"
