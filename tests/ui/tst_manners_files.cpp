#include "tests/support/test_paths.h"
#include "tests/ui/manners_support.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/session.h"
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/dropped_files.h"
#include "ui/window/file_watch.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/sample_files.h"
#include "ui/window/tensor_tree_view.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace tensorgraft;
using namespace tensorgraft::test;

/// Files that change on disk, are dropped, or were open before.
class FilesTest : public QObject {
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

QTEST_MAIN(FilesTest)
#include "tst_manners_files.moc"
