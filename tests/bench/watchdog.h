#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <limits>

namespace tensorgraft::bench {

/// Processor time of this thread so far.
inline double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

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
        m_wall = m_cpu = 0;
        m_clock.start();
        m_before = cpuMs();
    }
    void tick()
    {
        const double cpu = cpuMs(), wall = static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
        if (wall > m_tracedMs) {
            timespec now{};
            clock_gettime(CLOCK_MONOTONIC, &now);
            const double end = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
            std::printf("  stall %.6f,%.6f cpu %.1f ms\n", end - wall / 1e3, end, cpu - m_before);
        }
        m_wall = std::max(m_wall, wall);
        m_cpu = std::max(m_cpu, cpu - m_before);
        m_clock.start();
        m_before = cpu;
    }
    /// Prints when longer stalls began and ended, as `perf record -k CLOCK_MONOTONIC` counts: for `perf report --time`.
    void trace(double ms) { m_tracedMs = ms; }
    [[nodiscard]] double wallMs() const { return m_wall; }
    [[nodiscard]] double cpuTimeMs() const { return m_cpu; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_before = 0, m_wall = 0, m_cpu = 0, m_tracedMs = std::numeric_limits<double>::infinity();
};

} // namespace tensorgraft::bench
