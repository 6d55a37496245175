#include "model_io/mapping/json_node.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace tensorgraft {
namespace {

using Kind = JsonNode::Kind;
constexpr std::size_t maxDepth = 64;

/// Hands nlohmann's parser one byte after another and counts them: its SAX events do not say where they happened.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::size_t* count) : m_at(at), m_count(count) {}
    reference operator*() const { return *m_at; }
    CountingIterator& operator++()
    {
        ++m_at;
        ++*m_count;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return m_at == other.m_at; }
    bool operator!=(const CountingIterator& other) const { return m_at != other.m_at; }

private:
    const char* m_at;
    std::size_t* m_count;
};

class Builder {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    Builder(std::string_view text, const std::size_t& consumed) : m_text(text), m_consumed(consumed) {}

    bool null() { return add(scalar(Kind::Null)); }
    bool boolean(bool value)
    {
        JsonNode node = scalar(Kind::Boolean);
        node.boolean = value;
        return add(std::move(node));
    }
    bool number_integer(number_integer_t value) { return number(static_cast<double>(value), true); }
    bool number_unsigned(number_unsigned_t value) { return number(static_cast<double>(value), true); }
    bool number_float(number_float_t value, const string_t&) { return number(value, false); }
    bool string(string_t& value)
    {
        JsonNode node;
        node.kind = Kind::String;
        node.position = stringStart();
        node.text = std::move(value);
        return add(std::move(node));
    }
    bool binary(binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Kind::Object); }
    bool start_array(std::size_t) { return open(Kind::Array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(string_t& name)
    {
        JsonNode& object = m_open.back();
        const std::size_t position = stringStart();
        if (!m_keys.back().insert(name).second)
            return refuse(position, "the key '" + name + "' is given twice");
        object.members.push_back({std::move(name), position, {}});
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error)
    {
        // "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error while parsing ...": the place
        // is said by the caller in its own way.
        std::string text = error.what();
        if (const auto colon = text.find(": "); colon != std::string::npos)
            text.erase(0, colon + 2);
        return refuse(position == 0 ? 0 : position - 1, "this is no valid JSON: " + text);
    }

    JsonNode root;
    bool failed = false;
    std::size_t failedAt = 0;
    std::string failure;

private:
    bool refuse(std::size_t position, std::string message)
    {
        if (!failed) {
            failed = true;
            failedAt = position;
            failure = std::move(message);
        }
        return false;
    }
    static bool isScalarCharacter(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '-' || c == '+' || c == '.';
    }
    JsonNode scalar(Kind kind)
    {
        // A number is known to end only when the character after it has been read.
        std::size_t end = std::min(m_consumed, m_text.size());
        while (end > 0 && !isScalarCharacter(m_text[end - 1]))
            --end;
        std::size_t begin = end;
        while (begin > 0 && isScalarCharacter(m_text[begin - 1]))
            --begin;
        JsonNode node;
        node.kind = kind;
        node.position = begin;
        node.text = m_text.substr(begin, end - begin);
        return node;
    }
    /// Inside a string every quote has a backslash, so the opening one is the first going back without.
    [[nodiscard]] std::size_t stringStart() const
    {
        std::size_t at = std::min(m_consumed, m_text.size());
        at = at >= 2 ? at - 2 : 0;
        for (;; --at) {
            if (m_text[at] == '"') {
                std::size_t slashes = 0;
                while (slashes < at && m_text[at - slashes - 1] == '\\')
                    ++slashes;
                if (slashes % 2 == 0)
                    return at;
            }
            if (at == 0)
                return 0;
        }
    }
    bool number(double value, bool isInteger)
    {
        JsonNode node = scalar(Kind::Number);
        node.number = value;
        node.isInteger = isInteger;
        return add(std::move(node));
    }
    bool open(Kind kind)
    {
        const std::size_t position = m_consumed == 0 ? 0 : m_consumed - 1;
        if (m_open.size() == maxDepth)
            return refuse(position, "it is nested deeper than " + std::to_string(maxDepth) + " levels");
        JsonNode node;
        node.kind = kind;
        node.position = position;
        m_open.push_back(std::move(node));
        m_keys.emplace_back();
        return true;
    }
    bool close()
    {
        JsonNode node = std::move(m_open.back());
        m_open.pop_back();
        m_keys.pop_back();
        return add(std::move(node));
    }
    bool add(JsonNode node)
    {
        if (m_open.empty())
            root = std::move(node);
        else if (m_open.back().kind == Kind::Array)
            m_open.back().items.push_back(std::move(node));
        else
            m_open.back().members.back().value = std::move(node);
        return true;
    }

    std::string_view m_text;
    const std::size_t& m_consumed;
    std::vector<JsonNode> m_open;
    std::vector<std::unordered_set<std::string>> m_keys; ///< of each open value
};

} // namespace

const JsonNode::Member* JsonNode::find(std::string_view key) const
{
    for (const Member& member : members)
        if (member.key == key)
            return &member;
    return nullptr;
}

std::string_view JsonNode::kindName() const
{
    switch (kind) {
    case Kind::Null: return "null";
    case Kind::Boolean: return "a boolean";
    case Kind::Number: return "a number";
    case Kind::String: return "a string";
    case Kind::Array: return "a list";
    case Kind::Object: return "an object";
    }
    return "null";
}

std::string placeIn(std::string_view json, std::size_t position)
{
    std::size_t line = 1, column = 1;
    for (std::size_t i = 0; i < std::min(position, json.size()); ++i) {
        if (json[i] == '\n') {
            ++line;
            column = 1;
        } else if ((static_cast<unsigned char>(json[i]) & 0xC0) != 0x80) {
            ++column; // continuation bytes of UTF-8 are no characters of their own
        }
    }
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

Error errorIn(std::string_view json, std::size_t position, std::string message, const std::filesystem::path& file)
{
    Error error = makeError(ErrorCode::Usage, placeIn(json, position) + ": " + std::move(message));
    error.file = file;
    error.offset = position;
    return error;
}

Result<JsonNode> parseJsonNode(std::string_view json, const std::filesystem::path& pathForErrors)
{
    std::size_t consumed = 0;
    Builder builder(json, consumed);
    bool ok = false;
    try {
        ok = nlohmann::json::sax_parse(CountingIterator(json.data(), &consumed),
                                       CountingIterator(json.data() + json.size(), &consumed), &builder);
    } catch (const std::exception& e) {
        return fail(errorIn(json, consumed, std::string("this is no valid JSON: ") + e.what(), pathForErrors));
    }
    if (!ok)
        return fail(errorIn(json, builder.failed ? builder.failedAt : consumed,
                            builder.failed ? builder.failure : "this is no valid JSON", pathForErrors));
    return std::move(builder.root);
}

std::string quotedJson(std::string_view text)
{
    return nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string compactJson(const JsonNode& node)
{
    std::string text;
    switch (node.kind) {
    case Kind::Null:
    case Kind::Boolean:
    case Kind::Number:
        return node.text;
    case Kind::String:
        return quotedJson(node.text);
    case Kind::Array:
        for (const JsonNode& item : node.items)
            text += (text.empty() ? "" : ", ") + compactJson(item);
        return '[' + text + ']';
    case Kind::Object:
        for (const JsonNode::Member& member : node.members)
            text += (text.empty() ? "" : ", ") + quotedJson(member.key) + ": " + compactJson(member.value);
        return '{' + text + '}';
    }
    return "null";
}

} // namespace tensorgraft
