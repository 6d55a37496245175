// Drops that leave their transform open, and the comparison that follows the mapping.
#include "tests/ui/qt_test_setup.h"
#include "tests/ui/value_model.h"
#include "ui/jobs/app_settings.h"
#include "ui/inspector/compare_page.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/session.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/model_pane.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/transform_choice_dialog.h"

#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

class WindowChoiceTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        appSettings().clear();
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1400, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        ValueModel::Tensor fixed = ValueModel::counting("head", {8, 8}), other = ValueModel::counting("top", {8, 8});
        for (int i = 0; i < 8; ++i) // the target holds the source turned over
            for (int j = 0; j < 8; ++j)
                other.values[static_cast<std::size_t>(i * 8 + j)] = fixed.values[static_cast<std::size_t>(j * 8 + i)];
        session().setModel(Side::Source, ValueModel::make({fixed, ValueModel::counting("flat", {6, 4})}));
        session().setModel(Side::Target, ValueModel::make({other, ValueModel::counting("low", {4, 6})}));
        settle();
    }
    void cleanup()
    {
        session().undoStack()->setClean();
        m_window.reset();
    }

    void enterTakesTheChoice()
    {
        drop(0, 0);
        TransformChoiceDialog* dialog = waitForDialog();
        QVERIFY(dialog);
        QVERIFY(session().rows().empty()); // nothing before the choice
        QCOMPARE(dialog->list()->count(), 2);
        QTRY_COMPARE(dialog->picturesShown(), 3);
        QVERIFY2(dialog->list()->item(1)->text().contains(QStringLiteral("equal to the target now")), qPrintable(dialog->list()->item(1)->text()));
        QVERIFY(dialog->list()->item(0)->icon().pixmap(64).toImage() != dialog->list()->item(1)->icon().pixmap(64).toImage());
        QTest::keyClick(dialog->list(), Qt::Key_Down);
        QTest::keyClick(dialog->list(), Qt::Key_Return);
        QTRY_COMPARE(session().rows().size(), std::size_t(1));
        QCOMPARE(session().rows().front().transform, std::string("transpose(1,0)"));
        QCOMPARE(session().undoStack()->count(), 1);
        session().undoStack()->undo();
        settle();
        QVERIFY(session().rows().empty());
    }

    void escapeCancelsTheDrop()
    {
        drop(0, 0);
        TransformChoiceDialog* dialog = waitForDialog();
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(m_window->findChildren<TransformChoiceDialog*>().isEmpty());
        settle();
        QVERIFY(session().rows().empty());
        QCOMPARE(session().undoStack()->count(), 0);
    }

    void whatIsClearIsNotAsked()
    {
        drop(1, 1);
        settle();
        QTest::qWait(50);
        QVERIFY(m_window->findChildren<TransformChoiceDialog*>().isEmpty());
        QCOMPARE(session().rows().size(), std::size_t(1));
        QCOMPARE(session().rows().front().transform, std::string("transpose(1,0)"));
    }

    void theTableOffersTheChoiceLater()
    {
        const DropPair pair{{0}, 0, "identity"};
        session().mapPairs(QStringLiteral("map"), std::span(&pair, 1));
        settle();
        m_window->mappingPanel()->selectTarget(0);
        m_window->mappingPanel()->chooseTransform();
        TransformChoiceDialog* dialog = waitForDialog();
        QVERIFY(dialog);
        QCOMPARE(dialog->chosen(), std::string("identity")); // what is set now
        dialog->list()->setCurrentRow(1);
        dialog->accept();
        settle();
        QTRY_COMPARE(session().rows().front().transform, std::string("transpose(1,0)"));
        QCOMPARE(session().undoStack()->count(), 2);
    }

    void oneTransformIsNoChoice()
    {
        const DropPair pair{{1}, 1, "transpose(1,0)"};
        session().mapPairs(QStringLiteral("map"), std::span(&pair, 1));
        settle();
        m_window->mappingPanel()->selectTarget(1);
        QString said;
        QTimer::singleShot(0, this, [&] {
            if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                said = box->text();
                box->accept();
            }
        });
        m_window->mappingPanel()->chooseTransform();
        QVERIFY2(said.contains(QStringLiteral("transpose(1,0)")), qPrintable(said));
    }

    void comparisonFollowsTheMapping()
    {
        auto* page = m_window->inspector()->findChild<ComparePage*>();
        m_window->inspector()->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"))->setCurrentWidget(page);
        const DropPair pair{{0}, 0, "identity"};
        session().mapPairs(QStringLiteral("map"), std::span(&pair, 1));
        settle();
        m_window->mappingPanel()->selectTarget(0);
        QTRY_VERIFY(page->result().has_value());
        QVERIFY(!page->result()->figures.equal);
        const MappingRow row = session().rows().front();
        session().setTransform(std::span(&row, 1), "transpose(1,0)");
        QTRY_VERIFY(page->result().has_value() && page->result()->figures.equal);
        QCOMPARE(page->subject().transform, QStringLiteral("transpose(1,0)"));
        // A target that nothing fills says so.
        m_window->pane(Side::Target)->view()->revealTensor(1);
        QTRY_VERIFY(page->findChild<QLabel*>(QStringLiteral("message"))->text().contains(QStringLiteral("Nothing is mapped")));
        // An entry that cannot be run says why.
        const DropPair wrong{{0}, 1, "identity"};
        session().mapPairs(QStringLiteral("map"), std::span(&wrong, 1));
        settle();
        QTRY_VERIFY2(page->findChild<QLabel*>(QStringLiteral("message"))->text().contains(QStringLiteral("cannot be run")),
                     qPrintable(page->findChild<QLabel*>(QStringLiteral("message"))->text()));
        session().closeModel(Side::Source);
        QTRY_VERIFY(page->findChild<QLabel*>(QStringLiteral("message"))->text().contains(QStringLiteral("Select an entry")));
    }

private:
    [[nodiscard]] Session& session() const { return *m_window->session(); }
    void settle() const { QTRY_VERIFY(session().isChecked() && !session().checkJob()->isRunning()); }
    void drop(std::size_t source, std::size_t target) const
    {
        const TensorMime dragged{Side::Source, session().tree(Side::Source)->token(), {session().tree(Side::Source)->nodes().nodeOfTensor(source)}};
        QVERIFY(session().applyDrop(dragged, Side::Target, session().tree(Side::Target)->nodes().nodeOfTensor(target)));
    }
    [[nodiscard]] TransformChoiceDialog* waitForDialog() const
    {
        TransformChoiceDialog* dialog = nullptr;
        (void)QTest::qWaitFor([&] { return (dialog = m_window->findChild<TransformChoiceDialog*>()) != nullptr && dialog->isVisible(); }, 3000);
        return dialog;
    }

    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(WindowChoiceTest)
#include "tst_window_choice.moc"
