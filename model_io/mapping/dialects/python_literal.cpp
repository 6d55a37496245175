#include "model_io/mapping/dialects/python_literal.h"

#include "model_io/mapping/json_node.h"

#include <array>
#include <cctype>
#include <optional>

namespace tensorgraft::dialects {
namespace {

constexpr std::size_t maxBytes = std::size_t{32} << 20;
constexpr std::size_t maxDepth = 64;
constexpr std::size_t maxValues = 4'000'000;

using Kind = Literal::Kind;

bool startsName(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool continuesName(char c) { return startsName(c) || std::isdigit(static_cast<unsigned char>(c)); }

void appendUtf8(std::string& out, std::uint32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    Result<std::vector<Statement>> run()
    {
        std::vector<Statement> statements;
        for (;;) {
            skipBlank(true);
            while (peek() == ';')
                ++m_at, skipBlank(true);
            if (done())
                return statements;
            if (skippedImport())
                continue;
            auto statement = readStatement();
            if (!statement)
                return fail(std::move(statement.error()));
            statements.push_back(std::move(*statement));
            skipBlank(false);
            if (!done() && peek() != '\n' && peek() != '\r' && peek() != ';')
                return error(ErrorCode::Unsupported, m_at, "'" + excerpt() + "' would have to be computed", "Python is read as data here and never executed; write the values themselves");
        }
    }

private:
    [[nodiscard]] bool done() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    [[nodiscard]] std::string excerpt() const
    {
        std::string_view rest = m_text.substr(m_at, 24);
        rest = rest.substr(0, rest.find_first_of("\r\n"));
        return std::string(rest);
    }
    [[nodiscard]] Failure error(ErrorCode code, std::size_t position, std::string message, std::string hint = {}) const
    {
        return fail(literalError(code, m_text, position, std::move(message), std::move(hint)));
    }

    void skipBlank(bool lines)
    {
        while (!done()) {
            const char c = peek();
            if (c == '#') {
                while (!done() && peek() != '\n')
                    ++m_at;
            } else if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
                m_at += peek(1) == '\n' ? 2 : 3;
            } else if (c == ' ' || c == '\t' || c == '\f' || ((c == '\n' || c == '\r') && lines)) {
                ++m_at;
            } else {
                return;
            }
        }
    }

    bool skippedImport()
    {
        for (const std::string_view word : {"import ", "from "})
            if (m_text.substr(m_at, word.size()) == word) {
                while (!done() && peek() != '\n')
                    ++m_at;
                return true;
            }
        return false;
    }

    std::string readName()
    {
        const std::size_t from = m_at;
        while (continuesName(peek()))
            ++m_at;
        return std::string(m_text.substr(from, m_at - from));
    }

    Result<Statement> readStatement()
    {
        Statement statement;
        const std::size_t from = m_at;
        if (startsName(peek())) {
            std::string name = readName();
            if (name == "return") {
                skipBlank(false);
            } else {
                for (const std::string_view word : {"for", "if", "else", "elif", "while", "with", "def", "class", "try", "except", "lambda", "del", "assert", "async", "global", "print"})
                    if (name == word)
                        return error(ErrorCode::Unsupported, from, "'" + name + "' would have to be executed", "Python is read as data here; paste the dictionary, list or call alone");
                while (peek() == '.' && startsName(peek(1))) {
                    ++m_at;
                    name += '.' + readName();
                }
                skipBlank(false);
                if (peek() == ':')
                    skipAnnotation();
                if (peek() == '=' && peek(1) != '=') {
                    ++m_at;
                    skipBlank(false);
                    statement.name = std::move(name);
                } else {
                    m_at = from;
                }
            }
        }
        auto value = readValue(0);
        if (!value)
            return fail(std::move(value.error()));
        statement.value = std::move(*value);
        return statement;
    }

    /// Over `: dict[str, str]` to the '='; nothing is moved where none follows on the line.
    void skipAnnotation()
    {
        const std::size_t from = m_at;
        while (!done() && peek() != '=' && peek() != '\n')
            ++m_at;
        if (peek() != '=')
            m_at = from;
    }

    Result<Literal> readValue(std::size_t depth)
    {
        if (depth > maxDepth)
            return error(ErrorCode::Usage, m_at, "values are nested too deeply");
        if (++m_values > maxValues)
            return error(ErrorCode::Usage, m_at, "there are too many values");
        Literal value;
        value.position = m_at;
        const char c = peek();
        if (done())
            return error(ErrorCode::Usage, m_at, "a value is missing at the end of the text");
        if (c == '"' || c == '\'')
            return readStrings({}, depth);
        if (c == '{')
            return readBraces(depth);
        if (c == '[')
            return readItems(']', Kind::List, depth);
        if (c == '(')
            return readParentheses(depth);
        if (std::isdigit(static_cast<unsigned char>(c)) || ((c == '-' || c == '+' || c == '.') && (std::isdigit(static_cast<unsigned char>(peek(1))) || peek(1) == '.'))) {
            value.kind = Kind::Number;
            const std::size_t from = m_at++;
            while (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '.' || peek() == '_' ||
                   ((peek() == '-' || peek() == '+') && (m_text[m_at - 1] == 'e' || m_text[m_at - 1] == 'E')))
                ++m_at;
            value.text = m_text.substr(from, m_at - from);
            return value;
        }
        if (startsName(c)) {
            const std::string name = readName();
            if (peek() == '"' || peek() == '\'')
                return readStrings(name, depth);
            return readAfterName(name, value.position, depth);
        }
        return error(ErrorCode::Usage, m_at, "'" + excerpt() + "' is no value", "Write a dictionary, list, tuple, string or number, in JSON or Python");
    }

    Result<Literal> readAfterName(std::string name, std::size_t from, std::size_t depth)
    {
        Literal value;
        value.position = from;
        if (name == "None" || name == "null")
            return value;
        if (name == "True" || name == "true" || name == "False" || name == "false") {
            value.kind = Kind::Boolean;
            value.boolean = name[0] == 'T' || name[0] == 't';
            return value;
        }
        value.kind = Kind::Name;
        if (name == "lambda") { // kept as its text, up to the end of the argument
            skipExpression(true);
            value.text = m_text.substr(from, m_at - from);
            return value;
        }
        while (peek() == '.' && startsName(peek(1))) {
            ++m_at;
            name += '.' + readName();
        }
        value.text = name;
        if (peek() == '(') {
            auto call = readArguments(depth);
            if (!call)
                return call;
            call->kind = Kind::Call;
            call->text = std::move(name);
            call->position = from;
            if (peek() != '.' && peek() != '[' && peek() != '(')
                return call;
        }
        // net.variables["w"].op.name and the like: kept as text.
        if (peek() == '.' || peek() == '[' || peek() == '(') {
            skipExpression();
            value.text = m_text.substr(from, m_at - from);
        }
        return value;
    }

    /// Over an expression that is only quoted, to the ',' or bracket that ends it. The ':' of a lambda belongs to it.
    void skipExpression(bool lambda = false)
    {
        std::size_t open = 0;
        while (!done()) {
            const char c = peek();
            if (c == '"' || c == '\'') {
                const std::size_t close = m_text.find(c, m_at + 1);
                m_at = close == std::string_view::npos ? m_text.size() : close + 1;
                continue;
            }
            if (open == 0 && lambda && c == ':')
                lambda = false;
            else if (open == 0 && (c == ',' || c == '\n' || c == ')' || c == ']' || c == '}' || c == ':' || c == '#'))
                return;
            if (c == '(' || c == '[' || c == '{')
                ++open;
            if (c == ')' || c == ']' || c == '}')
                --open;
            ++m_at;
        }
    }

    Result<Literal> readArguments(std::size_t depth)
    {
        Literal call;
        const std::size_t open = m_at++;
        for (;;) {
            skipBlank(true);
            if (done())
                return error(ErrorCode::Usage, open, "this '(' is never closed");
            if (peek() == ')') {
                ++m_at;
                return call;
            }
            const std::size_t from = m_at;
            std::string keyword;
            if (startsName(peek())) {
                keyword = readName();
                skipBlank(true);
                if (peek() == '=' && peek(1) != '=') {
                    ++m_at;
                    skipBlank(true);
                } else {
                    keyword.clear();
                    m_at = from;
                }
            }
            auto value = readValue(depth + 1);
            if (!value)
                return value;
            if (keyword.empty()) {
                call.items.push_back(std::move(*value));
            } else {
                Literal key;
                key.kind = Kind::String;
                key.text = std::move(keyword);
                key.position = from;
                call.members.push_back({std::move(key), std::move(*value)});
            }
            if (auto separated = separator(')', open); !separated)
                return fail(std::move(separated.error()));
        }
    }

    /// A comma, or nothing in front of `close`.
    Result<void> separator(char close, std::size_t open)
    {
        skipBlank(true);
        if (peek() == ',') {
            ++m_at;
            return {};
        }
        if (peek() == close)
            return {};
        if (done())
            return error(ErrorCode::Usage, open, std::string("this '") + m_text[open] + "' is never closed");
        return error(ErrorCode::Unsupported, m_at, "'" + excerpt() + "' would have to be computed, or a comma is missing", "Python is read as data here and never executed; write the values themselves");
    }

    Result<Literal> readItems(char close, Kind kind, std::size_t depth)
    {
        Literal list;
        list.kind = kind;
        list.position = m_at;
        const std::size_t open = m_at++;
        for (;;) {
            skipBlank(true);
            if (done())
                return error(ErrorCode::Usage, open, std::string("this '") + m_text[open] + "' is never closed");
            if (peek() == close) {
                ++m_at;
                return list;
            }
            auto value = readValue(depth + 1);
            if (!value)
                return value;
            list.items.push_back(std::move(*value));
            if (auto separated = separator(close, open); !separated)
                return fail(std::move(separated.error()));
        }
    }

    /// A tuple, or one value in parentheses.
    Result<Literal> readParentheses(std::size_t depth)
    {
        const std::size_t open = m_at;
        auto list = readItems(')', Kind::Tuple, depth);
        if (!list || list->items.size() != 1)
            return list;
        std::size_t before = m_at - 1;
        while (before > open && std::isspace(static_cast<unsigned char>(m_text[before - 1])))
            --before;
        if (m_text[before - 1] == ',')
            return list;
        Literal only = std::move(list->items[0]);
        return only;
    }

    Result<Literal> readBraces(std::size_t depth)
    {
        Literal dict;
        dict.kind = Kind::Dict;
        dict.position = m_at;
        const std::size_t open = m_at++;
        for (;;) {
            skipBlank(true);
            if (done())
                return error(ErrorCode::Usage, open, "this '{' is never closed");
            if (peek() == '}') {
                ++m_at;
                return dict;
            }
            auto key = readValue(depth + 1);
            if (!key)
                return key;
            skipBlank(true);
            if (peek() == ':') {
                ++m_at;
                skipBlank(true);
                auto value = readValue(depth + 1);
                if (!value)
                    return value;
                dict.members.push_back({std::move(*key), std::move(*value)});
            } else if (dict.members.empty()) { // a set
                dict.kind = Kind::List;
                dict.items.push_back(std::move(*key));
            } else {
                return error(ErrorCode::Usage, m_at, "':' and a value are missing behind this key");
            }
            if (auto separated = separator('}', open); !separated)
                return fail(std::move(separated.error()));
        }
    }

    Result<Literal> readStrings(std::string prefix, std::size_t depth)
    {
        Literal value;
        value.kind = Kind::String;
        value.position = m_at - prefix.size();
        for (;;) {
            bool raw = false, bytes = false;
            for (const char c : prefix) {
                const char lower = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
                if (lower == 'f')
                    return error(ErrorCode::Unsupported, m_at - prefix.size(), "an f-string would have to be computed", "Write the text itself");
                if (lower != 'r' && lower != 'b' && lower != 'u')
                    return error(ErrorCode::Usage, m_at - prefix.size(), "'" + prefix + "' is no prefix of a string");
                raw = raw || lower == 'r';
                bytes = bytes || lower == 'b';
            }
            if (auto one = readOneString(value.text, raw, bytes); !one)
                return fail(std::move(one.error()));
            // Neighbours are one string; outside brackets only on the same line.
            const std::size_t end = m_at;
            skipBlank(depth > 0);
            prefix.clear();
            if (startsName(peek())) {
                const std::size_t from = m_at;
                prefix = readName();
                if (peek() != '"' && peek() != '\'') {
                    m_at = from;
                    prefix.clear();
                }
            }
            if (peek() != '"' && peek() != '\'') {
                m_at = end;
                return value;
            }
        }
    }

    Result<void> readOneString(std::string& out, bool raw, bool bytes)
    {
        const std::size_t open = m_at;
        const char quote = peek();
        const bool triple = peek(1) == quote && peek(2) == quote;
        m_at += triple ? 3 : 1;
        for (;;) {
            if (done() || (!triple && peek() == '\n'))
                return error(ErrorCode::Usage, open, "this string is never closed");
            const char c = peek();
            if (c == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
                m_at += triple ? 3 : 1;
                return {};
            }
            if (c != '\\') {
                out += c;
                ++m_at;
                continue;
            }
            if (raw) {
                out += c;
                ++m_at;
                if (!done())
                    out += m_text[m_at++];
                continue;
            }
            if (auto escaped = readEscape(out, bytes); !escaped)
                return escaped;
        }
    }

    Result<void> readEscape(std::string& out, bool bytes)
    {
        const std::size_t from = m_at++;
        const char c = peek();
        ++m_at;
        switch (c) {
        case '\n': return {};
        case '\\': case '\'': case '"': out += c; return {};
        case 'a': out += '\a'; return {};
        case 'b': out += '\b'; return {};
        case 'f': out += '\f'; return {};
        case 'n': out += '\n'; return {};
        case 'r': out += '\r'; return {};
        case 't': out += '\t'; return {};
        case 'v': out += '\v'; return {};
        case 'x': return readCode(out, 2, from, bytes);
        case 'u': return bytes ? keep(out, c) : readCode(out, 4, from, false);
        case 'U': return bytes ? keep(out, c) : readCode(out, 8, from, false);
        case 'N': return bytes ? keep(out, c) : Result<void>(error(ErrorCode::Unsupported, from, "characters by their Unicode name are not known here", "Write its number behind \\u"));
        default: break;
        }
        if (c >= '0' && c <= '7') {
            std::uint32_t code = static_cast<std::uint32_t>(c - '0');
            for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; ++i)
                code = code * 8 + static_cast<std::uint32_t>(m_text[m_at++] - '0');
            add(out, code & 0x1FF, bytes);
            return {};
        }
        return keep(out, c);
    }
    /// An escape that Python does not know stays as it is written.
    static Result<void> keep(std::string& out, char c)
    {
        out += '\\';
        if (c)
            out += c;
        return {};
    }
    static void add(std::string& out, std::uint32_t code, bool bytes)
    {
        if (bytes)
            out += static_cast<char>(code & 0xFF);
        else
            appendUtf8(out, code);
    }
    Result<void> readCode(std::string& out, std::size_t digits, std::size_t from, bool bytes)
    {
        std::uint32_t code = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = peek();
            if (!std::isxdigit(static_cast<unsigned char>(c)))
                return error(ErrorCode::Usage, from, "this escape needs " + std::to_string(digits) + " hexadecimal digits");
            const int digit = std::isdigit(static_cast<unsigned char>(c)) ? c - '0' : std::tolower(static_cast<unsigned char>(c)) - 'a' + 10;
            code = code * 16 + static_cast<std::uint32_t>(digit);
            ++m_at;
        }
        if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
            return error(ErrorCode::Usage, from, "this escape is no character");
        add(out, code, bytes);
        return {};
    }

    std::string_view m_text;
    std::size_t m_at = 0, m_values = 0;
};

Literal fromJson(const JsonNode& node)
{
    Literal value;
    value.position = node.position;
    value.boolean = node.boolean;
    value.text = node.text;
    switch (node.kind) {
    case JsonNode::Kind::Null: break;
    case JsonNode::Kind::Boolean: value.kind = Kind::Boolean; break;
    case JsonNode::Kind::Number: value.kind = Kind::Number; break;
    case JsonNode::Kind::String: value.kind = Kind::String; break;
    case JsonNode::Kind::Array:
        value.kind = Kind::List;
        for (const JsonNode& item : node.items)
            value.items.push_back(fromJson(item));
        break;
    case JsonNode::Kind::Object:
        value.kind = Kind::Dict;
        for (const JsonNode::Member& member : node.members) {
            Literal key;
            key.kind = Kind::String;
            key.text = member.key;
            key.position = member.position;
            value.members.push_back({std::move(key), fromJson(member.value)});
        }
        break;
    }
    return value;
}

std::string hexByte(unsigned char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    return {'\\', 'x', digits[c >> 4], digits[c & 15]};
}

} // namespace

const Literal* Literal::find(std::string_view key) const
{
    for (const Member& member : members)
        if (member.key.isString() && member.key.text == key)
            return &member.value;
    return nullptr;
}

std::string Literal::described() const
{
    switch (kind) {
    case Kind::None: return "None";
    case Kind::Boolean: return boolean ? "True" : "False";
    case Kind::Number: return "the number " + text;
    case Kind::String: return "the string '" + text + "'";
    case Kind::List: return "a list";
    case Kind::Tuple: return "a tuple";
    case Kind::Dict: return "a dictionary";
    case Kind::Call: return "the call " + text + "(...)";
    case Kind::Name: return "the name '" + text + "'";
    }
    return "a value";
}

std::string placeOf(std::string_view text, std::size_t position) { return placeIn(text, position); }

Error literalError(ErrorCode code, std::string_view text, std::size_t position, std::string message, std::string hint)
{
    return makeError(code, placeIn(text, position) + ": " + std::move(message)).advise(std::move(hint));
}

Result<std::vector<Statement>> parseLiterals(std::string_view text)
{
    if (text.size() > maxBytes)
        return fail(makeError(ErrorCode::Usage, "the text is too long").wanted("at most 32 MiB"));
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return fail(ErrorCode::Usage, "the text is empty");
    if (text[first] == '{' || text[first] == '[')
        if (auto json = parseJsonNode(text, {})) {
            std::vector<Statement> statements(1);
            statements[0].value = fromJson(*json);
            return statements;
        }
    return Parser(text).run();
}

std::string pythonString(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += '\\', out += c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (byte < 0x20 || byte == 0x7F)
            out += hexByte(byte);
        else
            out += c;
    }
    return out + '"';
}

std::string pythonRawString(std::string_view text)
{
    const bool plain = text.find('\\') == std::string_view::npos;
    const bool rawWorks = text.find_first_of("\"\n\r") == std::string_view::npos && !text.ends_with('\\');
    return plain || !rawWorks ? pythonString(text) : "r\"" + std::string(text) + '"';
}

} // namespace tensorgraft::dialects
