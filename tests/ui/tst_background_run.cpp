// Work on a pool whose result comes to the GUI thread: arrives once, in order, or not at all.
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/background_run.h"
#include "ui/jobs/job_pool.h"
#include "ui/jobs/job_runner.h"

#include <QSignalSpy>
#include <QTest>
#include <semaphore>
#include <stdexcept>

using namespace tensorgraft;
using namespace tensorgraft::test;

class BackgroundRunTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void cleanup() { jobPool()->waitForDone(); }

    void resultArrivesOnTheGuiThread()
    {
        BackgroundRun run;
        QThread *worked = nullptr, *told = nullptr;
        int got = 0;
        run.start(jobPool(), [&worked](const ProgressFn&) { worked = QThread::currentThread(); return 7; }, [&](int value) { told = QThread::currentThread(); got = value; });
        QVERIFY(run.isRunning());
        QTRY_COMPARE(got, 7);
        QVERIFY(!run.isRunning());
        QCOMPARE(told, QThread::currentThread());
        QVERIFY(worked != told);
    }

    void theLatestWins()
    {
        BackgroundRun run;
        std::vector<int> got;
        std::binary_semaphore hold{0};
        run.start(jobPool(), [&hold](const ProgressFn& progress) { hold.acquire(); return progress(0, 0) ? 1 : -1; }, [&got](int value) { got.push_back(value); });
        run.start(jobPool(), [](const ProgressFn&) { return 2; }, [&got](int value) { got.push_back(value); });
        hold.release();
        jobPool()->waitForDone();
        QTRY_COMPARE(got, std::vector<int>{2});
        QTest::qWait(20);
        QCOMPARE(got.size(), std::size_t(1));
    }

    void cancelledAfterItsEndItStaysSilent()
    {
        BackgroundRun run;
        bool told = false;
        run.start(jobPool(), [](const ProgressFn&) { return 1; }, [&told](int) { told = true; });
        jobPool()->waitForDone(); // the event is on its way
        run.cancel();
        QVERIFY(!run.isRunning());
        QTest::qWait(20);
        QVERIFY(!told);
    }

    void cancelledBeforeItBeginsItDoesNotWork()
    {
        std::counting_semaphore<64> hold{0};
        const int threads = jobPool()->maxThreadCount();
        for (int i = 0; i < threads; ++i)
            jobPool()->start([&hold] { hold.acquire(); });
        BackgroundRun run;
        std::atomic<bool> worked{false};
        run.start(jobPool(), [&worked](const ProgressFn&) { worked = true; return 1; }, [](int) {});
        run.cancel();
        hold.release(threads);
        jobPool()->waitForDone();
        QVERIFY(!worked);
    }

    void stoppedWorkStillAnswers()
    {
        BackgroundRun run;
        int got = 0;
        run.start(jobPool(), [](const ProgressFn& progress) {
            while (progress(1, 2))
                QThread::msleep(1);
            return 5;
        }, [&got](int value) { got = value; });
        QTRY_COMPARE(run.total(), std::uint64_t(2));
        run.requestStop();
        QTRY_COMPARE(got, 5);
    }

    void destroyedWhileItWorks()
    {
        bool told = false;
        std::binary_semaphore hold{0};
        {
            BackgroundRun run;
            run.start(jobPool(), [&hold](const ProgressFn& progress) { hold.acquire(); return progress(0, 0); }, [&told](bool) { told = true; });
        }
        hold.release();
        jobPool()->waitForDone();
        QTest::qWait(20);
        QVERIFY(!told);
    }

    void mayBeDestroyedByWhoeverIsTold()
    {
        auto run = std::make_unique<BackgroundRun>();
        int got = 0;
        run->start(jobPool(), [](const ProgressFn&) { return 3; }, [&](int value) { got = value; run.reset(); });
        QTRY_COMPARE(got, 3);
        QVERIFY(!run);
    }

    void mayStartAgainWhenTold()
    {
        BackgroundRun run;
        int got = 0;
        run.start(jobPool(), [](const ProgressFn&) { return 3; }, [&](int) { run.start(jobPool(), [](const ProgressFn&) { return 4; }, [&got](int value) { got = value; }); });
        QTRY_COMPARE(got, 4);
    }

    void waitDelivers()
    {
        BackgroundRun run;
        int got = 0, times = 0;
        run.start(jobPool(), [](const ProgressFn&) { QThread::msleep(10); return 9; }, [&](int value) { got = value; ++times; });
        run.wait();
        QCOMPARE(got, 9);
        QVERIFY(!run.isRunning());
        QTest::qWait(20); // the event that was under way tells nobody a second time
        QCOMPARE(times, 1);
        run.wait();
    }

    void workThatThrowsEndsQuietly()
    {
        BackgroundRun run;
        bool told = false;
        run.start(jobPool(), [](const ProgressFn&) -> int { throw std::bad_alloc(); }, [&told](int) { told = true; });
        QTRY_VERIFY(!run.isRunning());
        QVERIFY(!told);
    }

    void progressIsToldInThousandths()
    {
        std::vector<int> told;
        BackgroundRun run([&told](int permille) { told.push_back(permille); });
        bool over = false;
        std::binary_semaphore hold{0};
        run.start(jobPool(), [&hold](const ProgressFn& progress) { progress(1, 4); hold.acquire(); return progress(4, 4); }, [&over](bool) { over = true; });
        QTRY_COMPARE(told, std::vector<int>{250});
        hold.release();
        QTRY_VERIFY(over);
    }

    /// The window may run while a job is displaced anywhere in its reporting: nothing of it may be locked then.
    void reportingHoldsNothing()
    {
        BackgroundRun run([](int) {});
        std::binary_semaphore in{0}, out{0};
        std::atomic<bool> once{true};
        run.start(jobPool(), [&](const ProgressFn& progress) {
            progress(1, 2);
            if (once.exchange(false)) { // as if the processor had been taken away
                in.release();
                out.acquire();
            }
            return progress(2, 2);
        }, [](bool) {});
        in.acquire();
        QCOMPARE(run.done(), std::uint64_t(1));
        run.requestStop();
        run.cancel(); // would wait for the job if it held something
        out.release();
        jobPool()->waitForDone();
    }

    void runnerTellsOfACancelledJob()
    {
        JobRunner runner;
        QSignalSpy finished(&runner, &JobRunner::finished);
        std::optional<Result<int>> got;
        runner.start<int>(QStringLiteral("wait"), [](const ProgressFn& progress) -> Result<int> {
            while (reportProgress(progress, 0, 0))
                QThread::msleep(1);
            return 1; // late: nobody wants it any more
        }, [&got](Result<int> result) { got = std::move(result); });
        runner.cancel();
        QTRY_VERIFY(got.has_value());
        QVERIFY(!*got);
        QCOMPARE(int(got->error().code), int(ErrorCode::Cancelled));
        QCOMPARE(finished.size(), 1);
    }

    void abandonedJobsEndAtOnce()
    {
        JobRunner runner;
        runner.setAbandonsOnCancel(true);
        std::binary_semaphore hold{0};
        int times = 0;
        runner.start<int>(QStringLiteral("deaf"), [&hold](const ProgressFn&) -> Result<int> { hold.acquire(); return 1; }, [&](Result<int> result) {
            ++times;
            QVERIFY(!result);
        });
        runner.cancel();
        QCOMPARE(times, 1);
        QVERIFY(!runner.isRunning());
        hold.release();
        jobPool()->waitForDone();
        QTest::qWait(20);
        QCOMPARE(times, 1);
    }

    void runnerSaysWhatWentWrong()
    {
        JobRunner runner;
        QString said;
        runner.start<int>(QStringLiteral("throw"), [](const ProgressFn&) -> Result<int> { throw std::runtime_error("no such luck"); }, [&said](Result<int> result) {
            said = QString::fromStdString(result.error().toString());
        });
        QTRY_VERIFY(said.contains(QStringLiteral("no such luck")));
    }
};

QTEST_MAIN(BackgroundRunTest)
#include "tst_background_run.moc"
