#include "model_io/formats/registry.h"
#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/inspector/fact_grid.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/heatmap_page.h"
#include "ui/inspector/kernel_view.h"
#include "ui/inspector/metadata_model.h"
#include "ui/inspector/save_menu.h"
#include "ui/inspector/tensor_table_model.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>
#include <QTreeView>
#include <QWheelEvent>
#include <limits>

using namespace tensorgraft;
using tensorgraft::test::ValueModel;

/// The panel as a person uses it, on small tensors whose every value is known.
class TestInspector : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void emptyState();
    void statisticsAreShown();
    void kernelsShowValuesUnderTheMouse();
    void kernelsWalkAndZoomByKeyboard();
    void kernelsChooseInputs();
    void vectorsSayWhy();
    void heatmapReadsAnyAxes();
    void histogramCounts();
    void valuesPageThroughSlices();
    void valuesCopy();
    void valuesOfManyRows();
    void tableModelIsSound();
    void metadataTree();
    void picturesAreSaved_data();
    void picturesAreSaved();
    void tensorsAreSaved();
    void errorsAreTold();
    void newestQuestionWins();
    void closingWhileReading();
    void realSample();

private:
    void showTab(const QString& name) const
    {
        auto* tabs = m_panel->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"));
        tabs->setCurrentWidget(page(name));
    }
    [[nodiscard]] QWidget* page(const QString& name) const { return m_panel->findChild<QWidget*>(name); }
    template <typename T>
    [[nodiscard]] T* child(const QString& pageName, const QString& name = {}) const
    {
        return page(pageName)->findChild<T*>(name);
    }
    [[nodiscard]] QString fact(const QString& caption) const
    {
        for (const Fact& fact : m_panel->findChild<FactGrid*>()->facts())
            if (fact.caption == caption)
                return fact.value;
        return {};
    }

    std::unique_ptr<InspectorPanel> m_panel;
};

void TestInspector::init()
{
    tensorgraft::test::failOnWarnings();
    m_panel = std::make_unique<InspectorPanel>();
    m_panel->resize(520, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestInspector::cleanup()
{
    m_panel.reset();
}

void TestInspector::emptyState()
{
    QCOMPARE(m_panel->findChild<QLabel*>(QStringLiteral("title"))->text(), QStringLiteral("Nothing selected"));
    for (const char* name : {"kernels", "heatmap", "histogram", "values"})
        QVERIFY(!child<QLabel>(QString::fromLatin1(name), QStringLiteral("message"))->text().isEmpty());
    QVERIFY(!m_panel->findChild<QToolButton*>(QStringLiteral("saveButton"))->isEnabled());
    m_panel->showTensor(ValueModel::make({ValueModel::counting("t", {3, 3})}), 0);
    m_panel->clear();
    QCOMPARE(m_panel->findChild<QLabel*>(QStringLiteral("title"))->text(), QStringLiteral("Nothing selected"));
}

void TestInspector::statisticsAreShown()
{
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    m_panel->showTensor(ValueModel::make({{"t", {2, 3}, {0, 2, nan, inf, -inf, 4}}}), 0);
    QCOMPARE(fact(QStringLiteral("Shape")), QStringLiteral("(2, 3)"));
    QCOMPARE(fact(QStringLiteral("Type")), QStringLiteral("float32"));
    QTRY_COMPARE(fact(QStringLiteral("Maximum")), QStringLiteral("4"));
    QCOMPARE(fact(QStringLiteral("Minimum")), QStringLiteral("0"));
    QCOMPARE(fact(QStringLiteral("Mean")), QStringLiteral("2"));
    QCOMPARE(fact(QStringLiteral("Std. dev.")), QStringLiteral("1.63299"));
    QCOMPARE(fact(QStringLiteral("Zeros")), QStringLiteral("1"));
    QCOMPARE(fact(QStringLiteral("NaN")), QStringLiteral("1"));
    QCOMPARE(fact(QStringLiteral("Infinite")), QStringLiteral("2"));
}

void TestInspector::kernelsShowValuesUnderTheMouse()
{
    m_panel->showTensor(ValueModel::make({ValueModel::counting("k", {3, 3, 4, 5}, AxisLayout::HWIO)}), 0);
    auto* view = child<KernelView>(QStringLiteral("kernels"));
    QTRY_VERIFY(view->picture());
    QCOMPARE(view->picture()->grid.tiles.size(), std::size_t{20});
    // Filter 1 (after the four inputs of filter 0), input 2, row 1, column 2.
    const QRect tile = view->tileRect(6);
    const QPoint point(tile.x() + static_cast<int>(2.5 * view->zoom()), tile.y() + static_cast<int>(1.5 * view->zoom()));
    const auto hit = view->hitTest(point);
    QVERIFY(hit);
    QCOMPARE(hit->tile, 6);
    QCOMPARE(hit->y, 1);
    QCOMPARE(hit->x, 2);
    // Offscreen no pointer moves; the event is sent as the window system would.
    QMouseEvent move(QEvent::MouseMove, QPointF(point), view->viewport()->mapToGlobal(QPointF(point)), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(view->viewport(), &move);
    const int expected = ((1 * 3 + 2) * 4 + 2) * 5 + 1;
    QCOMPARE(child<QLabel>(QStringLiteral("kernels"), QStringLiteral("readout"))->text(),
                 QStringLiteral("Filter 1, input 2, [1, 2, 2, 1] = %1").arg(expected));
    // Between the tiles is nothing.
    QVERIFY(!view->hitTest(QPoint(0, 0)));
}

void TestInspector::kernelsWalkAndZoomByKeyboard()
{
    m_panel->showTensor(ValueModel::make({ValueModel::counting("k", {3, 3, 1, 8}, AxisLayout::HWIO)}), 0);
    auto* view = child<KernelView>(QStringLiteral("kernels"));
    QTRY_VERIFY(view->picture());
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(view->currentTile(), 0);
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(view->currentTile(), 1);
    QTest::keyClick(view, Qt::Key_End);
    QCOMPARE(view->currentTile(), 7);
    QCOMPARE(child<QLabel>(QStringLiteral("kernels"), QStringLiteral("readout"))->text().section(QLatin1Char(':'), 0, 0), QStringLiteral("Filter 7, input 0"));
    const double before = view->zoom();
    QTest::keyClick(view, Qt::Key_Plus);
    QVERIFY(view->zoom() > before);
    QTest::keyClick(view, Qt::Key_Minus);
    QTest::keyClick(view, Qt::Key_Minus);
    QVERIFY(view->zoom() < before);
    QTest::keyClick(view, Qt::Key_0);
    QCOMPARE(view->zoom(), before);
    QWheelEvent wheel(QPointF(20, 20), view->viewport()->mapToGlobal(QPointF(20, 20)), {}, QPoint(0, 120), Qt::NoButton, Qt::ControlModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(view->viewport(), &wheel);
    QVERIFY(view->zoom() > before);
}

void TestInspector::kernelsChooseInputs()
{
    m_panel->showTensor(ValueModel::make({ValueModel::counting("k", {2, 2, 3, 4}, AxisLayout::HWIO)}), 0);
    auto* view = child<KernelView>(QStringLiteral("kernels"));
    QTRY_VERIFY(view->picture());
    QCOMPARE(view->picture()->grid.tiles.size(), std::size_t{4}); // three inputs: in colour
    QVERIFY(view->picture()->paging.rgb);
    auto* input = child<QComboBox>(QStringLiteral("kernels"), QStringLiteral("kernelInput"));
    input->setCurrentIndex(1);
    emit input->activated(1);
    const auto tiles = [view] { return view->picture() ? view->picture()->grid.tiles.size() : 0; };
    QTRY_COMPARE(tiles(), std::size_t{12});
    input->setCurrentIndex(3);
    emit input->activated(3);
    QTRY_COMPARE(tiles(), std::size_t{4});
    QCOMPARE(view->picture()->grid.tiles[2].input, 1);
    QCOMPARE(view->picture()->grid.tiles[2].output, 2);
}

void TestInspector::vectorsSayWhy()
{
    m_panel->showTensor(ValueModel::make({ValueModel::counting("bias", {5})}), 0);
    showTab(QStringLiteral("kernels"));
    QVERIFY(child<QLabel>(QStringLiteral("kernels"), QStringLiteral("message"))->text().contains(QStringLiteral("two or more axes")));
}

void TestInspector::heatmapReadsAnyAxes()
{
    m_panel->showTensor(ValueModel::make({ValueModel::counting("t", {2, 5, 4})}), 0);
    showTab(QStringLiteral("heatmap"));
    auto* heatmap = qobject_cast<HeatmapPage*>(page(QStringLiteral("heatmap")));
    QTRY_VERIFY(heatmap->hasPicture());
    auto* slider = child<QSlider>(QStringLiteral("heatmap"), QStringLiteral("slider0"));
    QVERIFY(slider);
    QTRY_VERIFY(!heatmap->readoutAt(QPointF(heatmap->pictureSize().width() / 2.0, heatmap->pictureSize().height() / 2.0)).isEmpty());
    slider->setValue(1);
    // The middle of five rows and four columns: row 2, column 1 or 2.
    QTRY_VERIFY(heatmap->readoutAt(QPointF(heatmap->pictureSize().width() / 2.0, heatmap->pictureSize().height() / 2.0)).startsWith(QStringLiteral("[1, 2, ")));
    const QString text = heatmap->readoutAt(QPointF(heatmap->pictureSize().width() / 2.0, heatmap->pictureSize().height() / 2.0));
    QVERIFY2(text == QStringLiteral("[1, 2, 1] = 29") || text == QStringLiteral("[1, 2, 2] = 30"), qPrintable(text));
    // Rows and columns the other way round.
    auto* rows = child<QComboBox>(QStringLiteral("heatmap"), QStringLiteral("heatmapRows"));
    rows->setCurrentIndex(2);
    emit rows->activated(2);
    QCOMPARE(child<QComboBox>(QStringLiteral("heatmap"), QStringLiteral("heatmapColumns"))->currentIndex(), 1);
    QTRY_VERIFY(heatmap->readoutAt(QPointF(heatmap->pictureSize().width() / 2.0, heatmap->pictureSize().height() / 2.0)).contains(QStringLiteral(" = ")));
}

void TestInspector::histogramCounts()
{
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    m_panel->showTensor(ValueModel::make({{"t", {8}, {0, 0, 1, 2, 3, nan, inf, -inf}}}), 0);
    showTab(QStringLiteral("histogram"));
    auto* counts = child<QLabel>(QStringLiteral("histogram"), QStringLiteral("counts"));
    QTRY_VERIFY(counts->text().contains(QStringLiteral("mean 1.2")));
    QVERIFY2(counts->text().startsWith(QStringLiteral("Zeros: 2  ·  NaN: 1  ·  +inf: 1  ·  -inf: 1")), qPrintable(counts->text()));
    child<QCheckBox>(QStringLiteral("histogram"), QStringLiteral("logarithmic"))->setChecked(true);
    child<QSpinBox>(QStringLiteral("histogram"), QStringLiteral("bins"))->setValue(3);
    QTRY_VERIFY(qobject_cast<InspectorPage*>(page(QStringLiteral("histogram")))->hasPicture());
}

void TestInspector::valuesPageThroughSlices()
{
    m_panel->showTensor(ValueModel::make({ValueModel::counting("t", {2, 3, 4})}), 0);
    showTab(QStringLiteral("values"));
    auto* table = child<QTableView>(QStringLiteral("values"), QStringLiteral("valuesTable"));
    auto* edit = child<QLineEdit>(QStringLiteral("values"), QStringLiteral("slice"));
    auto* problem = child<QLabel>(QStringLiteral("values"), QStringLiteral("sliceProblem"));
    const auto text = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
    QCOMPARE(edit->text(), QStringLiteral("[0, :, :]"));
    QCOMPARE(table->model()->rowCount(), 3);
    QCOMPARE(table->model()->columnCount(), 4);
    QTRY_COMPARE(text(2, 3), QStringLiteral("11"));
    const auto type = [&](const QString& slice) {
        edit->setText(slice);
        QTest::keyClick(edit, Qt::Key_Return);
    };
    type(QStringLiteral("[:, 1, 1:4:2]"));
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->columnCount(), 2);
    QTRY_COMPARE(text(1, 1), QStringLiteral("19"));
    QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("3"));
    QCOMPARE(table->model()->index(1, 1).data(Qt::AccessibleTextRole).toString(), QStringLiteral("[1, 1, 3] = 19"));
    type(QStringLiteral("[1, :, 0]"));
    QCOMPARE(table->model()->columnCount(), 1);
    QTRY_COMPARE(text(2, 0), QStringLiteral("20"));
    type(QStringLiteral("[:, :, :]"));
    QVERIFY(problem->isVisible());
    type(QStringLiteral("[9]"));
    QVERIFY2(problem->text().contains(QStringLiteral("outside axis 0")), qPrintable(problem->text()));
    type(QStringLiteral("1"));
    QVERIFY(!problem->isVisible());
    // Rows along the last axis: the table is turned.
    auto* rows = child<QComboBox>(QStringLiteral("values"), QStringLiteral("valuesRows"));
    rows->setCurrentIndex(2);
    emit rows->activated(2);
    QCOMPARE(table->model()->rowCount(), 4);
    QTRY_COMPARE(text(3, 1), QStringLiteral("19"));
}

void TestInspector::valuesCopy()
{
    m_panel->showTensor(ValueModel::make({ValueModel::counting("t", {3, 4})}), 0);
    showTab(QStringLiteral("values"));
    auto* table = child<QTableView>(QStringLiteral("values"), QStringLiteral("valuesTable"));
    table->setFocus();
    table->selectionModel()->select({table->model()->index(1, 1), table->model()->index(2, 2)}, QItemSelectionModel::ClearAndSelect);
    QVERIFY(!table->actions().isEmpty());
    table->actions().constFirst()->trigger();
    QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("5\t6\n9\t10\n"));
}

void TestInspector::valuesOfManyRows()
{
    const std::int64_t rows = TensorTableModel::mostRows + 10;
    m_panel->showTensor(ValueModel::make({ValueModel::counting("t", {rows, 2})}), 0);
    showTab(QStringLiteral("values"));
    auto* table = child<QTableView>(QStringLiteral("values"), QStringLiteral("valuesTable"));
    QCOMPARE(table->model()->rowCount(), static_cast<int>(TensorTableModel::mostRows));
    child<QSpinBox>(QStringLiteral("values"), QStringLiteral("rowPage"))->setValue(2);
    QCOMPARE(table->model()->rowCount(), 10);
    QTRY_COMPARE(table->model()->index(9, 1).data().toString(), QString::number(2 * rows - 1));
    QCOMPARE(table->model()->headerData(9, Qt::Vertical).toString(), QString::number(rows - 1));
}

void TestInspector::tableModelIsSound()
{
    QThreadPool pool;
    TensorTableModel model(&pool);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto values = ValueModel::make({ValueModel::counting("t", {600, 130})});
    values->delayMs = 5;
    const TensorSlice all = wholeSlice(values->tensors()[0].shape);
    QElapsedTimer clock;
    clock.start();
    model.setWindow({values, 0}, {all, 0, 1, 0});
    QCOMPARE(model.index(599, 129).data().toString(), QStringLiteral("\u2026")); // data() never waits
    QTRY_COMPARE(model.index(599, 129).data().toString(), QString::number(600 * 130 - 1));
    QTRY_VERIFY(model.isIdle());
    model.setWindow({}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestInspector::metadataTree()
{
    Metadata metadata;
    metadata.set("model_config", R"({"class_name": "Sequential", "config": [{"units": 7}]})");
    metadata.set("epoch", 12);
    Metadata::List many;
    for (int i = 0; i < 2500; ++i)
        many.emplace_back(i);
    metadata.set("many", std::move(many));
    const auto values = ValueModel::make({ValueModel::counting("t", {2, 2})}, std::move(metadata));

    MetadataModel model;
    model.setSource({}, values);
    // Not before: the tester of Qt 6.4 fetches while it handles a reset and then takes the new rows for a mistake.
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex root = model.index(1, 0);
    if (model.canFetchMore(root))
        model.fetchMore(root);
    QCOMPARE(model.rowCount(root), 3);
    const QModelIndex config = model.index(0, 0, root);
    QVERIFY(model.hasChildren(config)); // JSON in a string opens
    model.fetchMore(config);
    QCOMPARE(model.index(0, MetadataModel::ValueColumn, config).data().toString(), QStringLiteral("Sequential"));
    const QModelIndex list = model.index(2, 0, root);
    QVERIFY(model.rowCount(list) <= 2 * MetadataModel::fetchSize); // the tester has fetched once or not
    while (model.canFetchMore(list))
        model.fetchMore(list);
    QCOMPARE(model.rowCount(list), 2500);
    QCOMPARE(model.path(model.index(1, 0, list)), QStringLiteral("Metadata / many / 1"));

    m_panel->showModel(values);
    auto* tree = child<QTreeView>(QStringLiteral("metadata"), QStringLiteral("metadataTree"));
    const QModelIndex shown = tree->model()->index(1, 0);
    tree->model()->fetchMore(shown);
    tree->setCurrentIndex(tree->model()->index(0, 0, shown));
    QVERIFY(child<QPlainTextEdit>(QStringLiteral("metadata"), QStringLiteral("metadataText"))->toPlainText().contains(QStringLiteral("Sequential")));
    tree->setCurrentIndex(shown);
    QVERIFY(child<QPlainTextEdit>(QStringLiteral("metadata"), QStringLiteral("metadataText"))->toPlainText().contains(QStringLiteral("\"epoch\": 12")));
    QCOMPARE(fact(QStringLiteral("Tensors")), QStringLiteral("1"));
}

void TestInspector::picturesAreSaved_data()
{
    QTest::addColumn<QString>("pageName");
    for (const char* name : {"kernels", "heatmap", "histogram"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestInspector::picturesAreSaved()
{
    QFETCH(QString, pageName);
    const tensorgraft::test::TempDir folder;
    m_panel->showTensor(ValueModel::make({ValueModel::counting("k", {3, 3, 4, 5}, AxisLayout::HWIO)}), 0);
    showTab(pageName);
    auto* shown = qobject_cast<InspectorPage*>(page(pageName));
    QTRY_VERIFY(shown->hasPicture());
    auto* save = m_panel->findChild<SaveMenu*>();
    const auto file = [&](const char* suffix) { return QString::fromStdString((folder / ("picture." + std::string(suffix))).string()); };
    const QSize expected = shown->pictureSize() * m_panel->devicePixelRatioF(); // telling of it afterwards takes a line
    QSignalSpy finished(save, &SaveMenu::finished);
    for (const char* suffix : {"png", "svg", "pdf"}) {
        finished.clear();
        save->savePictureAs(file(suffix));
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(finished[0][1].toString().isEmpty());
    }
    const QImage png(file("png"));
    QCOMPARE(png.size(), expected);
    // Not one colour: something was drawn.
    bool varied = false;
    for (int x = 0; x < png.width() && !varied; ++x)
        for (int y = 0; y < png.height() && !varied; ++y)
            varied = png.pixel(x, y) != png.pixel(0, 0);
    QVERIFY(varied);
    const std::string svg = tensorgraft::test::readFile(file("svg").toStdString());
    QVERIFY(svg.find("<svg") != std::string::npos && svg.find("</svg>") != std::string::npos);
    QVERIFY(svg.find("<rect") != std::string::npos || svg.find("<path") != std::string::npos);
    const std::string pdf = tensorgraft::test::readFile(file("pdf").toStdString());
    QVERIFY(pdf.starts_with("%PDF") && pdf.size() > 1000);
    const QSize copied = shown->pictureSize() * m_panel->devicePixelRatioF();
    save->copyPicture();
    QCOMPARE(QApplication::clipboard()->image().size(), copied);
    finished.clear();
    save->savePictureAs(QString::fromStdString((folder / "missing/picture.png").string()));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished[0][1].toString().isEmpty());
}

void TestInspector::tensorsAreSaved()
{
    const tensorgraft::test::TempDir folder;
    const auto model = ValueModel::make({ValueModel::counting("k", {3, 4})});
    m_panel->showTensor(model, 0);
    auto* save = m_panel->findChild<SaveMenu*>();
    QSignalSpy finished(save, &SaveMenu::finished);
    const std::filesystem::path npy = folder / "k.npy", csv = folder / "k.csv";
    save->saveTensorAs(QString::fromStdString(npy.string()));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY2(finished[0][1].toString().isEmpty(), qPrintable(finished[0][1].toString()));
    const auto opened = openModel(npy);
    QVERIFY(opened);
    QVERIFY(*(*opened)->readAll(0) == *model->readAll(0));
    // CSV takes the part that the table shows.
    showTab(QStringLiteral("values"));
    auto* edit = child<QLineEdit>(QStringLiteral("values"), QStringLiteral("slice"));
    edit->setText(QStringLiteral("[1:, ::3]"));
    QTest::keyClick(edit, Qt::Key_Return);
    save->saveTensorAs(QString::fromStdString(csv.string()));
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(tensorgraft::test::readFile(csv), std::string("4,7\n8,11\n"));
}

void TestInspector::errorsAreTold()
{
    const auto model = ValueModel::make({ValueModel::counting("k", {3, 3, 4, 5}, AxisLayout::HWIO)});
    model->failing = true;
    m_panel->showTensor(model, 0);
    auto* message = child<QLabel>(QStringLiteral("kernels"), QStringLiteral("message"));
    QTRY_VERIFY(message->text().contains(QStringLiteral("the disk is gone")));
    QVERIFY(message->text().contains(QStringLiteral("values.test")));
    QVERIFY(message->text().contains(QStringLiteral("Put it back.")));
    QVERIFY(message->isVisible());
    // The program goes on.
    model->failing = false;
    m_panel->showTensor(model, 0);
    QTRY_VERIFY(child<KernelView>(QStringLiteral("kernels"))->picture());
    QVERIFY(!message->isVisible());
}

void TestInspector::newestQuestionWins()
{
    const auto model = ValueModel::make({ValueModel::counting("slow", {2, 2, 1, 3}, AxisLayout::HWIO), ValueModel::counting("newest", {2, 2, 1, 9}, AxisLayout::HWIO)});
    model->delayMs = 30;
    for (int i = 0; i < 10; ++i)
        m_panel->showTensor(model, 0);
    m_panel->showTensor(model, 1);
    auto* view = child<KernelView>(QStringLiteral("kernels"));
    QTRY_VERIFY(view->picture());
    QCOMPARE(view->picture()->grid.tiles.size(), std::size_t{9}); // nothing of the older questions came before
    QTRY_COMPARE(fact(QStringLiteral("Maximum")), QStringLiteral("35"));
}

void TestInspector::closingWhileReading()
{
    const auto model = ValueModel::make({ValueModel::counting("k", {64, 64, 16, 64}, AxisLayout::HWIO)});
    model->delayMs = 20;
    m_panel->showTensor(model, 0);
    showTab(QStringLiteral("values"));
    showTab(QStringLiteral("heatmap"));
    QElapsedTimer clock;
    clock.start();
    m_panel.reset();
    QVERIFY(clock.elapsed() < 5000);
    QCOMPARE(model.use_count(), 1L); // nothing holds the model any more
}

void TestInspector::realSample()
{
    const auto samples = tensorgraft::test::samplesDir();
    if (!samples)
        QSKIP("the real samples are not here");
    const auto model = openModel(*samples / "numpy-npy/facenet-det1/det1.npy");
    QVERIFY(model);
    const auto conv1 = (*model)->find("conv1/weights");
    QVERIFY(conv1);
    m_panel->showTensor(*model, *conv1);
    auto* view = child<KernelView>(QStringLiteral("kernels"));
    QTRY_VERIFY(view->picture());
    QVERIFY(view->picture()->paging.rgb);
    QCOMPARE(view->picture()->grid.tiles.size(), std::size_t{10});
    QTRY_COMPARE(fact(QStringLiteral("Maximum")), QStringLiteral("3.11579"));
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
