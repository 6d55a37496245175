#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/error.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

// The wire format of Protocol Buffers (protobuf.dev, "Encoding"), walked rather than parsed: weight files are larger
// than the 2 GiB that message classes can hold, values must be mapped where they stand, and what is not known must
// survive a rewrite byte for byte.

enum class WireType : std::uint8_t { Varint = 0, Fixed64 = 1, Length = 2, Group = 3, GroupEnd = 4, Fixed32 = 5 };
[[nodiscard]] std::string_view wireTypeName(WireType type);

/// One field as it stands in the file. All offsets count bytes from the start of the file.
struct WireField {
    std::uint32_t number = 0;
    WireType type = WireType::Varint;
    std::uint64_t begin = 0;  ///< of the tag
    std::uint64_t offset = 0; ///< of the payload: behind the tag and, for Length, behind the length
    std::uint64_t length = 0; ///< of the payload in bytes; for a group without its end tag
    std::uint64_t end = 0;    ///< where the next field begins
    std::uint64_t value = 0;  ///< of Varint, Fixed32 and Fixed64
    std::span<const std::byte> payload; ///< views what the walker was given

    [[nodiscard]] bool is(std::uint32_t fieldNumber, WireType fieldType) const { return number == fieldNumber && type == fieldType; }
    [[nodiscard]] bool isMessage(std::uint32_t fieldNumber) const { return is(fieldNumber, WireType::Length); }
    [[nodiscard]] bool isVarint(std::uint32_t fieldNumber) const { return is(fieldNumber, WireType::Varint); }
    /// The payload as text or bytes; a view.
    [[nodiscard]] std::string_view text() const
    {
        return {reinterpret_cast<const char*>(payload.data()), payload.size()};
    }
};

/// Walks the fields of one message, in file order:
///
///     WireWalker message(bytes);
///     while (message.next())
///         if (message.field().isMessage(1)) { WireWalker node(message.field()); ... }
///     if (auto r = message.status(); !r) return fail(std::move(r.error()).at(path));
///
/// Touches tags and lengths only, allocates nothing, and never leaves the bytes that it was given: a length that
/// passes the end of the enclosing message, a varint of more than ten bytes, a field number of 0, an end of a group
/// that was not begun, groups nested deeper than 64, and the two wire types that do not exist stop it. Recursion is
/// the caller's, who bounds it.
class WireWalker {
public:
    /// `fileOffset`: where `bytes` begin in the file.
    explicit WireWalker(std::span<const std::byte> bytes, std::uint64_t fileOffset = 0)
        : m_bytes(bytes), m_base(fileOffset)
    {
    }
    /// The fields inside `message`. REQUIRES: its type is Length or Group.
    explicit WireWalker(const WireField& message) : WireWalker(message.payload, message.offset) {}

    /// Goes to the next field; false at the end of the message and where it is damaged (status() tells).
    [[nodiscard]] bool next();
    /// REQUIRES: the last next() gave true.
    [[nodiscard]] const WireField& field() const { return m_field; }
    /// Corrupt where the walk ended early, with offset, expected and found; the file is for the caller to name.
    [[nodiscard]] Result<void> status() const;

private:
    bool readTag(std::uint64_t& at, std::uint32_t& number, WireType& type);
    bool readPayload(std::uint64_t& at, WireField& field);
    bool skipGroup(std::uint64_t& at, WireField& field);
    bool stop(std::uint64_t at, std::string message, std::string expected, std::string found);

    std::span<const std::byte> m_bytes;
    std::uint64_t m_base;
    std::uint64_t m_at = 0; ///< from the start of m_bytes
    WireField m_field;
    std::shared_ptr<const Error> m_error; ///< shared: a walker is copied freely and this is rare
};

/// The varint at `at` of `bytes`, which moves behind it; nullopt where it is cut, longer than ten bytes or more than
/// 64 bits (then `at` stays). For packed fields.
[[nodiscard]] std::optional<std::uint64_t> readLongVarint(std::span<const std::byte> bytes, std::size_t& at);
[[nodiscard]] inline std::optional<std::uint64_t> readVarint(std::span<const std::byte> bytes, std::size_t& at)
{
    if (at < bytes.size() && std::to_integer<std::uint8_t>(bytes[at]) < 0x80) // most are this short
        return std::to_integer<std::uint64_t>(bytes[at++]);
    return readLongVarint(bytes, at);
}

/// A source laid open for walking: mapped where it can be, else read (at most `readLimitBytes`).
struct WireBytes {
    std::span<const std::byte> bytes;
    std::shared_ptr<const MappingGuard> guard; ///< nullptr where the bytes were read
    std::shared_ptr<const std::vector<std::byte>> copy;

    /// Io where the file shrank under the map; call after walking, before what was found is trusted.
    [[nodiscard]] Result<void> check() const { return guard ? guard->check() : Result<void>(); }
};
[[nodiscard]] Result<WireBytes> openForWire(const ByteSource& source, std::uint64_t readLimitBytes = std::uint64_t{1} << 28);

void appendVarint(std::string& out, std::uint64_t value);
void appendTag(std::string& out, std::uint32_t number, WireType type);
/// Tag and varint.
void appendVarintField(std::string& out, std::uint32_t number, std::uint64_t value);
/// Tag, length and bytes.
void appendLengthField(std::string& out, std::uint32_t number, std::string_view bytes);
/// Bytes that appendVarint() would write, 1 to 10.
[[nodiscard]] std::uint64_t varintSize(std::uint64_t value);

} // namespace tensorgraft
