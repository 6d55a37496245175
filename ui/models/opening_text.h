#pragma once

#include "model_io/core/open_progress.h"

#include <QCoreApplication>
#include <QString>
#include <atomic>

namespace tensorgraft {

/// How far an opening is; told by the thread that opens, asked by the window. Without a lock: the window would stand until
/// the other thread, which gives way to it, gets its turn.
class OpeningStatus {
public:
    void set(const OpenState& state)
    {
        m_version.fetch_add(1, std::memory_order_acq_rel); // odd: being written
        m_step.store(state.step, std::memory_order_relaxed);
        m_done.store(state.done, std::memory_order_relaxed);
        m_total.store(state.total, std::memory_order_relaxed);
        m_share.store(state.share, std::memory_order_relaxed);
        m_version.fetch_add(1, std::memory_order_release);
    }
    /// As a whole, but for a state that is told at that very moment again and again.
    [[nodiscard]] OpenState get() const
    {
        OpenState state;
        for (int attempt = 0; attempt < 4; ++attempt) {
            const unsigned before = m_version.load(std::memory_order_acquire);
            state = {m_step.load(std::memory_order_relaxed), m_done.load(std::memory_order_relaxed), m_total.load(std::memory_order_relaxed),
                     m_share.load(std::memory_order_relaxed)};
            std::atomic_thread_fence(std::memory_order_acquire);
            if (before % 2 == 0 && m_version.load(std::memory_order_relaxed) == before)
                break;
        }
        return state;
    }

private:
    std::atomic<unsigned> m_version{0};
    std::atomic<OpenStep> m_step{OpenStep::Reading};
    std::atomic<std::uint64_t> m_done{0}, m_total{0};
    std::atomic<double> m_share{0};
};

/// Words for the states of one opening, asked for again and again: "Parsing: 120 MiB of 290 MiB, 45 MiB/s". What a step does
/// a second is said once it has run for a second.
class OpeningText {
    Q_DECLARE_TR_FUNCTIONS(OpeningText)

public:
    /// `nowMs`: of any clock that does not go back.
    [[nodiscard]] QString of(const OpenState& state, qint64 nowMs);

private:
    static QString progressOf(const OpenState& state);
    OpenStep m_step = OpenStep::Reading;
    std::uint64_t m_firstDone = 0;
    qint64 m_since = -1;
};

} // namespace tensorgraft
