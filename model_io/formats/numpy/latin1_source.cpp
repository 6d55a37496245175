#include "model_io/formats/numpy/latin1_source.h"

#include <algorithm>

namespace tensorgraft::numpy {
namespace {

constexpr std::uint64_t blockBytes = 65536;

} // namespace

Latin1Source::Latin1Source(std::shared_ptr<const ByteSource> text, std::uint64_t size, std::filesystem::path path)
    : m_text(std::move(text)), m_size(size), m_path(std::move(path))
{
}

Failure Latin1Source::damaged(std::uint64_t at) const
{
    return fail(makeError(ErrorCode::Corrupt, "array data stored as text is damaged")
                    .at(m_path)
                    .wanted("latin-1 characters in UTF-8, " + std::to_string(m_size) + " of them")
                    .got("something else at byte " + std::to_string(at) + " of the text"));
}

Result<void> Latin1Source::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_size))
        return damaged(m_text->sizeBytes());
    std::uint64_t decoded = 0, encoded = 0;
    {
        const std::scoped_lock lock(m_mutex);
        const auto block = std::min<std::uint64_t>(offset / blockBytes, m_blockStarts.size() - 1);
        decoded = block * blockBytes;
        encoded = m_blockStarts[static_cast<std::size_t>(block)];
    }
    const std::uint64_t end = offset + out.size(), textSize = m_text->sizeBytes();
    std::vector<std::byte> window;
    std::size_t at = 0;
    const auto next = [&]() -> Result<unsigned> {
        if (at == window.size()) {
            if (encoded == textSize)
                return damaged(encoded);
            window.resize(static_cast<std::size_t>(std::min<std::uint64_t>(blockBytes, textSize - encoded)));
            if (auto ok = m_text->readAt(encoded, window); !ok)
                return tl::unexpected(std::move(ok.error()));
            at = 0;
        }
        ++encoded;
        return std::to_integer<unsigned>(window[at++]);
    };
    while (decoded < end) {
        if (decoded % blockBytes == 0) {
            const std::scoped_lock lock(m_mutex);
            if (m_blockStarts.size() == decoded / blockBytes)
                m_blockStarts.push_back(encoded);
        }
        auto lead = next();
        if (!lead)
            return tl::unexpected(std::move(lead.error()));
        unsigned value = *lead;
        if (value >= 0x80) {
            if (value != 0xC2 && value != 0xC3)
                return damaged(encoded - 1);
            auto trail = next();
            if (!trail)
                return tl::unexpected(std::move(trail.error()));
            if ((*trail & 0xC0) != 0x80)
                return damaged(encoded - 1);
            value = (value & 3) << 6 | (*trail & 0x3F);
        }
        if (decoded >= offset)
            out[static_cast<std::size_t>(decoded - offset)] = static_cast<std::byte>(value);
        ++decoded;
    }
    if (end == m_size && encoded != textSize && !out.empty())
        return damaged(encoded);
    return {};
}

void appendLatin1(std::vector<std::byte>& out, std::span<const std::byte> bytes)
{
    for (const std::byte b : bytes) {
        const auto value = std::to_integer<unsigned>(b);
        if (value < 0x80) {
            out.push_back(b);
        } else {
            out.push_back(static_cast<std::byte>(0xC0 | value >> 6));
            out.push_back(static_cast<std::byte>(0x80 | (value & 0x3F)));
        }
    }
}

} // namespace tensorgraft::numpy
