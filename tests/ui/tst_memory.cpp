// Memory stays flat over many openings and closings of models and windows.
#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/app_settings.h"
#include "ui/session.h"
#include "ui/window/main_window.h"
#include "ui/window/model_pane.h"
#include "ui/window/sample_files.h"
#include "ui/window/tensor_tree_view.h"

#include <QApplication>
#include <QTest>
#include <fstream>
#include <malloc.h>
#include <unistd.h>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

/// Resident memory of this process in KiB, after what is free was given back.
long residentKiB()
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    malloc_trim(0);
    std::ifstream in("/proc/self/statm");
    long total = 0, resident = 0;
    in >> total >> resident;
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

} // namespace

class MemoryTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        appSettings().clear();
    }

    void twoHundredModelsLeaveNothing()
    {
        const auto pair = findSamplePair();
        QVERIFY(pair);
        MainWindow window;
        window.resize(1200, 800);
        window.show();
        const auto cycle = [&] {
            window.openModel(Side::Source, pair->source);
            window.openModel(Side::Target, pair->target);
            QTRY_VERIFY(window.session()->hasBoth() && window.session()->isChecked());
            window.pane(Side::Source)->view()->revealTensor(0);
            window.session()->autoMatch();
            QTRY_VERIFY(!window.session()->matchJob()->isRunning() && window.session()->isChecked());
            window.session()->newMapping();
            window.session()->closeModel(Side::Source);
            window.session()->closeModel(Side::Target);
            QTRY_VERIFY(window.session()->isChecked() && !window.session()->checkJob()->isRunning());
        };
        constexpr int warmUp = 40, cycles = 200;
        for (int i = 0; i < warmUp; ++i) // caches fill: glyphs, icons, pools of threads
            cycle();
        const long before = residentKiB();
        for (int i = 0; i < cycles; ++i)
            cycle();
        const long grown = residentKiB() - before;
        qInfo("resident: %ld KiB after %d cycles, %+ld KiB after %d more", before, warmUp, grown, cycles);
        QVERIFY2(grown < 12 * 1024, qPrintable(QStringLiteral("%1 KiB").arg(grown)));
    }

    void windowsLeaveNothing()
    {
        const auto cycle = [] {
            MainWindow window;
            window.show();
            QCoreApplication::processEvents();
        };
        for (int i = 0; i < 5; ++i)
            cycle();
        const long before = residentKiB();
        constexpr int cycles = 20;
        for (int i = 0; i < cycles; ++i)
            cycle();
        const long grown = residentKiB() - before;
        qInfo("resident: %ld KiB after 5 windows, %+ld KiB after %d more", before, grown, cycles);
        QVERIFY2(grown < 8 * 1024, qPrintable(QStringLiteral("%1 KiB").arg(grown)));
    }
};

QTEST_MAIN(MemoryTest)
#include "tst_memory.moc"
