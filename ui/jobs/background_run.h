#pragma once

#include "model_io/core/progress.h"
#include "ui/jobs/thread_priority.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace tensorgraft {

/// Runs a function on a pool and brings its result to the GUI thread; one at a time, the latest wins. What QFutureWatcher
/// does, but without a lock that both threads take while the function runs: QFuture posts its events under a mutex, the
/// window wakes up, displaces the job's thread (which gives way to it), asks for the same mutex and stands until a busy
/// machine gives that thread its turn again (measured: 0.2 s). Here progress is two numbers that the window looks at, and
/// the result is handed over once. GUI thread only, except the function itself.
class BackgroundRun {
public:
    /// `progressed` (thousandths) is called on the GUI thread, some twenty times a second at most.
    explicit BackgroundRun(std::function<void(int)> progressed = {});
    ~BackgroundRun() { cancel(); }
    BackgroundRun(const BackgroundRun&) = delete;
    BackgroundRun& operator=(const BackgroundRun&) = delete;

    /// `work(const ProgressFn&)` must own what it reads; its progress function returns false once it is to stop. `done` gets
    /// what it returned, on the GUI thread, and may destroy this object; it is not called where the run was cancelled,
    /// another was started, or the work ended by an exception.
    template <typename Work, typename Done>
    void start(QThreadPool* pool, Work work, Done done);
    /// Tells the work to stop; what it returns then still arrives.
    void requestStop();
    /// Tells the work to stop and forgets it.
    void cancel();
    /// Blocks until the work is done; `done` has been called then. Nothing where nothing runs.
    void wait();

    [[nodiscard]] bool isRunning() const { return m_current != nullptr; }
    [[nodiscard]] std::uint64_t done() const { return m_current ? m_current->done.load(std::memory_order_relaxed) : 0; }
    [[nodiscard]] std::uint64_t total() const { return m_current ? m_current->total.load(std::memory_order_relaxed) : 0; }

private:
    /// What both threads see.
    struct Shared {
        std::atomic<bool> stop{false}, forgotten{false};
        std::atomic<std::uint64_t> done{0}, total{0};
        std::function<void()> deliver; ///< GUI thread, once the work is over
        std::mutex mutex;              ///< of what follows; never held while the work runs
        std::condition_variable over;
        QObject* receiver = nullptr; ///< null: nobody listens any more
        bool finished = false;
    };
    [[nodiscard]] static ProgressFn progressOf(const std::shared_ptr<Shared>& shared);
    /// From the thread of the work.
    static void finish(const std::shared_ptr<Shared>& shared, BackgroundRun* run);
    void arrived(const std::shared_ptr<Shared>& shared);
    void begin(std::shared_ptr<Shared> shared);

    QObject m_receiver;
    QTimer m_look;
    std::function<void(int)> m_progressed;
    int m_told = 0;
    std::shared_ptr<Shared> m_current;
};

template <typename Work, typename Done>
void BackgroundRun::start(QThreadPool* pool, Work work, Done done)
{
    using T = decltype(work(std::declval<const ProgressFn&>()));
    auto shared = std::make_shared<Shared>();
    auto result = std::make_shared<std::optional<T>>();
    shared->deliver = [result, done = std::move(done)] {
        if (*result)
            done(std::move(**result));
    };
    begin(shared);
    pool->start([this, shared = std::move(shared), result = std::move(result), work = std::make_shared<Work>(std::move(work))]() mutable {
        giveWayToWindow();
        try {
            if (!shared->forgotten)
                result->emplace((*work)(progressOf(shared)));
        } catch (...) { // work that can tell what went wrong catches it itself; the rest leaves things as they were
        }
        work.reset(); // what it held is let go of by this thread
        result.reset();
        finish(shared, this);
    });
}

} // namespace tensorgraft
