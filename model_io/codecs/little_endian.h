#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tensorgraft {

/// The little-endian unsigned integer of `width` (1 to 8) bytes at `offset`. REQUIRES: the bytes are there.
[[nodiscard]] inline std::uint64_t loadLittle(std::span<const std::byte> bytes, std::size_t offset, std::size_t width)
{
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;)
        value = value << 8 | static_cast<std::uint8_t>(bytes[offset + i]);
    return value;
}

inline void storeLittle(std::span<std::byte> bytes, std::size_t offset, std::size_t width, std::uint64_t value)
{
    for (std::size_t i = 0; i < width; ++i)
        bytes[offset + i] = static_cast<std::byte>(value >> (8 * i) & 0xFF);
}

inline void appendLittle(std::vector<std::byte>& out, std::size_t width, std::uint64_t value)
{
    for (std::size_t i = 0; i < width; ++i)
        out.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFF));
}

} // namespace tensorgraft
