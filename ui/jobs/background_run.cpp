#include "ui/jobs/background_run.h"

#include <QMetaObject>

namespace tensorgraft {
namespace {

constexpr int lookEachMs = 40;

} // namespace

BackgroundRun::BackgroundRun(std::function<void(int)> progressed) : m_progressed(std::move(progressed))
{
    if (!m_progressed)
        return;
    QObject::connect(&m_look, &QTimer::timeout, &m_look, [this] {
        const std::uint64_t all = total();
        const int permille = all > 0 ? static_cast<int>(1000.0 * static_cast<double>(done()) / static_cast<double>(all)) : 0;
        if (permille != std::exchange(m_told, permille))
            m_progressed(permille);
    });
}

ProgressFn BackgroundRun::progressOf(const std::shared_ptr<Shared>& shared)
{
    return [shared](std::uint64_t done, std::uint64_t total) {
        shared->done.store(done, std::memory_order_relaxed);
        shared->total.store(total, std::memory_order_relaxed);
        return !shared->stop.load(std::memory_order_relaxed);
    };
}

void BackgroundRun::begin(std::shared_ptr<Shared> shared)
{
    cancel();
    shared->receiver = &m_receiver;
    m_current = std::move(shared);
    m_told = 0;
    if (m_progressed)
        m_look.start(lookEachMs);
}

void BackgroundRun::finish(const std::shared_ptr<Shared>& shared, BackgroundRun* run)
{
    const std::lock_guard lock(shared->mutex);
    shared->finished = true;
    if (shared->receiver) // `run` lives: its destructor takes the receiver away first
        QMetaObject::invokeMethod(shared->receiver, [run, shared] { run->arrived(shared); }, Qt::QueuedConnection);
    shared->over.notify_all();
}

void BackgroundRun::arrived(const std::shared_ptr<Shared>& shared)
{
    if (shared != m_current)
        return; // another was started or it was cancelled after its event was on the way
    m_current.reset();
    m_look.stop();
    const auto deliver = std::exchange(shared->deliver, nullptr);
    deliver(); // may destroy this object
}

void BackgroundRun::requestStop()
{
    if (m_current)
        m_current->stop = true;
}

void BackgroundRun::cancel()
{
    if (!m_current)
        return;
    m_look.stop();
    const auto shared = std::exchange(m_current, nullptr);
    shared->stop = shared->forgotten = true;
    shared->deliver = nullptr; // here: it may hold what belongs to this thread
    const std::lock_guard lock(shared->mutex);
    shared->receiver = nullptr;
}

void BackgroundRun::wait()
{
    const auto shared = m_current;
    if (!shared)
        return;
    {
        std::unique_lock lock(shared->mutex);
        shared->over.wait(lock, [&shared] { return shared->finished; });
    }
    arrived(shared);
}

} // namespace tensorgraft
