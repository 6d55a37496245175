#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/inspector/heatmap_cursor.h"
#include "ui/inspector/heatmap_page.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/kernel_page.h"
#include "ui/inspector/kernel_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QTabWidget>
#include <QTest>
#include <qcustomplot.h>

using namespace tensorgraft;
using tensorgraft::test::ValueModel;

/// Single values without a mouse: the keys go to them, the readout and screen readers say them, and they are copied.
class TestInspectorCursor : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void weightsOfKernels();
    void cellsOfHeatmaps();
    void cellsOfLargeMatrices();

private:
    void show(const std::shared_ptr<const ModelFile>& model, const char* page);
    [[nodiscard]] QString readout(const char* page) const { return m_panel->findChild<QWidget*>(QString::fromLatin1(page))->findChild<QLabel*>(QStringLiteral("readout"))->text(); }

    std::unique_ptr<InspectorPanel> m_panel;
};

void TestInspectorCursor::init()
{
    tensorgraft::test::failOnWarnings();
    m_panel = std::make_unique<InspectorPanel>();
    m_panel->resize(640, 800);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestInspectorCursor::show(const std::shared_ptr<const ModelFile>& model, const char* page)
{
    m_panel->showTensor(model, 0);
    auto* tabs = m_panel->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"));
    tabs->setCurrentWidget(m_panel->findChild<QWidget*>(QString::fromLatin1(page)));
}

void TestInspectorCursor::weightsOfKernels()
{
    show(ValueModel::make({ValueModel::counting("k", {2, 3, 4, 5}, AxisLayout::HWIO)}), "kernels");
    auto* page = m_panel->findChild<KernelPage*>();
    auto* view = page->findChild<KernelView*>();
    QTRY_VERIFY(view->picture() && view->store()->isComplete());
    view->setFocus();
    const auto valueOf = [](int y, int x, int i, int o) { return ((y * 3 + x) * 4 + i) * 5 + o; };
    const auto says = [&](int y, int x, int i, int o) {
        return QStringLiteral("Filter %1, input %2, [%3, %4, %2, %1] = %5").arg(o).arg(i).arg(y).arg(x).arg(valueOf(y, x, i, o));
    };
    QCOMPARE(page->valueText(), QString());
    QTest::keyClick(view, Qt::Key_Right);  // to the first filter
    QTest::keyClick(view, Qt::Key_Right);  // filter 0, input 1
    QTest::keyClick(view, Qt::Key_Return); // into it
    QCOMPARE(readout("kernels"), says(0, 0, 1, 0));
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_End);
    QCOMPARE(readout("kernels"), says(1, 2, 1, 0));
    QCOMPARE(view->accessibleDescription(), says(1, 2, 1, 0));
    QCOMPARE(page->valueText(), QString::number(valueOf(1, 2, 1, 0)));
    QTest::keyClick(view, Qt::Key_Right); // past the edge: the next filter's first column
    QCOMPARE(view->currentTile(), std::int64_t{2});
    QCOMPARE(readout("kernels"), says(1, 0, 2, 0));
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::number(valueOf(1, 0, 2, 0)));
    QTest::keyClick(view, Qt::Key_Escape); // out again
    QVERIFY(!view->currentWeight());
    QVERIFY(readout("kernels").startsWith(QStringLiteral("Filter 0, input 2: ")));
    QTest::keyClick(view, Qt::Key_Left);
    QCOMPARE(view->currentTile(), std::int64_t{1});
    // Nothing lies above the first row.
    QTest::keyClick(view, Qt::Key_Home);
    QTest::keyClick(view, Qt::Key_Return);
    QTest::keyClick(view, Qt::Key_Up);
    QCOMPARE(readout("kernels"), says(0, 0, 0, 0));
}

void TestInspectorCursor::cellsOfHeatmaps()
{
    show(ValueModel::make({ValueModel::counting("m", {40, 30})}), "heatmap");
    auto* page = m_panel->findChild<HeatmapPage*>();
    QTRY_VERIFY(page->hasPicture());
    auto* plot = page->findChild<QCustomPlot*>();
    plot->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(plot->findChild<QWidget*>(QStringLiteral("focusRing"))->isVisible()); // seen to have the focus
    QImage before(page->pictureSize(), QImage::Format_RGB32);
    const auto paint = [&](QImage& image) {
        QPainter painter(&image);
        page->paintPicture(painter, image.size(), false);
    };
    paint(before);
    QTest::keyClick(plot, Qt::Key_Down); // shows where it is
    QCOMPARE(readout("heatmap"), QStringLiteral("[0, 0] = 0"));
    QTest::keyClick(plot, Qt::Key_Down);
    QTest::keyClick(plot, Qt::Key_Right);
    QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(readout("heatmap"), QStringLiteral("[1, 2] = 32"));
    QCOMPARE(plot->accessibleDescription(), QStringLiteral("[1, 2] = 32"));
    QTest::keyClick(plot, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("32"));
    // The cursor is no part of the picture.
    QImage after(before.size(), before.format());
    paint(after);
    QCOMPARE(after, before);
    QTest::keyClick(plot, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(readout("heatmap"), QStringLiteral("[39, 29] = %1").arg(39 * 30 + 29));
    // Zoomed in, what is seen follows.
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(plot, Qt::Key_Plus);
    QTest::keyClick(plot, Qt::Key_Home, Qt::ControlModifier);
    QTRY_COMPARE(readout("heatmap"), QStringLiteral("[0, 0] = 0"));
    QVERIFY(plot->xAxis->range().contains(0) && plot->yAxis->range().contains(0));
    QTest::keyClick(plot, Qt::Key_Escape);
    QVERIFY(!page->cursor()->place());
    QCOMPARE(page->valueText(), QString());
    // With Shift the arrows move the picture, as in other plots.
    const double lower = plot->xAxis->range().lower;
    QTest::keyClick(plot, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(plot->xAxis->range().lower > lower);
}

void TestInspectorCursor::cellsOfLargeMatrices()
{
    show(ValueModel::make({ValueModel::counting("m", {6000, 20})}), "heatmap");
    auto* page = m_panel->findChild<HeatmapPage*>();
    QTRY_VERIFY(page->shown() && page->shown()->isReduced());
    auto* plot = page->findChild<QCustomPlot*>();
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Down);
    const QString first = readout("heatmap");
    QVERIFY2(first.startsWith(QStringLiteral("rows 0 to ")), qPrintable(first));
    std::int64_t row = page->cursor()->place()->first;
    for (int i = 0; i < 20; ++i) { // cell after cell, each once
        QTest::keyClick(plot, Qt::Key_Down);
        QVERIFY(page->cursor()->place()->first > row);
        row = page->cursor()->place()->first;
        QVERIFY2(readout("heatmap").startsWith(QStringLiteral("rows %1 to ").arg(row)), qPrintable(readout("heatmap")));
    }
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(plot, Qt::Key_Up);
    QCOMPARE(readout("heatmap"), first);
}

QTEST_MAIN(TestInspectorCursor)
#include "tst_inspector_cursor.moc"
