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

TerminalLine::TerminalLine() : m_isTerminal(::isatty(STDERR_FILENO) == 1), m_lastPaint(Clock::now()) {}

TerminalLine::~TerminalLine()
{
    if (m_painted)
        std::fputs("\r\x1b[K", stderr);
}

bool TerminalLine::isDue()
{
    if (!m_isTerminal)
        return false;
    const auto now = Clock::now();
    if (now - m_lastPaint < std::chrono::milliseconds(m_painted ? 100 : 400))
        return false;
    m_lastPaint = now;
    return true;
}

void TerminalLine::paint(const std::string& text)
{
    const std::string line = "\r" + text + "\x1b[K";
    m_painted = true;
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
}

TerminalProgress::TerminalProgress(std::string what, std::uint64_t totalBytes) : m_what(std::move(what)), m_total(totalBytes), m_start(Clock::now()) {}

ProgressFn TerminalProgress::function()
{
    return [this](std::uint64_t done, std::uint64_t total) { return update(done, total); };
}

bool TerminalProgress::update(std::uint64_t done, std::uint64_t total)
{
    if (stopRequested())
        return false;
    if (!m_line.isDue())
        return true;
    const std::uint64_t all = m_total ? m_total : total, at = m_base + done;
    const double seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
    const double rate = static_cast<double>(at) / std::max(seconds, 1e-3);
    std::string line = m_what;
    if (all) {
        const std::uint64_t percent = std::min<std::uint64_t>(100, static_cast<std::uint64_t>(100.0 * static_cast<double>(at) / static_cast<double>(all)));
        line += "  " + std::to_string(percent) + " %  " + formatBytes(at) + " of " + formatBytes(all);
    } else {
        line += "  " + formatBytes(at);
    }
    line += "  " + formatBytes(static_cast<std::uint64_t>(rate)) + "/s";
    if (all > at && rate > 0)
        line += "  " + formatSeconds(static_cast<double>(all - at) / rate) + " left";
    m_line.paint(line);
    return true;
}

} // namespace tensorgraft::cli
