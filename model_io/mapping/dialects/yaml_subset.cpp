#include "model_io/mapping/dialects/yaml_subset.h"

#include <algorithm>

namespace tensorgraft::dialects {
namespace {

constexpr std::size_t maxDepth = 64;

struct Line {
    std::size_t indent = 0, position = 0; ///< of its first character that is no blank
    std::string_view text;                ///< without indentation, comment and blanks at the end
};

class YamlReader {
public:
    explicit YamlReader(std::string_view text) : m_text(text) {}

    Result<Literal> run()
    {
        if (auto split = splitLines(); !split)
            return fail(std::move(split.error()));
        if (m_lines.empty())
            return fail(ErrorCode::Usage, "the text is empty");
        auto value = readBlock(m_lines[0].indent, 0);
        if (value && m_at < m_lines.size())
            return error(m_lines[m_at].position, "this line is indented less or otherwise than those before it");
        return value;
    }

private:
    [[nodiscard]] Failure error(std::size_t position, std::string message, std::string hint = {}) const
    {
        return fail(literalError(ErrorCode::Usage, m_text, position, std::move(message), std::move(hint)));
    }

    Result<void> splitLines()
    {
        for (std::size_t at = 0; at < m_text.size();) {
            const std::size_t end = std::min(m_text.find('\n', at), m_text.size());
            std::string_view text = m_text.substr(at, end - at);
            char quote = 0;
            for (std::size_t i = 0; i < text.size(); ++i) { // a comment begins at a # behind a blank
                if (quote)
                    quote = text[i] == quote ? '\0' : quote;
                else if (text[i] == '"' || text[i] == '\'')
                    quote = text[i];
                else if (text[i] == '#' && (i == 0 || text[i - 1] == ' '))
                    text = text.substr(0, i);
            }
            const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
            std::string_view content = text.substr(indent);
            while (!content.empty() && (content.back() == ' ' || content.back() == '\r' || content.back() == '\t'))
                content.remove_suffix(1);
            if (content.starts_with('\t'))
                return error(at + indent, "YAML is indented with blanks, not tabs");
            if (!content.empty() && !(content == "---" && m_lines.empty()))
                m_lines.push_back({indent, at + indent, content});
            at = end + 1;
        }
        return {};
    }

    static Literal scalar(std::string_view text, std::size_t position)
    {
        Literal value;
        value.position = position;
        if (text.empty() || text == "~" || text == "null")
            return value;
        value.kind = Literal::Kind::String;
        if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
            text = text.substr(1, text.size() - 2);
        value.text = text;
        return value;
    }

    /// Where the ':' behind a key stands; npos where the line is no `key: value`.
    static std::size_t colonOf(std::string_view text)
    {
        char quote = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (quote)
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] == '"' || text[i] == '\'')
                quote = text[i];
            else if (text[i] == ':' && (i + 1 == text.size() || text[i + 1] == ' '))
                return i;
            else if (text[i] == '[' || text[i] == '{')
                return std::string_view::npos;
        }
        return std::string_view::npos;
    }

    Result<Literal> readInline(std::string_view text, std::size_t position, std::size_t depth)
    {
        if (depth > maxDepth)
            return error(position, "values are nested too deeply");
        if (text.starts_with('&') || text.starts_with('*') || text.starts_with('!') || text.starts_with('|') || text.starts_with('>'))
            return error(position, "anchors, tags and block texts are not read here");
        if (!text.starts_with('[') && !text.starts_with('{'))
            return scalar(text, position);
        const char close = text.front() == '[' ? ']' : '}';
        if (text.back() != close)
            return error(position, "this bracket is not closed on its line");
        Literal value;
        value.position = position;
        value.kind = close == ']' ? Literal::Kind::List : Literal::Kind::Dict;
        std::size_t open = 0, from = 1;
        for (std::size_t i = 1; i < text.size(); ++i) {
            if (text[i] == '[' || text[i] == '{')
                ++open;
            const bool ends = i + 1 == text.size() || (open == 0 && text[i] == ',');
            if (open > 0 && (text[i] == ']' || text[i] == '}'))
                --open;
            if (!ends)
                continue;
            std::string_view item = text.substr(from, i - from);
            std::size_t place = position + from;
            while (!item.empty() && item.front() == ' ')
                item.remove_prefix(1), ++place;
            while (!item.empty() && item.back() == ' ')
                item.remove_suffix(1);
            from = i + 1;
            if (item.empty())
                continue;
            if (close == '}') {
                const std::size_t colon = colonOf(item);
                if (colon == std::string_view::npos)
                    return error(place, "a ':' is missing");
                std::string_view rest = item.substr(colon + 1);
                std::size_t restPlace = place + colon + 1;
                while (!rest.empty() && rest.front() == ' ')
                    rest.remove_prefix(1), ++restPlace;
                auto one = readInline(rest, restPlace, depth + 1);
                if (!one)
                    return one;
                value.members.push_back({scalar(item.substr(0, colon), place), std::move(*one)});
            } else {
                auto one = readInline(item, place, depth + 1);
                if (!one)
                    return one;
                value.items.push_back(std::move(*one));
            }
        }
        return value;
    }

    /// The lines from here on that are indented by `indent`.
    Result<Literal> readBlock(std::size_t indent, std::size_t depth)
    {
        if (depth > maxDepth)
            return error(m_lines[m_at].position, "values are nested too deeply");
        Literal value;
        value.position = m_lines[m_at].position;
        const bool sequence = m_lines[m_at].text == "-" || m_lines[m_at].text.starts_with("- ");
        value.kind = sequence ? Literal::Kind::List : Literal::Kind::Dict;
        while (m_at < m_lines.size() && m_lines[m_at].indent == indent) {
            Line& line = m_lines[m_at];
            if ((line.text == "-" || line.text.starts_with("- ")) != sequence) {
                if (!sequence)
                    return error(line.position, "an item of a list stands among keys");
                break; // a list that is indented no deeper than its key
            }
            if (sequence) {
                auto item = readItem(indent, depth);
                if (!item)
                    return item;
                value.items.push_back(std::move(*item));
                continue;
            }
            const std::size_t colon = colonOf(line.text);
            if (colon == std::string_view::npos)
                return error(line.position, "this is no 'key: value'");
            Literal key = scalar(line.text.substr(0, colon), line.position);
            std::string_view rest = line.text.substr(colon + 1);
            std::size_t place = line.position + colon + 1;
            while (!rest.empty() && rest.front() == ' ')
                rest.remove_prefix(1), ++place;
            ++m_at;
            Result<Literal> member = Literal{};
            if (!rest.empty())
                member = readInline(rest, place, depth + 1);
            else if (m_at < m_lines.size() && (m_lines[m_at].indent > indent || (m_lines[m_at].indent == indent && m_lines[m_at].text.starts_with('-'))))
                member = readBlock(m_lines[m_at].indent, depth + 1);
            if (!member)
                return member;
            value.members.push_back({std::move(key), std::move(*member)});
        }
        return value;
    }

    Result<Literal> readItem(std::size_t indent, std::size_t depth)
    {
        Line& line = m_lines[m_at];
        std::string_view rest = line.text.substr(1);
        std::size_t skipped = 1;
        while (!rest.empty() && rest.front() == ' ')
            rest.remove_prefix(1), ++skipped;
        if (rest.empty()) {
            ++m_at;
            if (m_at < m_lines.size() && m_lines[m_at].indent > indent)
                return readBlock(m_lines[m_at].indent, depth + 1);
            return Literal{};
        }
        if (rest.starts_with('[') || rest.starts_with('{') || (colonOf(rest) == std::string_view::npos && !rest.starts_with("- "))) {
            const std::size_t place = line.position + skipped;
            ++m_at;
            return readInline(rest, place, depth + 1);
        }
        // "- key: value": the rest of the line is the first of a block that is indented as far as it stands.
        line = {indent + skipped, line.position + skipped, rest};
        return readBlock(line.indent, depth + 1);
    }

    std::string_view m_text;
    std::vector<Line> m_lines;
    std::size_t m_at = 0;
};

} // namespace

Result<Literal> parseYaml(std::string_view text) { return YamlReader(text).run(); }

} // namespace tensorgraft::dialects
