#pragma once

#include "model_io/core/error.h"
#include "model_io/core/progress.h"
#include "ui/jobs/job_pool.h"
#include "ui/jobs/thread_priority.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPointer>
#include <QPromise>
#include <QtConcurrent>
#include <atomic>
#include <exception>
#include <functional>
#include <memory>

namespace tensorgraft {

/// Runs one Qt-free function at a time on the thread pool. Starting another cancels the one before: the latest wins
/// and only its result arrives. Results arrive on the GUI thread; a cancelled job delivers ErrorCode::Cancelled, so
/// that callers have one path to the end.
class JobRunner : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr) : QObject(parent) {}
    ~JobRunner() override;

    [[nodiscard]] bool isRunning() const { return !m_current.isNull(); }
    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] std::uint64_t doneBytes() const { return m_bytes ? m_bytes->done.load() : 0; }
    [[nodiscard]] std::uint64_t totalBytes() const { return m_bytes ? m_bytes->total.load() : 0; }

    /// `work` must own what it reads. `done` is called exactly once unless the job is superseded by another start()
    /// or the runner is destroyed.
    template <typename T>
    void start(const QString& title, std::function<Result<T>(const ProgressFn&)> work, std::function<void(Result<T>)> done);

    /// A cancelled job of this runner is left to itself: finished() and Cancelled come at once, even where the work looks at
    /// the stop sign late or never. For work whose result nobody needs and that writes nothing.
    void setAbandonsOnCancel(bool abandons) { m_abandons = abandons; }

public slots:
    void cancel()
    {
        if (!m_current)
            return;
        m_cancel();
        if (m_abandons)
            m_abandon();
    }

signals:
    void started(const QString& title);
    void progressChanged(int permille);
    void finished();

private:
    struct Bytes {
        std::atomic<std::uint64_t> done{0}, total{0};
    };
    QPointer<QFutureWatcherBase> m_current;
    std::function<void()> m_cancel, m_abandon;
    bool m_abandons = false;
    QString m_title;
    std::shared_ptr<Bytes> m_bytes;
};

template <typename T>
void JobRunner::start(const QString& title, std::function<Result<T>(const ProgressFn&)> work, std::function<void(Result<T>)> done)
{
    if (m_current) {
        m_cancel();
        m_current->disconnect(this);
        QObject::connect(m_current, &QFutureWatcherBase::finished, m_current, &QObject::deleteLater);
    }
    auto* watcher = new QFutureWatcher<Result<T>>(this);
    auto bytes = std::make_shared<Bytes>();
    m_current = watcher;
    m_cancel = [watcher] { watcher->cancel(); };
    m_title = title;
    m_bytes = bytes;
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this, &JobRunner::progressChanged);
    m_abandon = [this, watcher, done] {
        watcher->disconnect(this);
        connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
        m_current.clear();
        emit finished();
        done(cancelled());
    };
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, done = std::move(done)] {
        Result<T> result = cancelled();
        if (!watcher->isCanceled() && watcher->future().resultCount() > 0)
            result = watcher->result();
        watcher->deleteLater();
        m_current.clear();
        emit finished();
        done(std::move(result));
    });
    watcher->setFuture(QtConcurrent::run(jobPool(), [work = std::move(work), bytes](QPromise<Result<T>>& promise) {
        giveWayToWindow();
        promise.setProgressRange(0, 1000);
        try {
            promise.addResult(work([&](std::uint64_t doneBytes, std::uint64_t totalBytes) {
                bytes->done = doneBytes;
                bytes->total = totalBytes;
                promise.setProgressValue(totalBytes ? static_cast<int>(1000.0 * static_cast<double>(doneBytes) / static_cast<double>(totalBytes)) : 0);
                return !promise.isCanceled();
            }));
        } catch (const std::exception& problem) { // QtConcurrent would lose what it says
            promise.addResult(Result<T>(fail(ErrorCode::Unsupported, std::string("unexpected problem: ") + problem.what())));
        }
    }));
    emit started(title);
}

} // namespace tensorgraft
