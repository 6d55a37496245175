#pragma once

#include "model_io/core/error.h"
#include "model_io/core/progress.h"
#include "ui/jobs/background_run.h"
#include "ui/jobs/job_pool.h"

#include <QObject>
#include <exception>
#include <functional>
#include <string>

namespace tensorgraft {

/// Runs one Qt-free function at a time on the thread pool. Starting another cancels the one before: the latest wins
/// and only its result arrives. Results arrive on the GUI thread; a cancelled job delivers ErrorCode::Cancelled, so
/// that callers have one path to the end.
class JobRunner : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override; ///< nobody is called any more

    [[nodiscard]] bool isRunning() const { return m_run.isRunning(); }
    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] std::uint64_t doneBytes() const { return m_run.done(); }
    [[nodiscard]] std::uint64_t totalBytes() const { return m_run.total(); }

    /// `work` must own what it reads. `done` is called exactly once unless the job is superseded by another start()
    /// or the runner is destroyed.
    template <typename T>
    void start(const QString& title, std::function<Result<T>(const ProgressFn&)> work, std::function<void(Result<T>)> done);

    /// A cancelled job of this runner is left to itself: finished() and Cancelled come at once, even where the work looks at
    /// the stop sign late or never. For work whose result nobody needs and that writes nothing.
    void setAbandonsOnCancel(bool abandons) { m_abandons = abandons; }

public slots:
    void cancel();

signals:
    void started(const QString& title);
    void progressChanged(int permille);
    void finished();

private:
    BackgroundRun m_run;
    std::function<void()> m_abandon;
    bool m_abandons = false, m_stopRequested = false;
    QString m_title;
};

template <typename T>
void JobRunner::start(const QString& title, std::function<Result<T>(const ProgressFn&)> work, std::function<void(Result<T>)> done)
{
    m_title = title;
    m_stopRequested = false;
    m_abandon = [this, done] {
        m_run.cancel();
        emit finished();
        done(cancelled());
    };
    const auto guarded = [work = std::move(work)](const ProgressFn& progress) -> Result<T> {
        if (!reportProgress(progress, 0, 0))
            return cancelled();
        try {
            return work(progress);
        } catch (const std::exception& problem) {
            return fail(ErrorCode::Unsupported, std::string("unexpected problem: ") + problem.what());
        }
    };
    m_run.start(jobPool(), guarded, [this, done = std::move(done)](Result<T> result) {
        if (m_stopRequested)
            result = cancelled();
        emit finished();
        done(std::move(result));
    });
    emit started(title);
}

} // namespace tensorgraft
