#include "model_io/codecs/pickle_cursor.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft::pickle {

Cursor::Cursor(const ByteSource& source, std::uint64_t offset, const std::filesystem::path& pathForErrors)
    : m_source(source), m_path(pathForErrors), m_size(source.sizeBytes()), m_position(std::min(offset, m_size)),
      m_window(static_cast<std::size_t>(std::min<std::uint64_t>(windowBytes, m_size - m_position)))
{
}

Failure Cursor::ended(std::uint64_t wanted) const
{
    return fail(makeError(ErrorCode::Corrupt, "the pickle ends in the middle of a value")
                    .at(m_path)
                    .at(m_position)
                    .wanted(std::to_string(wanted) + " more bytes")
                    .got(std::to_string(remaining()))
                    .advise("The file is damaged or was not copied completely."));
}

Result<void> Cursor::fill(std::size_t count)
{
    if (count > remaining())
        return ended(count);
    if (m_position >= m_windowStart && inside(m_position - m_windowStart, count, m_windowLength))
        return {};
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(m_window.size(), remaining()));
    m_windowLength = 0;
    if (auto read = m_source.readAt(m_position, std::span(m_window).first(length)); !read) {
        if (read.error().file.empty())
            read.error().file = m_path;
        return tl::unexpected(std::move(read.error()));
    }
    m_windowStart = m_position;
    m_windowLength = length;
    return {};
}

Result<std::span<const std::byte>> Cursor::take(std::size_t count)
{
    if (auto ok = fill(count); !ok)
        return tl::unexpected(std::move(ok.error()));
    const auto at = static_cast<std::size_t>(m_position - m_windowStart);
    m_position += count;
    return std::span<const std::byte>(m_window).subspan(at, count);
}

Result<std::uint8_t> Cursor::takeByte()
{
    auto bytes = take(1);
    if (!bytes)
        return tl::unexpected(std::move(bytes.error()));
    return static_cast<std::uint8_t>(bytes->front());
}

Result<std::uint64_t> Cursor::takeUnsigned(std::size_t bytes)
{
    auto raw = take(bytes);
    if (!raw)
        return tl::unexpected(std::move(raw.error()));
    std::uint64_t value = 0;
    for (std::size_t i = bytes; i-- > 0;)
        value = value << 8 | static_cast<std::uint8_t>((*raw)[i]);
    return value;
}

Result<std::string> Cursor::takeString(std::uint64_t count)
{
    if (count > remaining())
        return ended(count);
    std::string text;
    text.reserve(static_cast<std::size_t>(count));
    while (count > 0) {
        const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(count, windowBytes));
        auto bytes = take(part);
        if (!bytes)
            return tl::unexpected(std::move(bytes.error()));
        text.append(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        count -= part;
    }
    return text;
}

Result<std::string> Cursor::takeLine(std::uint64_t limit)
{
    const std::uint64_t start = m_position;
    std::string line;
    while (line.size() <= limit) {
        if (remaining() == 0)
            break;
        if (auto ok = fill(1); !ok)
            return tl::unexpected(std::move(ok.error()));
        const auto at = static_cast<std::size_t>(m_position - m_windowStart);
        const char* begin = reinterpret_cast<const char*>(m_window.data()) + at;
        const std::size_t have = m_windowLength - at;
        const void* end = std::memchr(begin, '\n', have);
        const std::size_t part = end ? static_cast<std::size_t>(static_cast<const char*>(end) - begin) : have;
        line.append(begin, part);
        m_position += part + (end ? 1 : 0);
        if (end)
            return line;
    }
    return fail(makeError(ErrorCode::Corrupt, "a line of the pickle does not end")
                    .at(m_path)
                    .at(start)
                    .advise("The file is damaged; copy or download it again."));
}

Result<void> Cursor::skip(std::uint64_t count)
{
    if (count > remaining())
        return ended(count);
    m_position += count;
    return {};
}

} // namespace tensorgraft::pickle
