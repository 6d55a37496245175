#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <pthread.h>
#include <sched.h>
#include <thread>
#include <vector>

namespace tensorgraft::bench {

inline std::int64_t monotonicNs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// When the machine stood: a virtual processor that its host had taken away, or a kernel that did not let anybody else run.
/// One real-time thread on each processor sleeps a millisecond at a time; no program can keep it from waking, so what it
/// oversleeps is nobody's doing here. A stall that lies within is not the window's: seen on hosts that meter processors,
/// where one that is busy stands for the last 33 ms of each 100. Needs the right to real-time scheduling.
class MachinePauses {
public:
    MachinePauses()
    {
        cpu_set_t all;
        CPU_ZERO(&all);
        sched_getaffinity(0, sizeof all, &all);
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
            if (CPU_ISSET(cpu, &all))
                m_pulses.emplace_back(cpu);
        for (Pulse& pulse : m_pulses)
            pulse.thread = std::thread([this, &pulse] { beat(pulse); });
    }
    ~MachinePauses()
    {
        m_stop = true;
        for (Pulse& pulse : m_pulses)
            pulse.thread.join();
    }
    MachinePauses(const MachinePauses&) = delete;
    MachinePauses& operator=(const MachinePauses&) = delete;

    [[nodiscard]] bool isMeasured() const { return !m_refused; }

    /// Nanoseconds between `begin` and `end` in which this processor stood.
    [[nodiscard]] std::int64_t within(std::int64_t begin, std::int64_t end, int cpu)
    {
        std::int64_t sum = 0;
        for (Pulse& pulse : m_pulses) {
            const std::lock_guard lock(pulse.mutex);
            if (pulse.cpu == cpu)
                for (const Span& late : pulse.late)
                    sum += std::max<std::int64_t>(0, std::min(end, late.end) - std::max(begin, late.begin));
        }
        return m_refused ? 0 : sum;
    }

private:
    struct Span {
        std::int64_t begin = 0, end = 0;
    };
    struct Pulse {
        explicit Pulse(int on) : cpu(on) {}
        Pulse(Pulse&& other) noexcept : cpu(other.cpu) {} // before it beats
        int cpu;
        std::thread thread;
        std::mutex mutex;
        std::vector<Span> late;
    };
    static constexpr std::int64_t restNs = 1'000'000, lateNs = 3'000'000;

    void beat(Pulse& pulse)
    {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(pulse.cpu, &one);
        const sched_param priority{.sched_priority = 1};
        if (pthread_setaffinity_np(pthread_self(), sizeof one, &one) != 0 || sched_setscheduler(0, SCHED_FIFO, &priority) != 0) {
            m_refused = true;
            return;
        }
        while (!m_stop) {
            const std::int64_t due = monotonicNs() + restNs;
            const timespec until{due / 1'000'000'000, due % 1'000'000'000};
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
            if (const std::int64_t now = monotonicNs(); now - due > lateNs) {
                const std::lock_guard lock(pulse.mutex);
                pulse.late.push_back({due, now});
            }
        }
    }

    std::vector<Pulse> m_pulses;
    std::atomic<bool> m_stop{false}, m_refused{false};
};

} // namespace tensorgraft::bench
