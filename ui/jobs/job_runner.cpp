#include "ui/jobs/job_runner.h"

namespace tensorgraft {

JobRunner::~JobRunner() { cancel(); }

} // namespace tensorgraft
