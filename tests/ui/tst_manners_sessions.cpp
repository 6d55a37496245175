#include "tests/support/test_paths.h"
#include "tests/ui/manners_support.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/jobs/job_pool.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/session.h"
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/command_line.h"
#include "ui/window/dropped_files.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_autosave.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/program.h"
#include "ui/window/sample_files.h"
#include "ui/window/session_store.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/tree_columns.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QTreeWidget>

using namespace tensorgraft;
using namespace tensorgraft::test;

/// What comes back after a start or a crash, and what asks before it is lost.
class SessionsTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        appSettings().clear();
    }

    void cleanup()
    {
        applyAppearance(Theme::System);
        installTranslations(QLocale(QLocale::English));
    }

    void theNewestSessionStays()
    {
        TempDir folder;
        SessionStore store(QString::fromStdString((folder / "session.json").string()));
        for (int i = 0; i < 20; ++i)
            store.saveLater({QJsonObject{{QStringLiteral("number"), i}}});
        store.save({QJsonObject{{QStringLiteral("number"), 100}}});
        filePool()->waitForDone();
        QCOMPARE(store.load().first().toObject()[QStringLiteral("number")].toInt(), 100);
        store.saveLater({QJsonObject{{QStringLiteral("number"), 101}}});
        filePool()->waitForDone();
        QCOMPARE(store.load().first().toObject()[QStringLiteral("number")].toInt(), 101);
        store.saveLater({QJsonObject()});
        store.clear();
        filePool()->waitForDone();
        QVERIFY(store.load().isEmpty());
    }

    void sessionComesBack()
    {
        const TempDir folder;
        const QString source = copyOfSample(folder, true, "a.h5"), target = copyOfSample(folder, false, "b.pt");
        QString firstScope;
        {
            Program program(foldersIn(folder));
            program.start({});
            MainWindow* window = program.windows().front();
            QVERIFY(window->isPristine());
            window->openModel(Side::Source, source);
            window->openModel(Side::Target, target);
            QTRY_VERIFY(window->session()->hasBoth() && window->session()->isChecked());
            TensorTreeView* view = window->pane(Side::Source)->view();
            view->collapseAll();
            view->expand(view->model()->index(1, 0));
            firstScope = view->model()->index(1, 0).data().toString();
            window->pane(Side::Target)->view()->revealTensor(2);
            window->lowerTabs()->setCurrentIndex(1);
            window->resize(1100, 700);
            program.openWindow();
            QCOMPARE(program.windows().size(), qsizetype(2));
            QVERIFY(program.quit());
            QTRY_VERIFY(program.windows().isEmpty());
        }
        Program again(foldersIn(folder));
        again.start({});
        QCOMPARE(again.windows().size(), qsizetype(2));
        MainWindow* window = again.windows().front();
        QTRY_VERIFY(window->session()->hasBoth());
        QCOMPARE(text(window->session()->model(Side::Source)->path()), source);
        TensorTreeView* view = window->pane(Side::Source)->view();
        QCOMPARE(view->model()->index(1, 0).data().toString(), firstScope);
        QTRY_VERIFY(view->isExpanded(view->model()->index(1, 0)));
        QVERIFY(!view->isExpanded(view->model()->index(0, 0)));
        const TensorTreeView* other = window->pane(Side::Target)->view();
        QTRY_COMPARE(other->nodeOf(other->currentIndex()), window->session()->tree(Side::Target)->nodes().nodeOfTensor(2));
        QCOMPARE(window->lowerTabs()->currentIndex(), 1);
        QCOMPARE(window->size(), QSize(1100, 700));

        // A second program while the first one runs starts empty and takes nothing from it.
        Program second(foldersIn(folder));
        second.start({});
        QCOMPARE(second.windows().size(), qsizetype(1));
        QVERIFY(second.windows().front()->isPristine());
        QVERIFY(second.quit());
    }

    /// Of small models and of those whose rows are arranged by a job.
    void placesInTheTreesComeBack_data()
    {
        QTest::addColumn<int>("tensors");
        QTest::newRow("small") << 300;
        QTest::newRow("arranged in a job") << 60000;
    }

    void placesInTheTreesComeBack()
    {
        QFETCH(const int, tensors);
        const TempDir folder;
        std::string skeleton = "{\"skeleton\": 1, \"tensors\": [";
        for (int i = 0; i < tensors; ++i)
            skeleton += (i ? ", " : "") + std::string("{\"name\": \"block") + std::to_string(i / 3) + "/w" + std::to_string(i % 3) + "\", \"shape\": [" + std::to_string(1 + i * 7 % tensors) + "], \"dtype\": \"float32\"}";
        writeFile(folder / "model.json", skeleton + "]}");
        const QString file = text(folder / "model.json");
        std::pair<std::uint32_t, double> tops[2];
        {
            Program program(foldersIn(folder));
            program.start({});
            MainWindow* window = program.windows().front();
            window->openModel(Side::Source, file);
            window->openModel(Side::Target, file);
            QTRY_VERIFY(window->session()->hasBoth());
            TensorTreeView* tree = window->pane(Side::Source)->view();
            QTRY_VERIFY(!tree->rowsModel()->isArranging() && tree->verticalScrollBar()->maximum() > 0);
            tree->expandAll();
            TensorTreeView* flat = window->pane(Side::Target)->view();
            flat->setTreeLayout(TreeLayout::Flat);
            flat->sortByColumn(TensorTreeModel::SizeColumn, Qt::DescendingOrder);
            QTRY_VERIFY(!flat->rowsModel()->isArranging() && flat->rowsModel()->rowCount() == tensors);
            flat->columns()->setShown(TensorTreeModel::ParametersColumn, true);
            flat->header()->resizeSection(TensorTreeModel::ParametersColumn, 123);
            for (TensorTreeView* view : {tree, flat}) {
                QTRY_VERIFY(view->verticalScrollBar()->maximum() > 2000);
                view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 2 + 5);
                const auto top = view->scrollPlace();
                QVERIFY(top.node != 0);
                tops[view == flat] = {top.node, top.hidden};
            }
            QVERIFY(program.quit());
        }
        Program again(foldersIn(folder));
        again.start({});
        MainWindow* window = again.windows().front();
        QTRY_VERIFY(window->session()->hasBoth());
        for (const Side side : {Side::Source, Side::Target}) {
            TensorTreeView* view = window->pane(side)->view();
            QTRY_VERIFY(!view->rowsModel()->isArranging());
            QTRY_COMPARE(view->scrollPlace().node, tops[std::size_t(side)].first);
            QVERIFY(std::abs(view->scrollPlace().hidden - tops[std::size_t(side)].second) < 0.1);
        }
        const TensorTreeView* flat = window->pane(Side::Target)->view();
        QCOMPARE(flat->treeLayout(), TreeLayout::Flat);
        QCOMPARE(flat->header()->sortIndicatorSection(), int(TensorTreeModel::SizeColumn));
        QCOMPARE(flat->header()->sortIndicatorOrder(), Qt::DescendingOrder);
        QCOMPARE(flat->columnWidth(TensorTreeModel::ParametersColumn), 123);
        QCOMPARE(window->pane(Side::Source)->view()->treeLayout(), TreeLayout::Scopes);
        flat->columns()->reset(); // the settings are every test's
        window->pane(Side::Target)->view()->setTreeLayout(TreeLayout::Scopes);
        QVERIFY(again.quit());
    }

    void theCommandLineWinsAndTheSettingToo()
    {
        const TempDir folder;
        const QString source = copyOfSample(folder, true, "a.h5"), other = copyOfSample(folder, false, "b.pt");
        {
            Program program(foldersIn(folder));
            program.start({});
            program.windows().front()->openModel(Side::Source, source);
            QTRY_VERIFY(program.windows().front()->session()->model(Side::Source));
            QVERIFY(program.quit());
        }
        {
            CommandLine line;
            line.target = other;
            Program program(foldersIn(folder));
            program.start(line);
            QTRY_VERIFY(program.windows().front()->session()->model(Side::Target));
            QVERIFY(!program.windows().front()->session()->model(Side::Source));
            Preferences p = program.preferences();
            p.restoreSession = false;
            program.applyPreferences(p);
            QVERIFY(program.quit());
        }
        Program program(foldersIn(folder));
        program.start({});
        QVERIFY(program.windows().front()->isPristine());
    }

    void quitAsksOnceForEachUnsavedWindow()
    {
        const TempDir folder;
        Program program(foldersIn(folder));
        program.start({});
        MainWindow* second = program.openWindow();
        program.openWindow();
        change(*program.windows().front()->session());
        change(*second->session());
        int asked = 0;
        answerNext(QMessageBox::Cancel, &asked);
        QVERIFY(!program.quit());
        QCOMPARE(asked, 1);
        QCOMPARE(program.windows().size(), qsizetype(3));
        QVERIFY(program.windows().front()->session()->isModified());
        asked = 0;
        answerNext(QMessageBox::Discard, &asked);
        QTimer::singleShot(100, qApp, [&asked] { answerNext(QMessageBox::Discard, &asked); });
        QVERIFY(program.quit());
        QCOMPARE(asked, 2);
        QTRY_VERIFY(program.windows().isEmpty());
    }

    void everythingThatDropsChangesAsksFirst()
    {
        const TempDir folder;
        const QString path = text(folder / "m.json");
        writeFile(folder / "m.json", "{\"tensorgraft\": 1}");
        MainWindow window;
        window.show();
        change(*window.session());
        int asked = 0;
        answerNext(QMessageBox::Cancel, &asked);
        window.newMapping();
        answerNext(QMessageBox::Cancel, &asked);
        window.openMapping(path);
        answerNext(QMessageBox::Cancel, &asked);
        window.close();
        QCOMPARE(asked, 3);
        QVERIFY(window.isVisible() && window.session()->isModified());
        answerNext(QMessageBox::Discard, &asked);
        window.openMapping(path);
        QTRY_VERIFY(!window.session()->isModified());
    }

    void autosaveFollowsTheChanges()
    {
        const TempDir folder;
        const QString recovery = text(folder / "recovery");
        Session session;
        auto autosave = std::make_unique<MappingAutosave>(&session, recovery);
        autosave->setDelaySeconds(1);
        QVERIFY(!QFile::exists(autosave->fileName()));
        change(session);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(autosave->fileName()), 10'000);
        QVERIFY(findAbandonedMappings(recovery).empty()); // its program runs: this one
        session.undoStack()->undo();
        QTRY_VERIFY(!QFile::exists(autosave->fileName()));
        change(session);
        int kept = 0;
        autosave->writeNow([&kept] { ++kept; });
        QCOMPARE(kept, 0); // nobody waits for the disk
        QTRY_COMPARE(kept, 1);
        QVERIFY(QFile::exists(autosave->fileName()));
        autosave->writeNow([&kept] { ++kept; });
        autosave->writeNow([&kept] { ++kept; }); // what is there by then
        QTRY_COMPARE(kept, 3);
        session.saveMapping(folder / "saved.json");
        QTRY_VERIFY(!session.isModified());
        QTRY_VERIFY(!QFile::exists(autosave->fileName()));
        change(session);
        autosave->writeNow([&kept] { ++kept; });
        autosave.reset(); // a clean end, before it is written
        QCOMPARE(kept, 4);
        QTRY_VERIFY(QDir(recovery).entryList(QDir::Files).isEmpty());
    }

    void damagedRecoveryFilesDoNoHarm()
    {
        const TempDir folder;
        writeFile(folder / "a.json", "");
        writeFile(folder / "b.json", "{\"tensorgraftRecovery\": 1, \"document\": \"{]\"}");
        writeFile(folder / "c.json", "{\"tensorgraftRecovery\": 99, \"document\": \"of the future\"}");
        writeFile(folder / "d.json", "{\"tensorgraftRecovery\": 1, \"document\": \"{\\\"tensorgraft\\\": 1}\", \"mapping\": \"/x/y.json\"}");
        const auto found = findAbandonedMappings(text(folder.path()));
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found.front().mapping, QStringLiteral("/x/y.json"));
        QVERIFY(QFile::exists(text(folder / "c.json")));
        QVERIFY(!QFile::exists(text(folder / "b.json")));
        QVERIFY(findAbandonedMappings(text(folder.path())).empty()); // offered once at a time
        QVERIFY(findAbandonedMappings(text(folder / "nowhere")).empty());
    }

    void whatACrashLeftIsRecovered()
    {
        const TempDir folder;
        Session lost;
        change(lost);
        const QString recovery = text(folder / "recovery");
        {
            MappingAutosave autosave(&lost, recovery);
            autosave.setDelaySeconds(60);
            bool kept = false;
            autosave.writeNow([&kept] { kept = true; });
            QTRY_VERIFY(kept);
            QVERIFY(QFile::copy(autosave.fileName(), text(folder / "kept"))); // what is there after kill -9
        }
        QVERIFY(QFile::rename(text(folder / "kept"), recovery + QStringLiteral("/11111111.json")));
        Program program(foldersIn(folder));
        program.start({});
        MainWindow* window = program.windows().front();
        QTRY_VERIFY2(window->messages()->text().contains(QStringLiteral("can be recovered")), qPrintable(window->messages()->text()));
        const auto buttons = window->messages()->findChildren<QPushButton*>();
        QVERIFY(!buttons.isEmpty());
        buttons.front()->click();
        QTRY_VERIFY(window->session()->isModified());
        QCOMPARE(window->session()->document().exclude, std::vector<std::string>{"head/**"});
        QTRY_VERIFY(!QFile::exists(recovery + QStringLiteral("/11111111.json")));
        QCOMPARE(QDir(recovery).entryList({QStringLiteral("*.json")}).size(), qsizetype(1)); // kept again, by the program that runs now, before that one went
        window->session()->undoStack()->undo();
        QVERIFY(!window->session()->isModified());
    }
};

QTEST_MAIN(SessionsTest)
#include "tst_manners_sessions.moc"
