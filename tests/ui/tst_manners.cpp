#include "tests/support/test_paths.h"
#include "tests/ui/chinese_text.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/jobs/job_pool.h"
#include "ui/models/not_restored_model.h"
#include "ui/models/tensor_rows_model.h"
#include "ui/overview/overview_page.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/command_line.h"
#include "ui/window/compare_files_dialog.h"
#include "ui/window/dropped_files.h"
#include "ui/window/file_watch.h"
#include "ui/window/guide_files.h"
#include "ui/window/guide_window.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_autosave.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/not_restored_dialog.h"
#include "ui/window/overview_dialog.h"
#include "ui/window/program.h"
#include "ui/window/sample_files.h"
#include "ui/window/session_store.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/tree_columns.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QProcess>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTextBlock>
#include <QThreadPool>
#include <QTreeWidget>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

Program::Folders foldersIn(const TempDir& folder) { return {text(folder / "session.json"), text(folder / "recovery")}; }

CommandLine parse(QStringList arguments)
{
    arguments.prepend(QStringLiteral("tensorgraft-gui"));
    return parseCommandLine(arguments);
}

/// Something that counts as unsaved.
void change(Session& session)
{
    MappingDocument document = session.document();
    document.exclude.push_back("head/**");
    session.edit(QStringLiteral("change"), std::move(document));
}

/// Answers the next question of the program.
void answerNext(QMessageBox::StandardButton with, int* asked = nullptr)
{
    QTimer::singleShot(0, qApp, [with, asked] {
        if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
            if (asked)
                ++*asked;
            box->button(with)->click();
        } else {
            answerNext(with, asked);
        }
    });
}

QString copyOfSample(const TempDir& folder, bool source, const char* name)
{
    const auto pair = findSamplePair();
    const QString to = text(folder / name);
    QFile::copy(source ? pair->source : pair->target, to);
    QFile(to).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return to;
}

} // namespace

class MannersTest : public QObject {
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

    void commandLineIsUnderstood()
    {
        CommandLine line = parse({QStringLiteral("a.h5"), QStringLiteral("b.pt"), QStringLiteral("--mapping"), QStringLiteral("m.json")});
        QCOMPARE(line.action, CommandLine::Action::Run);
        QCOMPARE(line.source, QDir::current().absoluteFilePath(QStringLiteral("a.h5")));
        QCOMPARE(line.target, QDir::current().absoluteFilePath(QStringLiteral("b.pt")));
        QCOMPARE(line.mapping, QDir::current().absoluteFilePath(QStringLiteral("m.json")));
        QVERIFY(!parse({}).names());
        line = parse({QStringLiteral("--help")});
        QCOMPARE(line.action, CommandLine::Action::Print);
        QVERIFY(line.text.contains(QStringLiteral("[SOURCE [TARGET]]")) && line.text.contains(QStringLiteral("--mapping")));
        QVERIFY(parse({QStringLiteral("--version")}).text.startsWith(QStringLiteral("tensorgraft-gui ")));
        for (const QStringList& wrong : {QStringList{QStringLiteral("--nonsense")}, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")},
                                         {QStringLiteral("--mapping")}, {QStringLiteral("--mapping=")}, {QStringLiteral("-m"), QStringLiteral("x"), QStringLiteral("-m"), QStringLiteral("y")}}) {
            line = parse(wrong);
            QCOMPARE(line.action, CommandLine::Action::Fail);
            QVERIFY2(line.text.contains(QStringLiteral("--help")), qPrintable(line.text));
        }
        QVERIFY(onlyPrints({QStringLiteral("x"), QStringLiteral("a"), QStringLiteral("-h")}));
        QVERIFY(!onlyPrints({QStringLiteral("x"), QStringLiteral("--"), QStringLiteral("-h")}));
    }

    void preferencesAreKeptAndBounded()
    {
        QCOMPARE(loadPreferences(), Preferences());
        const Preferences chosen{QStringLiteral("zh_CN"), Theme::HighContrast, 120, 512, 30, false};
        storePreferences(chosen);
        QCOMPARE(loadPreferences(), chosen);
        appSettings().setValue(QStringLiteral("appearance/fontPercent"), 100'000);
        appSettings().setValue(QStringLiteral("appearance/language"), QStringLiteral("tlh"));
        appSettings().setValue(QStringLiteral("transfer/windowMiB"), QStringLiteral("much"));
        QCOMPARE(loadPreferences().fontPercent, 200);
        QCOMPARE(loadPreferences().language, QString());
        QCOMPARE(loadPreferences().transferWindowMiB, 256);
    }

    void settingsAreWrittenByAJob()
    {
        const auto onDisk = [] {
            QFile file(appSettings().fileName());
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        appSettings().setValue(QStringLiteral("test/written"), QStringLiteral("behind the window"));
        QCoreApplication::processEvents(); // where QSettings itself would write
        QVERIFY(!onDisk().contains("behind the window"));
        QTRY_VERIFY(onDisk().contains("behind the window"));
        { // what another program has written meanwhile stays
            QFile file(appSettings().fileName());
            QVERIFY(file.open(QIODevice::Append) && file.write("\n[another]\nprogram=was here\n") > 0);
        }
        appSettings().setValue(QStringLiteral("test/second"), 2);
        QTRY_VERIFY(onDisk().contains("second"));
        QVERIFY(onDisk().contains("was here") && onDisk().contains("behind the window"));
        appSettings().remove(QStringLiteral("test/second"));
        appSettings().remove(QStringLiteral("test/written"));
        QVERIFY(!appSettings().contains(QStringLiteral("test/written")));
        QTRY_VERIFY(!onDisk().contains("behind the window"));
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

    void settingsDialogSaysWhatWasChosen()
    {
        SettingsDialog dialog({});
        QSignalSpy applied(&dialog, &SettingsDialog::applied);
        auto* theme = dialog.findChild<QComboBox*>(QStringLiteral("theme"));
        theme->setCurrentIndex(theme->findData(int(Theme::Dark)));
        dialog.findChild<QSpinBox*>(QStringLiteral("autosave"))->setValue(5);
        dialog.accept(); // Return in the dialog goes through OK; accept() alone applies nothing
        QVERIFY(applied.isEmpty());
        QCOMPARE(dialog.preferences().theme, Theme::Dark);
        QCOMPARE(dialog.preferences().autosaveSeconds, 5);
        QVERIFY(dialog.findChild<QComboBox*>(QStringLiteral("language"))->count() >= 3);
    }

    void themesApplyAtOnce()
    {
        MainWindow window;
        window.show();
        applyAppearance(Theme::HighContrast, 150);
        QTRY_VERIFY(isHighContrast(window.palette()));
        const int large = window.fontMetrics().height();
        applyAppearance(Theme::Dark);
        QTRY_VERIFY(isDark(window.palette()) && !isHighContrast(window.palette()));
        QTRY_VERIFY(window.fontMetrics().height() < large);
        applyAppearance(Theme::System);
        QTRY_VERIFY(!isDark(window.palette()));
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
        QVERIFY(!window.session()->isModified());
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
        autosave->writeNow();
        QVERIFY(QFile::exists(autosave->fileName()));
        QVERIFY(session.saveMapping(folder / "saved.json"));
        QVERIFY(!QFile::exists(autosave->fileName()));
        change(session);
        autosave->writeNow();
        autosave.reset(); // a clean end
        QVERIFY(QDir(recovery).entryList(QDir::Files).isEmpty());
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
            autosave.writeNow();
            QVERIFY(QFile::copy(autosave.fileName(), text(folder / "kept"))); // what is there after kill -9
        }
        QVERIFY(QFile::rename(text(folder / "kept"), recovery + QStringLiteral("/11111111.json")));
        Program program(foldersIn(folder));
        program.start({});
        MainWindow* window = program.windows().front();
        QVERIFY2(window->messages()->text().contains(QStringLiteral("can be recovered")), qPrintable(window->messages()->text()));
        const auto buttons = window->messages()->findChildren<QPushButton*>();
        QVERIFY(!buttons.isEmpty());
        buttons.front()->click();
        QVERIFY(window->session()->isModified());
        QCOMPARE(window->session()->document().exclude, std::vector<std::string>{"head/**"});
        const QStringList left = QDir(recovery).entryList({QStringLiteral("*.json")});
        QCOMPARE(left.size(), qsizetype(1)); // kept again, by the program that runs now
        QVERIFY(left.front() != QStringLiteral("11111111.json"));
        window->session()->undoStack()->undo();
        QVERIFY(!window->session()->isModified());
    }

    void changedAndRemovedFilesAreNoticed()
    {
        const TempDir folder;
        const QString path = text(folder / "f");
        writeFile(folder / "f", "one");
        FileWatch watch;
        QSignalSpy changed(&watch, &FileWatch::changed), removed(&watch, &FileWatch::removed);
        watch.watch({path});
        QTest::qWait(150); // what it is now has been seen
        writeFile(folder / "f", "other text");
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), qsizetype(1), 10'000);
        writeFile(folder / "g", "a new file takes its place");
        std::filesystem::rename(folder / "g", folder / "f");
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), qsizetype(2), 10'000);
        std::filesystem::remove(folder / "f");
        QTRY_COMPARE_WITH_TIMEOUT(removed.size(), qsizetype(1), 10'000);
        watch.watch({});
        writeFile(folder / "f", "nobody looks");
        watch.look();
        QTest::qWait(100);
        QCOMPARE(changed.size() + removed.size(), qsizetype(3));
    }

    void aModelThatChangesIsReadAgainWhenAsked()
    {
        const TempDir folder;
        const QString path = copyOfSample(folder, true, "a.h5");
        MainWindow window;
        window.show();
        window.openModel(Side::Source, path);
        QTRY_VERIFY(window.session()->model(Side::Source));
        const auto before = window.session()->model(Side::Source);
        QTest::qWait(150);
        std::filesystem::resize_file(path.toStdString(), 100); // a mapped file shrinks
        MessageBar* bar = window.pane(Side::Source)->messages();
        QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains(QStringLiteral("changed on the disk")), 10'000);
        window.pane(Side::Source)->view()->revealTensor(0); // the inspector reads what is not there any more
        QTest::qWait(200);
        QFile::remove(path);
        QVERIFY(QFile::copy(findSamplePair()->source, path));
        QTRY_VERIFY(!bar->findChildren<QPushButton*>().isEmpty());
        bar->findChildren<QPushButton*>().front()->click(); // Reload
        QTRY_VERIFY(window.session()->model(Side::Source) != before);
    }

    void dropsArePlanned()
    {
        const QString a = QStringLiteral("a"), b = QStringLiteral("b"), m = QStringLiteral("m.json");
        QCOMPARE(planDrop({a}, {false}, Side::Target, false, false).target, a);
        QCOMPARE(planDrop({a}, {false}, {}, false, false).source, a);
        QCOMPARE(planDrop({a}, {false}, {}, true, false).target, a);
        QCOMPARE(planDrop({a}, {false}, {}, true, true).undecided, a);
        const DropPlan pair = planDrop({a, b}, {false, false}, Side::Target, true, true);
        QCOMPARE(pair.source + pair.target, a + b);
        const DropPlan all = planDrop({m, a, b}, {true, false, false}, {}, false, false);
        QCOMPARE(all.mapping, m);
        QCOMPARE(all.source + all.target, a + b);
        QCOMPARE(planDrop({m}, {true}, Side::Source, false, false).mapping, m);
        QVERIFY(planDrop({a, b, m}, {false, false, false}, {}, false, false).tooMany);
        QVERIFY(planDrop({m, m}, {true, true}, {}, false, false).tooMany);
    }

    void droppedFilesOpen()
    {
        const TempDir folder;
        const QString source = copyOfSample(folder, true, "a.h5"), target = copyOfSample(folder, false, "b.pt");
        writeFile(folder / "m.json", "{\"tensorgraft\": 1, \"exclude\": [\"x/**\"]}");
        MainWindow window;
        window.show();
        window.openDropped({source, target, text(folder / "m.json")});
        QTRY_VERIFY(window.session()->hasBoth());
        QCOMPARE(window.session()->mappingPath(), folder / "m.json");
        window.openDropped({source});
        QTRY_VERIFY(window.messages()->text().contains(QStringLiteral("a.h5")));
        QCOMPARE(window.messages()->findChildren<QPushButton*>().size(), qsizetype(2));
    }

    void languagesSwitchWithTheSessionKept()
    {
        const TempDir folder;
        Program program(foldersIn(folder));
        program.start({});
        QPointer<MainWindow> before = program.windows().front();
        before->session()->setModel(Side::Source, kerasNet());
        change(*before->session());
        Session* session = before->session();
        Preferences p = program.preferences();
        p.language = QStringLiteral("zh_CN");
        program.applyPreferences(p);
        QTRY_VERIFY(!before);
        QCOMPARE(program.windows().size(), qsizetype(1));
        MainWindow* window = program.windows().front();
        QCOMPARE(window->session(), session);
        QVERIFY(window->session()->isModified());
        QVERIFY(window->menuBar()->actions().front()->text().contains(QStringLiteral("文件")));
        QVERIFY(window->pane(Side::Source)->view()->model()->rowCount() > 0);
        QVERIFY(window->isVisible());
        p.language = QStringLiteral("en");
        program.applyPreferences(p);
        QTRY_VERIFY(program.windows().front() != window && program.windows().front()->menuBar()->actions().front()->text().contains(QStringLiteral("File")));
        session->undoStack()->undo();
        QVERIFY(!session->isModified());
    }

    /// Windows beside the main one stay where they are, with what they show; what was read is not read again.
    void languagesSwitchInEveryWindow()
    {
        const TempDir folder;
        Program program(foldersIn(folder));
        program.start({});
        QPointer<MainWindow> before = program.windows().front();
        before->openModel(Side::Source, copyOfSample(folder, true, "a.h5"));
        before->openModel(Side::Target, copyOfSample(folder, false, "b.pt"));
        QTRY_VERIFY(before->session()->hasBoth() && before->session()->isChecked());
        before->showOverview(Side::Target);
        before->showGuide();
        before->showNotRestored();
        before->compareFiles();
        auto* overview = before->findChild<OverviewDialog*>();
        QTRY_VERIFY(overview->page(Side::Target)->scan());
        const OverviewScan* scan = overview->page(Side::Target)->scan();
        const FileComparison* comparison = before->findChild<CompareFilesDialog*>()->comparison();
        QTRY_VERIFY(!comparison->isRunning() && comparison->model()->table());
        auto* guide = before->findChild<GuideWindow*>();
        QVERIFY(guide->contents()->topLevelItemCount() > 3);
        guide->contents()->setCurrentItem(guide->contents()->topLevelItem(2));
        guide->resize(900, 600);
        const int unfilled = before->findChild<NotRestoredDialog*>()->model()->rowCount();
        QVERIFY(unfilled > 0);

        Preferences p = program.preferences();
        p.language = QStringLiteral("zh_CN");
        program.applyPreferences(p);
        QTRY_VERIFY(!before);
        MainWindow* window = program.windows().front();
        overview = window->findChild<OverviewDialog*>();
        guide = window->findChild<GuideWindow*>();
        const auto* rest = window->findChild<NotRestoredDialog*>();
        const auto* compare = window->findChild<CompareFilesDialog*>();
        for (const QWidget* dialog : std::initializer_list<const QWidget*>{overview, guide, rest, compare}) {
            QVERIFY(dialog && dialog->isVisible());
            QVERIFY2(isChinese(dialog->windowTitle()), qPrintable(dialog->windowTitle()));
        }
        QCOMPARE(overview->page(Side::Target)->scan(), scan);
        QCOMPARE(guide->contents()->indexOfTopLevelItem(guide->contents()->currentItem()), 2);
        QVERIFY(isChinese(guide->contents()->topLevelItem(0)->text(0)));
        QCOMPARE(guide->size(), QSize(900, 600));
        QCOMPARE(rest->model()->rowCount(), unfilled);
        QVERIFY(isChinese(rest->model()->index(0, NotRestoredModel::ReasonColumn).data().toString()));
        QCOMPARE(compare->comparison(), comparison);
        QVERIFY(compare->table()->model()->rowCount() > 0);
        QVERIFY(isChinese(compare->findChild<QLabel*>(QStringLiteral("differenceSummary"))->text()));
        p.language = QStringLiteral("en");
        program.applyPreferences(p);
        QTRY_COMPARE(program.windows().front()->findChildren<CompareFilesDialog*>().size(), qsizetype(1));
        QTRY_VERIFY(program.windows().front()->findChild<GuideWindow*>()->windowTitle() == QStringLiteral("User guide"));
        QVERIFY(program.quit());
    }

    void shortcutsAreListedAndFound()
    {
        MainWindow window;
        const auto lines = shortcutLines(window.menuBar());
        QVERIFY(lines.size() > 25);
        QSet<QString> keys;
        for (const ShortcutLine& line : lines) {
            QVERIFY(!line.command.contains(u'&') && !line.command.isEmpty() && !line.keys.isEmpty());
            if (line.keys.contains(u'+')) // of the menus: none twice
                QVERIFY2(!keys.contains(line.keys), qPrintable(line.keys));
            keys += line.keys;
        }
        ShortcutSheet sheet(lines);
        sheet.show();
        QTest::keyClicks(sheet.searchEdit(), QStringLiteral("overview"));
        int shown = 0;
        for (int g = 0; g < sheet.list()->topLevelItemCount(); ++g)
            for (int i = 0; i < sheet.list()->topLevelItem(g)->childCount(); ++i)
                shown += !sheet.list()->topLevelItem(g)->isHidden() && !sheet.list()->topLevelItem(g)->child(i)->isHidden();
        QCOMPARE(shown, 1);
    }

    void guideOpensWithPicturesAndContents()
    {
        const QString docs = findDocs();
        QVERIFY(!docs.isEmpty());
        GuideWindow guide(docs, {});
        guide.show();
        QVERIFY(guide.contents()->topLevelItemCount() >= 5);
        QVERIFY(guide.browser()->toPlainText().contains(QStringLiteral("five steps")));
        const QVariant picture = guide.browser()->document()->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("images/main-window.png")));
        QVERIFY(!picture.isNull());
        QVERIFY(picture.value<QImage>().deviceIndependentSize().width() <= guide.browser()->viewport()->width());
        QCOMPARE(guide.contents()->topLevelItem(1)->text(0), QStringLiteral("The two trees")); // as the first page lists them
        for (int i = 0; i < guide.contents()->topLevelItemCount(); ++i) {
            guide.contents()->setCurrentItem(guide.contents()->topLevelItem(i));
            QVERIFY(!guide.browser()->toPlainText().isEmpty());
            QVERIFY2(guide.browser()->horizontalScrollBar()->maximum() == 0, qPrintable(guide.contents()->topLevelItem(i)->text(0)));
        }
    }

    void guideOfADarkWindowHasDarkPictures()
    {
        GuideWindow guide(findDocs(), {});
        const auto corner = [&guide] {
            return guide.browser()->document()->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("images/main-window.png"))).value<QImage>().pixelColor(3, 3).lightness();
        };
        guide.browser()->setPalette(lightPalette());
        QVERIFY2(corner() > 128, qPrintable(QString::number(corner())));
        guide.browser()->setPalette(darkPalette());
        QVERIFY2(corner() < 128, qPrintable(QString::number(corner())));
    }

    void guideIsInTheLanguageOfTheWindowWithLinksAndAWayBack()
    {
        const QString docs = findDocs();
        GuideWindow guide(docs, QStringLiteral("zh_CN"));
        guide.show();
        GuideBrowser* browser = guide.browser();
        QVERIFY(browser->toPlainText().contains(QStringLiteral("五步")));
        const auto page = [browser] { return QDir::cleanPath(browser->source().toLocalFile()); };
        const auto current = [&guide] { return guide.contents()->currentItem()->parent() ? guide.contents()->currentItem()->parent() : guide.contents()->currentItem(); };
        const auto headingsHaveAir = [browser] {
            for (QTextBlock block = browser->document()->begin(); block.isValid(); block = block.next())
                if (block.blockFormat().headingLevel() == 2)
                    return block.blockFormat().topMargin() > 2 * browser->fontMetrics().descent();
            return false;
        };
        QVERIFY(headingsHaveAir());
        const QString first = page();
        QCOMPARE(first, QDir::cleanPath(docs + QStringLiteral("/guide/zh_CN/README.md")));
        for (int i = 0; i < guide.contents()->topLevelItemCount(); ++i)
            QVERIFY2(isChinese(guide.contents()->topLevelItem(i)->text(0)), qPrintable(guide.contents()->topLevelItem(i)->text(0)));

        // A link with a heading, back and forward again; the contents follow.
        const QTreeWidgetItem* start = current();
        browser->anchorClicked(QUrl(QStringLiteral("compare.md#检视器的各个页面")));
        QCOMPARE(page(), QDir::cleanPath(docs + QStringLiteral("/guide/zh_CN/compare.md")));
        QVERIFY(browser->verticalScrollBar()->value() > 0);
        QVERIFY(current() != start);
        QVERIFY(browser->isBackwardAvailable());
        browser->backward();
        QCOMPARE(page(), first);
        QVERIFY(headingsHaveAir());
        QCOMPARE(current(), start);
        browser->forward();
        QVERIFY(page().endsWith(QStringLiteral("zh_CN/compare.md")));

        // The same page in English has the same place in the contents.
        const QTreeWidgetItem* compare = current();
        browser->anchorClicked(QUrl(QStringLiteral("../compare.md")));
        QCOMPARE(page(), QDir::cleanPath(docs + QStringLiteral("/guide/compare.md")));
        QCOMPARE(current(), compare);
        QVERIFY(browser->toPlainText().contains(QStringLiteral("Look before you write")));
        const QVariant picture = browser->document()->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("images/compare.png")));
        QVERIFY(!picture.isNull());
    }

    void panesAreCycledByKey()
    {
        MainWindow window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.session()->setModel(Side::Source, kerasNet());
        window.session()->setModel(Side::Target, torchNet());
        window.pane(Side::Source)->view()->setFocus();
        QSet<QWidget*> parts;
        for (int i = 0; i < 4; ++i) {
            window.cyclePanes(true);
            QVERIFY(QApplication::focusWidget());
            for (QWidget* part : {static_cast<QWidget*>(window.pane(Side::Source)), static_cast<QWidget*>(window.pane(Side::Target)),
                                  reinterpret_cast<QWidget*>(window.inspector()), static_cast<QWidget*>(window.lowerTabs())})
                if (part->isAncestorOf(QApplication::focusWidget()))
                    parts += part;
        }
        QVERIFY2(parts.size() >= 3, qPrintable(QString::number(parts.size())));
        QVERIFY(window.pane(Side::Source)->isAncestorOf(QApplication::focusWidget())); // once around
        window.cyclePanes(false);
        QVERIFY(!window.pane(Side::Source)->isAncestorOf(QApplication::focusWidget()));
    }

    void emptyPanesOfferRecentFiles()
    {
        const TempDir folder;
        const QString path = copyOfSample(folder, true, "recent.h5");
        MainWindow window;
        window.show();
        window.openModel(Side::Source, path);
        QTRY_VERIFY(window.session()->model(Side::Source));
        auto* recent = window.pane(Side::Target)->findChild<QLabel*>(QStringLiteral("recentFiles"));
        QVERIFY(recent->isVisibleTo(&window) && recent->text().contains(QStringLiteral("recent.h5")));
        emit recent->linkActivated(QStringLiteral("0"));
        QTRY_VERIFY(window.session()->model(Side::Target));
        QVERIFY(!recent->isVisibleTo(&window));
    }
};

QTEST_MAIN(MannersTest)
#include "tst_manners.moc"
