#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/alike_pairs_model.h"
#include "ui/session.h"
#include "ui/window/alike_dialog.h"
#include "ui/window/check_panel.h"
#include "ui/window/drop_marks.h"
#include "ui/window/fix_pane.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/mark_overlay.h"
#include "ui/window/model_pane.h"
#include "ui/window/rules_panel.h"
#include "ui/window/run_command.h"
#include "ui/window/tensor_tree_view.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

void settle(const Session& session) { QTRY_VERIFY(session.isChecked() && !session.checkJob()->isRunning()); }

QPushButton* buttonOf(const FixPane& pane, const QString& text)
{
    for (QPushButton* button : pane.buttons())
        if (button->text() == text)
            return button;
    return nullptr;
}

/// Square dense layers of a format that does not say how its axes are ordered.
std::shared_ptr<const ModelFile> squares(bool torch, int count)
{
    std::vector<FakeModel::Tensor> tensors;
    for (int i = 0; i < count; ++i)
        tensors.push_back({(torch ? "fc" + std::to_string(i) + ".weight" : "fc" + std::to_string(i) + "/kernel"), {8, 8}, {}});
    return FakeModel::make(torch ? "t.pt" : "s.npz", std::move(tensors), torch ? AxisConvention::PyTorch : AxisConvention::TensorFlow, torch ? "" : "numpy-npz");
}

QAction* actionOf(const QWidget* widget, const QString& text)
{
    for (QAction* action : widget->actions())
        if (action->text() == text)
            return action;
    return nullptr;
}

} // namespace

class PanelsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void aFixIsOneStepForOneOrForAll()
    {
        Session session;
        CheckPanel panel(&session);
        panel.resize(600, 150); // as in a small window: what can be done is in sight all the same
        panel.show();
        session.setModel(Side::Source, squares(false, 4));
        session.setModel(Side::Target, squares(true, 4));
        MappingDocument document;
        document.rules = {{{"fc{i}/kernel"}, "fc{i}.weight", "", {}}};
        session.edit(QStringLiteral("start"), document);
        settle(session);
        QCOMPARE(session.check().count(Severity::Warning), std::size_t(4));
        QSignalSpy activated(&panel, &CheckPanel::findingActivated);
        panel.table()->setFocus();
        QTest::keyClick(panel.table(), Qt::Key_Down);
        QTRY_VERIFY(panel.fixes()->buttons().size() == 1);
        QVERIFY(!activated.isEmpty());
        QVERIFY(panel.fixes()->allBox()->isVisible());
        QPushButton* turn = buttonOf(*panel.fixes(), QStringLiteral("Use transpose(1,0)"));
        QVERIFY(turn);
        const FixPane& pane = *panel.fixes();
        for (QWidget* control : std::initializer_list<QWidget*>{turn, pane.allBox()})
            QTRY_VERIFY(control->visibleRegion() == QRegion(control->rect()) && pane.rect().contains(QRect(control->mapTo(&pane, QPoint()), control->size())));
        turn->click();
        QTRY_COMPARE(session.undoStack()->count(), 2);
        settle(session);
        QCOMPARE(session.document().entries.size(), std::size_t(1));
        QCOMPARE(session.document().entries[0].transform, std::string("transpose(1,0)"));

        // The rest at once, also one step.
        panel.table()->selectRow(0);
        QTRY_VERIFY((turn = buttonOf(*panel.fixes(), QStringLiteral("Use transpose(1,0)"))) && turn->isEnabled());
        panel.fixes()->allBox()->setChecked(true);
        turn->click();
        QTRY_COMPARE(session.undoStack()->count(), 3);
        settle(session);
        QCOMPARE(session.document().entries.size(), std::size_t(4));
        session.undoStack()->undo();
        settle(session);
        QCOMPARE(session.document().entries.size(), std::size_t(1));
    }

    void findingsAreFilteredByKind()
    {
        Session session;
        CheckPanel panel(&session);
        session.setModel(Side::Source, kerasNet());
        session.setModel(Side::Target, torchNet());
        MappingDocument document;
        document.rules = {{{"no/**"}, "where/**", "", {}}};
        document.entries = {{"nothing", {"conv1/bias"}, "", std::nullopt, {}}};
        session.edit(QStringLiteral("start"), document);
        settle(session);
        QCOMPARE(panel.table()->model()->rowCount(), 2);
        panel.kindBox()->setCurrentIndex(panel.kindBox()->findData(QStringLiteral("unused-rule")));
        QCOMPARE(panel.table()->model()->rowCount(), 1);
        session.edit(QStringLiteral("without rules"), [&] { MappingDocument d = session.document(); d.rules.clear(); return d; }());
        settle(session);
        QCOMPARE(panel.kindBox()->currentData().toString(), QString()); // what is gone is filtered by no more
        QCOMPARE(panel.table()->model()->rowCount(), 1);
    }

    void rulesAreTypedMovedRemovedAndConverted()
    {
        Session session;
        RulesPanel panel(&session);
        panel.resize(900, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        session.setModel(Side::Source, squares(false, 4));
        session.setModel(Side::Target, squares(true, 4));
        settle(session);
        QSignalSpy targets(&panel, &RulesPanel::targetsSelected);
        panel.startNew(RulePlace::Part::Rule);
        QPointer<QLineEdit> edit(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        QVERIFY(edit);
        QTest::keyClicks(edit, QStringLiteral("fc{i}.weight"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!edit);
        QCOMPARE(session.undoStack()->count(), 0); // half a rule is none
        const QModelIndex source = panel.model()->index(panel.model()->newRow(), RulesModel::SourceColumn);
        panel.table()->setCurrentIndex(source);
        panel.table()->edit(source);
        QTRY_VERIFY((edit = qobject_cast<QLineEdit*>(QApplication::focusWidget())));
        QTest::keyClicks(edit, QStringLiteral("fc{i}/kernel"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!edit);
        QTRY_COMPARE(session.undoStack()->count(), 1);
        settle(session);
        QCOMPARE(session.rows().size(), std::size_t(4));
        QTRY_COMPARE(panel.model()->index(0, RulesModel::UseColumn).data().toString(), QStringLiteral("decides 4"));
        panel.table()->selectRow(0);
        QCOMPARE(targets.back()[0].value<std::vector<std::size_t>>(), (std::vector<std::size_t>{0, 1, 2, 3}));

        QVERIFY(panel.model()->setData(panel.model()->index(0, RulesModel::TransformColumn), QStringLiteral("transpose(1,0)"), Qt::EditRole));
        QTRY_COMPARE(session.document().rules[0].transform, std::string("transpose(1,0)"));
        settle(session);
        QCOMPARE(session.undoStack()->count(), 2);

        QAction* toEntries = actionOf(panel.table(), QStringLiteral("Rules to entries"));
        QVERIFY(toEntries->isEnabled());
        toEntries->trigger();
        settle(session);
        QVERIFY(session.document().rules.empty());
        QCOMPARE(session.document().entries.size(), std::size_t(4));
        QAction* toRules = actionOf(panel.table(), QStringLiteral("Entries to rules"));
        QVERIFY(toRules->isEnabled());
        toRules->trigger();
        QTRY_COMPARE(session.document().rules.size(), std::size_t(1));
        settle(session);
        QCOMPARE(session.rows().size(), std::size_t(4));
        panel.table()->selectRow(0);
        actionOf(panel.table(), QStringLiteral("Remove"))->trigger();
        settle(session);
        QVERIFY(session.rows().empty());
        session.undoStack()->undo();
        settle(session);
        QCOMPARE(session.rows().size(), std::size_t(4));
    }

    void aRuleInsteadOfEntries()
    {
        Session session;
        session.setModel(Side::Source, squares(false, 5));
        session.setModel(Side::Target, squares(true, 5));
        const std::vector<DropPair> made{{{1}, 1, "transpose(1,0)"}};
        session.mapPairs(QStringLiteral("one"), made);
        settle(session);
        const std::vector<DropPair> alike{{{0}, 0, "transpose(1,0)"}, {{2}, 2, "transpose(1,0)"}};
        AlikeDialog dialog(&session, made, alike);
        QCOMPARE(dialog.chosen().size(), std::size_t(2));
        const QModelIndex tick = dialog.model()->index(0, AlikePairsModel::TargetColumn);
        QVERIFY(dialog.model()->setData(tick, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(dialog.chosen(), std::vector<DropPair>{alike[1]});
        QVERIFY(dialog.model()->setData(tick, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(dialog.chosen(), alike);
        QVERIFY(!dialog.chosenRule());
        QTRY_VERIFY(dialog.formBox()->count() > 1);
        dialog.formBox()->setCurrentIndex(1);
        const Generalisation* rule = dialog.chosenRule();
        QVERIFY(rule && dialog.chosen().empty());
        QCOMPARE(rule->adds.size(), std::size_t(4));
        const MappingDocument document = withGeneralisation(session.document(), *rule);
        QVERIFY(document.entries.empty());
        const CheckResult result = check(document, outlineOf(*session.model(Side::Source)), outlineOf(*session.model(Side::Target)));
        QCOMPARE(result.entries.size(), std::size_t(5));
        for (const ResolvedEntry& entry : result.entries)
            QCOMPARE(entry.transform.toString(), std::string("transpose(1,0)"));
    }

    void rowsAreTypedCopiedAndPasted()
    {
        Session session;
        MappingPanel panel(&session);
        panel.resize(900, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        session.setModel(Side::Source, kerasNet());
        session.setModel(Side::Target, torchNet());
        settle(session);
        panel.addRow();
        QPointer<QLineEdit> edit(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        QVERIFY(edit);
        QTest::keyClicks(edit, QStringLiteral("conv1.bias"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!edit);
        const QModelIndex source = panel.table()->model()->index(0, MappingTableModel::SourceColumn);
        panel.table()->setCurrentIndex(source);
        panel.table()->edit(source);
        QTRY_VERIFY((edit = qobject_cast<QLineEdit*>(QApplication::focusWidget())));
        QTest::keyClicks(edit, QStringLiteral("conv1/bias"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!edit);
        QTRY_COMPARE(session.undoStack()->count(), 1);
        settle(session);
        QCOMPARE(session.rows().size(), std::size_t(1));
        QCOMPARE(session.rows()[0].state, TargetState::Mapped);

        panel.table()->selectAll();
        panel.copyRows();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("{\"source\":\"conv1/bias\",\"target\":\"conv1.bias\"}\n"));
        session.undoStack()->undo();
        settle(session);
        panel.pasteRows();
        settle(session);
        QCOMPARE(session.rows().size(), std::size_t(1));
        QSignalSpy problem(&panel, &MappingPanel::problem);
        QApplication::clipboard()->setText(QStringLiteral("nonsense"));
        panel.pasteRows();
        QCOMPARE(problem.count(), 1);
        panel.selectTargets({1, 5});
        QCOMPARE(panel.selectedRows().size(), std::size_t(1));
    }

    void marksAreMappedInTheirOrder()
    {
        const auto source = FakeModel::make("s.pt", {{"q.weight", {8, 8}, {}}, {"k.weight", {8, 8}, {}}, {"v.weight", {8, 8}, {}}}, AxisConvention::PyTorch);
        const auto target = FakeModel::make("t.pt", {{"in_proj.weight", {24, 8}, {}}}, AxisConvention::PyTorch);
        MainWindow window;
        window.resize(1200, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        Session& session = *window.session();
        session.setModel(Side::Source, source);
        session.setModel(Side::Target, target);
        settle(session);
        // Nobody to ask: the likeliest is taken.
        QObject::disconnect(&session, &Session::choiceNeeded, nullptr, nullptr);
        TensorTreeView* from = window.pane(Side::Source)->view();
        TensorTreeView* onto = window.pane(Side::Target)->view();
        from->setFocus();
        for (const std::size_t tensor : {1, 0, 2}) {
            from->revealTensor(tensor);
            window.marks()->markAction()->trigger();
        }
        QCOMPARE(window.marks()->marked().nodes.size(), std::size_t(3));
        auto* overlay = from->findChild<MarkOverlay*>();
        QVERIFY(overlay && overlay->isVisible());
        QTRY_COMPARE(overlay->shownCount(), 3);
        window.marks()->markAction()->trigger(); // the last again: its mark goes
        QCOMPARE(window.marks()->marked().nodes.size(), std::size_t(2));
        window.marks()->markAction()->trigger();
        onto->setFocus();
        onto->revealTensor(0);
        QTest::keyClick(onto, Qt::Key_Return);
        settle(session);
        QCOMPARE(session.rows().size(), std::size_t(1));
        QCOMPARE(session.rows()[0].source, (std::vector<std::string>{"k.weight", "q.weight", "v.weight"}));
        QVERIFY(session.rows()[0].transform.ends_with("concat(0)"));
        QVERIFY(window.marks()->marked().nodes.empty());
        QVERIFY(!overlay->isVisible());
        // The other way round, taken back with Escape.
        window.marks()->markAction()->trigger();
        QCOMPARE(window.marks()->marked().side, Side::Target);
        QTest::keyClick(onto, Qt::Key_Escape);
        QVERIFY(window.marks()->marked().nodes.empty());
        session.undoStack()->setClean();
    }

    void theCommandThatDoesTheSame()
    {
        TransferOptions options;
        options.output = "/tmp/it's out.pt";
        options.exportFormat = "safetensors";
        options.fillUnmapped = "fill(zeros)";
        options.overwrite = true;
        QCOMPARE(runCommand("m.json", "/a b/s.npy", "t.pt", options),
                 QStringLiteral("tensorgraft run m.json --source '/a b/s.npy' --target t.pt -o '/tmp/it'\\''s out.pt' --format safetensors --fill 'fill(zeros)' --force"));
        QCOMPARE(shellQuoted(QString()), QStringLiteral("''"));
    }
};

QTEST_MAIN(PanelsTest)
#include "tst_panels.moc"
