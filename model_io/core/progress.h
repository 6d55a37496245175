#pragma once

#include <cstdint>
#include <functional>

namespace tensorgraft {

/// Reports work done; `total` is 0 where it is not known. Returns false to stop: the callee then gives Cancelled.
/// Called from the thread that works, at least every 100 ms or so; must be quick. May be empty.
using ProgressFn = std::function<bool(std::uint64_t doneBytes, std::uint64_t totalBytes)>;

/// True where the caller wants to go on. An empty function never stops.
[[nodiscard]] inline bool reportProgress(const ProgressFn& progress, std::uint64_t done, std::uint64_t total)
{
    return !progress || progress(done, total);
}

} // namespace tensorgraft
