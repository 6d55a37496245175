#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/diagnostics_model.h"
#include "ui/models/finding_text.h"
#include "ui/models/findings_filter_model.h"
#include "ui/models/mapping_table_model.h"
#include "ui/models/row_text.h"
#include "ui/models/rule_edit.h"
#include "ui/models/rules_model.h"
#include "ui/models/transform_help.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

MappingDocument sample()
{
    MappingDocument document;
    document.exclude = {"dense/**"};
    document.rules = {{{"conv1/kernel"}, "conv1.weight", "transpose(3,2,0,1)", {}}, {{"no/**"}, "where/**", "", {}}, {{"{i}/bias"}, "{i}.bias", "", {}}};
    return document;
}

std::shared_ptr<const DocumentUse> useBetween(const MappingDocument& document, const ModelFile& source, const ModelFile& target)
{
    const Outline from = outlineOf(source), to = outlineOf(target);
    return std::make_shared<const DocumentUse>(useOf(document, check(document, from, to), from, to));
}

QString shown(const RulesModel& model, int row, int column) { return model.index(row, column).data().toString(); }

} // namespace

class RulesModelTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void linesInTheOrderInWhichTheyAreRead()
    {
        const auto source = kerasNet(), target = torchNet();
        RulesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(sample());
        model.setUse(useBetween(sample(), *source, *target), target);
        QCOMPARE(model.rowCount(), 5); // one exclude, three rules, the empty row; include "**" is no filter
        QCOMPARE(shown(model, 0, RulesModel::KindColumn), QStringLiteral("exclude"));
        QCOMPARE(shown(model, 0, RulesModel::TargetColumn), QStringLiteral("dense/**"));
        QCOMPARE(shown(model, 1, RulesModel::TransformColumn), QStringLiteral("transpose(3,2,0,1)"));
        QCOMPARE(shown(model, 1, RulesModel::UseColumn), QStringLiteral("decides 1"));
        QCOMPARE(shown(model, 2, RulesModel::UseColumn), QStringLiteral("matches nothing"));
        QVERIFY(shown(model, 3, RulesModel::UseColumn).startsWith(QStringLiteral("decides 1, 1 without")));
        QCOMPARE(model.targetsOf(1), std::vector<std::size_t>{0});
        QVERIFY(model.index(1, RulesModel::UseColumn).data(Qt::ToolTipRole).toString().contains(QStringLiteral("conv1.weight")));
        QCOMPARE(model.placeOf(3), std::optional(RulePlace{RulePlace::Part::Rule, 2}));
        QCOMPARE(model.placeOf(4), std::nullopt);
        QCOMPARE(model.rowOf({RulePlace::Part::Rule, 0}), std::optional(1));
    }

    void errorsStandInTheLine()
    {
        RulesModel model;
        MappingDocument document = sample();
        document.rules[0].target = "conv1.{";
        document.rules[1].transform = "turn(1)";
        model.setDocument(document);
        QVERIFY(shown(model, 1, RulesModel::UseColumn).contains(QStringLiteral("column 7")));
        QVERIFY(shown(model, 2, RulesModel::UseColumn).contains(QStringLiteral("turn")));
        QVERIFY(!model.index(1, 0).data(RulesModel::ErrorRole).toString().isEmpty());
        QVERIFY(model.index(3, 0).data(RulesModel::ErrorRole).toString().isEmpty());
    }

    void editingAsksAndKeepsWhatIsTyped()
    {
        RulesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(sample());
        QSignalSpy edited(&model, &RulesModel::textEdited), added(&model, &RulesModel::lineAdded), reset(&model, &QAbstractItemModel::modelReset);
        QVERIFY(!(model.flags(model.index(0, RulesModel::SourceColumn)) & Qt::ItemIsEditable)); // a filter is one pattern
        QVERIFY(model.setData(model.index(2, RulesModel::TargetColumn), QStringLiteral("a{"), Qt::EditRole)); // nonsense is shown, not lost
        QCOMPARE(edited.count(), 1);
        MappingDocument document = withRuleText(sample(), edited[0][0].value<RulePlace>(), edited[0][1].value<RuleField>(), edited[0][2].toString());
        QCOMPARE(document.rules[1].target, std::string("a{"));
        model.setDocument(document);
        QCOMPARE(reset.count(), 0); // the views keep their places
        QVERIFY(shown(model, 2, RulesModel::UseColumn).contains(QStringLiteral("column 2")));

        // The empty row becomes a rule when it has both ends.
        const int last = model.newRow();
        QVERIFY(model.setData(model.index(last, RulesModel::TargetColumn), QStringLiteral("x/**"), Qt::EditRole));
        QCOMPARE(added.count(), 0);
        QCOMPARE(shown(model, last, RulesModel::UseColumn), QStringLiteral("needs a source or a transform"));
        QVERIFY(model.setData(model.index(last, RulesModel::SourceColumn), QStringLiteral("a/q + a/k"), Qt::EditRole));
        QCOMPARE(added.count(), 1);
        QCOMPARE(added[0][1].value<MappingRule>(), (MappingRule{{"a/q", "a/k"}, "x/**", "", {}}));
        QVERIFY(shown(model, last, RulesModel::SourceColumn).isEmpty());

        model.setNewPart(RulePlace::Part::Exclude);
        QVERIFY(model.setData(model.index(last, RulesModel::TargetColumn), QStringLiteral("head.*"), Qt::EditRole));
        QCOMPARE(added.count(), 2);
        document = withRuleAdded(document, added[1][0].value<RulePlace::Part>(), added[1][1].value<MappingRule>());
        QCOMPARE(document.exclude, (std::vector<std::string>{"dense/**", "head.*"}));
    }

    void editsOfTheDocument()
    {
        MappingDocument document = sample();
        document = withRuleMoved(document, {RulePlace::Part::Rule, 0}, false);
        QCOMPARE(document.rules[1], sample().rules[0]);
        QCOMPARE(withRuleMoved(document, {RulePlace::Part::Rule, 0}, true), document);
        QCOMPARE(withRuleMoved(document, {RulePlace::Part::Rule, 2}, false), document);
        const std::vector<RulePlace> places{{RulePlace::Part::Rule, 0}, {RulePlace::Part::Rule, 2}, {RulePlace::Part::Exclude, 0}, {RulePlace::Part::Rule, 99}};
        const MappingDocument removed = withRulesRemoved(document, places);
        QCOMPARE(removed.rules, std::vector<MappingRule>{sample().rules[0]});
        QVERIFY(removed.exclude.empty());
        MappingDocument filtered = withRuleAdded(sample(), RulePlace::Part::Include, {{}, "conv1/**", "", {}});
        QCOMPARE(filtered.include, std::vector<std::string>{"conv1/**"});
        const RulePlace include{RulePlace::Part::Include, 0};
        QCOMPARE(withRulesRemoved(filtered, std::span(&include, 1)).include, std::vector<std::string>{"**"});
        QCOMPARE(splitSources(QStringLiteral(" a +  b + c ")), (std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(splitSources(QStringLiteral("a+b")), std::vector<std::string>{"a+b"}); // part of a name
    }

    void rulesBecomeTheirEntries()
    {
        const auto source = kerasNet(), target = torchNet();
        MappingDocument document = sample();
        document.exclude.clear();
        document.rules.push_back({{}, "conv1.bias", "scale(2)", {}});
        const CheckResult before = check(document, outlineOf(*source), outlineOf(*target));
        const std::vector<std::size_t> all{0, 1, 2, 3};
        const MappingDocument written = withRulesAsEntries(document, all, before, source->tensors(), target->tensors());
        QVERIFY(written.rules.empty());
        const CheckResult after = check(written, outlineOf(*source), outlineOf(*target));
        QCOMPARE(after.entries.size(), before.entries.size());
        for (std::size_t i = 0; i < after.entries.size(); ++i) {
            QCOMPARE(after.entries[i].target, before.entries[i].target);
            QCOMPARE(after.entries[i].sources, before.entries[i].sources);
            QCOMPARE(after.entries[i].transform.toString(), before.entries[i].transform.toString());
        }
    }

    void findingsBySeverityAndKind()
    {
        DiagnosticsModel findings;
        FindingsFilterModel filter(&findings);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        findings.setDiagnostics({{Severity::Warning, "lossy-cast", "a", {}, "m", "h"}, {Severity::Error, "shape-mismatch", "b", {}, "m", "h"}, {Severity::Info, "channel-order", "c", {}, "m", "h"}});
        QCOMPARE(filter.rowCount(), 3);
        QCOMPARE(filter.index(0, DiagnosticsModel::KindColumn).data().toString(), QStringLiteral("Shapes differ"));
        filter.setShown(Severity::Error, false);
        QCOMPARE(filter.rowCount(), 2);
        filter.setCode(QStringLiteral("lossy-cast"));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.finding(filter.index(0, 0)).target, std::string("a"));
        QCOMPARE(filter.rowOf(findings.diagnostic(0)), -1);
        QCOMPARE(findingTitle("no-such-code"), QStringLiteral("no-such-code"));
    }

    void everyCodeAndFixHasWords()
    {
        for (const char* code : {"bad-pattern", "bad-transform", "missing-source", "missing-target", "ambiguous-name", "duplicate-entry", "shape-mismatch", "unsupported-type", "unmapped-target",
                                 "unused-rule", "shadowed-rule", "unused-filter", "excluded-entry", "optimizer-state", "lossy-cast", "crops-data", "grouped-kernel", "theano-kernels",
                                 "ambiguous-transpose", "spatial-order", "flatten-order", "gate-order", "channel-order"})
            QVERIFY2(findingTitle(code) != QString::fromLatin1(code), code);
        for (int kind = 0; kind <= int(FixKind::KeepSourceType); ++kind)
            QVERIFY(!fixText({FixKind(kind), "x"}).isEmpty());
    }

    void namesInTheMappingAreTyped()
    {
        const auto source = kerasNet(), target = torchNet();
        MappingDocument document;
        document.entries = {{"conv1.bias", {"conv1/bias"}, "", 0.9, "same name"}};
        MappingTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(mappingRows(document, check(document, outlineOf(*source), outlineOf(*target)), source->tensors(), target->tensors()));
        QSignalSpy names(&model, &MappingTableModel::namesEdited), typed(&model, &MappingTableModel::entryTyped);
        QVERIFY(model.setData(model.index(0, MappingTableModel::SourceColumn), QStringLiteral("block/conv2/bias + dense/bias"), Qt::EditRole));
        QCOMPARE(names.count(), 1);
        QCOMPARE(names[0][2].value<std::vector<std::string>>(), (std::vector<std::string>{"block/conv2/bias", "dense/bias"}));
        QVERIFY(!model.setData(model.index(0, MappingTableModel::TargetColumn), QString(), Qt::EditRole));
        QVERIFY(model.setData(model.index(0, MappingTableModel::TargetColumn), QStringLiteral("no such"), Qt::EditRole));
        document = withRowNames(document, model.rows()[0], "no such", {"conv1/bias"});
        QCOMPARE(document.entries.size(), std::size_t(1));
        QCOMPARE(document.entries[0], (MappingEntry{"no such", {"conv1/bias"}, "", std::nullopt, {}}));
        // What is nowhere stays in the table, with the reason.
        const auto rows = mappingRows(document, check(document, outlineOf(*source), outlineOf(*target)), source->tensors(), target->tensors());
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].state, TargetState::Conflict);
        QVERIFY(rows[0].reason.find("no such") != std::string::npos);

        QCOMPARE(model.rowCount(), 1);
        model.setNewRowShown(true);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.setData(model.index(1, MappingTableModel::TargetColumn), QStringLiteral("head.bias"), Qt::EditRole));
        QCOMPARE(typed.count(), 0);
        QVERIFY(model.setData(model.index(1, MappingTableModel::TransformColumn), QStringLiteral("fill(zeros)"), Qt::EditRole));
        QCOMPARE(typed.count(), 1);
        QCOMPARE(typed[0][0].value<MappingEntry>(), (MappingEntry{"head.bias", {}, "fill(zeros)", std::nullopt, {}}));
        model.setNewRowShown(false);
        QCOMPARE(model.rowCount(), 1);
    }

    void rowsAsText()
    {
        MappingRow row;
        row.target = "in_proj";
        row.source = {"q", "k", "v"};
        row.transform = "transpose(1,0)|concat(0)";
        MappingRow plain;
        plain.target = "b";
        plain.source = {"a"};
        plain.transform = "identity";
        const std::vector<MappingRow> rows{row, plain};
        const QString text = rowsAsJsonLines(rows);
        QCOMPARE(text.count(u'\n'), 2);
        const PastedRows back = rowsFromText(text);
        QVERIFY2(back.problem.isEmpty(), qPrintable(back.problem));
        QCOMPARE(back.entries, (std::vector<MappingEntry>{{"in_proj", {"q", "k", "v"}, "transpose(1,0)|concat(0)", std::nullopt, {}}, {"b", {"a"}, "", std::nullopt, {}}}));
        const PastedRows table = rowsFromText(QStringLiteral("target,source,transform\r\na,\"x + y\",\"concat(0)\"\r\nb,z,transpose(1,0)\r\n"));
        QCOMPARE(table.entries, (std::vector<MappingEntry>{{"a", {"x", "y"}, "concat(0)", std::nullopt, {}}, {"b", {"z"}, "transpose(1,0)", std::nullopt, {}}}));
        QCOMPARE(rowsFromText(QStringLiteral("a\tb\nc\td")).entries.size(), std::size_t(2));
        QCOMPARE(rowsFromText(QStringLiteral("[{\"target\":\"a\",\"source\":\"b\"}]")).entries.size(), std::size_t(1));
        QVERIFY(rowsFromText(QStringLiteral("{\"target\":\"a\"}\n{\"target\":")).problem.contains(u'2'));
        QVERIFY(rowsFromText(QStringLiteral("only one word")).problem.contains(u'1'));
        QVERIFY(!rowsFromText(QString()).problem.isEmpty());
        MappingDocument document;
        document.entries = {{"b", {"old"}, "", 0.5, "r"}};
        QCOMPARE(withEntries(document, back.entries).entries.size(), std::size_t(2));
        QCOMPARE(withEntries(document, back.entries).entries[0].source, std::vector<std::string>{"a"});
    }

    void stepsAreCompletedAndExplained()
    {
        QCOMPARE(currentStep(QStringLiteral("flip(0)|trans"), 13), QStringLiteral("trans"));
        QCOMPARE(currentStep(QStringLiteral("flip(0)|trans"), 3), QStringLiteral("fli"));
        QVERIFY(stepCompletions(QStringLiteral("trans")).first().startsWith(QStringLiteral("transpose(")));
        QVERIFY(stepCompletions(QStringLiteral("HWIO")).contains(QStringLiteral("conv:HWIO->OIHW")));
        QVERIFY(stepCompletions(QString()).size() > 10);
        QVERIFY(stepCompletions(QStringLiteral("zzz")).isEmpty());
        QVERIFY(stepHint(QStringLiteral("slice(0,")).startsWith(QStringLiteral("slice(axis,start,stop,step): ")));
        QVERIFY(stepHint(QStringLiteral("qkv:sp")).startsWith(QStringLiteral("qkv:")));
        QVERIFY(stepHint(QStringLiteral("slic")).isEmpty());
        // What is offered can be parsed but for words that stand for a number.
        for (const QString& form : stepCompletions(QString()))
            if (!form.contains(QRegularExpression(QStringLiteral("axis|count|heads|epsilon|size|value|stop|\\.\\.\\."))))
                QVERIFY2(MappingTableModel::transformError(form).isEmpty(), qPrintable(form + MappingTableModel::transformError(form)));
    }
};

QTEST_GUILESS_MAIN(RulesModelTest)
#include "tst_rules_model.moc"
