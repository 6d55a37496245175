#pragma once

#include "model_io/core/open_progress.h"

#include <cstdint>

namespace tensorgraft {

/// Progress of a walk through a file, forward, by where it is. For walks that touch little but whose every step may be a
/// page of a slow disk.
class WireWatch {
public:
    WireWatch(const OpenProgress& progress, std::uint64_t totalBytes) : m_progress(progress), m_total(totalBytes) {}
    /// False where the walk is to stop; tells of every 16th step.
    [[nodiscard]] bool at(std::uint64_t offset) { return (m_steps++ & 15U) != 0 || m_progress.report(OpenStep::Reading, offset, m_total); }
    [[nodiscard]] bool stopped() const { return m_progress.stopped(); }

private:
    OpenProgress m_progress;
    std::uint64_t m_total;
    std::uint32_t m_steps = 0;
};

} // namespace tensorgraft
