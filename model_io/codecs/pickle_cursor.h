#pragma once

#include "model_io/codecs/byte_source.h"

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft::pickle {

/// Forward reader of a byte source through a window of 64 KiB; skipping costs nothing.
class Cursor {
public:
    Cursor(const ByteSource& source, std::uint64_t offset, const std::filesystem::path& pathForErrors);

    [[nodiscard]] std::uint64_t position() const { return m_position; }
    [[nodiscard]] std::uint64_t remaining() const { return m_size - m_position; }
    /// The next `count` bytes, valid until the next call. REQUIRES: count <= windowBytes. Corrupt past the end.
    [[nodiscard]] Result<std::span<const std::byte>> take(std::size_t count);
    [[nodiscard]] Result<std::uint8_t> takeByte();
    /// A little-endian unsigned integer of `bytes` (1 to 8) bytes.
    [[nodiscard]] Result<std::uint64_t> takeUnsigned(std::size_t bytes);
    /// `count` bytes as text; of any length that the source holds.
    [[nodiscard]] Result<std::string> takeString(std::uint64_t count);
    /// Text up to the next '\n', without it. Corrupt where there is none within `limit` bytes.
    [[nodiscard]] Result<std::string> takeLine(std::uint64_t limit);
    [[nodiscard]] Result<void> skip(std::uint64_t count);

    static constexpr std::size_t windowBytes = 65536;

private:
    [[nodiscard]] Result<void> fill(std::size_t count);
    [[nodiscard]] Failure ended(std::uint64_t wanted) const;

    const ByteSource& m_source;
    const std::filesystem::path& m_path;
    std::uint64_t m_size;
    std::uint64_t m_position;
    std::vector<std::byte> m_window;
    std::uint64_t m_windowStart = 0;
    std::size_t m_windowLength = 0;
};

} // namespace tensorgraft::pickle
