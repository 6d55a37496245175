#include "ui/jobs/job_runner.h"

namespace tensorgraft {

JobRunner::JobRunner(QObject* parent) : QObject(parent), m_run([this](int permille) { emit progressChanged(permille); })
{
    // What a job was given may be a whole model: a copy of that until the next job starts would keep it after it was closed.
    connect(this, &JobRunner::finished, this, [this] { m_abandon = nullptr; });
}

JobRunner::~JobRunner() = default;

void JobRunner::cancel()
{
    if (!m_run.isRunning())
        return;
    m_stopRequested = true;
    if (m_abandons)
        std::exchange(m_abandon, nullptr)(); // whoever is called may start another
    else
        m_run.requestStop();
}

} // namespace tensorgraft
