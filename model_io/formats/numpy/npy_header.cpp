#include "model_io/formats/numpy/npy_header.h"

#include "model_io/codecs/little_endian.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tensorgraft::numpy {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::uint64_t maxHeaderBytes = 1 << 20; ///< NumPy itself refuses more than 10,000 bytes by default

/// Reads Python literals: exactly what format.py writes, nothing else.
class LiteralReader {
public:
    explicit LiteralReader(std::string_view text) : m_text(text) {}

    void skipSpace()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\t'))
            ++m_at;
    }
    bool accept(char c)
    {
        skipSpace();
        if (m_at == m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool acceptWord(std::string_view word)
    {
        skipSpace();
        if (!m_text.substr(m_at).starts_with(word))
            return false;
        m_at += word.size();
        return true;
    }
    std::optional<std::string> string()
    {
        skipSpace();
        if (m_at < m_text.size() && (m_text[m_at] == 'u' || m_text[m_at] == 'b'))
            ++m_at; // Python 2 and odd writers
        if (m_at == m_text.size() || (m_text[m_at] != '\'' && m_text[m_at] != '"'))
            return std::nullopt;
        const char quote = m_text[m_at++];
        const std::size_t end = m_text.find(quote, m_at);
        if (end == std::string_view::npos)
            return std::nullopt;
        std::string value(m_text.substr(m_at, end - m_at));
        m_at = end + 1;
        return value;
    }
    std::optional<std::int64_t> integer()
    {
        skipSpace();
        std::int64_t value = 0;
        const char* begin = m_text.data() + m_at;
        const auto [end, ec] = std::from_chars(begin, m_text.data() + m_text.size(), value);
        if (ec != std::errc())
            return std::nullopt;
        m_at += static_cast<std::size_t>(end - begin);
        accept('L'); // Python 2
        return value;
    }
    /// The text of a bracketed value, brackets included, without looking into it.
    std::optional<std::string> bracketed(char open, char close)
    {
        skipSpace();
        if (m_at == m_text.size() || m_text[m_at] != open)
            return std::nullopt;
        const std::size_t start = m_at;
        int depth = 0;
        char quote = 0;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (quote) {
                quote = c == quote ? '\0' : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == open) {
                ++depth;
            } else if (c == close && --depth == 0) {
                ++m_at;
                return std::string(m_text.substr(start, m_at - start));
            }
        }
        return std::nullopt;
    }
    bool atEnd()
    {
        skipSpace();
        return m_at == m_text.size();
    }
    [[nodiscard]] std::size_t position() const { return m_at; }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

std::optional<Shape> readShape(LiteralReader& reader)
{
    if (!reader.accept('('))
        return std::nullopt;
    std::vector<std::int64_t> dims;
    while (!reader.accept(')')) {
        const auto value = reader.integer();
        if (!value || *value < 0 || dims.size() >= 64)
            return std::nullopt;
        dims.push_back(*value);
        if (!reader.accept(',') && dims.size() == 1)
            return std::nullopt; // (5) is no tuple
    }
    return Shape(std::move(dims));
}

bool readDictionary(LiteralReader& reader, Header& header)
{
    bool hasDescription = false, hasOrder = false, hasShape = false;
    if (!reader.accept('{'))
        return false;
    while (!reader.accept('}')) {
        const auto key = reader.string();
        if (!key || !reader.accept(':'))
            return false;
        if (*key == "descr" && !hasDescription) {
            if (auto text = reader.string()) {
                header.description = std::move(*text);
                header.element = parseDescription(header.description);
            } else if (auto record = reader.bracketed('[', ']')) {
                header.description = std::move(*record);
            } else if (auto aligned = reader.bracketed('(', ')')) {
                header.description = std::move(*aligned);
            } else {
                return false;
            }
            hasDescription = true;
        } else if (*key == "fortran_order" && !hasOrder) {
            header.fortranOrder = reader.acceptWord("True");
            if (!header.fortranOrder && !reader.acceptWord("False"))
                return false;
            hasOrder = true;
        } else if (*key == "shape" && !hasShape) {
            auto shape = readShape(reader);
            if (!shape)
                return false;
            header.shape = std::move(*shape);
            hasShape = true;
        } else {
            return false;
        }
        if (!reader.accept(',')) {
            if (!reader.accept('}'))
                return false;
            break;
        }
    }
    return hasDescription && hasOrder && hasShape && reader.atEnd();
}

} // namespace

ElementType parseDescription(std::string_view text)
{
    ElementType type;
    if (text.size() > 1 && std::string_view("<>|=").find(text.front()) != std::string_view::npos) {
        type.bigEndian = text.front() == '>';
        text.remove_prefix(1);
    }
    if (text == "bfloat16" || text.starts_with("float8_")) { // as ml_dtypes names them
        if (const auto known = dtypeFromName(text)) {
            type.dtype = *known;
            type.itemBytes = itemSizeBytes(*known);
        }
        return type;
    }
    if (text == "?") {
        type.dtype = DType::Bool;
        type.itemBytes = 1;
        return type;
    }
    if (text.empty())
        return type;
    const char kind = text.front();
    std::uint64_t count = 0;
    const auto digits = text.substr(1);
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    type.isObject = kind == 'O';
    if (type.isObject || ec != std::errc() || end != digits.data() + digits.size() || count > (std::uint64_t{1} << 31))
        return type;
    type.itemBytes = kind == 'U' ? 4 * count : count;
    if (kind == 'S' || kind == 'U' || kind == 'a') {
        type.dtype = DType::String;
        return type;
    }
    const struct {
        char kind;
        std::uint64_t bytes;
        DType dtype;
    } table[] = {{'b', 1, DType::Bool},     {'i', 1, DType::Int8},    {'i', 2, DType::Int16},     {'i', 4, DType::Int32},
                 {'i', 8, DType::Int64},    {'u', 1, DType::UInt8},   {'u', 2, DType::UInt16},    {'u', 4, DType::UInt32},
                 {'u', 8, DType::UInt64},   {'f', 2, DType::Float16}, {'f', 4, DType::Float32},   {'f', 8, DType::Float64},
                 {'c', 8, DType::Complex64}, {'c', 16, DType::Complex128}};
    for (const auto& row : table)
        if (row.kind == kind && row.bytes == count)
            type.dtype = row.dtype;
    return type;
}

std::string describeType(DType dtype, bool bigEndian)
{
    const std::string order = bigEndian ? ">" : "<";
    switch (dtype) {
    case DType::Bool: return "|b1";
    case DType::Int8: return "|i1";
    case DType::UInt8: return "|u1";
    case DType::Int16: return order + "i2";
    case DType::UInt16: return order + "u2";
    case DType::Int32: return order + "i4";
    case DType::UInt32: return order + "u4";
    case DType::Int64: return order + "i8";
    case DType::UInt64: return order + "u8";
    case DType::Float16: return order + "f2";
    case DType::Float32: return order + "f4";
    case DType::Float64: return order + "f8";
    case DType::Complex64: return order + "c8";
    case DType::Complex128: return order + "c16";
    default: return {};
    }
}

Result<Header> readHeader(const ByteSource& source, const std::filesystem::path& path)
{
    std::byte start[12]{};
    const std::uint64_t size = source.sizeBytes();
    const auto have = static_cast<std::size_t>(std::min<std::uint64_t>(size, sizeof start));
    if (auto ok = source.readAt(0, std::span(start).first(have)); !ok)
        return tl::unexpected(std::move(ok.error()));
    const std::string_view text(reinterpret_cast<const char*>(start), have);
    if (!text.starts_with(magic.substr(0, std::min(have, magic.size()))) || have == 0)
        return fail(makeError(ErrorCode::NotThisFormat, "this is no .npy file").at(path));
    const auto truncated = [&](std::uint64_t needed) {
        return fail(makeError(ErrorCode::Corrupt, "the .npy header is cut off")
                        .at(path)
                        .at(size)
                        .wanted(std::to_string(needed) + " bytes")
                        .got(std::to_string(size))
                        .advise("The file is truncated; copy or download it again."));
    };
    if (have < 10)
        return truncated(10);
    Header header;
    header.version = std::to_integer<int>(start[6]);
    if (header.version < 1 || header.version > 3)
        return fail(makeError(ErrorCode::Unsupported, "unknown version of the .npy format")
                        .at(path)
                        .at(6)
                        .wanted("1, 2 or 3")
                        .got(std::to_string(header.version)));
    const std::size_t lengthBytes = header.version == 1 ? 2 : 4;
    if (have < 8 + lengthBytes)
        return truncated(8 + lengthBytes);
    const std::uint64_t length = loadLittle(start, 8, lengthBytes);
    header.dataOffset = 8 + lengthBytes + length;
    if (length > maxHeaderBytes)
        return fail(makeError(ErrorCode::Corrupt, "the .npy header has an absurd size")
                        .at(path)
                        .at(8)
                        .got(std::to_string(length) + " bytes")
                        .advise("The file is damaged; copy or download it again."));
    if (header.dataOffset > size)
        return truncated(header.dataOffset);
    std::string dictionary(static_cast<std::size_t>(length), '\0');
    if (auto ok = source.readAt(8 + lengthBytes, std::as_writable_bytes(std::span(dictionary))); !ok)
        return tl::unexpected(std::move(ok.error()));
    LiteralReader reader(dictionary);
    if (!readDictionary(reader, header))
        return fail(makeError(ErrorCode::Corrupt, "the .npy header is damaged")
                        .at(path)
                        .at(8 + lengthBytes + reader.position())
                        .wanted("{'descr': ..., 'fortran_order': ..., 'shape': ...}")
                        .advise("The file is damaged; copy or download it again."));
    if (!header.shape.checkedElementCount())
        return fail(makeError(ErrorCode::Corrupt, "the .npy header has an absurd shape")
                        .at(path)
                        .got(header.shape.toString())
                        .advise("The file is damaged; copy or download it again."));
    return header;
}

std::vector<std::byte> makeHeader(std::string_view description, bool fortranOrder, const Shape& shape)
{
    std::string text = "{'descr': '" + std::string(description) + "', 'fortran_order': " +
                       (fortranOrder ? "True" : "False") + ", 'shape': " + shape.toString() + ", }";
    const bool wide = text.size() + 11 > 0xFFFF - 64;
    const std::size_t prefix = wide ? 12 : 10;
    text.append((64 - (prefix + text.size() + 1) % 64) % 64, ' ');
    text.push_back('\n');
    std::vector<std::byte> bytes;
    for (const char c : magic)
        bytes.push_back(static_cast<std::byte>(c));
    appendLittle(bytes, 2, wide ? 2 : 1);
    appendLittle(bytes, prefix - 8, text.size());
    for (const char c : text)
        bytes.push_back(static_cast<std::byte>(c));
    return bytes;
}

std::vector<std::int64_t> fortranStrides(const Shape& shape)
{
    std::vector<std::int64_t> strides(shape.rank());
    std::int64_t step = 1;
    for (std::size_t axis = 0; axis < strides.size(); ++axis) {
        strides[axis] = step;
        step *= std::max<std::int64_t>(shape[axis], 1);
    }
    return strides;
}

} // namespace tensorgraft::numpy
