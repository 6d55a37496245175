#include "model_io/mapping/pattern.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <re2/re2.h>

namespace tensorgraft {
namespace {

constexpr std::size_t maxPatternLength = 4096;
constexpr int maxGroups = 64;

bool isSeparator(char c) { return c == '/' || c == '.'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

struct Token {
    enum class Kind : std::uint8_t { Literal, Segment, Segments, Placeholder, Group } kind = Kind::Literal;
    std::string text;                      ///< the literal, or the name of what is bound
    std::vector<std::string> alternatives; ///< of a placeholder; empty: anything
    std::int64_t offset = 0;               ///< the name holds the placeholder's value plus this
    bool number = false;
    char separator = 0;          ///< Segments: the separator that goes with them
    bool separatorAfter = false; ///< else before
};

Failure patternError(std::size_t column, std::string message, std::string hint = {})
{
    return fail(makeError(ErrorCode::Usage, "column " + std::to_string(column) + " of the pattern: " + std::move(message)).advise(std::move(hint)));
}

std::optional<std::int64_t> integerOf(std::string_view text)
{
    std::int64_t value = 0;
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || stopped != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

/// `{i}`, `{name:a|b}`, `{n-5}`; `inner` is what stands between the braces.
Result<Token> readPlaceholder(std::string_view inner, std::size_t column)
{
    Token token;
    token.kind = Token::Kind::Placeholder;
    std::size_t end = 0;
    const auto wordCharacter = [](char c) { return isDigit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    while (end < inner.size() && wordCharacter(inner[end]))
        ++end;
    token.text = inner.substr(0, end);
    if (token.text.empty() || isDigit(token.text[0]))
        return patternError(column, "a placeholder has a name of letters", "Write {i}, {name:a|b} or {n-5}; a brace itself is written \\{");
    const std::string_view rest = inner.substr(end);
    if (rest.empty())
        return token;
    if (rest[0] == ':') {
        for (std::size_t from = 1;;) {
            const std::size_t bar = std::min(rest.find('|', from), rest.size());
            if (bar == from)
                return patternError(column, "a word of the placeholder {" + token.text + "} is missing");
            token.alternatives.emplace_back(rest.substr(from, bar - from));
            if (bar == rest.size())
                return token;
            from = bar + 1;
        }
    }
    if (rest[0] == '+' || rest[0] == '-') {
        const auto value = integerOf(rest.substr(1));
        if (!value || *value < 0 || *value > 1'000'000'000 || !isDigit(rest[1]))
            return patternError(column, "'" + std::string(rest.substr(1)) + "' is no number to count with");
        token.offset = rest[0] == '+' ? *value : -*value;
        token.number = true;
        return token;
    }
    return patternError(column, "the placeholder {" + std::string(inner) + "} makes no sense", "Write {i}, {name:a|b} or {n-5}");
}

Result<std::vector<Token>> tokenize(std::string_view text)
{
    std::vector<Token> tokens;
    std::size_t stars = 0, doubleStars = 0;
    const auto literal = [&](char c) {
        if (tokens.empty() || tokens.back().kind != Token::Kind::Literal)
            tokens.emplace_back();
        tokens.back().text += c;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\') {
            if (i + 1 == text.size())
                return patternError(i + 1, "nothing follows the backslash");
            const char next = text[++i];
            if (isDigit(next)) {
                Token token;
                token.kind = Token::Kind::Group;
                token.text = {'\\', next};
                tokens.push_back(std::move(token));
            } else {
                literal(next);
            }
        } else if (c == '*') {
            Token token;
            const bool twice = i + 1 < text.size() && text[i + 1] == '*';
            token.kind = twice ? Token::Kind::Segments : Token::Kind::Segment;
            if (twice) {
                const bool starts = i == 0 || isSeparator(text[i - 1]);
                const bool ends = i + 2 == text.size() || isSeparator(text[i + 2]);
                if (!starts || !ends)
                    return patternError(i + 1, "'**' stands for whole segments", "Write a/**, **/b or a/**/b; inside a segment use *");
                ++i;
            }
            token.text = (twice ? "**" : "*") + std::to_string(twice ? doubleStars++ : stars++);
            tokens.push_back(std::move(token));
        } else if (c == '{') {
            const std::size_t close = text.find('}', i);
            if (close == std::string_view::npos)
                return patternError(i + 1, "'}' is missing", "A brace itself is written \\{");
            auto token = readPlaceholder(text.substr(i + 1, close - i - 1), i + 1);
            if (!token)
                return fail(std::move(token.error()));
            tokens.push_back(std::move(*token));
            i = close;
        } else {
            literal(c);
        }
    }
    return tokens;
}

/// Gives each `**` the separator that disappears with it where it stands for no segment at all.
void attachSeparators(std::vector<Token>& tokens)
{
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Token& token = tokens[i];
        if (token.kind != Token::Kind::Segments)
            continue;
        if (i + 1 < tokens.size()) {
            token.separator = tokens[i + 1].text.front();
            token.separatorAfter = true;
            tokens[i + 1].text.erase(0, 1);
        } else if (i > 0 && tokens[i - 1].kind == Token::Kind::Literal && !tokens[i - 1].text.empty()) {
            token.separator = tokens[i - 1].text.back();
            tokens[i - 1].text.pop_back();
        }
    }
}

std::string expressionOf(const std::vector<Token>& tokens)
{
    const auto quoted = [](const std::string& text) { return RE2::QuoteMeta(text); };
    std::string regex;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        switch (token.kind) {
        case Token::Kind::Literal:
            regex += quoted(token.text);
            break;
        case Token::Kind::Segment: {
            // A star that is the whole segment does not match an empty one.
            const bool first = i == 0 || (tokens[i - 1].kind == Token::Kind::Literal && !tokens[i - 1].text.empty() && isSeparator(tokens[i - 1].text.back())) ||
                               (tokens[i - 1].kind == Token::Kind::Segments);
            const bool last = i + 1 == tokens.size() || (tokens[i + 1].kind == Token::Kind::Literal && !tokens[i + 1].text.empty() && isSeparator(tokens[i + 1].text.front())) ||
                              (tokens[i + 1].kind == Token::Kind::Segments);
            regex += first && last ? "([^/.]+?)" : "([^/.]*?)";
            break;
        }
        case Token::Kind::Segments:
            if (!token.separator)
                regex += "(.*)";
            else if (token.separatorAfter)
                regex += "(?:(.+)" + quoted({token.separator}) + ")?";
            else
                regex += "(?:" + quoted({token.separator}) + "(.+))?";
            break;
        case Token::Kind::Placeholder:
            if (!token.alternatives.empty()) {
                regex += "(";
                for (std::size_t k = 0; k < token.alternatives.size(); ++k)
                    regex += (k ? "|" : "") + quoted(token.alternatives[k]);
                regex += ")";
            } else {
                regex += token.number ? "([0-9]{1,15})" : "([^/.]+?)";
            }
            break;
        case Token::Kind::Group:
            regex += "(.*?)";
            break;
        }
    }
    return regex;
}

} // namespace

const std::string* Bindings::find(std::string_view name) const
{
    for (const auto& [known, value] : m_values)
        if (known == name)
            return &value;
    return nullptr;
}

bool Bindings::bind(std::string_view name, std::string_view value)
{
    if (const std::string* known = find(name))
        return *known == value;
    m_values.emplace_back(name, value);
    return true;
}

struct Pattern::Data {
    std::vector<Token> tokens; ///< empty for a regular expression
    std::unique_ptr<RE2> regex; ///< none for a literal
    std::string literal, prefix;
    bool isRegex = false;
    std::vector<std::string> groupNames; ///< of a regular expression: "\1" or the name given to the group
    std::vector<std::string> variables;
    bool repeats = false; ///< a placeholder stands twice: RE2 cannot see that both are the same, match() does

    void collectVariables()
    {
        variables.clear();
        repeats = false;
        const auto add = [&](const std::string& name) {
            if (std::find(variables.begin(), variables.end(), name) == variables.end())
                variables.push_back(name);
            else
                repeats = true;
        };
        for (const Token& token : tokens)
            if (token.kind != Token::Kind::Literal)
                add(token.text);
        for (const std::string& name : groupNames)
            add(name);
    }
};

Pattern::Pattern() : m(std::make_unique<Data>()) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

std::vector<std::string> Pattern::numbersOf(std::string_view text)
{
    std::vector<std::string> names;
    if (text.starts_with("re:") || text.size() > maxPatternLength)
        return names;
    if (const auto tokens = tokenize(text))
        for (const Token& token : *tokens)
            if (token.number)
                names.push_back(token.text);
    return names;
}

std::string Pattern::literal(std::string_view name)
{
    std::string text;
    if (name.starts_with("re:"))
        text = '\\';
    for (const char c : name) {
        if (c == '*' || c == '{' || c == '}' || c == '\\')
            text += '\\';
        text += c;
    }
    return text;
}

Result<Pattern> Pattern::compile(std::string_view text, const std::vector<std::string>& numbers)
{
    if (text.empty())
        return patternError(1, "it is empty", "Write ** for every tensor");
    if (text.size() > maxPatternLength)
        return patternError(maxPatternLength, "it is too long");
    Pattern pattern;
    Data& data = *pattern.m;
    RE2::Options options(RE2::Quiet);
    options.set_dot_nl(true);
    options.set_max_mem(std::int64_t{16} << 20);
    std::string expression;
    if (text.starts_with("re:")) {
        data.isRegex = true;
        expression = text.substr(3);
    } else {
        auto tokens = tokenize(text);
        if (!tokens)
            return fail(std::move(tokens.error()));
        data.tokens = std::move(*tokens);
        attachSeparators(data.tokens);
        for (Token& token : data.tokens)
            if (token.kind == Token::Kind::Placeholder && std::find(numbers.begin(), numbers.end(), token.text) != numbers.end())
                token.number = true;
        options.set_encoding(RE2::Options::EncodingLatin1); // names are bytes; not every file keeps to UTF-8
        if (data.tokens.size() == 1 && data.tokens[0].kind == Token::Kind::Literal) {
            data.literal = data.tokens[0].text;
            return pattern;
        }
        if (data.tokens[0].kind == Token::Kind::Literal)
            data.prefix = data.tokens[0].text;
        expression = expressionOf(data.tokens);
    }
    data.regex = std::make_unique<RE2>(expression, options);
    if (!data.regex->ok())
        return fail(makeError(ErrorCode::Usage, "the regular expression '" + expression + "' cannot be used: " + data.regex->error())
                        .advise("The syntax is that of RE2: no look-around, no back-references inside the expression"));
    if (data.regex->NumberOfCapturingGroups() > maxGroups)
        return patternError(1, "it has too many placeholders");
    if (data.isRegex) {
        const auto& named = data.regex->CapturingGroupNames();
        for (int k = 1; k <= data.regex->NumberOfCapturingGroups(); ++k) {
            const auto name = named.find(k);
            data.groupNames.push_back(name == named.end() ? '\\' + std::to_string(k) : name->second);
        }
    }
    data.collectVariables();
    return pattern;
}

bool Pattern::matches(std::string_view name) const
{
    if (!m->regex)
        return name == m->literal;
    if (m->repeats)
        return match(name).has_value();
    return name.starts_with(m->prefix) && m->regex->Match(name, 0, name.size(), RE2::ANCHOR_BOTH, nullptr, 0);
}

std::optional<Bindings> Pattern::match(std::string_view name) const
{
    if (!m->regex)
        return name == m->literal ? std::optional<Bindings>(Bindings()) : std::nullopt;
    if (!name.starts_with(m->prefix))
        return std::nullopt;
    // Without groups first: most names do not match, and RE2 says so several times faster then.
    if (!m->regex->Match(name, 0, name.size(), RE2::ANCHOR_BOTH, nullptr, 0))
        return std::nullopt;
    std::array<re2::StringPiece, maxGroups + 1> groups;
    const int count = m->regex->NumberOfCapturingGroups() + 1;
    if (!m->regex->Match(name, 0, name.size(), RE2::ANCHOR_BOTH, groups.data(), count))
        return std::nullopt;
    Bindings bindings;
    std::size_t group = 1;
    const auto text = [&](std::size_t k) { return groups[k].data() ? std::string_view(groups[k].data(), groups[k].size()) : std::string_view(); };
    for (const std::string& variable : m->groupNames)
        if (!bindings.bind(variable, text(group++)))
            return std::nullopt;
    for (const Token& token : m->tokens) {
        if (token.kind == Token::Kind::Literal)
            continue;
        const std::string_view value = text(group++);
        if (token.number) {
            const auto number = integerOf(value);
            if (!number || !bindings.bind(token.text, std::to_string(*number - token.offset)))
                return std::nullopt;
        } else if (!bindings.bind(token.text, value)) {
            return std::nullopt;
        }
    }
    return bindings;
}

std::optional<std::string> Pattern::instantiate(const Bindings& bindings) const
{
    if (!m->regex)
        return m->literal;
    if (m->isRegex)
        return std::nullopt;
    std::string name;
    for (const Token& token : m->tokens) {
        if (token.kind == Token::Kind::Literal) {
            name += token.text;
            continue;
        }
        const std::string* value = bindings.find(token.text);
        if (!value)
            return std::nullopt;
        if (token.kind == Token::Kind::Segments && token.separator) {
            if (!value->empty())
                name += token.separatorAfter ? *value + token.separator : token.separator + *value;
            continue;
        }
        if (token.number) {
            const auto number = integerOf(*value);
            if (!number || *number + token.offset < 0)
                return std::nullopt;
            name += std::to_string(*number + token.offset);
        } else {
            name += *value;
        }
        if (!token.alternatives.empty() && std::find(token.alternatives.begin(), token.alternatives.end(), *value) == token.alternatives.end())
            return std::nullopt;
    }
    return name;
}

const std::vector<std::string>& Pattern::variables() const { return m->variables; }

std::size_t Pattern::wildcards(bool segments) const
{
    const auto kind = segments ? Token::Kind::Segments : Token::Kind::Segment;
    return static_cast<std::size_t>(std::count_if(m->tokens.begin(), m->tokens.end(), [kind](const Token& t) { return t.kind == kind; }));
}

void Pattern::separateWildcards(bool segments, std::string_view prefix)
{
    const auto kind = segments ? Token::Kind::Segments : Token::Kind::Segment;
    for (Token& token : m->tokens)
        if (token.kind == kind)
            token.text.insert(0, prefix);
    m->collectVariables();
}

bool Pattern::isLiteral() const { return !m->regex; }
bool Pattern::isRegularExpression() const { return m->isRegex; }

bool Pattern::usesGroups() const
{
    return std::any_of(m->tokens.begin(), m->tokens.end(), [](const Token& t) { return t.kind == Token::Kind::Group; });
}

} // namespace tensorgraft
