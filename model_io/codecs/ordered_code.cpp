#include "model_io/codecs/ordered_code.h"

#include <array>
#include <bit>

namespace tensorgraft {
namespace {

constexpr std::size_t largestRank = 254; // TensorFlow's own limit of a shape

// An unsigned number: how many bytes follow, then its significant bytes, highest first.
void appendUnsigned(std::string& out, std::uint64_t value)
{
    const auto length = static_cast<std::size_t>((std::bit_width(value) + 7) / 8);
    out += static_cast<char>(length);
    for (std::size_t i = length; i-- > 0;)
        out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::optional<std::uint64_t> readUnsigned(std::string_view& in)
{
    if (in.empty())
        return std::nullopt;
    const auto length = static_cast<std::uint8_t>(in[0]);
    if (length > 8 || length >= in.size())
        return length == 0 ? (in.remove_prefix(1), std::optional<std::uint64_t>(0)) : std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 1; i <= length; ++i)
        value = value << 8 | static_cast<std::uint8_t>(in[i]);
    in.remove_prefix(length + std::size_t{1});
    return value;
}

// A text: 0x00 becomes 00 FF, 0xFF becomes FF 00, the end is 00 01.
void appendText(std::string& out, std::string_view text)
{
    for (const char c : text) {
        out += c;
        if (c == '\0')
            out += '\xFF';
        else if (c == '\xFF')
            out += '\0';
    }
    out += '\0';
    out += '\1';
}

std::optional<std::string> readText(std::string_view& in)
{
    std::string text;
    for (std::size_t i = 0; i < in.size(); ++i) {
        const char c = in[i];
        if (c != '\0' && c != '\xFF') {
            text += c;
            continue;
        }
        if (i + 1 == in.size())
            return std::nullopt;
        const char next = in[++i];
        if (c == '\0' && next == '\1') {
            in.remove_prefix(i + 1);
            return text;
        }
        if (next != (c == '\0' ? '\xFF' : '\0'))
            return std::nullopt;
        text += c;
    }
    return std::nullopt;
}

// A signed number of n bytes: n - 1 leading bits tell n (ones for numbers from 0 on, zeros for negative ones), then
// the number in two's complement; ten bytes hold any.
std::size_t signedLength(std::int64_t value)
{
    const auto magnitude = static_cast<std::uint64_t>(value < 0 ? ~value : value);
    return static_cast<std::size_t>(std::bit_width(magnitude)) / 7 + 1;
}

/// What is XORed into the first two bytes of a number of `length` bytes.
std::array<std::uint8_t, 2> lengthBits(std::size_t length)
{
    const std::uint32_t ones = (0xFFFFu << (16 - length)) & 0xFFFF;
    return {static_cast<std::uint8_t>(ones >> 8), static_cast<std::uint8_t>(ones & 0xFF)};
}

void appendSigned(std::string& out, std::int64_t value)
{
    const std::size_t length = signedLength(value);
    const auto bits = static_cast<std::uint64_t>(value);
    const auto sign = static_cast<std::uint8_t>(value < 0 ? 0xFF : 0);
    std::array<std::uint8_t, 10> bytes{sign, sign};
    for (std::size_t i = 0; i < 8; ++i)
        bytes[2 + i] = static_cast<std::uint8_t>(bits >> (8 * (7 - i)) & 0xFF);
    const std::size_t first = bytes.size() - length;
    const auto header = lengthBits(length);
    bytes[first] ^= header[0];
    if (length > 1)
        bytes[first + 1] ^= header[1];
    out.append(reinterpret_cast<const char*>(bytes.data()) + first, length);
}

std::optional<std::int64_t> readSigned(std::string_view& in)
{
    if (in.empty())
        return std::nullopt;
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(in[i]); };
    const bool negative = (byte(0) & 0x80) == 0;
    const std::uint8_t flip = negative ? 0xFF : 0;
    std::size_t length = static_cast<std::size_t>(std::countl_one(static_cast<std::uint8_t>(byte(0) ^ flip)));
    if (length == 8) {
        if (in.size() < 2)
            return std::nullopt;
        length += static_cast<std::size_t>(std::countl_one(static_cast<std::uint8_t>(byte(1) ^ flip)));
    }
    if (length > 10 || length > in.size())
        return std::nullopt;
    std::array<std::uint8_t, 10> bytes{};
    bytes.fill(flip);
    const std::size_t first = bytes.size() - length;
    for (std::size_t i = 0; i < length; ++i)
        bytes[first + i] = byte(i);
    const auto header = lengthBits(length);
    bytes[first] ^= header[0];
    if (length > 1)
        bytes[first + 1] ^= header[1];
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i)
        bits = bits << 8 | bytes[2 + i];
    const auto value = static_cast<std::int64_t>(bits);
    if (signedLength(value) != length) // an overlong form has another sorting place
        return std::nullopt;
    in.remove_prefix(length);
    return value;
}

} // namespace

std::string encodeSliceKey(std::string_view tensorName, const std::vector<SliceExtent>& slice)
{
    std::string key;
    appendUnsigned(key, 0);
    appendText(key, tensorName);
    appendUnsigned(key, slice.size());
    for (const SliceExtent& extent : slice) {
        appendSigned(key, extent.start);
        appendSigned(key, extent.length);
    }
    return key;
}

std::optional<SliceKey> decodeSliceKey(std::string_view key)
{
    if (readUnsigned(key) != 0)
        return std::nullopt;
    auto name = readText(key);
    const auto rank = name ? readUnsigned(key) : std::nullopt;
    if (!rank || *rank > largestRank)
        return std::nullopt;
    SliceKey result{std::move(*name), {}};
    for (std::uint64_t i = 0; i < *rank; ++i) {
        const auto start = readSigned(key);
        const auto length = start ? readSigned(key) : std::nullopt;
        if (!length)
            return std::nullopt;
        result.slice.push_back({*start, *length});
    }
    if (!key.empty())
        return std::nullopt;
    return result;
}

} // namespace tensorgraft
