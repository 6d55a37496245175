#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/diagnostics_model.h"
#include "ui/models/mapping_edit.h"
#include "ui/models/mapping_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

std::vector<MappingRow> rowsOf(const MappingDocument& document, const ModelFile& source, const ModelFile& target)
{
    return mappingRows(document, check(document, outlineOf(source), outlineOf(target)), source.tensors(), target.tensors());
}

MappingDocument smallMapping()
{
    MappingDocument document;
    document.entries = {{"conv1.bias", {"conv1/bias"}, "", 0.9, "same name"}, {"conv1.weight", {"conv1/kernel"}, "transpose(3,2,0,1)", std::nullopt, {}}};
    return document;
}

} // namespace

class MappingModelTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void rowsFollowTheTargetFile()
    {
        const auto source = kerasNet(), target = torchNet();
        MappingTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(rowsOf(smallMapping(), *source, *target));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, MappingTableModel::TargetColumn).data().toString(), QStringLiteral("conv1.weight"));
        QCOMPARE(model.index(0, MappingTableModel::SourceColumn).data().toString(), QStringLiteral("conv1/kernel"));
        QCOMPARE(model.index(0, MappingTableModel::TransformColumn).data().toString(), QStringLiteral("transpose(3,2,0,1)"));
        QCOMPARE(model.index(0, MappingTableModel::ConfidenceColumn).data().toString(), QStringLiteral("by hand"));
        QCOMPARE(model.index(1, MappingTableModel::ConfidenceColumn).data().toString(), QStringLiteral("90 %"));
        QCOMPARE(model.index(1, MappingTableModel::TransformColumn).data().toString(), QStringLiteral("identity"));
        QCOMPARE(model.index(1, MappingTableModel::StateColumn).data().toString(), QStringLiteral("mapped"));
        QCOMPARE(model.rowOfTarget(1), std::optional(1));
        QCOMPARE(model.rowOfSource(0), std::optional(0));
        QCOMPARE(model.rowOfTarget(5), std::nullopt);
    }

    void entriesThatDoNotBindAreShown()
    {
        const auto source = kerasNet(7), target = torchNet(2);
        MappingDocument document;
        document.entries = {{"no.such", {"conv1/bias"}, "", std::nullopt, {}}, {"head.bias", {"dense/bias"}, "", std::nullopt, {}}};
        const auto rows = rowsOf(document, *source, *target);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].target, std::string("head.bias"));
        QCOMPARE(rows[0].state, TargetState::Conflict);
        QVERIFY(!rows[0].reason.empty());
        QCOMPARE(rows[1].target, std::string("no.such"));
        QCOMPARE(rows[1].state, TargetState::Conflict);
        QVERIFY(!rows[1].targetIndex);
    }

    void rulesGiveRowsToo()
    {
        const auto source = kerasNet(), target = torchNet();
        MappingDocument document;
        document.rules = {{{"conv1/bias"}, "conv1.bias", ""}};
        auto rows = rowsOf(document, *source, *target);
        QCOMPARE(rows.size(), std::size_t(1));
        QVERIFY(rows[0].fromRule);
        // Removing what a rule made excludes the target; mapping it by hand brings it back.
        document = withoutRows(document, rows);
        QVERIFY(rowsOf(document, *source, *target).empty());
        const DropPair pair{{1}, 1, "identity"};
        document = withPairs(document, std::span(&pair, 1), source->tensors(), target->tensors());
        rows = rowsOf(document, *source, *target);
        QCOMPARE(rows.size(), std::size_t(1));
        QVERIFY(!rows[0].fromRule);
    }

    void editingAsksForTheChange()
    {
        const auto source = kerasNet(), target = torchNet();
        MappingTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(rowsOf(smallMapping(), *source, *target));
        QSignalSpy edited(&model, &MappingTableModel::transformEdited), names(&model, &MappingTableModel::namesEdited);
        const QModelIndex cell = model.index(0, MappingTableModel::TransformColumn);
        QVERIFY(model.flags(cell) & Qt::ItemIsEditable);
        QVERIFY(!(model.flags(model.index(0, MappingTableModel::StateColumn)) & Qt::ItemIsEditable));
        QVERIFY(model.setData(cell, QStringLiteral("transpose(3,2,1,0)"), Qt::EditRole));
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited.front()[0].toInt(), 0);
        QVERIFY(model.setData(cell, QStringLiteral("transpose(3,2,0,1)"), Qt::EditRole)); // what is there already
        QCOMPARE(edited.count(), 1);
        QVERIFY(model.setData(cell, QStringLiteral("transpoze(1)"), Qt::EditRole)); // shown with the reason, not lost
        QCOMPARE(edited.count(), 2);
        QCOMPARE(names.count(), 0);
        const auto wrong = rowsOf(withTransform(smallMapping(), std::span(&model.rows()[0], 1), "transpoze(1)"), *source, *target);
        QCOMPARE(wrong[0].transform, std::string("transpoze(1)"));
        QCOMPARE(wrong[0].state, TargetState::Conflict);
        QVERIFY(wrong[0].reason.find("transpoze") != std::string::npos);
    }

    void sameTargetsKeepTheSelection()
    {
        const auto source = kerasNet(), target = torchNet();
        MappingTableModel model;
        model.setRows(rowsOf(smallMapping(), *source, *target));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), changed(&model, &QAbstractItemModel::dataChanged);
        auto rows = model.rows();
        rows[0].transform = "transpose(3,2,1,0)";
        model.setRows(rows);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        rows.pop_back();
        model.setRows(rows);
        QCOMPARE(reset.count(), 1);
    }

    void changesOfRowsAreNarrow()
    {
        std::vector<MappingRow> before(5);
        for (std::size_t i = 0; i < before.size(); ++i)
            before[i].target = "t" + std::to_string(i);
        auto after = before;
        MappingRowsChange change = mappingRowsChange(before, after);
        QVERIFY(change.sameTargets);
        QCOMPARE(change.first, change.last);
        after[1].transform = after[3].transform = "fill(0)";
        change = mappingRowsChange(before, after);
        QVERIFY(change.sameTargets);
        QCOMPARE(change.first, std::size_t(1));
        QCOMPARE(change.last, std::size_t(4));
        after[2].target = "other";
        QVERIFY(!mappingRowsChange(before, after).sameTargets);
        QVERIFY(!mappingRowsChange(before, {}).sameTargets);
    }

    void sharedRowsAreNotCopiedAndTrustAChangeOnlyFromWhatIsShown()
    {
        const auto source = kerasNet(), target = torchNet();
        const auto first = std::make_shared<const std::vector<MappingRow>>(rowsOf(smallMapping(), *source, *target));
        auto changed = *first;
        changed[1].transform = "fill(0)";
        const auto second = std::make_shared<const std::vector<MappingRow>>(changed);
        changed.pop_back();
        const auto third = std::make_shared<const std::vector<MappingRow>>(changed);
        MappingTableModel model;
        model.setSharedRows(first);
        QCOMPARE(&model.rows(), first.get());
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), told(&model, &QAbstractItemModel::dataChanged);
        model.setSharedRows(second, first, mappingRowsChange(*first, *second));
        QCOMPARE(reset.count(), 0);
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.front()[0].toModelIndex().row(), 1);
        QCOMPARE(told.front()[1].toModelIndex().row(), 1);
        model.setSharedRows(third, first, MappingRowsChange{true, 0, 0}); // leads from rows that are no longer shown
        QCOMPARE(reset.count(), 1);
        QCOMPARE(model.rowCount(), 1);
    }

    void rowsAreOrderedAtOnceOrByAJob_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("few, at once") << 7;
        QTest::newRow("many, by a job") << 30'011;
    }

    void rowsAreOrderedAtOnceOrByAJob()
    {
        QFETCH(int, count);
        std::vector<MappingRow> rows(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].target = "t" + std::to_string(i);
            rows[i].targetIndex = i;
            rows[i].source = {"s" + std::to_string((i * 7919) % rows.size())};
            rows[i].confidence = i % 3 == 0 ? std::optional(0.5) : std::nullopt;
        }
        MappingTableModel table;
        OrderedRowsModel shown(&table, [&table](int column, Qt::SortOrder direction) { return table.orderBy(column, direction); });
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy ordered(&shown, &OrderedRowsModel::ordered);
        table.setRows(rows);
        QCOMPARE(shown.rowCount(), count);
        const auto texts = [&shown](int column) {
            QStringList all;
            for (int row = 0; row < shown.rowCount(); ++row)
                all += shown.index(row, column).data().toString();
            return all;
        };
        const QStringList asTheyAre = texts(MappingTableModel::TargetColumn);
        const auto expectSorted = [&](Qt::SortOrder direction) {
            QStringList sources;
            for (const MappingRow& row : table.rows())
                sources += QString::fromStdString(row.source.front());
            std::ranges::sort(sources);
            if (direction == Qt::DescendingOrder)
                std::ranges::reverse(sources);
            QTRY_VERIFY(!shown.isOrdering());
            QVERIFY(texts(MappingTableModel::SourceColumn) == sources);
            for (const int row : {0, count / 2, count - 1})
                QCOMPARE(shown.mapFromSource(shown.mapToSource(shown.index(row, 1))), shown.index(row, 1));
        };
        const QPersistentModelIndex kept = shown.index(3, MappingTableModel::TargetColumn);
        shown.sort(MappingTableModel::SourceColumn, Qt::DescendingOrder);
        QCOMPARE(shown.isOrdering(), count > 20'000); // and the rows stay as they were meanwhile
        expectSorted(Qt::DescendingOrder);
        QCOMPARE(kept.data().toString(), QStringLiteral("t3"));
        shown.sort(MappingTableModel::SourceColumn, Qt::AscendingOrder);
        expectSorted(Qt::AscendingOrder);
        QVERIFY(!ordered.isEmpty());

        table.setNewRowShown(true); // what is being typed stands last, however the others are sorted
        QCOMPARE(shown.mapToSource(shown.index(count, 0)).row(), count);
        rows[2].source = {"a first of all"};
        table.setRows(rows); // the same targets: told as a change
        QTRY_COMPARE(shown.index(0, MappingTableModel::TargetColumn).data().toString(), QStringLiteral("t2"));
        QCOMPARE(shown.mapToSource(shown.index(count, 0)).row(), count);
        table.setNewRowShown(false);
        expectSorted(Qt::AscendingOrder);

        rows.front().target = "another";
        table.setRows(rows); // others: a reset
        expectSorted(Qt::AscendingOrder);
        shown.sort(MappingTableModel::ConfidenceColumn, Qt::AscendingOrder); // equal ones stay as they were
        QTRY_VERIFY(!shown.isOrdering());
        QCOMPARE(shown.mapToSource(shown.index(1, 0)).row(), 3);
        shown.sort(-1);
        QTRY_COMPARE(texts(MappingTableModel::TargetColumn).mid(1), asTheyAre.mid(1));
        table.setRows({});
        QCOMPARE(shown.rowCount(), 0);
    }

    void rowsStayUntilOthersAreInOrder()
    {
        constexpr int count = 30'000;
        const auto rowsNamed = [](const std::string& prefix, int rows) {
            auto made = std::make_shared<std::vector<MappingRow>>(static_cast<std::size_t>(rows));
            for (std::size_t i = 0; i < made->size(); ++i) {
                (*made)[i].target = prefix + std::to_string(i);
                (*made)[i].source = {prefix + std::to_string((i * 7919) % made->size())};
            }
            return MappingTableModel::Rows(made);
        };
        MappingTableModel table;
        OrderedRowsModel shown(&table, [&table](int column, Qt::SortOrder direction) { return table.orderBy(column, direction); });
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto replace = [&](const MappingTableModel::Rows& rows) {
            shown.replace([&table, rows] { table.setSharedRows(rows); }, [rows](int column, Qt::SortOrder direction) { return MappingTableModel::orderOf(rows, column, direction); });
        };
        const auto first = [&shown](int column) { return shown.index(0, column).data().toString(); };
        QSignalSpy reset(&shown, &QAbstractItemModel::modelReset), ordered(&shown, &OrderedRowsModel::ordered);
        replace(rowsNamed("a", count)); // as they are: at once
        QCOMPARE(reset.size(), qsizetype(1));
        shown.sort(MappingTableModel::SourceColumn, Qt::DescendingOrder);
        QTRY_COMPARE_WITH_TIMEOUT(first(MappingTableModel::SourceColumn), QStringLiteral("a9999"), 60'000);

        reset.clear();
        ordered.clear();
        replace(rowsNamed("b", count));
        QVERIFY(shown.isReplacing() && shown.isOrdering());
        QCOMPARE(shown.rowCount(), count); // those before, in their order, and they can be used
        QCOMPARE(first(MappingTableModel::SourceColumn), QStringLiteral("a9999"));
        QCOMPARE(table.rows()[std::size_t(shown.tableRow(0))].source.front(), std::string("a9999"));
        QTRY_COMPARE_WITH_TIMEOUT(ordered.size(), qsizetype(1), 60'000);
        QCOMPARE(reset.size(), qsizetype(1)); // rows and order came at once
        QVERIFY(!shown.isReplacing());
        QCOMPARE(first(MappingTableModel::SourceColumn), QStringLiteral("b9999"));

        replace(rowsNamed("c", count)); // never seen: others come before it is in order
        replace(rowsNamed("d", count + 5));
        shown.sort(MappingTableModel::SourceColumn, Qt::AscendingOrder); // the order of what comes
        QCOMPARE(first(MappingTableModel::SourceColumn), QStringLiteral("b9999"));
        QTRY_COMPARE_WITH_TIMEOUT(reset.size(), qsizetype(2), 60'000);
        QCOMPARE(first(MappingTableModel::SourceColumn), QStringLiteral("d0"));
        QCOMPARE(shown.rowCount(), count + 5);

        replace(rowsNamed("e", count));
        table.setSharedRows(rowsNamed("f", 3)); // put in past it: what was to come is out of date
        QVERIFY(!shown.isReplacing());
        QCOMPARE(shown.rowCount(), 3);
        QTest::qWait(50);
        QCOMPARE(first(MappingTableModel::SourceColumn), QStringLiteral("f0"));
    }

    void rowsOfTensorsAreLookedUp()
    {
        std::vector<MappingRow> rows(3);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].target = "t" + std::to_string(i);
            rows[i].targetIndex = 2 - i;
            rows[i].sourceIndices = {i == 2 ? std::size_t{1} : std::size_t{4}};
        }
        const auto shared = std::make_shared<const std::vector<MappingRow>>(rows);
        MappingTableModel table;
        for (const bool indexed : {false, true}) {
            table.setSharedRows(shared, {}, {}, indexed ? std::make_shared<const LinkIndex>(rows, 5, 3) : nullptr);
            QCOMPARE(table.rowOfTarget(0), std::optional(2));
            QCOMPARE(table.rowOfTarget(3), std::nullopt);
            QCOMPARE(table.rowOfSource(4), std::optional(0));
            QCOMPARE(table.rowOfSource(1), std::optional(2));
            QCOMPARE(table.rowOfSource(0), std::nullopt);
        }
    }

    void entriesOfOtherModelsAreBoundByTheirOtherNames()
    {
        const auto source = kerasNet(), target = torchNet();
        MappingDocument document; // nothing is resolved: every entry is looked up
        for (const TensorInfo& tensor : target->tensors())
            document.entries.push_back({tensor.name, {source->tensors()[0].name}, {}, {}, {}});
        document.entries.push_back({"nowhere", {"nothing"}, {}, {}, {}});
        const auto rows = mappingRows(document, CheckResult(), source->tensors(), target->tensors());
        QCOMPARE(rows.size(), document.entries.size());
        for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
            QCOMPARE(rows[i].targetIndex, std::optional(i));
            QCOMPARE(rows[i].sourceIndices, std::vector<std::size_t>{0});
        }
        QVERIFY(!rows.back().targetIndex && rows.back().sourceIndices.empty());
    }

    void proposalsYieldToWhatAPersonDid()
    {
        MappingDocument document = withProposals(smallMapping(), {{"conv1.weight", {"x"}, "", 0.9, {}}, {"head.bias", {"dense/bias"}, "", 0.8, {}}});
        QCOMPARE(document.entries.size(), std::size_t(2));
        QCOMPARE(document.entries[0], smallMapping().entries[1]); // by hand: stays; the old proposal is gone
        QCOMPARE(document.entries[1].target, std::string("head.bias"));
    }

    void settingATransformMakesItThePersonsOwn()
    {
        const auto source = kerasNet(), target = torchNet();
        const auto rows = rowsOf(smallMapping(), *source, *target);
        const MappingDocument document = withTransform(smallMapping(), rows, "identity");
        QCOMPARE(document.entries[0].confidence, std::nullopt);
        QCOMPARE(document.entries[1].transform, std::string());
    }

    void exportsATable()
    {
        MappingRow row;
        row.target = "a,b";
        row.source = {"x", "y\"z"};
        row.transform = "concat(0)";
        QCOMPARE(toCsv(std::span(&row, 1)), std::string("target,source,transform\r\n\"a,b\",\"x + y\"\"z\",concat(0)\r\n"));
    }

    void findingsWorstFirst()
    {
        DiagnosticsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDiagnostics({{Severity::Info, "a", "t1", {}, "note", ""}, {Severity::Error, "b", "", {"s1"}, "bad", "do this"}, {Severity::Warning, "c", "t2", {}, "careful", ""}});
        QCOMPARE(model.index(0, DiagnosticsModel::SeverityColumn).data().toString(), QStringLiteral("error"));
        QCOMPARE(model.index(0, DiagnosticsModel::TargetColumn).data().toString(), QStringLiteral("s1"));
        QCOMPARE(model.index(0, DiagnosticsModel::HintColumn).data().toString(), QStringLiteral("do this"));
        QCOMPARE(model.index(2, DiagnosticsModel::MessageColumn).data().toString(), QStringLiteral("note"));
    }
};

QTEST_GUILESS_MAIN(MappingModelTest)
#include "tst_mapping_model.moc"
