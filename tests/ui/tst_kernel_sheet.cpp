#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/kernel_page.h"
#include "ui/inspector/kernel_sheet.h"
#include "ui/inspector/kernel_view.h"
#include "ui/inspector/save_menu.h"

#include <QFontMetrics>
#include <QImageReader>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tensorgraft;
using tensorgraft::test::ValueModel;

/// Where tiles are, and the files that hold all of them however few are on the screen.
class TestKernelSheet : public QObject {
    Q_OBJECT
private slots:
    void init() { tensorgraft::test::failOnWarnings(); }
    void tilesAreFoundWhereTheyAre_data();
    void tilesAreFoundWhereTheyAre();
    void pngHoldsEveryTile();
    void pdfHasPages();
    void svgHasShapes();
    void whatWouldBeAbsurdIsRefused();
    void cancelledAndFailedLeaveNothing();

private:
    /// A panel with 3,000 kernels of 3 x 3, of which few are seen.
    void open(const std::shared_ptr<const ModelFile>& model);
    [[nodiscard]] QString file(const char* name) const { return QString::fromStdString((m_folder / name).string()); }
    /// What finished() says of the file: "" where it is there.
    [[nodiscard]] QString saved(const QString& path);

    tensorgraft::test::TempDir m_folder;
    std::unique_ptr<InspectorPanel> m_panel;
    KernelView* m_view = nullptr;
};

namespace {

std::shared_ptr<ValueModel> manyKernels() { return ValueModel::make({ValueModel::counting("k", {3, 3, 60, 50}, AxisLayout::HWIO)}); }

KernelPaging pagingOf(Shape shape, AxisLayout axes)
{
    TensorInfo info;
    info.shape = std::move(shape);
    info.axes = axes;
    KernelRequest request;
    request.rgb = false;
    return kernelPaging(info, request);
}

/// As a view of this width would make it, of a tensor that is never read.
KernelSheet sheetOf(const KernelPaging& paging, double zoom, double width)
{
    KernelSheet sheet;
    sheet.painter.paging = paging;
    sheet.painter.layout = kernelLayout(paging, zoom, width, QFontMetrics(sheet.painter.font));
    sheet.zoom = zoom;
    return sheet;
}

} // namespace

void TestKernelSheet::open(const std::shared_ptr<const ModelFile>& model)
{
    m_panel = std::make_unique<InspectorPanel>();
    m_panel->resize(520, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->showTensor(model, 0);
    m_view = m_panel->findChild<KernelPage*>()->findChild<KernelView*>();
    QTRY_VERIFY(m_view->picture() && m_view->store()->isComplete());
    QVERIFY(m_view->savedPart().tiles < m_view->store()->tileCount());
    QVERIFY(m_panel->findChild<KernelPage*>()->wholePicture());
}

QString TestKernelSheet::saved(const QString& path)
{
    auto* save = m_panel->findChild<SaveMenu*>();
    QSignalSpy finished(save, &SaveMenu::finished);
    save->saveWholePictureAs(path);
    if (finished.isEmpty() && !finished.wait(20'000))
        return QStringLiteral("nothing came");
    return finished.first()[1].toString();
}

void TestKernelSheet::tilesAreFoundWhereTheyAre_data()
{
    QTest::addColumn<KernelPaging>("paging");
    QTest::newRow("plain") << pagingOf({3, 3, 7, 11}, AxisLayout::HWIO);
    QTest::newRow("one axis") << pagingOf({5, 8, 16}, AxisLayout::WOI);
    QTest::newRow("three axes, transposed") << pagingOf({16, 8, 5, 3, 3}, AxisLayout::IODHW);
    QTest::newRow("depthwise") << pagingOf({3, 3, 32, 2}, AxisLayout::HWIM);
    QTest::newRow("pointwise") << pagingOf({64, 32, 1, 1}, AxisLayout::OIHW);
}

void TestKernelSheet::tilesAreFoundWhereTheyAre()
{
    QFETCH(KernelPaging, paging);
    const QFontMetrics font{QFont()};
    for (const double zoom : {0.4, 1.0, 7.0, 40.0})
        for (const double width : {60.0, 333.0, 1200.0}) {
            const KernelLayout layout = kernelLayout(paging, zoom, width, font);
            QCOMPARE(layout.tiles, paging.tiles);
            QVERIFY(layout.rows * layout.columns >= layout.tiles && (layout.rows - 1) * layout.columns < layout.tiles);
            const QRectF whole(QPointF(0, 0), layout.size());
            for (std::int64_t tile = 0; tile < layout.tiles; tile += std::max<std::int64_t>(1, layout.tiles / 50)) {
                const QRectF rect = layout.tile(tile);
                QVERIFY(whole.contains(rect));
                QCOMPARE(layout.tileAt(rect.center()), tile);
                QCOMPARE(layout.tileAt(rect.topLeft() - QPointF(1, 1)), std::int64_t{-1}); // the gap
                const auto [first, last] = layout.rowsWithin(rect.top(), rect.bottom());
                QVERIFY(first <= tile / layout.columns && tile / layout.columns <= last);
            }
        }
    const QSize room(500, 400);
    const double fitting = fittingKernelZoom(paging, room, font);
    QVERIFY(fitting >= smallestKernelZoom(paging, room) && fitting <= largestKernelZoom);
}

void TestKernelSheet::pngHoldsEveryTile()
{
    open(manyKernels());
    if (QTest::currentTestFailed())
        return;
    const auto sheet = m_view->wholeSheet();
    QVERIFY(sheet);
    const KernelLayout layout = kernelSheetLayout(*sheet);
    QVERIFY(layout.size().height() < 2 * layout.size().width()); // no long strip
    QCOMPARE(saved(file("all.png")), QString());
    const QImage image(file("all.png"));
    QCOMPARE(image.size(), layout.size().toSize());
    // Values rise through each kernel: its first weight is black, its last one white.
    for (std::int64_t tile = 0; tile < layout.tiles; ++tile) {
        const QRectF rect = layout.tile(tile);
        const double half = rect.width() / 6;
        QCOMPARE(image.pixelColor((rect.topLeft() + QPointF(half, half)).toPoint()), QColor(Qt::black));
        QCOMPARE(image.pixelColor((rect.bottomRight() - QPointF(half + 1, half + 1)).toPoint()), QColor(Qt::white));
    }
}

void TestKernelSheet::pdfHasPages()
{
    open(manyKernels());
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(saved(file("all.pdf")), QString());
    const QByteArray bytes = QByteArray::fromStdString(tensorgraft::test::readFile(file("all.pdf").toStdString()));
    QVERIFY(bytes.startsWith("%PDF"));
    const auto count = QRegularExpression(QStringLiteral("/Count (\\d+)")).match(QString::fromLatin1(bytes));
    QVERIFY(count.hasMatch());
    const KernelLayout layout = m_view->wholeSheet()->painter.layout;
    const double screens = layout.size().height() / (layout.size().width() * 1.4142);
    QVERIFY(count.captured(1).toInt() >= std::max(2.0, std::floor(screens)) && count.captured(1).toInt() <= std::ceil(screens) * 1.3 + 1);
    QVERIFY(bytes.contains("k")); // the name of the tensor
}

void TestKernelSheet::svgHasShapes()
{
    open(manyKernels());
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(saved(file("all.svg")), QString());
    const QByteArray bytes = QByteArray::fromStdString(tensorgraft::test::readFile(file("all.svg").toStdString()));
    QVERIFY(bytes.count("<rect") >= 27'000);
    QVERIFY(!bytes.contains("<image"));
}

void TestKernelSheet::whatWouldBeAbsurdIsRefused()
{
    const KernelPaging half = pagingOf({3, 3, 1000, 500}, AxisLayout::HWIO);
    const KernelSheet readable = sheetOf(half, 12, 600), small = sheetOf(half, 1, 600);
    for (const char* suffix : {"png", "svg"}) {
        const QString problem = kernelSheetProblem(readable, QString::fromLatin1(suffix));
        QVERIFY2(problem.contains(QLatin1String("PDF")), qPrintable(problem)); // says what can be done
    }
    QCOMPARE(kernelSheetProblem(readable, QStringLiteral("pdf")), QString());
    QCOMPARE(kernelSheetProblem(small, QStringLiteral("png")), QString());
    const KernelSheet huge = sheetOf(pagingOf({3, 3, 100'000, 10'000}, AxisLayout::HWIO), 12, 600);
    for (const char* suffix : {"png", "svg", "pdf"})
        QVERIFY(!kernelSheetProblem(huge, QString::fromLatin1(suffix)).isEmpty());
    KernelSheet fine = sheetOf(pagingOf({3, 3, 100, 1000}, AxisLayout::HWIO), 12, 600);
    fine.pixelRatio = 4; // falls back to one pixel a unit instead of refusing
    QCOMPARE(kernelSheetProblem(fine, QStringLiteral("png")), QString());
}

void TestKernelSheet::cancelledAndFailedLeaveNothing()
{
    // A model that is not kept whole: each page is read anew.
    const auto model = manyKernels();
    open(model);
    if (QTest::currentTestFailed())
        return;
    const auto sheet = m_view->wholeSheet();
    QVERIFY(sheet);
    int reports = 0;
    const auto cancelled = saveKernelSheet(*sheet, (m_folder / "stopped.png"), [&](std::uint64_t, std::uint64_t) { return ++reports < 2; });
    QVERIFY(!cancelled && cancelled.error().code == ErrorCode::Cancelled);
    QVERIFY(!QFile::exists(file("stopped.png")));

    KernelSheet failing = *sheet;
    failing.load = [](std::int64_t, const ProgressFn&) -> Result<KernelStore::Pictures> { return fail(makeError(ErrorCode::Io, "the disk is gone")); };
    for (const char* name : {"failed.png", "failed.pdf", "failed.svg"}) {
        const auto failed = saveKernelSheet(failing, m_folder / name, {});
        QVERIFY(!failed && failed.error().code == ErrorCode::Io);
        QVERIFY(!QFile::exists(file(name)));
    }
    QVERIFY(!saved(file("no-such-folder/all.png")).isEmpty());
    QCOMPARE(QDir(QString::fromStdString(m_folder.path().string())).entryList({QStringLiteral("stopped*"), QStringLiteral("failed*")}, QDir::Files), QStringList());
}

QTEST_MAIN(TestKernelSheet)
#include "tst_kernel_sheet.moc"
