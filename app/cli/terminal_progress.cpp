#include "app/cli/terminal_progress.h"

#include "app/cli/text.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace tensorgraft::cli {
namespace {

volatile std::sig_atomic_t stopSignals = 0;

extern "C" void onStopSignal(int)
{
    stopSignals = 1;
}

std::string formatSeconds(double seconds)
{
    const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
    if (whole < 90)
        return std::to_string(whole) + " s";
    if (whole < 5400)
        return std::to_string((whole + 30) / 60) + " min";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

} // namespace

void catchStopSignals()
{
    struct sigaction action = {};
    action.sa_handler = onStopSignal;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

bool stopRequested() { return stopSignals != 0; }

TerminalProgress::TerminalProgress(std::string what, std::uint64_t totalBytes)
    : m_what(std::move(what)), m_total(totalBytes), m_isTerminal(::isatty(STDERR_FILENO) == 1), m_start(Clock::now()),
      m_lastPaint(m_start)
{
}

TerminalProgress::~TerminalProgress()
{
    if (m_painted)
        std::fputs("\r\x1b[K", stderr);
}

ProgressFn TerminalProgress::function()
{
    return [this](std::uint64_t done, std::uint64_t total) { return update(done, total); };
}

bool TerminalProgress::update(std::uint64_t done, std::uint64_t total)
{
    if (stopRequested())
        return false;
    if (!m_isTerminal)
        return true;
    const auto now = Clock::now();
    // Quick jobs never paint; long ones ten times a second.
    if (now - m_lastPaint < std::chrono::milliseconds(m_painted ? 100 : 400))
        return true;
    m_lastPaint = now;
    m_painted = true;
    const std::uint64_t all = m_total ? m_total : total, at = m_base + done;
    const double seconds = std::chrono::duration<double>(now - m_start).count();
    const double rate = static_cast<double>(at) / std::max(seconds, 1e-3);
    std::string line = "\r" + m_what;
    if (all) {
        const std::uint64_t percent = std::min<std::uint64_t>(100, static_cast<std::uint64_t>(100.0 * static_cast<double>(at) / static_cast<double>(all)));
        line += "  " + std::to_string(percent) + " %  " + formatBytes(at) + " of " + formatBytes(all);
    } else {
        line += "  " + formatBytes(at);
    }
    line += "  " + formatBytes(static_cast<std::uint64_t>(rate)) + "/s";
    if (all > at && rate > 0)
        line += "  " + formatSeconds(static_cast<double>(all - at) / rate) + " left";
    line += "\x1b[K";
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
    return true;
}

} // namespace tensorgraft::cli
