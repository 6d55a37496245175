#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/open_progress.h"

namespace tensorgraft {

/// ByteSource::readAt() in pieces of a few mebibytes, so that a slow disk is seen to work and can be left.
/// Errors: those of reading; Cancelled.
[[nodiscard]] Result<void> readWatched(const ByteSource& source, std::uint64_t offset, std::span<std::byte> out, const OpenProgress& progress);

} // namespace tensorgraft
