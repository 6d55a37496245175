#pragma once

#include <cstddef>
#include <span>

namespace tensorgraft {

/// Advice: mapped bytes that are read soon. The system begins to read them from the disk and returns at once, so that many
/// scattered places are read side by side instead of one after the other. Never fails; bytes that are there cost nothing.
void prefetch(std::span<const std::byte> bytes);

} // namespace tensorgraft
