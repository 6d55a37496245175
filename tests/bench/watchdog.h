#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <ctime>

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
        const double cpu = cpuMs();
        m_wall = std::max(m_wall, static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
        m_cpu = std::max(m_cpu, cpu - m_before);
        m_clock.start();
        m_before = cpu;
    }
    [[nodiscard]] double wallMs() const { return m_wall; }
    [[nodiscard]] double cpuTimeMs() const { return m_cpu; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_before = 0, m_wall = 0, m_cpu = 0;
};

} // namespace tensorgraft::bench
