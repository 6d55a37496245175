#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/inspector/compare_page.h"
#include "ui/inspector/fact_grid.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/kernel_view.h"
#include "ui/inspector/spectrum_page.h"
#include "ui/inspector/tensor_thumbnail.h"

#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <cmath>
#include <limits>

using namespace tensorgraft;
using tensorgraft::test::ValueModel;

/// What an entry would write beside what its target holds.
class TestInspectorCompare : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void saysWhatToSelect();
    void figures();
    void nansAreTold();
    void kernelsSideBySide();
    void kernelViewsGoTogether();
    void vectorsHaveNoKernels();
    void differenceHeatmap();
    void everyViewIsAPicture();
    void problemsAreTold();
    void unreadableIsTold();
    void newestSubjectWins();
    void thumbnailsTellLayoutsApart();
    void clippingChangesThePicture();
    void deadAndRepeatedFiltersAreMarked();
    void normsAndSingularValues();
    void tooLargeForASpectrum();

private:
    template <typename T>
    T* showPage(const char* name) const
    {
        auto* shown = m_panel->findChild<QWidget*>(QString::fromLatin1(name));
        m_panel->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"))->setCurrentWidget(shown);
        return qobject_cast<T*>(shown);
    }
    static void choose(QComboBox* box, int index)
    {
        box->setCurrentIndex(index);
        emit box->activated(index);
    }
    static CompareSubject pair(const ValueModel::Tensor& written, const ValueModel::Tensor& target)
    {
        CompareSubject subject;
        subject.written = {ValueModel::make({written}), 0};
        subject.target = {ValueModel::make({target}), 0};
        subject.sources = QStringLiteral("conv/kernel");
        subject.transform = QStringLiteral("transpose(3,2,0,1)");
        return subject;
    }
    [[nodiscard]] ComparePage* page() const { return m_panel->findChild<ComparePage*>(); }
    [[nodiscard]] QString message() const { return page()->findChild<QLabel*>(QStringLiteral("message"))->text(); }
    [[nodiscard]] QString fact(const QString& caption) const
    {
        for (const Fact& fact : page()->findChild<FactGrid*>()->facts())
            if (fact.caption == caption)
                return fact.value;
        return {};
    }
    void show(const CompareSubject& subject) const
    {
        m_panel->showComparison(subject);
        QTRY_VERIFY(page()->result().has_value());
    }

    std::unique_ptr<InspectorPanel> m_panel;
};

void TestInspectorCompare::init()
{
    tensorgraft::test::failOnWarnings();
    m_panel = std::make_unique<InspectorPanel>();
    m_panel->resize(620, 760);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"))->setCurrentWidget(page());
}

void TestInspectorCompare::cleanup()
{
    m_panel.reset();
}

void TestInspectorCompare::saysWhatToSelect()
{
    QVERIFY(message().contains(QStringLiteral("Select an entry")));
    QVERIFY(!page()->hasPicture());
}

void TestInspectorCompare::figures()
{
    show(pair({"w", {3}, {3, 0, 4}}, {"t", {3}, {3, 1, 2}}));
    QCOMPARE(fact(QStringLiteral("Equal")), QStringLiteral("no, 2 of 3 differ"));
    QCOMPARE(fact(QStringLiteral("Largest difference")), QStringLiteral("2"));
    QCOMPARE(fact(QStringLiteral("Cosine")), QStringLiteral("0.908688")); // 17 / (5 sqrt 14)
    QCOMPARE(fact(QStringLiteral("Relative L2")), QStringLiteral("0.597614")); // sqrt(5 / 14)
    QCOMPARE(fact(QStringLiteral("NaN")), QStringLiteral("none"));
    const QString title = page()->findChild<QLabel*>(QStringLiteral("compareTitle"))->text();
    QVERIFY2(title.contains(QStringLiteral("conv/kernel")) && title.contains(QStringLiteral("transpose(3,2,0,1)")) && title.contains(QStringLiteral("t")), qPrintable(title));

    m_panel->showComparison(pair({"w", {2}, {1, 2}}, {"t", {2}, {1, 2}}));
    QTRY_COMPARE(fact(QStringLiteral("Equal")), QStringLiteral("yes, bit for bit"));
}

void TestInspectorCompare::nansAreTold()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    show(pair({"w", {4}, {1, nan, nan, 4}}, {"t", {4}, {1, 2, 3, 4}}));
    QCOMPARE(fact(QStringLiteral("NaN")), QStringLiteral("source 2, target 0"));
    for (const Fact& fact : page()->findChild<FactGrid*>()->facts())
        QCOMPARE(fact.alarming, fact.caption == QStringLiteral("NaN"));
}

void TestInspectorCompare::kernelsSideBySide()
{
    ValueModel::Tensor written = ValueModel::counting("w", {4, 2, 3, 3}, AxisLayout::OIHW), target = written;
    target.name = "t";
    target.values[(1 * 2 + 1) * 9 + 5] += 0.5F; // filter 1, input 1, row 1, column 2
    show(pair(written, target));
    page()->setView(ComparePage::View::Kernels);
    QTRY_VERIFY(page()->kernelView(2)->picture());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(page()->kernelView(i)->picture()->grid.tiles.size(), std::size_t{8});
    const KernelPicture& difference = *page()->kernelView(2)->picture();
    for (const KernelTile& tile : difference.grid.tiles)
        for (int y = 0; y < 3; ++y)
            for (int x = 0; x < 3; ++x)
                QCOMPARE(difference.value(tile, y, x, tile.input), tile.output == 1 && tile.input == 1 && y == 1 && x == 2 ? -0.5F : 0.0F);
    // Source and target are drawn on one scale: the pixel of an equal weight is equal.
    const Image &a = page()->kernelView(0)->picture()->grid.image, &b = page()->kernelView(1)->picture()->grid.image;
    QCOMPARE(a.rgba.size(), b.rgba.size());
    int different = 0;
    for (std::size_t i = 0; i < a.rgba.size(); i += 4)
        different += a.rgba[i] != b.rgba[i];
    QVERIFY(different <= 1);

    KernelView* view = page()->kernelView(1);
    const KernelPicture& shown = *view->picture();
    int tile = 0;
    while (shown.grid.tiles[static_cast<std::size_t>(tile)].output != 1 || shown.grid.tiles[static_cast<std::size_t>(tile)].input != 1)
        ++tile;
    view->setCurrentTile(tile);
    const QRect rect = view->tileRect(tile);
    const QPoint point(rect.x() + static_cast<int>(2.5 * view->zoom()), rect.y() + static_cast<int>(1.5 * view->zoom()));
    QMouseEvent move(QEvent::MouseMove, QPointF(point), view->viewport()->mapToGlobal(QPointF(point)), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(view->viewport(), &move);
    QCOMPARE(page()->findChild<QLabel*>(QStringLiteral("readout"))->text(), QStringLiteral("[1, 1, 1, 2]: source 32, target 32.5, difference -0.5"));
}

void TestInspectorCompare::kernelViewsGoTogether()
{
    const ValueModel::Tensor written = ValueModel::counting("w", {64, 8, 3, 3}, AxisLayout::OIHW);
    show(pair(written, written));
    page()->setView(ComparePage::View::Kernels);
    QTRY_VERIFY(page()->kernelView(2)->picture());
    page()->kernelView(0)->setZoom(12);
    for (int i = 1; i < 3; ++i)
        QCOMPARE(page()->kernelView(i)->zoom(), 12.0);
    page()->kernelView(1)->verticalScrollBar()->setValue(200);
    QCOMPARE(page()->kernelView(0)->verticalScrollBar()->value(), 200);
    QCOMPARE(page()->kernelView(2)->verticalScrollBar()->value(), 200);
    page()->kernelView(2)->setCurrentTile(17);
    QCOMPARE(page()->kernelView(0)->currentTile(), 17);
}

void TestInspectorCompare::vectorsHaveNoKernels()
{
    show(pair(ValueModel::counting("w", {5}), ValueModel::counting("t", {5})));
    QVERIFY(page()->view() != ComparePage::View::Kernels);
    QVERIFY(page()->hasPicture());
}

void TestInspectorCompare::differenceHeatmap()
{
    ValueModel::Tensor written = ValueModel::counting("w", {40, 30}), target = written;
    target.values[7 * 30 + 9] -= 2;
    show(pair(written, target));
    page()->setView(ComparePage::View::Heatmap);
    QTRY_VERIFY(page()->hasPicture());
    QImage image(300, 300, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    page()->paintPicture(painter, image.size(), false);
    QVERIFY(page()->findChild<QLabel*>(QStringLiteral("readout"))->text().contains(QStringLiteral("40 x 30")));
}

void TestInspectorCompare::everyViewIsAPicture()
{
    const ValueModel::Tensor written = ValueModel::counting("w", {8, 4, 3, 3}, AxisLayout::OIHW);
    show(pair(written, written));
    for (const auto view : {ComparePage::View::Kernels, ComparePage::View::Heatmap, ComparePage::View::Scatter, ComparePage::View::Histograms}) {
        page()->setView(view);
        QTRY_VERIFY(page()->hasPicture());
        QVERIFY(page()->pictureSize().width() > 50);
        QImage image(page()->pictureSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::magenta);
        {
            QPainter painter(&image);
            page()->paintPicture(painter, image.size(), false);
        }
        QVERIFY(image.pixelColor(image.width() / 2, image.height() - 2) != QColor(Qt::magenta));
    }
}

void TestInspectorCompare::problemsAreTold()
{
    CompareSubject subject;
    subject.problem = QStringLiteral("No tensor has that name.");
    m_panel->showComparison(subject);
    QCOMPARE(message(), subject.problem);

    m_panel->showComparison(pair({"w", {2}, {1, 2}}, {"t", {3}, {1, 2, 3}}));
    QTRY_VERIFY(message().contains(QStringLiteral("(2)")) || message().contains(QStringLiteral("(2,)")));
    QVERIFY(!page()->hasPicture());

    m_panel->showComparison({});
    QVERIFY(message().contains(QStringLiteral("Select an entry")));
}

void TestInspectorCompare::unreadableIsTold()
{
    CompareSubject subject = pair(ValueModel::counting("w", {8}), ValueModel::counting("t", {8}));
    auto broken = ValueModel::make({ValueModel::counting("t", {8})});
    broken->failing = true;
    subject.target = {broken, 0};
    m_panel->showComparison(subject);
    QTRY_VERIFY(message().contains(QStringLiteral("the disk is gone")));
    QVERIFY(!page()->hasPicture());
}

void TestInspectorCompare::newestSubjectWins()
{
    CompareSubject slow = pair(ValueModel::counting("w", {8}), ValueModel::counting("t", {8}));
    auto model = ValueModel::make({ValueModel::counting("w", {8})});
    model->delayMs = 200;
    slow.written = {model, 0};
    m_panel->showComparison(slow);
    m_panel->showComparison(pair({"w", {2}, {1, 2}}, {"t", {2}, {1, 3}}));
    QTRY_COMPARE(fact(QStringLiteral("Equal")), QStringLiteral("no, 1 of 2 differ"));
    QTest::qWait(500);
    QCOMPARE(fact(QStringLiteral("Equal")), QStringLiteral("no, 1 of 2 differ"));
}

void TestInspectorCompare::thumbnailsTellLayoutsApart()
{
    ValueModel::Tensor square = ValueModel::counting("w", {64, 64}), turned = square;
    for (int i = 0; i < 64; ++i)
        for (int j = 0; j < 64; ++j)
            turned.values[static_cast<std::size_t>(i * 64 + j)] = square.values[static_cast<std::size_t>(j * 64 + i)];
    const auto model = ValueModel::make({square, turned, ValueModel::counting("k", {16, 3, 5, 5}, AxisLayout::OIHW), {"none", {0}, {}}});
    const auto a = tensorThumbnail(*model, 0, 96), b = tensorThumbnail(*model, 1, 96), kernels = tensorThumbnail(*model, 2, 96);
    QVERIFY(a && b && kernels);
    QCOMPARE(a->width, 64);
    QVERIFY(a->rgba != b->rgba);
    QCOMPARE(kernels->width, 4 * 6 - 1);
    QCOMPARE(kernels->height, 4 * 6 - 1);
    QVERIFY(!tensorThumbnail(*model, 3, 96));
}

void TestInspectorCompare::clippingChangesThePicture()
{
    ValueModel::Tensor kernel = ValueModel::counting("k", {4, 2, 15, 15}, AxisLayout::OIHW);
    kernel.values[0] = -1e6F; // one extreme hides everything else
    m_panel->showTensor(ValueModel::make({kernel}), 0);
    auto* kernels = showPage<QWidget>("kernels");
    auto* view = kernels->findChild<KernelView*>();
    QTRY_VERIFY(view->picture());
    const auto before = view->picture();
    auto* box = kernels->findChild<QComboBox*>(QStringLiteral("clip"));
    QCOMPARE(box->count(), 5);
    choose(box, 4);
    QTRY_VERIFY(view->picture() != before);
    QCOMPARE(view->picture()->request.clipPercentile, 2.0);
    QVERIFY(view->picture()->grid.image.rgba != before->grid.image.rgba);
    auto* heatmap = showPage<InspectorPage>("heatmap");
    QTRY_VERIFY(heatmap->hasPicture());
    const auto drawn = [&] {
        QImage image(200, 200, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        heatmap->paintPicture(painter, image.size(), false);
        painter.end();
        return image;
    };
    const QImage whole = drawn();
    choose(heatmap->findChild<QComboBox*>(QStringLiteral("clip")), 4);
    QVERIFY(drawn() != whole);
}

void TestInspectorCompare::deadAndRepeatedFiltersAreMarked()
{
    ValueModel::Tensor kernel = ValueModel::counting("k", {6, 1, 3, 3}, AxisLayout::OIHW);
    for (std::size_t i = 0; i < 9; ++i) {
        kernel.values[9 * 2 + i] = 0;
        kernel.values[9 * 4 + i] = kernel.values[9 + i];
    }
    m_panel->showTensor(ValueModel::make({kernel}), 0);
    auto* kernels = showPage<QWidget>("kernels");
    auto* view = kernels->findChild<KernelView*>();
    QTRY_VERIFY(view->picture() && view->marks());
    QCOMPARE(kernels->findChild<QLabel*>(QStringLiteral("note"))->text(), QStringLiteral("Marked filters: 1 dead (crossed), 1 that repeat another one (dashed)."));
    view->setCurrentTile(2);
    QVERIFY(kernels->findChild<QLabel*>(QStringLiteral("readout"))->text().endsWith(QStringLiteral("dead: all but zero")));
    view->setCurrentTile(4);
    QVERIFY(kernels->findChild<QLabel*>(QStringLiteral("readout"))->text().endsWith(QStringLiteral("the same as filter 1")));
    m_panel->showTensor(ValueModel::make({ValueModel::counting("sound", {4, 1, 3, 3}, AxisLayout::OIHW)}), 0);
    QTRY_VERIFY(view->picture() && view->marks());
    QVERIFY(kernels->findChild<QLabel*>(QStringLiteral("note"))->text().isEmpty());
}

void TestInspectorCompare::normsAndSingularValues()
{
    m_panel->showTensor(ValueModel::make({{"m", {2, 2}, {3, 0, 0, 4}, AxisLayout::OI}}), 0);
    auto* spectrum = showPage<SpectrumPage>("spectrum");
    QTRY_VERIFY(spectrum->channels().has_value());
    QCOMPARE(spectrum->channels()->norms, (std::vector<double>{3, 4}));
    QVERIFY(spectrum->hasPicture());
    choose(spectrum->findChild<QComboBox*>(QStringLiteral("spectrumView")), 1);
    QTRY_VERIFY(spectrum->singularValues().has_value());
    QCOMPARE(spectrum->singularValues()->values.front(), 4.0);
    // exp(-(4/7 ln 4/7 + 3/7 ln 3/7)) = 1.98
    QVERIFY2(spectrum->findChild<QLabel*>(QStringLiteral("spectrumFacts"))->text().contains(QStringLiteral("effective rank: 2.0")),
             qPrintable(spectrum->findChild<QLabel*>(QStringLiteral("spectrumFacts"))->text()));
}

void TestInspectorCompare::tooLargeForASpectrum()
{
    m_panel->showTensor(ValueModel::make({ValueModel::counting("m", {4100, 4100})}), 0);
    auto* spectrum = showPage<SpectrumPage>("spectrum");
    QTRY_VERIFY(spectrum->channels().has_value());
    choose(spectrum->findChild<QComboBox*>(QStringLiteral("spectrumView")), 1);
    QTRY_VERIFY(spectrum->findChild<QLabel*>(QStringLiteral("spectrumFacts"))->text().contains(QStringLiteral("too large")));
    QVERIFY(!spectrum->hasPicture());
    choose(spectrum->findChild<QComboBox*>(QStringLiteral("spectrumView")), 0);
    QVERIFY(spectrum->hasPicture());
}

QTEST_MAIN(TestInspectorCompare)
#include "tst_inspector_compare.moc"
