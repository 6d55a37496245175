#include "model_io/codecs/protobuf_wire.h"

#include "model_io/codecs/little_endian.h"

#include <array>
#include <bit>

namespace tensorgraft {
namespace {

constexpr std::size_t maxGroupDepth = 64;
constexpr std::uint64_t maxFieldNumber = (std::uint64_t{1} << 29) - 1;

} // namespace

std::string_view wireTypeName(WireType type)
{
    switch (type) {
    case WireType::Varint: return "varint";
    case WireType::Fixed64: return "fixed64";
    case WireType::Length: return "length-delimited";
    case WireType::Group: return "group";
    case WireType::GroupEnd: return "end of group";
    case WireType::Fixed32: return "fixed32";
    }
    return "unknown wire type";
}

std::optional<std::uint64_t> readLongVarint(std::span<const std::byte> bytes, std::size_t& at)
{
    std::uint64_t value = 0;
    std::size_t i = at;
    for (unsigned shift = 0; shift < 70 && i < bytes.size(); shift += 7) {
        const auto byte = std::to_integer<std::uint64_t>(bytes[i++]);
        if (shift == 63 && byte > 1)
            return std::nullopt; // longer than ten bytes, or more than 64 bits
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80) {
            at = i;
            return value;
        }
    }
    return std::nullopt;
}

bool WireWalker::stop(std::uint64_t at, std::string message, std::string expected, std::string found)
{
    m_error = std::make_shared<const Error>(makeError(ErrorCode::Corrupt, std::move(message))
                                                .at(m_base + at)
                                                .wanted(std::move(expected))
                                                .got(std::move(found))
                                                .advise("The file may have been cut or damaged on its way; fetch it again"));
    m_at = m_bytes.size();
    return false;
}

bool WireWalker::readTag(std::uint64_t& at, std::uint32_t& number, WireType& type)
{
    const std::uint64_t begin = at;
    std::size_t position = at;
    const auto tag = readVarint(m_bytes, position);
    if (!tag)
        return stop(begin, "the tag of a field cannot be read", "a varint of at most ten bytes inside the message",
                    std::to_string(m_bytes.size() - begin) + " bytes up to the end of the message");
    at = position;
    const std::uint64_t fieldNumber = *tag >> 3;
    if (fieldNumber == 0 || fieldNumber > maxFieldNumber)
        return stop(begin, "a field has a number that does not exist", "1 to " + std::to_string(maxFieldNumber),
                    std::to_string(fieldNumber));
    const auto wire = static_cast<std::uint8_t>(*tag & 7);
    if (wire > static_cast<std::uint8_t>(WireType::Fixed32))
        return stop(begin, "a field has a wire type that does not exist", "0 to 5", std::to_string(wire));
    number = static_cast<std::uint32_t>(fieldNumber);
    type = static_cast<WireType>(wire);
    return true;
}

bool WireWalker::readPayload(std::uint64_t& at, WireField& field)
{
    const std::uint64_t begin = at;
    std::size_t position = at;
    switch (field.type) {
    case WireType::Varint:
    case WireType::Length: {
        const auto value = readVarint(m_bytes, position);
        if (!value)
            return stop(begin, "a varint cannot be read", "at most ten bytes, inside the message",
                        std::to_string(m_bytes.size() - begin) + " bytes up to the end of the message");
        if (field.type == WireType::Varint) {
            field.value = *value;
            field.offset = begin;
            field.length = position - begin;
            at = position;
            break;
        }
        if (*value > m_bytes.size() - position)
            return stop(begin, "a field reaches past the end of its message",
                        "at most " + std::to_string(m_bytes.size() - position) + " bytes", std::to_string(*value) + " bytes");
        field.offset = position;
        field.length = *value;
        at = position + *value;
        break;
    }
    case WireType::Fixed64:
    case WireType::Fixed32: {
        const std::size_t width = field.type == WireType::Fixed64 ? 8 : 4;
        if (m_bytes.size() - begin < width)
            return stop(begin, "a number reaches past the end of its message", std::to_string(width) + " bytes",
                        std::to_string(m_bytes.size() - begin) + " bytes");
        field.value = loadLittle(m_bytes, begin, width);
        field.offset = begin;
        field.length = width;
        at = begin + width;
        break;
    }
    case WireType::Group: return skipGroup(at, field);
    case WireType::GroupEnd:
        return stop(begin, "a group ends that was not begun", "a field", "the end of group " + std::to_string(field.number));
    }
    return true;
}

bool WireWalker::skipGroup(std::uint64_t& at, WireField& field)
{
    std::array<std::uint32_t, maxGroupDepth> open{};
    std::size_t depth = 0;
    open[depth++] = field.number;
    field.offset = at;
    while (depth > 0) {
        if (at >= m_bytes.size())
            return stop(at, "a group does not end", "the end of group " + std::to_string(open[depth - 1]),
                        "the end of the message");
        const std::uint64_t tagAt = at;
        WireField inner;
        if (!readTag(at, inner.number, inner.type))
            return false;
        if (inner.type == WireType::GroupEnd) {
            if (inner.number != open[depth - 1])
                return stop(tagAt, "the wrong group ends", "the end of group " + std::to_string(open[depth - 1]),
                            "the end of group " + std::to_string(inner.number));
            if (--depth == 0)
                field.length = tagAt - field.offset;
        } else if (inner.type == WireType::Group) {
            if (depth == maxGroupDepth)
                return stop(tagAt, "groups are nested too deeply", "at most " + std::to_string(maxGroupDepth), "more");
            open[depth++] = inner.number;
        } else if (!readPayload(at, inner)) {
            return false;
        }
    }
    return true;
}

bool WireWalker::next()
{
    if (m_at >= m_bytes.size())
        return false;
    std::uint64_t at = m_at;
    WireField field;
    if (!readTag(at, field.number, field.type) || !readPayload(at, field))
        return false;
    field.payload = m_bytes.subspan(field.offset, field.length);
    field.begin = m_base + m_at;
    field.offset += m_base;
    field.end = m_base + at;
    m_at = at;
    m_field = field;
    return true;
}

Result<void> WireWalker::status() const
{
    if (m_error)
        return fail(*m_error);
    return {};
}

Result<WireBytes> openForWire(const ByteSource& source, std::uint64_t readLimitBytes)
{
    WireBytes out;
    const std::uint64_t size = source.sizeBytes();
    auto mapped = source.mapAt(0, size);
    if (!mapped)
        return fail(std::move(mapped.error()));
    if (*mapped) {
        out.bytes = (*mapped)->bytes;
        out.guard = std::move((*mapped)->guard);
        return out;
    }
    if (size > readLimitBytes)
        return fail(makeError(ErrorCode::Unsupported, "the encoded message is too large to be read at once")
                        .wanted("at most " + std::to_string(readLimitBytes) + " bytes")
                        .got(std::to_string(size) + " bytes"));
    std::vector<std::byte> bytes(size);
    if (auto r = source.readAt(0, bytes); !r)
        return fail(std::move(r.error()));
    out.copy = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
    out.bytes = *out.copy;
    return out;
}

void appendVarint(std::string& out, std::uint64_t value)
{
    while (value >= 0x80) {
        out.push_back(static_cast<char>((value & 0x7F) | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<char>(value));
}

void appendTag(std::string& out, std::uint32_t number, WireType type)
{
    appendVarint(out, std::uint64_t{number} << 3 | static_cast<std::uint8_t>(type));
}

void appendVarintField(std::string& out, std::uint32_t number, std::uint64_t value)
{
    appendTag(out, number, WireType::Varint);
    appendVarint(out, value);
}

void appendLengthField(std::string& out, std::uint32_t number, std::string_view bytes)
{
    appendTag(out, number, WireType::Length);
    appendVarint(out, bytes.size());
    out += bytes;
}

std::uint64_t varintSize(std::uint64_t value)
{
    return (static_cast<std::uint64_t>(std::bit_width(value | 1)) + 6) / 7;
}

} // namespace tensorgraft
