#pragma once

#include "model_io/core/progress.h"

#include <chrono>
#include <memory>
#include <string>

namespace tensorgraft::cli {

/// From here on SIGINT and SIGTERM ask for a clean stop; a second signal ends the program at once.
void catchStopSignals();
[[nodiscard]] bool stopRequested();

/// A line on standard error that is repainted in place and removed at the end. Silent where standard error is no terminal.
class TerminalLine {
public:
    TerminalLine();
    ~TerminalLine();
    TerminalLine(const TerminalLine&) = delete;
    TerminalLine& operator=(const TerminalLine&) = delete;

    /// Time to paint again: quick jobs never paint, long ones ten times a second.
    [[nodiscard]] bool isDue();
    void paint(const std::string& text);

private:
    using Clock = std::chrono::steady_clock;
    bool m_isTerminal, m_painted = false;
    Clock::time_point m_lastPaint;
};

/// Progress of one job on standard error: "hashing  62 %  1.2 GB of 2.0 GB  850 MB/s  3 s left", repainted in place.
/// Silent where standard error is no terminal. Stops the job once a stop is requested, terminal or not.
class TerminalProgress {
public:
    /// `totalBytes`: of the whole job where it consists of several parts, else 0 and the callee's own total is taken.
    explicit TerminalProgress(std::string what, std::uint64_t totalBytes = 0);
    /// To hand to a callee; valid as long as this object.
    [[nodiscard]] ProgressFn function();
    /// A part of the job of `bytes` is finished; the next one starts.
    void partDone(std::uint64_t bytes) { m_base += bytes; }

private:
    bool update(std::uint64_t done, std::uint64_t total);
    using Clock = std::chrono::steady_clock;
    std::string m_what;
    std::uint64_t m_total, m_base = 0;
    Clock::time_point m_start;
    TerminalLine m_line;
};

} // namespace tensorgraft::cli
