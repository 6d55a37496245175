#include "tests/support/test_paths.h"
#include "tests/ui/chinese_text.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/manners_support.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/not_restored_model.h"
#include "ui/overview/overview_page.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/command_line.h"
#include "ui/window/compare_files_dialog.h"
#include "ui/window/guide_files.h"
#include "ui/window/guide_window.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_autosave.h"
#include "ui/window/model_pane.h"
#include "ui/window/not_restored_dialog.h"
#include "ui/window/overview_dialog.h"
#include "ui/window/program.h"
#include "ui/window/sample_files.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/tree_columns.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

using namespace tensorgraft;
using namespace tensorgraft::test;

/// Preferences, themes, languages, the command line.
class SettingsTest : public QObject {
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
};

QTEST_MAIN(SettingsTest)
#include "tst_manners_settings.moc"
