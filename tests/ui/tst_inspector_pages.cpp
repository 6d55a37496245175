#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/inspector/compare_page.h"
#include "ui/inspector/histogram_page.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/page_tabs.h"
#include "ui/inspector/save_menu.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <cmath>
#include <numeric>
#include <qcustomplot.h>

using namespace tensorgraft;
using tensorgraft::test::ValueModel;

/// What the pages have in common: which one is shown, that all of them fit, and what every plot can.
class TestInspectorPages : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void usualPages_data();
    void usualPages();
    void choicesAreRemembered();
    void comparingGoesOn();
    void allTabsFit();
    void everyPlotZoomsAndPans_data();
    void everyPlotZoomsAndPans();
    void everyPictureGivesItsData_data();
    void everyPictureGivesItsData();
    void percentilesAndNormalFit();
    void logarithmicMagnitudes();

private:
    [[nodiscard]] PageTabs* tabs() const { return m_panel->findChild<PageTabs*>(); }
    [[nodiscard]] QString current() const { return tabs()->currentWidget()->objectName(); }
    InspectorPage* showPage(const char* name)
    {
        auto* page = m_panel->findChild<InspectorPage*>(QString::fromLatin1(name));
        tabs()->setCurrentWidget(page);
        return page;
    }
    static void drag(QCustomPlot* plot, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers)
    {
        const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButtons buttons) {
            QMouseEvent event(type, QPointF(at), plot->mapToGlobal(QPointF(at)), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, modifiers);
            QApplication::sendEvent(plot, &event);
        };
        send(QEvent::MouseButtonPress, from, Qt::LeftButton);
        send(QEvent::MouseMove, (from + to) / 2, Qt::LeftButton);
        send(QEvent::MouseMove, to, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, to, Qt::NoButton);
    }

    std::unique_ptr<InspectorPanel> m_panel;
};

void TestInspectorPages::init()
{
    tensorgraft::test::failOnWarnings();
    m_panel = std::make_unique<InspectorPanel>();
    m_panel->resize(520, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestInspectorPages::usualPages_data()
{
    QTest::addColumn<QList<qint64>>("shape");
    QTest::addColumn<QString>("page");
    QTest::newRow("convolution") << QList<qint64>{3, 3, 4, 5} << QStringLiteral("kernels");
    QTest::newRow("1-D convolution") << QList<qint64>{3, 4, 5} << QStringLiteral("kernels");
    QTest::newRow("dense or embedding") << QList<qint64>{20, 8} << QStringLiteral("heatmap");
    QTest::newRow("short bias") << QList<qint64>{10} << QStringLiteral("values");
    QTest::newRow("long bias") << QList<qint64>{512} << QStringLiteral("histogram");
    QTest::newRow("scalar") << QList<qint64>{} << QStringLiteral("values");
    QTest::newRow("empty") << QList<qint64>{0, 3} << QStringLiteral("metadata");
}

void TestInspectorPages::usualPages()
{
    QFETCH(QList<qint64>, shape);
    QFETCH(QString, page);
    m_panel->showTensor(ValueModel::make({ValueModel::counting("t", Shape(std::vector<std::int64_t>(shape.begin(), shape.end())))}), 0);
    QCOMPARE(current(), page);
}

void TestInspectorPages::choicesAreRemembered()
{
    const auto model = ValueModel::make({ValueModel::counting("k", {3, 3, 2, 2}), ValueModel::counting("b", {4}), ValueModel::counting("m", {4, 4})});
    m_panel->showTensor(model, 0);
    showPage("histogram"); // of filters
    m_panel->showTensor(model, 1);
    QCOMPARE(current(), QStringLiteral("values"));
    m_panel->showTensor(model, 0);
    QCOMPARE(current(), QStringLiteral("histogram"));
    m_panel->showModel(model);
    QCOMPARE(current(), QStringLiteral("metadata"));
    m_panel->showTensor(model, 2);
    QCOMPARE(current(), QStringLiteral("heatmap"));
    const PageChoices choices = m_panel->pageChoices();
    QCOMPARE(choices, (PageChoices{{QStringLiteral("filters"), QStringLiteral("histogram")}}));
    m_panel = std::make_unique<InspectorPanel>();
    m_panel->setPageChoices(choices);
    m_panel->showTensor(model, 0);
    QCOMPARE(current(), QStringLiteral("histogram"));
    m_panel->setPageChoices({{QStringLiteral("filters"), QStringLiteral("no such page")}});
    m_panel->showTensor(model, 0);
    QCOMPARE(current(), QStringLiteral("histogram"));
}

void TestInspectorPages::comparingGoesOn()
{
    const auto model = ValueModel::make({ValueModel::counting("k", {3, 3, 2, 2}), ValueModel::counting("b", {4})});
    m_panel->showTensor(model, 0);
    showPage("compare");
    m_panel->showTensor(model, 1);
    QCOMPARE(current(), QStringLiteral("compare"));
    QVERIFY(m_panel->pageChoices().isEmpty());
}

void TestInspectorPages::allTabsFit()
{
    for (const int width : {m_panel->minimumSizeHint().width(), 360, 420, 700}) {
        m_panel->resize(width, 600);
        QTRY_COMPARE(tabs()->tabBar()->width(), tabs()->width());
        QApplication::processEvents();
        int right = 0;
        for (int i = 0; i < tabs()->count(); ++i) {
            const QRect tab = tabs()->tabBar()->tabRect(i);
            QVERIFY2(tab.left() >= right - 1, qPrintable(QString::number(i)));
            right = tab.right();
            QVERIFY(!tabs()->tabText(i).isEmpty() && !tabs()->tabIcon(i).isNull());
            QVERIFY(tabs()->tabToolTip(i).startsWith(tabs()->tabText(i)));
        }
        QVERIFY2(right < tabs()->tabBar()->width(), qPrintable(QStringLiteral("%1: %2").arg(width).arg(right)));
        for (const QToolButton* button : tabs()->tabBar()->findChildren<QToolButton*>())
            QVERIFY(!button->isVisible()); // no arrows
    }
    QVERIFY(tabs()->showsTexts());
}

void TestInspectorPages::everyPlotZoomsAndPans_data()
{
    QTest::addColumn<QString>("pageName");
    QTest::addColumn<int>("view"); // of the page that compares
    for (const char* name : {"heatmap", "histogram", "spectrum"})
        QTest::newRow(name) << QString::fromLatin1(name) << 0;
    QTest::newRow("difference") << QStringLiteral("compare") << static_cast<int>(ComparePage::View::Heatmap);
    QTest::newRow("scatter plot") << QStringLiteral("compare") << static_cast<int>(ComparePage::View::Scatter);
    QTest::newRow("two histograms") << QStringLiteral("compare") << static_cast<int>(ComparePage::View::Histograms);
}

void TestInspectorPages::everyPlotZoomsAndPans()
{
    QFETCH(QString, pageName);
    QFETCH(int, view);
    const auto model = ValueModel::make({ValueModel::counting("m", {60, 80})});
    m_panel->showTensor(model, 0);
    CompareSubject subject;
    subject.written = subject.target = {model, 0};
    m_panel->showComparison(subject);
    InspectorPage* page = showPage(pageName.toLatin1().constData());
    if (auto* compared = qobject_cast<ComparePage*>(page)) {
        QTRY_VERIFY(compared->result().has_value());
        compared->setView(static_cast<ComparePage::View>(view));
    }
    QTRY_VERIFY(page->hasPicture());
    const auto visible = [page](const auto* example, const char* name) {
        using Widget = std::remove_const_t<std::remove_pointer_t<decltype(example)>>;
        Widget* found = nullptr;
        for (Widget* widget : page->findChildren<Widget*>(QString::fromLatin1(name)))
            if (widget->isVisible())
                found = widget;
        return found;
    };
    QCustomPlot* plot = visible(static_cast<const QCustomPlot*>(nullptr), "");
    const auto button = [&](const char* name) { return visible(static_cast<const QToolButton*>(nullptr), name); };
    QVERIFY(plot);
    QTest::qWait(20); // what is queued to be drawn
    plot->replot();
    const QCPRange whole = plot->xAxis->range();
    const QRect area = plot->axisRect()->rect();
    const auto isWhole = [&] { return std::abs(plot->xAxis->range().lower - whole.lower) < 1e-6 && std::abs(plot->xAxis->range().upper - whole.upper) < 1e-6; };
    // Wheel, and back by the button.
    QWheelEvent wheel(QPointF(area.center()), plot->mapToGlobal(QPointF(area.center())), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot, &wheel);
    QVERIFY(plot->xAxis->range().size() < whole.size() * 0.95);
    button("zoomFit")->click();
    QTRY_VERIFY(isWhole());
    // A rectangle in the middle.
    drag(plot, area.topLeft() + QPoint(area.width() / 4, area.height() / 4), area.topLeft() + QPoint(area.width() * 3 / 4, area.height() * 3 / 4), Qt::ShiftModifier);
    QVERIFY(std::abs(plot->xAxis->range().size() - whole.size() / 2) < whole.size() * 0.05);
    // Panning leaves the size and moves by what was dragged.
    const QCPRange zoomed = plot->xAxis->range();
    drag(plot, area.center(), area.center() + QPoint(area.width() / 10, 0), Qt::NoModifier);
    QVERIFY(std::abs(plot->xAxis->range().size() - zoomed.size()) < zoomed.size() * 0.01);
    QVERIFY(std::abs(zoomed.lower - plot->xAxis->range().lower - zoomed.size() / 10) < zoomed.size() * 0.05);
    // By the keyboard.
    QTest::keyClick(plot, Qt::Key_0);
    QTRY_VERIFY(isWhole());
    QTest::keyClick(plot, Qt::Key_Plus);
    QVERIFY(plot->xAxis->range().size() < whole.size());
    const double before = plot->xAxis->range().lower;
    QTest::keyClick(plot, Qt::Key_Right, Qt::ShiftModifier); // without Shift, in a heatmap, from cell to cell
    QVERIFY(plot->xAxis->range().lower > before);
    QTest::keyClick(plot, Qt::Key_Minus);
    QTest::mouseDClick(plot, Qt::LeftButton, Qt::NoModifier, area.center());
    QTRY_VERIFY(isWhole());
    // The button makes every drag a rectangle.
    button("zoomRectangle")->click();
    drag(plot, area.topLeft() + QPoint(area.width() / 4, area.height() / 4), area.topLeft() + QPoint(area.width() / 2, area.height() / 2), Qt::NoModifier);
    QVERIFY(std::abs(plot->xAxis->range().size() - whole.size() / 4) < whole.size() * 0.05);
    // Copy by the keyboard, the menu by the right button.
    QApplication::clipboard()->clear();
    QTest::keyClick(plot, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(!QApplication::clipboard()->image().isNull());
    QSignalSpy menu(page, &InspectorPage::menuRequested);
    QContextMenuEvent click(QContextMenuEvent::Mouse, area.center(), plot->mapToGlobal(area.center()));
    QApplication::sendEvent(plot, &click);
    QCOMPARE(menu.size(), 1);
    m_panel->findChild<QToolButton*>(QStringLiteral("saveButton"))->menu()->close();
}

void TestInspectorPages::everyPictureGivesItsData_data()
{
    QTest::addColumn<QString>("pageName");
    QTest::addColumn<QByteArray>("expected"); // the first lines
    QTest::addColumn<int>("lines");
    QTest::newRow("kernels") << QStringLiteral("kernels") << QByteArray("filter,input,row,column,value\n0,0,0,0,0\n0,0,0,1,1\n") << 13;
    QTest::newRow("heatmap") << QStringLiteral("heatmap") << QByteArray("row,column,value\n0,0,0\n0,1,1\n0,2,2\n0,3,3\n1,0,4\n") << 13;
    QTest::newRow("histogram") << QStringLiteral("histogram") << QByteArray("low,high,count\n0,0.11,1\n") << 101;
    QTest::newRow("spectrum") << QStringLiteral("spectrum") << QByteArray("channel,norm,dead,duplicate_of\n0,3.7416573867739413,0,-1\n") << 4;
}

void TestInspectorPages::everyPictureGivesItsData()
{
    QFETCH(QString, pageName);
    QFETCH(QByteArray, expected);
    QFETCH(int, lines);
    const tensorgraft::test::TempDir folder;
    m_panel->showTensor(ValueModel::make({ValueModel::counting("m", {3, 4})}), 0);
    InspectorPage* page = showPage(pageName.toLatin1().constData());
    QTRY_VERIFY(page->hasPicture());
    auto* save = m_panel->findChild<SaveMenu*>();
    QSignalSpy finished(save, &SaveMenu::finished);
    const std::filesystem::path file = folder / "data.csv";
    save->saveDataAs(QString::fromStdString(file.string()));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY2(finished[0][1].toString().isEmpty(), qPrintable(finished[0][1].toString()));
    const QByteArray text = QByteArray::fromStdString(tensorgraft::test::readFile(file));
    QCOMPARE(text.left(expected.size()), expected);
    QCOMPARE(text.count('\n'), lines);
}

void TestInspectorPages::percentilesAndNormalFit()
{
    // 0 ... 100: percentiles are the numbers themselves; mean 50, standard deviation 29.1548.
    m_panel->showTensor(ValueModel::make({ValueModel::counting("v", {101})}), 0);
    auto* page = static_cast<HistogramPage*>(showPage("histogram"));
    QTRY_VERIFY(page->hasPicture());
    page->findChild<QCheckBox*>(QStringLiteral("percentiles"))->setChecked(true);
    page->findChild<QCheckBox*>(QStringLiteral("normalFit"))->setChecked(true);
    auto* text = page->findChild<QLabel*>(QStringLiteral("counts"));
    QTRY_VERIFY2(text->text().contains(QStringLiteral("1 %: 1, 5 %: 5, 25 %: 25, 50 %: 50, 75 %: 75, 95 %: 95, 99 %: 99")), qPrintable(text->text()));
    auto* plot = page->findChild<QCustomPlot*>();
    QTRY_VERIFY(plot->graph(1)->visible() && plot->graph(1)->dataCount() > 100);
    // The curve at its top: count * width of a bin / (sigma sqrt(2 pi)).
    double top = 0;
    for (const QCPGraphData& point : *plot->graph(1)->data())
        top = std::max(top, point.value);
    QVERIFY2(std::abs(top - 101.0 * 1.0 / (29.1547595 * std::sqrt(2 * M_PI))) < 1e-3, qPrintable(QString::number(top)));
}

void TestInspectorPages::logarithmicMagnitudes()
{
    m_panel->showTensor(ValueModel::make({{"v", {2, 3}, {-0.001F, 0, 0.5F, -10, 10, 100}}}), 0);
    auto* page = static_cast<HistogramPage*>(showPage("histogram"));
    QTRY_VERIFY(page->hasPicture());
    auto* axis = page->findChild<QComboBox*>(QStringLiteral("histogramAxis"));
    axis->setCurrentIndex(1);
    emit axis->activated(1);
    QTRY_VERIFY(page->result() && page->result()->axis == HistogramAxis::LogMagnitudes);
    const Histogram& h = *page->result();
    QVERIFY(std::abs(h.low - 0.001) < 1e-9 && h.high == 100);
    QCOMPARE(std::accumulate(h.counts.begin(), h.counts.end(), std::uint64_t{0}), std::uint64_t{5});
    QCOMPARE(h.zeros, std::uint64_t{1});
    QCOMPARE(page->findChild<QCustomPlot*>()->xAxis->scaleType(), QCPAxis::stLogarithmic);
    QVERIFY(!page->findChild<QCheckBox*>(QStringLiteral("normalFit"))->isEnabled());
}

QTEST_MAIN(TestInspectorPages)
#include "tst_inspector_pages.moc"
