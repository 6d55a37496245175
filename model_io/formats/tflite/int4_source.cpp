#include "model_io/formats/tflite/int4_source.h"

#include <algorithm>
#include <array>

namespace tensorgraft::tflite {

Int4Source::Int4Source(std::shared_ptr<const ByteSource> packed, std::uint64_t offset, std::uint64_t elementCount)
    : m_packed(std::move(packed)), m_offset(offset), m_count(elementCount)
{
}

Result<void> Int4Source::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_count))
        return fail(makeError(ErrorCode::Corrupt, "the range passes the end of the value")
                        .wanted("at most " + std::to_string(m_count) + " elements")
                        .got(std::to_string(out.size()) + " from " + std::to_string(offset)));
    std::array<std::byte, 8192> packed{};
    std::size_t done = 0;
    while (done < out.size()) {
        const std::uint64_t first = offset + done;
        const std::uint64_t end = std::min<std::uint64_t>(offset + out.size(), (first / 2 + packed.size()) * 2);
        const auto bytes = std::span(packed).first((end + 1) / 2 - first / 2);
        if (auto r = m_packed->readAt(m_offset + first / 2, bytes); !r)
            return r;
        for (std::uint64_t e = first; e < end; ++e, ++done) {
            const auto byte = std::to_integer<unsigned>(bytes[e / 2 - first / 2]);
            const unsigned half = e % 2 == 0 ? byte & 0xF : byte >> 4;
            out[done] = static_cast<std::byte>(static_cast<int>(half ^ 8) - 8); // sign extension
        }
    }
    return {};
}

} // namespace tensorgraft::tflite
