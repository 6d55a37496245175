#include "model_io/codecs/watched_read.h"

#include <algorithm>

namespace tensorgraft {

Result<void> readWatched(const ByteSource& source, std::uint64_t offset, std::span<std::byte> out, const OpenProgress& progress)
{
    constexpr std::size_t piece = std::size_t{4} << 20;
    for (std::size_t at = 0; at < out.size(); at += piece) {
        if (!progress.report(OpenStep::Reading, at, out.size()))
            return cancelled();
        if (auto r = source.readAt(offset + at, out.subspan(at, std::min(piece, out.size() - at))); !r)
            return r;
    }
    return progress.report(OpenStep::Reading, out.size(), out.size()) ? Result<void>{} : Result<void>(cancelled());
}

} // namespace tensorgraft
