#include "model_io/formats/registry.h"
#include "model_io/analysis/tensor_slice.h"
#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/inspector/compare_page.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/save_menu.h"
#include "ui/overview/overview_page.h"

#include <QAction>
#include <QComboBox>
#include <QImageReader>
#include <QMenu>
#include <QPainter>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace tensorgraft;
using tensorgraft::test::ValueModel;

/// Everything that can be saved is saved, and read back by somebody else: Qt's image reader and SVG renderer, poppler where
/// it is installed, and for numbers a parser of this test that compares them with the tensors.
class TestInspectorExport : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup() { m_panel.reset(); }
    void everyPageSavesEveryFormat_data();
    void everyPageSavesEveryFormat();
    void valuesAreSaved();
    void metadataHasNoPicture();
    void overviewSavesEveryFormat();

private:
    using Rows = std::vector<std::vector<double>>;
    static Rows numbersOf(const QByteArray& csv);
    void checkPicture(const QString& path, QSize size) const;
    void checkNumbers(const QByteArray& csv, const QString& page, int view) const;
    [[nodiscard]] QString file(const char* name) const { return QString::fromStdString((m_folder / name).string()); }
    [[nodiscard]] float written(std::int64_t o, std::int64_t i, std::int64_t y, std::int64_t x) const { return m_written.values[static_cast<std::size_t>(((o * 2 + i) * 3 + y) * 5 + x)]; }
    [[nodiscard]] float target(std::int64_t o, std::int64_t i, std::int64_t y, std::int64_t x) const { return m_target.values[static_cast<std::size_t>(((o * 2 + i) * 3 + y) * 5 + x)]; }

    tensorgraft::test::TempDir m_folder;
    ValueModel::Tensor m_written, m_target;
    std::unique_ptr<InspectorPanel> m_panel;
};

void TestInspectorExport::initTestCase()
{
    std::minstd_rand random(3);
    m_written = ValueModel::counting("conv/kernel", {6, 2, 3, 5}, AxisLayout::OIHW);
    for (float& v : m_written.values)
        v = static_cast<float>(random() % 20'001) * 1e-4F - 1;
    m_target = m_written;
    for (std::size_t i = 0; i < m_target.values.size(); i += 7)
        m_target.values[i] += 0.125F;
}

void TestInspectorExport::init()
{
    tensorgraft::test::failOnWarnings();
    m_panel = std::make_unique<InspectorPanel>();
    m_panel->resize(640, 800);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    const auto model = ValueModel::make({m_written});
    m_panel->showTensor(model, 0);
    CompareSubject subject;
    subject.written = {model, 0};
    subject.target = {ValueModel::make({m_target}), 0};
    subject.sources = QStringLiteral("conv/kernel");
    m_panel->showComparison(subject);
}

/// The lines after the first, as numbers.
TestInspectorExport::Rows TestInspectorExport::numbersOf(const QByteArray& csv)
{
    Rows rows;
    QList<QByteArray> lines = csv.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (lines[i].isEmpty())
            continue;
        std::vector<double> row;
        for (const QByteArray& field : lines[i].split(',')) {
            bool ok = false;
            row.push_back(field.toDouble(&ok));
            if (!ok)
                row.back() = std::nan("");
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void TestInspectorExport::checkPicture(const QString& path, QSize size) const
{
    const auto colours = [](const QImage& image) {
        std::set<QRgb> seen;
        for (int y = 0; y < image.height(); y += 2)
            for (int x = 0; x < image.width() && seen.size() < 50; x += 2)
                seen.insert(image.pixel(x, y));
        return seen.size();
    };
    if (path.endsWith(QLatin1String(".png"))) {
        QImageReader reader(path);
        QVERIFY2(reader.canRead(), qPrintable(reader.errorString()));
        const QImage image = reader.read();
        QCOMPARE(image.size(), size);
        QVERIFY(colours(image) > 3);
    } else if (path.endsWith(QLatin1String(".svg"))) {
        QSvgRenderer renderer(path);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBox(), QRect(QPoint(0, 0), size)); // its own size is in millimetres, of 90 to the inch for this renderer
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        QVERIFY(colours(image) > 3);
        // The same picture as the PNG, but for how edges are smoothed.
        const QImage png(path.chopped(3) + QStringLiteral("png"));
        QVERIFY(!png.isNull());
        qint64 apart = 0;
        for (int y = 0; y < size.height(); ++y)
            for (int x = 0; x < size.width(); ++x)
                apart += std::abs(qGreen(image.pixel(x, y)) - qGreen(png.pixel(x, y)));
        const double mean = static_cast<double>(apart) / (static_cast<double>(size.width()) * size.height());
        QVERIFY2(mean < 12, qPrintable(QStringLiteral("mean difference %1").arg(mean)));
    } else {
        const std::string bytes = tensorgraft::test::readFile(path.toStdString());
        QVERIFY(bytes.starts_with("%PDF-1."));
        QVERIFY(bytes.find("%%EOF") != std::string::npos);
        const QString poppler = QStandardPaths::findExecutable(QStringLiteral("pdftoppm"));
        if (poppler.isEmpty())
            return;
        QProcess process;
        process.start(poppler, {QStringLiteral("-r"), QStringLiteral("96"), QStringLiteral("-singlefile"), QStringLiteral("-png"), path, path + QStringLiteral(".page")});
        QVERIFY(process.waitForFinished());
        const QImage page(path + QStringLiteral(".page.png"));
        QVERIFY(std::abs(page.width() - size.width()) <= 2 && std::abs(page.height() - size.height()) <= 2);
        QVERIFY(colours(page) > 3);
    }
}

void TestInspectorExport::checkNumbers(const QByteArray& csv, const QString& page, int view) const
{
    const Rows rows = numbersOf(csv);
    const auto same = [](double a, float b) { return static_cast<float>(a) == b; };
    const auto at = [](double v) { return static_cast<std::int64_t>(v); };
    double sum = 0;
    if (page == QLatin1String("kernels")) {
        QCOMPARE(rows.size(), std::size_t{180});
        for (const auto& r : rows)
            QVERIFY(same(r[4], written(at(r[0]), at(r[1]), at(r[2]), at(r[3]))));
    } else if (page == QLatin1String("heatmap")) { // the two largest axes: filters, columns
        QCOMPARE(rows.size(), std::size_t{30});
        for (const auto& r : rows)
            QVERIFY(same(r[2], written(at(r[0]), 0, 0, at(r[1]))));
    } else if (page == QLatin1String("histogram")) {
        for (const auto& r : rows) {
            // Bins are closed below; the last one above too.
            std::size_t inside = 0;
            for (const float v : m_written.values)
                inside += static_cast<double>(v) >= r[0] && (static_cast<double>(v) < r[1] || (&r == &rows.back() && static_cast<double>(v) <= r[1]));
            QVERIFY(std::abs(static_cast<double>(inside) - r[2]) <= 1); // a value may lie on an edge
            sum += r[2];
        }
        QCOMPARE(sum, 180.0);
    } else if (page == QLatin1String("spectrum") && view == 0) {
        QCOMPARE(rows.size(), std::size_t{6});
        for (const auto& r : rows) {
            double squares = 0;
            for (std::size_t k = 0; k < 30; ++k)
                squares += std::pow(static_cast<double>(m_written.values[static_cast<std::size_t>(r[0]) * 30 + k]), 2);
            QVERIFY(std::abs(r[1] - std::sqrt(squares)) < 1e-9 * r[1]);
        }
    } else if (page == QLatin1String("spectrum")) {
        QCOMPARE(rows.size(), std::size_t{6});
        double squares = 0;
        for (const float v : m_written.values)
            squares += static_cast<double>(v) * static_cast<double>(v);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            sum += rows[i][1] * rows[i][1];
            QVERIFY(i == 0 || rows[i][1] <= rows[i - 1][1]);
        }
        QVERIFY2(std::abs(sum - squares) < 1e-4 * squares, "the squares of the singular values are those of the values");
    } else if (view == static_cast<int>(ComparePage::View::Kernels)) {
        QCOMPARE(rows.size(), std::size_t{180});
        for (const auto& r : rows) {
            const float w = written(at(r[0]), at(r[1]), at(r[2]), at(r[3])), t = target(at(r[0]), at(r[1]), at(r[2]), at(r[3]));
            QVERIFY(same(r[4], w) && same(r[5], t) && same(r[6], w - t));
        }
    } else if (view == static_cast<int>(ComparePage::View::Heatmap)) { // as a matrix of one row a filter, or all but the last axis
        QCOMPARE(rows.size(), std::size_t{180});
        std::multiset<float> found, expected;
        for (const auto& r : rows)
            found.insert(static_cast<float>(r[2]));
        for (std::size_t i = 0; i < m_written.values.size(); ++i)
            expected.insert(m_written.values[i] - m_target.values[i]);
        QVERIFY(found == expected);
    } else if (view == static_cast<int>(ComparePage::View::Scatter)) {
        std::multimap<float, float> expected;
        for (std::size_t i = 0; i < m_written.values.size(); ++i)
            expected.emplace(m_target.values[i], m_written.values[i]);
        QCOMPARE(rows.size(), std::size_t{180});
        for (const auto& r : rows) {
            const auto [from, to] = expected.equal_range(static_cast<float>(r[0]));
            QVERIFY(std::any_of(from, to, [&](const auto& pair) { return pair.second == static_cast<float>(r[1]); }));
        }
    } else {
        double ofTarget = 0;
        for (const auto& r : rows) {
            sum += r[2];
            ofTarget += r[3];
        }
        QCOMPARE(sum, 180.0);
        QCOMPARE(ofTarget, 180.0);
    }
}

void TestInspectorExport::everyPageSavesEveryFormat_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("box"); // that chooses the view; empty: the page has one
    QTest::addColumn<int>("view");
    QTest::newRow("kernels") << QStringLiteral("kernels") << QString() << 0;
    QTest::newRow("heatmap") << QStringLiteral("heatmap") << QString() << 0;
    QTest::newRow("histogram") << QStringLiteral("histogram") << QString() << 0;
    QTest::newRow("channel norms") << QStringLiteral("spectrum") << QStringLiteral("spectrumView") << 0;
    QTest::newRow("singular values") << QStringLiteral("spectrum") << QStringLiteral("spectrumView") << 1;
    QTest::newRow("compared kernels") << QStringLiteral("compare") << QStringLiteral("compareView") << static_cast<int>(ComparePage::View::Kernels);
    QTest::newRow("difference") << QStringLiteral("compare") << QStringLiteral("compareView") << static_cast<int>(ComparePage::View::Heatmap);
    QTest::newRow("scatter plot") << QStringLiteral("compare") << QStringLiteral("compareView") << static_cast<int>(ComparePage::View::Scatter);
    QTest::newRow("two histograms") << QStringLiteral("compare") << QStringLiteral("compareView") << static_cast<int>(ComparePage::View::Histograms);
}

void TestInspectorExport::everyPageSavesEveryFormat()
{
    QFETCH(QString, page);
    QFETCH(QString, box);
    QFETCH(int, view);
    auto* shown = m_panel->findChild<InspectorPage*>(page);
    m_panel->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"))->setCurrentWidget(shown);
    QTRY_VERIFY(shown->hasPicture());
    if (!box.isEmpty()) {
        auto* views = shown->findChild<QComboBox*>(box);
        views->setCurrentIndex(view);
        emit views->activated(view);
    }
    QTRY_VERIFY(shown->hasPicture());
    QTest::qWait(20); // queued replots
    auto* save = m_panel->findChild<SaveMenu*>();
    for (const QAction* action : save->button()->menu()->actions())
        QVERIFY2(action->isSeparator() || !action->isVisible() || action->isEnabled() || action->text().contains(QLatin1String("cursor")), qPrintable(action->text()));
    QSignalSpy finished(save, &SaveMenu::finished);
    const auto saved = [&](const QString& path) {
        finished.clear();
        if (path.endsWith(QLatin1String(".csv")))
            save->saveDataAs(path);
        else
            save->savePictureAs(path);
        if (finished.isEmpty() && !finished.wait())
            return QStringLiteral("nothing came");
        return finished.first()[1].toString();
    };
    QCOMPARE(saved(file("warm-up.png")), QString()); // telling of it takes a line of the page
    QTest::qWait(20);
    const QSize size = shown->pictureSize();
    QVERIFY(size.width() > 100 && size.height() > 50);
    for (const char* name : {"picture.png", "picture.svg", "picture.pdf", "picture.csv"}) {
        QCOMPARE(saved(file(name)), QString());
        if (QByteArray(name).endsWith("csv"))
            checkNumbers(QByteArray::fromStdString(tensorgraft::test::readFile(file(name).toStdString())), page, view);
        else
            checkPicture(file(name), size);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestInspectorExport::valuesAreSaved()
{
    m_panel->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"))->setCurrentWidget(m_panel->findChild<QWidget*>(QStringLiteral("values")));
    auto* save = m_panel->findChild<SaveMenu*>();
    QSignalSpy finished(save, &SaveMenu::finished);
    save->setSlice(*parseSlice("[1, 0]", m_written.shape));
    for (const char* name : {"values.csv", "tensor.npy"}) {
        finished.clear();
        save->saveTensorAs(file(name));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][1].toString(), QString());
    }
    const QByteArray csv = "skipped\n" + QByteArray::fromStdString(tensorgraft::test::readFile(file("values.csv").toStdString()));
    Rows rows;
    for (const auto& row : numbersOf(csv))
        if (row.size() == 5)
            rows.push_back(row);
    QCOMPARE(rows.size(), std::size_t{3});
    for (std::size_t y = 0; y < 3; ++y)
        for (std::size_t x = 0; x < 5; ++x)
            QCOMPARE(static_cast<float>(rows[y][x]), written(1, 0, static_cast<std::int64_t>(y), static_cast<std::int64_t>(x)));
    const auto back = openModel(file("tensor.npy").toStdString());
    QVERIFY(back);
    QCOMPARE((*back)->tensors()[0].shape, m_written.shape);
    const auto values = readSliceAsFloat(**back, 0, wholeSlice(m_written.shape));
    QVERIFY(values);
    QCOMPARE(*values, m_written.values);
}

void TestInspectorExport::metadataHasNoPicture()
{
    m_panel->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"))->setCurrentWidget(m_panel->findChild<QWidget*>(QStringLiteral("metadata")));
    int enabled = 0;
    for (const QAction* action : m_panel->findChild<SaveMenu*>()->button()->menu()->actions())
        enabled += !action->isSeparator() && action->isVisible() && action->isEnabled();
    QCOMPARE(enabled, 2); // the tensor itself, as an array and as text
}

void TestInspectorExport::overviewSavesEveryFormat()
{
    OverviewPage page;
    page.resize(800, 700);
    page.show();
    page.setModel(ValueModel::make({m_written, ValueModel::counting("dense/kernel", {30, 20}), ValueModel::counting("dense/bias", {20})}));
    QTRY_VERIFY(page.scan());
    QSignalSpy done(&page, &OverviewPage::exportFinished);
    const auto saved = [&](const QString& path) {
        done.clear();
        page.exportTo(path);
        if (done.isEmpty() && !done.wait())
            return QStringLiteral("nothing came");
        return done.first()[1].toString();
    };
    QCOMPARE(saved(file("map.png")), QString());
    const QSize twice = QImage(file("map.png")).size();
    checkPicture(file("map.png"), twice);
    QCOMPARE(saved(file("map.pdf")), QString());
    checkPicture(file("map.pdf"), twice / 2);
    QCOMPARE(saved(file("map.svg")), QString());
    QVERIFY(QImage(file("map.png")).scaled(twice / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).save(file("map.png"))); // PNG is at twice the size
    checkPicture(file("map.svg"), twice / 2);
    QCOMPARE(saved(file("map.csv")), QString());
    const Rows rows = numbersOf(QByteArray::fromStdString(tensorgraft::test::readFile(file("map.csv").toStdString())));
    double parameters = 0;
    for (const auto& row : rows)
        parameters += row[2];
    QCOMPARE(parameters, 180.0 + 600 + 20);
}

QTEST_MAIN(TestInspectorExport)
#include "tst_inspector_export.moc"
