#include "ui/jobs/job_runner.h"

namespace tensorgraft {

JobRunner::~JobRunner()
{
    if (m_current)
        m_cancel(); // not cancel(): nobody is to be called any more
}

} // namespace tensorgraft
