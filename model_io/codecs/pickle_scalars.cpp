#include "model_io/codecs/pickle_machine.h"
#include "model_io/codecs/pickle_text.h"

#include <bit>
#include <charconv>
#include <utility>

// The opcodes of numbers and strings.
namespace tensorgraft::pickle {
namespace {

constexpr std::uint64_t maxNumberBytes = 1 << 20;

bool isDecimal(std::string_view text)
{
    if (!text.empty() && (text.front() == '-' || text.front() == '+'))
        text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

Result<void> Machine::pushNumberLine(std::string_view line, bool longSuffix)
{
    if (longSuffix && line.ends_with('L'))
        line.remove_suffix(1);
    if (!isDecimal(line))
        return corrupt("a number is no number");
    if (line.front() == '+')
        line.remove_prefix(1);
    std::int64_t value = 0;
    const auto end = line.data() + line.size();
    if (std::from_chars(line.data(), end, value).ec == std::errc())
        return push(value);
    return push(BigInt{std::string(line)});
}

Result<void> Machine::pushLong(std::uint64_t length)
{
    if (length > maxNumberBytes)
        return corrupt("an integer of " + std::to_string(length) + " bytes");
    auto bytes = m_cursor.takeString(length);
    if (!bytes)
        return tl::unexpected(std::move(bytes.error()));
    if (length > 8)
        return push(BigInt{hexOfTwosComplement(*bytes)});
    std::uint64_t value = 0;
    for (std::size_t i = bytes->size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>((*bytes)[i]);
    if (length > 0 && length < 8 && (static_cast<unsigned char>(bytes->back()) & 0x80) != 0)
        value |= ~std::uint64_t{0} << (8 * length);
    return push(static_cast<std::int64_t>(value));
}

Result<void> Machine::number(std::uint8_t opcode, bool& known)
{
    const auto little = [this](std::size_t bytes) -> Result<std::uint64_t> { return m_cursor.takeUnsigned(bytes); };
    switch (opcode) {
    case 'N': return pushShared(m_none);
    case 0x88: return pushShared(m_true);
    case 0x89: return pushShared(m_false);
    case 'K': {
        auto value = little(1);
        if (!value)
            return tl::unexpected(std::move(value.error()));
        Value*& cached = m_smallInts[static_cast<std::size_t>(*value)];
        if (cached)
            return pushShared(cached);
        auto ok = push(static_cast<std::int64_t>(*value));
        if (ok)
            cached = m_stack.back();
        return ok;
    }
    case 'M': case 'J': {
        auto value = little(opcode == 'M' ? 2 : 4);
        if (!value)
            return tl::unexpected(std::move(value.error()));
        return push(opcode == 'M' ? static_cast<std::int64_t>(*value)
                                  : std::int64_t{static_cast<std::int32_t>(static_cast<std::uint32_t>(*value))});
    }
    case 'I': case 'L': {
        auto line = m_cursor.takeLine(maxNumberBytes);
        if (!line)
            return tl::unexpected(std::move(line.error()));
        if (opcode == 'I' && (*line == "00" || *line == "01"))
            return pushShared(*line == "01" ? m_true : m_false);
        return pushNumberLine(*line, opcode == 'L');
    }
    case 0x8a: case 0x8b: { // LONG1, LONG4
        auto length = little(opcode == 0x8a ? 1 : 4);
        return length ? pushLong(*length) : Done(tl::unexpected(std::move(length.error())));
    }
    case 'F': {
        auto line = m_cursor.takeLine(1024);
        if (!line)
            return tl::unexpected(std::move(line.error()));
        double value = 0;
        const char* end = line->data() + line->size();
        const auto parsed = std::from_chars(line->data(), end, value);
        // Out of range is what Python reads as infinity or zero; only the text must be a number to its end.
        if (parsed.ptr != end || parsed.ec == std::errc::invalid_argument || line->empty())
            return corrupt("a number is no number");
        return push(value);
    }
    case 'G': {
        auto bytes = m_cursor.take(8);
        if (!bytes)
            return tl::unexpected(std::move(bytes.error()));
        std::uint64_t bits = 0;
        for (const std::byte b : *bytes)
            bits = bits << 8 | static_cast<std::uint8_t>(b);
        return push(std::bit_cast<double>(bits));
    }
    default: known = false; return {};
    }
}

Result<void> Machine::pushRun(std::uint8_t opcode, std::size_t lengthBytes, bool isText)
{
    auto length = m_cursor.takeUnsigned(lengthBytes);
    if (!length)
        return tl::unexpected(std::move(length.error()));
    Bytes run;
    run.opcode = opcode;
    run.opcodeOffset = m_opcodeOffset;
    run.offset = m_cursor.position();
    run.length = *length;
    run.isText = isText;
    if (*length > m_cursor.remaining())
        return fail(makeError(ErrorCode::Corrupt, "damaged pickle: a string passes the end of the data")
                        .at(m_path)
                        .at(m_opcodeOffset)
                        .wanted(std::to_string(*length) + " bytes")
                        .got(std::to_string(m_cursor.remaining()))
                        .advise("The file is damaged or was not copied completely."));
    if (*length <= m_limits.inlineBytes) {
        auto data = m_cursor.takeString(*length);
        if (!data)
            return tl::unexpected(std::move(data.error()));
        run.data = std::move(*data);
    } else if (auto ok = m_cursor.skip(*length); !ok) {
        return ok;
    }
    run.endOffset = m_cursor.position();
    return push(std::move(run));
}

Result<void> Machine::text(std::uint8_t opcode, bool& known)
{
    switch (opcode) {
    case 'U': return pushRun(opcode, 1, false);
    case 'T': return pushRun(opcode, 4, false);
    case 'C': return pushRun(opcode, 1, false);
    case 'B': return pushRun(opcode, 4, false);
    case 0x8e: case 0x96: return pushRun(opcode, 8, false);
    case 0x8c: return pushRun(opcode, 1, true);
    case 'X': return pushRun(opcode, 4, true);
    case 0x8d: return pushRun(opcode, 8, true);
    case 'S': case 'V': {
        auto line = m_cursor.takeLine(m_cursor.remaining());
        if (!line)
            return tl::unexpected(std::move(line.error()));
        if (line->ends_with('\r') && opcode == 'S') // written in text mode on Windows
            line->pop_back();
        auto decoded = opcode == 'S' ? decodeQuoted(*line) : decodeRawUnicode(*line);
        if (!decoded)
            return corrupt("a string is badly quoted or escaped");
        Bytes run;
        run.opcode = opcode;
        run.opcodeOffset = m_opcodeOffset;
        run.offset = m_opcodeOffset + 1;
        run.length = line->size();
        run.isText = opcode == 'V';
        run.raw = false;
        run.data = std::move(*decoded);
        run.endOffset = m_cursor.position();
        return push(std::move(run));
    }
    default: known = false; return {};
    }
}

} // namespace tensorgraft::pickle
