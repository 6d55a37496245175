#pragma once

#include "tests/bench/machine_pauses.h"

#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <limits>
#include <sys/resource.h>
#include <unistd.h>

namespace tensorgraft::bench {

/// Processor time of this thread so far.
inline double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// What the kernel has counted of this thread so far.
struct ThreadCounts {
    double cpuMs = 0;   ///< it ran
    double queueMs = 0; ///< it could have run, but others did: /proc/thread-self/schedstat
    long faults = 0;    ///< pages that were supplied to it
    long blocked = 0;   ///< times that it waited for something: a lock, a disk

    static ThreadCounts now()
    {
        ThreadCounts counts;
        counts.cpuMs = bench::cpuMs();
        rusage usage{};
        getrusage(RUSAGE_THREAD, &usage);
        counts.faults = usage.ru_minflt + usage.ru_majflt;
        counts.blocked = usage.ru_nvcsw;
        static thread_local const int file = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
        char text[96] = {};
        unsigned long long ran = 0, queued = 0;
        if (file >= 0 && pread(file, text, sizeof text - 1, 0) > 0 && std::sscanf(text, "%llu %llu", &ran, &queued) == 2)
            counts.queueMs = static_cast<double>(queued) / 1e6;
        return counts;
    }
};

/// The longest gap between two chances of the event loop of this thread to take an event.
class Watchdog : public QObject {
public:
    Watchdog()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { tick(); });
        m_timer.start(1);
        reset();
    }
    void reset()
    {
        m_wall = m_own = m_cpu = 0;
        m_longest = {};
        m_began = monotonicNs();
        m_cpuBefore = sched_getcpu();
        m_before = ThreadCounts::now();
    }
    void tick()
    {
        const std::int64_t end = monotonicNs();
        const double wall = static_cast<double>(end - m_began) / 1e6;
        const ThreadCounts now = ThreadCounts::now();
        const ThreadCounts spent{now.cpuMs - m_before.cpuMs, now.queueMs - m_before.queueMs, now.faults - m_before.faults, now.blocked - m_before.blocked};
        double machine = 0;
        if (const int cpu = sched_getcpu(); m_pauses && wall > 3) // a thread that has moved meanwhile: what both stood at least
            machine = static_cast<double>(std::min(m_pauses->within(m_began, end, cpu), m_pauses->within(m_began, end, m_cpuBefore))) / 1e6;
        if (wall > m_tracedMs)
            std::printf("  stall %.6f,%.6f of %.1f ms: the machine stood %.1f, ran %.1f, queued %.1f ms, %ld faults, blocked %ld times\n", static_cast<double>(m_began) / 1e9,
                        static_cast<double>(end) / 1e9, wall, machine, spent.cpuMs, spent.queueMs, spent.faults, spent.blocked);
        m_wall = std::max(m_wall, wall);
        if (wall - machine > m_own) {
            m_own = wall - machine;
            m_longest = spent;
        }
        m_cpu = std::max(m_cpu, spent.cpuMs);
        m_began = monotonicNs();
        m_cpuBefore = sched_getcpu();
        m_before = now;
    }
    /// Tells apart what the machine stood.
    void setPauses(MachinePauses* pauses) { m_pauses = pauses; }
    /// Prints when longer stalls began and ended, as `perf record -k CLOCK_MONOTONIC` counts: for `perf report --time`.
    void trace(double ms) { m_tracedMs = ms; }
    [[nodiscard]] double wallMs() const { return m_wall; }
    /// The longest without the time in which the machine stood.
    [[nodiscard]] double ownMs() const { return m_own; }
    [[nodiscard]] double cpuTimeMs() const { return m_cpu; }
    /// What the thread did in that one.
    [[nodiscard]] const ThreadCounts& longest() const { return m_longest; }

private:
    QTimer m_timer;
    MachinePauses* m_pauses = nullptr;
    std::int64_t m_began = 0;
    int m_cpuBefore = 0;
    ThreadCounts m_before, m_longest;
    double m_wall = 0, m_own = 0, m_cpu = 0, m_tracedMs = std::numeric_limits<double>::infinity();
};

} // namespace tensorgraft::bench
