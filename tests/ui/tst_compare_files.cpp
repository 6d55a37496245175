#include "tests/support/test_paths.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/file_comparison.h"
#include "ui/inspector/compare_page.h"
#include "ui/session.h"
#include "ui/window/compare_files_dialog.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace tensorgraft;
using tensorgraft::test::ValueModel;

/// Two whole files, from the comparison itself to the window.
class TestCompareFiles : public QObject {
    Q_OBJECT
private slots:
    void init() { tensorgraft::test::failOnWarnings(); }
    void sortedByChange();
    void ordersAndFilters();
    void savedAsTheCommandPrints();
    void cancelKeepsWhatWasFound();
    void filesThatCannotBeOpened();
    void byTheMapping();
    void windowShowsPairs();
    void hundredsOfThousands();

private:
    using Tensor = ValueModel::Tensor;
    static std::shared_ptr<const ModelFile> modelA()
    {
        return ValueModel::make({{"same", {2}, {1, 2}}, {"little", {2}, {1, 2}}, {"much", {2, 2}, {1, 2, 3, 4}}, {"reshaped", {2, 3}, {1, 2, 3, 4, 5, 6}}, {"gone", {1}, {0}}});
    }
    static std::shared_ptr<const ModelFile> modelB()
    {
        return ValueModel::make({{"same", {2}, {1, 2}}, {"little", {2}, {1, 2.5F}}, {"much", {2, 2}, {-1, -2, -3, -4}}, {"reshaped", {3, 2}, {1, 2, 3, 4, 5, 6}}, {"new", {4}, {0, 0, 0, 0}}});
    }
    static QStringList names(const DifferenceModel& model)
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list << model.index(row, DifferenceModel::NameColumn).data().toString();
        return list;
    }
    static void run(FileComparison& comparison, const std::shared_ptr<const ModelFile>& a, const std::shared_ptr<const ModelFile>& b)
    {
        QSignalSpy finished(&comparison, &FileComparison::finished);
        comparison.start({a, {}}, {b, {}}, nullptr);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(comparison.isArranged(), 20'000);
    }
};

void TestCompareFiles::sortedByChange()
{
    FileComparison comparison;
    const QAbstractItemModelTester tester(comparison.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    run(comparison, modelA(), modelB());
    DifferenceModel& model = *comparison.model();
    QCOMPARE(names(model), (QStringList{QStringLiteral("reshaped"), QStringLiteral("gone"), QStringLiteral("new"), QStringLiteral("much"), QStringLiteral("little")}));
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, DifferenceModel::StateColumn), QStringLiteral("shapes differ"));
    QCOMPARE(text(1, DifferenceModel::StateColumn), QStringLiteral("only in A"));
    QCOMPARE(text(2, DifferenceModel::StateColumn), QStringLiteral("only in B"));
    QCOMPARE(text(3, DifferenceModel::MaxAbsColumn), QStringLiteral("8"));
    QCOMPARE(text(3, DifferenceModel::RelativeL2Column), QStringLiteral("2"));
    QCOMPARE(text(3, DifferenceModel::CosineColumn), QStringLiteral("-1"));
    QCOMPARE(text(3, DifferenceModel::DifferingColumn), QStringLiteral("4"));
    QCOMPARE(text(4, DifferenceModel::MaxAbsColumn), QStringLiteral("0.5"));
    QCOMPARE(text(4, DifferenceModel::RelativeL2Column), QString::number(0.5 / std::sqrt(7.25), 'g', 6));
    const FileComparison::Counts counts = comparison.counts();
    QCOMPARE(counts.pairs, std::size_t{4});
    QCOMPARE(counts.changed, std::size_t{3});
    QCOMPARE(counts.onlyInA, std::size_t{1});
    QCOMPARE(counts.onlyInB, std::size_t{1});
}

void TestCompareFiles::ordersAndFilters()
{
    FileComparison comparison;
    const QAbstractItemModelTester tester(comparison.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    run(comparison, modelA(), modelB());
    DifferenceModel& model = *comparison.model();
    const QPersistentModelIndex much(model.index(3, 0));
    const auto expect = [&](DifferenceOrder order, const QStringList& expected) {
        comparison.setOrder(order);
        QTRY_COMPARE(names(model), expected);
    };
    const auto list = [](const char* words) { return QString::fromLatin1(words).split(u' ', Qt::SkipEmptyParts); };
    using Key = DifferenceOrder::Key;
    expect({Key::File, false, false, ""}, list("same little much reshaped gone new"));
    expect({Key::Name, true, false, ""}, list("same reshaped new much little gone"));
    expect({Key::Elements, true, false, ""}, list("reshaped much new same little gone"));
    QCOMPARE(model.index(much.row(), DifferenceModel::NameColumn).data().toString(), QStringLiteral("much")); // selections stay with their rows
    expect({Key::Cosine, false, true, ""}, list("reshaped gone new much little"));
    expect({Key::MaxAbs, false, false, "E"}, list("same little reshaped gone new"));
    QVERIFY(!much.isValid()); // it is filtered out
    expect({Key::RelativeL2, true, true, "nothing like it"}, {});
    expect({Key::RelativeL2, true, false, ""}, list("reshaped gone new much little same"));
}

void TestCompareFiles::savedAsTheCommandPrints()
{
    const tensorgraft::test::TempDir folder;
    FileComparison comparison;
    run(comparison, modelA(), modelB());
    QVERIFY(comparison.canExport());
    QSignalSpy exported(&comparison, &FileComparison::exported);
    const std::filesystem::path json = folder / "d.json", csv = folder / "d.csv";
    comparison.exportTo(QString::fromStdString(json.string()));
    QTRY_COMPARE(exported.size(), 1);
    const auto document = nlohmann::json::parse(tensorgraft::test::readFile(json));
    QCOMPARE(document["pairs"].size(), std::size_t{4});
    QCOMPARE(document["pairs"][2]["b"].get<std::string>(), std::string("much"));
    QCOMPARE(document["pairs"][2]["cosineSimilarity"].get<double>(), -1.0);
    QCOMPARE(document["pairs"][3]["equal"].get<bool>(), false);
    QCOMPARE(document["onlyInA"].dump(), std::string("[\"gone\"]"));
    comparison.exportTo(QString::fromStdString(csv.string()));
    QTRY_COMPARE(exported.size(), 2);
    const std::string text = tensorgraft::test::readFile(csv);
    QVERIFY2(text.find("\nmuch,much,,\"(2, 2)\",\"(2, 2)\",false,8,2,-1,4,\n") != std::string::npos, text.c_str());
    QVERIFY2(text.ends_with(",new,,,\"(4,)\",false,,,,,only in B\n"), text.c_str());
    comparison.exportTo(QString::fromStdString((folder / "missing/d.csv").string()));
    QTRY_COMPARE(exported.size(), 3);
    QVERIFY(exported[2][1].value<const Error*>() != nullptr);
}

void TestCompareFiles::cancelKeepsWhatWasFound()
{
    std::vector<Tensor> tensors;
    for (int i = 0; i < 200; ++i)
        tensors.push_back({"t" + std::to_string(i), {1}, {static_cast<float>(i)}});
    const auto a = ValueModel::make(tensors);
    for (Tensor& tensor : tensors)
        tensor.values[0] += 1;
    const auto b = ValueModel::make(std::move(tensors));
    a->delayMs = 15;
    FileComparison comparison;
    QSignalSpy finished(&comparison, &FileComparison::finished);
    comparison.start({a, {}}, {b, {}}, nullptr);
    QTRY_VERIFY(comparison.model()->rowCount() > 3); // rows come while it runs
    QVERIFY(comparison.isRunning());
    QVERIFY(!comparison.canExport());
    comparison.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toBool(), false);
    QTRY_VERIFY(comparison.isArranged());
    const int rows = comparison.model()->rowCount();
    QVERIFY(rows > 3 && rows < 200);
    QCOMPARE(static_cast<std::size_t>(rows), comparison.counts().done);
}

void TestCompareFiles::filesThatCannotBeOpened()
{
    FileComparison comparison;
    QSignalSpy failed(&comparison, &FileComparison::failed);
    comparison.start({modelA(), {}}, {nullptr, "/no/such/file.npz"}, nullptr);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!comparison.model()->table());
}

void TestCompareFiles::byTheMapping()
{
    const auto a = ValueModel::make({{"kernel", {2, 3}, {1, 2, 3, 4, 5, 6}}});
    const auto b = ValueModel::make({{"weight", {3, 2}, {1, 4, 2, 5, 3, 7}}});
    MappingDocument mapping;
    const auto parsed = parseMapping(R"json({"tensorgraft": 1, "entries": [{"target": "weight", "source": "kernel", "transform": "transpose(1,0)"}]})json", "m.json");
    QVERIFY(parsed);
    FileComparison comparison;
    QSignalSpy finished(&comparison, &FileComparison::finished);
    comparison.start({a, {}}, {b, {}}, std::make_shared<const MappingDocument>(*parsed));
    QTRY_COMPARE(finished.size(), 1);
    QTRY_COMPARE(names(*comparison.model()), QStringList{QStringLiteral("kernel \u2192 weight")});
    QCOMPARE(comparison.model()->index(0, DifferenceModel::MaxAbsColumn).data().toString(), QStringLiteral("1"));
    QCOMPARE(comparison.model()->index(0, DifferenceModel::DifferingColumn).data().toString(), QStringLiteral("1"));
}

void TestCompareFiles::windowShowsPairs()
{
    Session session;
    session.setModel(Side::Source, modelA());
    session.setModel(Side::Target, modelB());
    auto* dialog = new CompareFilesDialog(&session);
    dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QTRY_COMPARE(dialog->comparison()->model()->rowCount(), 5); // it begins by itself
    auto* summary = dialog->findChild<QLabel*>(QStringLiteral("differenceSummary"));
    QTRY_VERIFY2(summary->text().contains(QStringLiteral("3 changed")), qPrintable(summary->text()));
    dialog->findChild<QCheckBox*>(QStringLiteral("onlyChanged"))->setChecked(false);
    QTRY_COMPARE(dialog->comparison()->model()->rowCount(), 6);
    dialog->findChild<QLineEdit*>(QStringLiteral("differenceFilter"))->setText(QStringLiteral("MUCH"));
    QTRY_COMPARE(dialog->comparison()->model()->rowCount(), 1);
    QVERIFY(!dialog->page()->isVisible());
    QTreeView* table = dialog->table();
    const QRect cell = table->visualRect(table->model()->index(0, 1));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, cell.center());
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, cell.center());
    QTRY_VERIFY(dialog->page()->isVisible());
    QTRY_VERIFY(dialog->page()->result().has_value());
    QCOMPARE(dialog->page()->result()->figures.cosineSimilarity, -1.0);
    // The mapping of the window pairs only the models of the window.
    QVERIFY(dialog->findChild<QComboBox*>(QStringLiteral("pairing"))->isVisible());
    // Another file: the comparison begins anew, and the sort indicator decides.
    dialog->findChild<QLineEdit*>(QStringLiteral("differenceFilter"))->clear();
    dialog->setFile(1, {modelA(), {}});
    QTRY_VERIFY2(summary->text().contains(QStringLiteral("no tensor changed")), qPrintable(summary->text()));
    table->header()->setSortIndicator(DifferenceModel::NameColumn, Qt::AscendingOrder);
    QTRY_COMPARE(names(*dialog->comparison()->model()).value(0), QStringLiteral("gone"));
    dialog->close();
}

/// The window stays responsive: no stall of the event loop is longer than a frame or few.
void TestCompareFiles::hundredsOfThousands()
{
    constexpr int count = 200'000;
    std::vector<tensorgraft::test::FakeModel::Tensor> tensors;
    tensors.reserve(count);
    for (int i = 0; i < count; ++i)
        tensors.push_back({"layer_" + std::to_string(i / 10) + "/w" + std::to_string(i % 10), {4}});
    auto more = tensors;
    const auto a = tensorgraft::test::FakeModel::make("a.h5", std::move(tensors));
    const auto b = tensorgraft::test::FakeModel::make("b.h5", std::move(more));
    Session session;
    auto* dialog = new CompareFilesDialog(&session);
    dialog->findChild<QCheckBox*>(QStringLiteral("onlyChanged"))->setChecked(false);
    dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    dialog->setFile(0, {a, {}});
    QElapsedTimer whole, beat;
    whole.start();
    dialog->setFile(1, {b, {}});
    qint64 longest = 0;
    QTimer heart;
    heart.setInterval(0);
    beat.start();
    connect(&heart, &QTimer::timeout, dialog, [&] {
        longest = std::max(longest, beat.restart());
    });
    heart.start();
    QTRY_COMPARE_WITH_TIMEOUT(dialog->comparison()->model()->rowCount(), count, 120'000);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->comparison()->isRunning() && dialog->comparison()->isArranged(), 120'000);
    qInfo("%d pairs in %lld ms, longest stall of the event loop %lld ms", count, whole.elapsed(), longest);
    QVERIFY2(longest < 2000, qPrintable(QString::number(longest))); // a loaded machine; measured figures are far below
    dialog->close();
}

QTEST_MAIN(TestCompareFiles)
#include "tst_compare_files.moc"
