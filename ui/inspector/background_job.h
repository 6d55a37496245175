#pragma once

#include "model_io/core/error.h"
#include "model_io/core/progress.h"
#include "ui/jobs/thread_priority.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrentRun>
#include <functional>
#include <new>
#include <utility>

namespace tensorgraft {

/// One kind of work of one page, of which only the newest run matters. Starting cancels the run before; a cancelled
/// run delivers nothing. The work owns everything it reads, never a widget. GUI thread only, except the work itself.
template <typename T>
class BackgroundJob {
public:
    using Work = std::function<Result<T>(const ProgressFn&)>;

    /// `done` and `progressed` (thousandths) are called on the GUI thread while this lives.
    explicit BackgroundJob(QThreadPool* pool, std::function<void(Result<T>)> done, std::function<void(int)> progressed = {})
        : m_pool(pool), m_done(std::move(done))
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] {
            // A cancelled future may still hold a result; it belongs to a question nobody asks any more.
            if (m_watcher.isCanceled() || m_watcher.future().resultCount() == 0)
                return;
            m_running = false;
            m_done(m_watcher.future().takeResult());
        });
        if (progressed)
            QObject::connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, &m_watcher, std::move(progressed));
    }
    ~BackgroundJob() { cancel(); }
    BackgroundJob(const BackgroundJob&) = delete;
    BackgroundJob& operator=(const BackgroundJob&) = delete;

    void start(Work work)
    {
        cancel();
        m_running = true;
        m_watcher.setFuture(QtConcurrent::run(m_pool, [work = std::move(work)](QPromise<Result<T>>& promise) {
            giveWayToWindow();
            promise.setProgressRange(0, 1000);
            try {
                promise.addResult(work([&promise](std::uint64_t done, std::uint64_t total) {
                    if (total > 0)
                        promise.setProgressValue(static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(total)));
                    return !promise.isCanceled();
                }));
            } catch (const std::bad_alloc&) {
                promise.addResult(Result<T>(fail(makeError(ErrorCode::Io, "not enough memory")
                                                     .advise("Close other programs or look at a smaller part."))));
            }
        }));
    }
    void cancel()
    {
        if (!m_running)
            return;
        m_running = false;
        m_watcher.cancel();
    }
    [[nodiscard]] bool isRunning() const { return m_running; }

private:
    QThreadPool* m_pool;
    std::function<void(Result<T>)> m_done;
    QFutureWatcher<Result<T>> m_watcher;
    bool m_running = false;
};

} // namespace tensorgraft
