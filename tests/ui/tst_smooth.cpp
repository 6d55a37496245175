// What keeps the window moving while there is much to do. How long things take is measured by tests/bench/bench_window.cpp.
#include "tests/support/test_paths.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/jobs/job_pool.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/painting_pool.h"
#include "ui/models/mapping_table_model.h"
#include "ui/models/ordered_rows_model.h"
#include "ui/session.h"
#include "ui/window/file_watch.h"
#include "ui/window/mapping_autosave.h"
#include "ui/window/table_selection.h"

#include <QAbstractTableModel>
#include <QFile>
#include <QHeaderView>
#include <QImage>
#include <QPainter>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QThreadPool>
#include <semaphore>

#ifdef Q_OS_LINUX
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

/// Counts how often it is asked about a cell.
class CountingModel : public QAbstractTableModel {
public:
    static constexpr int rows = 20'000;
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : rows; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 3; }
    QVariant data(const QModelIndex& index, int role) const override { return role == Qt::DisplayRole ? QVariant(index.row()) : QVariant(); }
    Qt::ItemFlags flags(const QModelIndex& index) const override
    {
        ++asked;
        return QAbstractTableModel::flags(index);
    }
    mutable int asked = 0;
};

} // namespace

class SmoothTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void jobsGiveWayToTheWindow()
    {
#ifdef Q_OS_LINUX
        struct Priority {
            int nice = 0, policy = 0;
            bool operator==(const Priority&) const = default;
        };
        const auto now = [] { return Priority{::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())), ::sched_getscheduler(0)}; };
        const Priority window = now();
        std::optional<Priority> job;
        JobRunner runner;
        runner.start<Priority>(QStringLiteral("look"), [now](const ProgressFn&) -> Result<Priority> { return now(); }, [&job](Result<Priority> found) { job = *found; });
        QTRY_VERIFY(job.has_value());
        QVERIFY(job->nice > window.nice);
        QCOMPARE(job->policy, SCHED_BATCH);
        QVERIFY(now() == window); // of the job's thread only
#else
        QSKIP("threads have no such priorities here");
#endif
    }

    /// Threads inherit the priority of the one that makes them, and the window waits for those that paint.
    void jobsThatPaintDoNotSlowTheWindowsPainting()
    {
#ifdef Q_OS_LINUX
        makePaintingThreads();
        QImage picture;
        JobRunner runner;
        runner.start<QImage>(QStringLiteral("paint"), [](const ProgressFn&) -> Result<QImage> {
            QImage image(800, 800, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setBrush(QColor(0, 0, 255, 100));
            painter.drawEllipse(10, 10, 700, 700);
            return image;
        }, [&picture](Result<QImage> painted) { picture = *painted; });
        QTRY_VERIFY(!picture.isNull());
        const int window = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
        const int threads = QThreadPool::globalInstance()->maxThreadCount();
        std::vector<int> found(static_cast<std::size_t>(threads), -100);
        QSemaphore begun, over;
        for (int i = 0; i < threads; ++i)
            QThreadPool::globalInstance()->start([&, i] {
                found[std::size_t(i)] = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
                begun.release();
                over.acquire();
            });
        begun.acquire(threads);
        over.release(threads);
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(found, std::vector<int>(static_cast<std::size_t>(threads), window));
#else
        QSKIP("threads have no such priorities here");
#endif
    }

    /// Painting hands large fills to that pool and waits for them.
    void jobsStayOutOfThePoolOfPainting()
    {
        std::counting_semaphore<64> hold{0};
        const int threads = QThreadPool::globalInstance()->maxThreadCount();
        for (int i = 0; i < threads; ++i)
            QThreadPool::globalInstance()->start([&hold] { hold.acquire(); });
        const auto release = qScopeGuard([&] {
            hold.release(threads);
            QThreadPool::globalInstance()->waitForDone();
        });
        TempDir folder;
        const QString file = QString::fromStdString((folder / "watched").string());
        const auto write = [&file](const QByteArray& text) {
            QFile out(file);
            return out.open(QIODevice::WriteOnly) && out.write(text) == text.size();
        };
        QVERIFY(write("before"));
        FileWatch watch;
        QSignalSpy changed(&watch, &FileWatch::changed);
        watch.watch({file});
        filePool()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(write("and after"));
        watch.look();
        QTRY_COMPARE(changed.size(), 1);

        Session session;
        MappingAutosave autosave(&session, QString::fromStdString((folder / "autosave").string()));
        MappingDocument document;
        document.entries.push_back({"b", {"a"}, {}, {}, {}});
        session.edit(QStringLiteral("map"), document);
        autosave.writeNow();
        QTRY_VERIFY(QFile::exists(autosave.fileName()));
    }

    void aFinishedJobHoldsNothing()
    {
        JobRunner runner;
        auto large = std::make_shared<int>(1);
        const std::weak_ptr<int> held = large;
        bool done = false;
        runner.start<int>(QStringLiteral("hold"), [large](const ProgressFn&) -> Result<int> { return *large; }, [large, &done](Result<int>) { done = true; });
        large.reset();
        QTRY_VERIFY(done);
        QTRY_VERIFY(held.expired()); // not only when the next one starts
    }

    void headersAskNothingOfTheSelection()
    {
        CountingModel model;
        QTableView table;
        table.setModel(&model);
        table.setSelectionBehavior(QAbstractItemView::SelectRows);
        keepHeaderOutOfSelection(&table);
        table.resize(400, 300);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        model.asked = 0;
        table.selectAll();
        (void)table.grab();
        QCOMPARE(table.selectionModel()->selection().size(), 1);
        QVERIFY2(model.asked < CountingModel::rows / 10, qPrintable(QString::number(model.asked)));
    }

    void largeSelectionsAreNotFollowed_data()
    {
        QTest::addColumn<int>("selected");
        QTest::addColumn<int>("kept");
        QTest::newRow("some") << 10 << 10;
        QTest::newRow("very many") << 25'000 << 0;
        QTest::newRow("all") << 30'000 << 30'000;
    }

    void largeSelectionsAreNotFollowed()
    {
        QFETCH(int, selected);
        QFETCH(int, kept);
        constexpr int rows = 30'000;
        MappingTableModel model;
        std::vector<MappingRow> mapping(rows);
        for (std::size_t i = 0; i < mapping.size(); ++i)
            mapping[i].targetIndex = i;
        OrderedRowsModel shown(&model, [&model](int column, Qt::SortOrder direction) { return model.orderBy(column, direction); });
        QTableView table;
        forgetLargeSelections(&table, &shown);
        table.setModel(&shown);
        model.setRows(std::move(mapping));
        table.selectionModel()->select(QItemSelection(shown.index(0, 0), shown.index(selected - 1, MappingTableModel::ColumnCount - 1)), QItemSelectionModel::ClearAndSelect);
        shown.sort(MappingTableModel::TargetColumn, Qt::DescendingOrder);
        QTRY_COMPARE(shown.tableRow(0), rows - 1);
        int left = 0;
        for (const QItemSelectionRange& range : table.selectionModel()->selection())
            left += range.height();
        QCOMPARE(left, kept);
        if (selected == 10)
            QVERIFY(table.selectionModel()->isRowSelected(rows - 1) && !table.selectionModel()->isRowSelected(0));
    }
};

QTEST_MAIN(SmoothTest)
#include "tst_smooth.moc"
