#include "model_io/codecs/pickle_text.h"

namespace tensorgraft::pickle {
namespace {

std::optional<std::uint32_t> digits(std::string_view text, int base)
{
    std::uint32_t value = 0;
    for (char c : text) {
        int digit = -1;
        if (c >= '0' && c <= '9')
            digit = c - '0';
        else if (c >= 'a' && c <= 'f')
            digit = c - 'a' + 10;
        else if (c >= 'A' && c <= 'F')
            digit = c - 'A' + 10;
        if (digit < 0 || digit >= base)
            return std::nullopt;
        value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
    }
    return value;
}

bool isOctal(char c) { return c >= '0' && c <= '7'; }

} // namespace

void appendUtf8(std::string& out, std::uint32_t c)
{
    const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

std::optional<std::string> decodeQuoted(std::string_view line)
{
    if (line.size() < 2 || line.front() != line.back() || (line.front() != '\'' && line.front() != '"'))
        return std::nullopt;
    const std::string_view text = line.substr(1, line.size() - 2);
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out.push_back(text[i]);
            continue;
        }
        if (++i == text.size())
            return std::nullopt;
        switch (const char c = text[i]; c) {
        case '\\': case '\'': case '"': out.push_back(c); break;
        case 'a': out.push_back('\a'); break;
        case 'b': out.push_back('\b'); break;
        case 'f': out.push_back('\f'); break;
        case 'n': out.push_back('\n'); break;
        case 'r': out.push_back('\r'); break;
        case 't': out.push_back('\t'); break;
        case 'v': out.push_back('\v'); break;
        case 'x': {
            const auto value = text.size() - i > 2 ? digits(text.substr(i + 1, 2), 16) : std::nullopt;
            if (!value)
                return std::nullopt;
            out.push_back(static_cast<char>(*value));
            i += 2;
            break;
        }
        default:
            if (!isOctal(c)) { // an unknown escape stands for itself
                out.push_back('\\');
                out.push_back(c);
                break;
            }
            std::size_t count = 1;
            while (count < 3 && i + count < text.size() && isOctal(text[i + count]))
                ++count;
            out.push_back(static_cast<char>(*digits(text.substr(i, count), 8) & 0xFF));
            i += count - 1;
        }
    }
    return out;
}

std::optional<std::string> decodeRawUnicode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'u' || text[i + 1] == 'U');
        if (!escape) {
            appendUtf8(out, static_cast<unsigned char>(text[i]));
            continue;
        }
        const std::size_t count = text[i + 1] == 'u' ? 4 : 8;
        const auto value = text.size() - i - 2 >= count ? digits(text.substr(i + 2, count), 16) : std::nullopt;
        if (!value || *value > 0x10FFFF)
            return std::nullopt;
        appendUtf8(out, *value);
        i += 1 + count;
    }
    return out;
}

std::string hexOfTwosComplement(std::string_view bytes)
{
    if (bytes.empty())
        return "0x0";
    const bool negative = (static_cast<unsigned char>(bytes.back()) & 0x80) != 0;
    std::string magnitude(bytes);
    if (negative) {
        unsigned carry = 1;
        for (char& c : magnitude) {
            const unsigned value = (~static_cast<unsigned>(static_cast<unsigned char>(c)) & 0xFF) + carry;
            c = static_cast<char>(value & 0xFF);
            carry = value >> 8;
        }
    }
    std::string hex;
    for (std::size_t i = magnitude.size(); i-- > 0;) {
        const auto byte = static_cast<unsigned char>(magnitude[i]);
        hex.push_back("0123456789abcdef"[byte >> 4]);
        hex.push_back("0123456789abcdef"[byte & 15]);
    }
    const std::size_t first = hex.find_first_not_of('0');
    return (negative ? "-0x" : "0x") + (first == std::string::npos ? "0" : hex.substr(first));
}

} // namespace tensorgraft::pickle
