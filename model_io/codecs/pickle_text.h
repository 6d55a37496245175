#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tensorgraft::pickle {

/// Appends a code point as UTF-8 (surrogates too, as Python's surrogatepass does).
void appendUtf8(std::string& out, std::uint32_t codePoint);
/// The value of a quoted protocol 0 string ('...' or "..." with Python escapes); nullopt where it is malformed.
[[nodiscard]] std::optional<std::string> decodeQuoted(std::string_view line);
/// The UTF-8 value of a protocol 0 unicode line: latin-1 with \uXXXX and \UXXXXXXXX; nullopt where it is malformed.
[[nodiscard]] std::optional<std::string> decodeRawUnicode(std::string_view line);
/// "-0x1f": a little-endian two's complement integer of any length, lower case without leading zeros.
[[nodiscard]] std::string hexOfTwosComplement(std::string_view bytes);

} // namespace tensorgraft::pickle
