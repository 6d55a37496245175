#pragma once

#include "model_io/core/error.h"
#include "model_io/core/progress.h"
#include "ui/jobs/background_run.h"

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
        : m_pool(pool), m_done(std::move(done)), m_run(std::move(progressed))
    {
    }
    BackgroundJob(const BackgroundJob&) = delete;
    BackgroundJob& operator=(const BackgroundJob&) = delete;

    void start(Work work)
    {
        const auto guarded = [work = std::move(work)](const ProgressFn& progress) -> Result<T> {
            try {
                return work(progress);
            } catch (const std::bad_alloc&) {
                return fail(makeError(ErrorCode::Io, "not enough memory").advise("Close other programs or look at a smaller part."));
            }
        };
        m_run.start(m_pool, guarded, [this](Result<T> result) { m_done(std::move(result)); });
    }
    void cancel() { m_run.cancel(); }
    [[nodiscard]] bool isRunning() const { return m_run.isRunning(); }

private:
    QThreadPool* m_pool;
    std::function<void(Result<T>)> m_done;
    BackgroundRun m_run;
};

} // namespace tensorgraft
