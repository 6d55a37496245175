#include "ui/jobs/job_runner.h"

namespace tensorgraft {

JobRunner::JobRunner(QObject* parent) : QObject(parent), m_run([this](int permille) { emit progressChanged(permille); }) {}

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
