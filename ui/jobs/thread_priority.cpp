#include "ui/jobs/thread_priority.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace tensorgraft {

void giveWayToWindow()
{
#ifdef Q_OS_LINUX
    // A third of the share of an ordinary thread, not less: jobs shall get on where other programs fill the machine, too.
    constexpr int nice = 5;
    static thread_local const bool lowered = [] {
        // Batch: a worker that wakes (writers wait for readers a thousand times a second) never takes the processor from the
        // window in the middle of a paint. QThread's priorities do nothing under this scheduler, except the idle one, which
        // would starve where anything else runs.
        const sched_param none{};
        const bool batch = ::sched_setscheduler(0, SCHED_BATCH, &none) == 0;
        return ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), nice) == 0 && batch; // of the thread, on Linux
    }();
    static_cast<void>(lowered);
#endif
}

} // namespace tensorgraft
