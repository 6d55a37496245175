#include "model_io/mapping/dialects/python_regex.h"

#include "model_io/mapping/dialects/dialect_support.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <re2/re2.h>

namespace tensorgraft::dialects {
namespace {

constexpr int maxGroups = 30;

Failure columnError(ErrorCode code, std::size_t column, const std::string& message, std::string hint = {})
{
    return fail(makeError(code, "column " + std::to_string(column + 1) + " of the pattern: " + message).advise(std::move(hint)));
}

constexpr std::string_view lackHint = "Expressions run on RE2, in linear time; write the rule with patterns, or one rule for each case";

class Translator {
public:
    explicit Translator(std::string_view pattern) : m_pattern(pattern) {}

    Result<TranslatedRegex> run()
    {
        while (m_at < m_pattern.size()) {
            if (auto step = one(); !step)
                return fail(std::move(step.error()));
        }
        if (m_depth != 0)
            return columnError(ErrorCode::Usage, m_pattern.size(), "a ')' is missing");
        std::string& text = m_result.expression;
        // Anchors of the whole; with alternatives they belong to one of those only.
        if (!m_alternatives && text.starts_with('^')) {
            text.erase(0, 1);
            m_result.anchoredStart = true;
        }
        if (!m_alternatives && m_endsWithDollar) {
            text.pop_back();
            m_result.anchoredEnd = true;
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] bool next(std::string_view text) const { return m_pattern.substr(m_at, text.size()) == text; }
    void take(std::size_t count)
    {
        m_result.expression += m_pattern.substr(m_at, count);
        m_at += count;
    }

    Result<void> one()
    {
        const char c = m_pattern[m_at];
        m_endsWithDollar = c == '$' && m_depth == 0;
        switch (c) {
        case '\\': return escape();
        case '[': return characterClass();
        case '(': return group();
        case ')':
            if (m_depth == 0)
                return columnError(ErrorCode::Usage, m_at, "this ')' closes nothing");
            --m_depth;
            take(1);
            return {};
        case '|':
            m_alternatives = m_alternatives || m_depth == 0;
            take(1);
            return {};
        case '{':
            if (next("{,")) { // {,3} is {0,3}
                m_result.expression += "{0,";
                m_at += 2;
                return {};
            }
            take(1);
            return {};
        case '*': case '+': case '?': case '}':
            take(1);
            return possessive();
        default:
            take(1);
            return {};
        }
    }

    Result<void> possessive()
    {
        if (m_at < m_pattern.size() && m_pattern[m_at] == '+')
            return columnError(ErrorCode::Unsupported, m_at - 1, "possessive quantifiers are not known to RE2", std::string(lackHint));
        return {};
    }

    Result<void> escape()
    {
        if (m_at + 1 == m_pattern.size())
            return columnError(ErrorCode::Usage, m_at, "nothing follows the backslash");
        const char c = m_pattern[m_at + 1];
        if (c >= '1' && c <= '9')
            return columnError(ErrorCode::Unsupported, m_at, std::string("the reference \\") + c + " back to a group is not known to RE2", std::string(lackHint));
        if (c == 'Z') {
            m_result.expression += "\\z";
            m_at += 2;
            return {};
        }
        take(2);
        return {};
    }

    Result<void> characterClass()
    {
        const std::size_t open = m_at;
        take(1);
        if (next("^"))
            take(1);
        if (next("]"))
            m_result.expression += '\\', take(1);
        while (m_at < m_pattern.size() && m_pattern[m_at] != ']') {
            if (m_pattern[m_at] == '[')
                m_result.expression += '\\';
            take(m_pattern[m_at] == '\\' && m_at + 1 < m_pattern.size() ? 2 : 1);
        }
        if (m_at >= m_pattern.size())
            return columnError(ErrorCode::Usage, open, "this '[' is never closed");
        take(1);
        return {};
    }

    Result<void> group()
    {
        const std::size_t open = m_at;
        const auto lacks = [&](const std::string& what) { return columnError(ErrorCode::Unsupported, open, what + " is not known to RE2", std::string(lackHint)); };
        if (next("(?=") || next("(?!"))
            return lacks(std::string("the look-ahead ") + std::string(m_pattern.substr(open, 3)) + "...)");
        if (next("(?<=") || next("(?<!"))
            return lacks(std::string("the look-behind ") + std::string(m_pattern.substr(open, 4)) + "...)");
        if (next("(?P="))
            return lacks("the reference (?P=...) back to a group");
        if (next("(?("))
            return lacks("the condition (?(...)...)");
        if (next("(?>"))
            return lacks("the atomic group (?>...)");
        if (next("(?#")) {
            m_at = std::min(m_pattern.find(')', open), m_pattern.size() - 1) + 1;
            return {};
        }
        if (next("(?P<")) {
            const std::size_t close = m_pattern.find('>', open);
            if (close == std::string_view::npos)
                return columnError(ErrorCode::Usage, open, "the name of this group never ends");
            m_result.names.emplace_back(m_pattern.substr(open + 4, close - open - 4), ++m_result.groups);
            m_result.expression += '(';
            m_at = close + 1;
        } else if (next("(?:")) {
            take(3);
        } else if (next("(?")) {
            const std::size_t end = m_pattern.find_first_of(":)", open);
            const std::string_view flags = m_pattern.substr(open + 2, end == std::string_view::npos ? 0 : end - open - 2);
            if (flags.empty() || flags.find_first_not_of("imsu-") != std::string_view::npos)
                return lacks("'" + std::string(m_pattern.substr(open, 6)) + "'");
            std::string kept;
            std::copy_if(flags.begin(), flags.end(), std::back_inserter(kept), [](char f) { return f != 'u'; });
            const bool scoped = m_pattern[end] == ':';
            m_result.expression += kept.empty() ? (scoped ? "(?:" : "") : "(?" + kept + (scoped ? ":" : ")");
            m_at = end + 1;
            if (!scoped)
                return {};
        } else {
            ++m_result.groups;
            take(1);
        }
        ++m_depth;
        if (m_result.groups > maxGroups || m_depth > 100)
            return columnError(ErrorCode::Unsupported, open, "there are too many groups");
        return {};
    }

    std::string_view m_pattern;
    std::size_t m_at = 0, m_depth = 0;
    bool m_alternatives = false, m_endsWithDollar = false;
    TranslatedRegex m_result;
};

} // namespace

Result<TranslatedRegex> translateRegex(std::string_view pattern)
{
    if (pattern.size() > 4096)
        return fail(ErrorCode::Usage, "the pattern is too long");
    auto result = Translator(pattern).run();
    if (!result)
        return result;
    const RE2 compiled(result->anchored(), RE2::Quiet);
    if (!compiled.ok())
        return fail(makeError(ErrorCode::Usage, "the pattern '" + std::string(pattern) + "' cannot be used: " + compiled.error()).advise(std::string(lackHint)));
    return result;
}

Result<Replacement> parseReplacement(std::string_view text, const TranslatedRegex& regex)
{
    Replacement result;
    const auto literal = [&](char c) {
        if (result.parts.empty() || result.parts.back().group >= 0)
            result.parts.emplace_back();
        result.parts.back().text += c;
    };
    const auto bad = [](std::size_t at, const std::string& message) {
        return fail(makeError(ErrorCode::Usage, "column " + std::to_string(at + 1) + " of the replacement: " + message));
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            literal(text[i]);
            continue;
        }
        const std::size_t from = i;
        if (++i == text.size())
            return bad(from, "nothing follows the backslash");
        const char c = text[i];
        int group = -1;
        if (std::isdigit(static_cast<unsigned char>(c))) {
            group = c - '0';
            if (i + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[i + 1])) && group * 10 + (text[i + 1] - '0') <= regex.groups)
                group = group * 10 + (text[++i] - '0');
            if (c == '0')
                return bad(from, "\\0 is the character NUL, not the match; write \\g<0>");
        } else if (c == 'g') {
            const std::size_t close = text.find('>', i);
            if (i + 1 >= text.size() || text[i + 1] != '<' || close == std::string_view::npos)
                return bad(from, "\\g is followed by <number> or <name>");
            const std::string name(text.substr(i + 2, close - i - 2));
            i = close;
            const auto known = std::find_if(regex.names.begin(), regex.names.end(), [&](const auto& n) { return n.first == name; });
            if (known != regex.names.end())
                group = known->second;
            else if (!name.empty() && name.size() < 4 && std::all_of(name.begin(), name.end(), [](char d) { return d >= '0' && d <= '9'; }))
                group = std::stoi(name);
            else
                return bad(from, "the pattern has no group '" + name + "'");
        } else if (c == '\\') {
            literal('\\');
            continue;
        } else if (std::isalpha(static_cast<unsigned char>(c))) {
            return bad(from, std::string("the escape \\") + c + " means nothing in a name");
        } else {
            literal('\\');
            literal(c);
            continue;
        }
        if (group > regex.groups)
            return bad(from, "the pattern has no group " + std::to_string(group));
        result.parts.push_back({group, {}});
    }
    return result;
}

struct Substitution::Data {
    TranslatedRegex regex;
    Replacement replacement;
    std::unique_ptr<RE2> compiled;
};

Substitution::Substitution() : m(std::make_unique<Data>()) {}
Substitution::~Substitution() = default;
Substitution::Substitution(Substitution&&) noexcept = default;
Substitution& Substitution::operator=(Substitution&&) noexcept = default;

Result<Substitution> Substitution::compile(std::string_view pattern, std::string_view replacement)
{
    Substitution result;
    auto regex = translateRegex(pattern);
    if (!regex)
        return fail(std::move(regex.error()));
    auto parts = parseReplacement(replacement, *regex);
    if (!parts)
        return fail(std::move(parts.error()));
    result.m->regex = std::move(*regex);
    result.m->replacement = std::move(*parts);
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(std::int64_t{16} << 20);
    result.m->compiled = std::make_unique<RE2>(result.m->regex.anchored(), options);
    // `^` alone puts something in front of every name; other empty matches would lie between all letters.
    if (!result.m->regex.anchoredStart && RE2::FullMatch("", *result.m->compiled))
        return fail(makeError(ErrorCode::Unsupported, "the pattern '" + std::string(pattern) + "' matches the empty text, so it matches everywhere").advise("Anchor it with ^ or $, or let it need a character"));
    return result;
}

std::size_t Substitution::apply(std::string& name) const
{
    std::string out;
    std::size_t count = 0, at = 0;
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(m->regex.groups) + 1);
    const re2::StringPiece text(name);
    while (at <= name.size() && m->compiled->Match(text, at, name.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) {
        const auto from = static_cast<std::size_t>(groups[0].data() - name.data());
        out.append(name, at, from - at);
        for (const Replacement::Part& part : m->replacement.parts) {
            if (part.group < 0)
                out += part.text;
            else if (const auto& group = groups[static_cast<std::size_t>(part.group)]; group.data())
                out.append(group.data(), group.size());
        }
        ++count;
        at = from + groups[0].size();
        if (m->regex.anchoredStart || m->regex.anchoredEnd)
            break;
        if (groups[0].empty()) {
            if (at >= name.size())
                break;
            out += name[at++];
        }
    }
    if (count == 0)
        return 0;
    if (at < name.size())
        out.append(name, at);
    name = std::move(out);
    return count;
}

bool Substitution::once() const { return m->regex.anchoredStart || m->regex.anchoredEnd; }

std::optional<MappingRule> Substitution::rule() const
{
    const bool whole = std::any_of(m->replacement.parts.begin(), m->replacement.parts.end(), [](const auto& part) { return part.group == 0; });
    const int prefix = m->regex.anchoredStart ? 0 : 1;
    const int offset = prefix + (whole ? 1 : 0);
    const int last = offset + m->regex.groups + (m->regex.anchoredEnd ? 0 : 1);
    if (last > 9)
        return std::nullopt;
    MappingRule rule;
    rule.source = {"re:" + std::string(prefix ? "(.*?)" : "") + (whole ? "(" : "(?:") + m->regex.expression + ")" + (m->regex.anchoredEnd ? "" : "(.*)")};
    const auto group = [](int k) { return "\\" + std::to_string(k); };
    if (prefix)
        rule.target += group(1);
    for (const Replacement::Part& part : m->replacement.parts)
        rule.target += part.group < 0 ? literalPattern(part.text) : group(part.group == 0 ? prefix + 1 : part.group + offset);
    if (!m->regex.anchoredEnd)
        rule.target += group(last);
    if (rule.target.empty())
        return std::nullopt;
    return rule;
}

std::string escapeRegex(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (std::string_view(".^$*+?{}[]\\|()").find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

std::string escapeReplacement(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += '\\';
        out += c;
    }
    return out;
}

namespace {

/// Pieces of a pattern of ours; nullopt for arithmetic and words that an expression of `re` has no short form for.
struct Piece {
    enum class Kind : std::uint8_t { Literal, Star, DoubleStar, Placeholder } kind = Kind::Literal;
    std::string text; ///< literal, or the placeholder's name
    std::string words;
};
std::optional<std::vector<Piece>> piecesOf(std::string_view pattern)
{
    std::vector<Piece> pieces;
    const auto literal = [&](char c) {
        if (pieces.empty() || pieces.back().kind != Piece::Kind::Literal)
            pieces.emplace_back();
        pieces.back().text += c;
    };
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '\\' && i + 1 < pattern.size()) {
            if (std::isdigit(static_cast<unsigned char>(pattern[i + 1])))
                return std::nullopt;
            literal(pattern[++i]);
        } else if (pattern[i] == '*') {
            const bool twice = i + 1 < pattern.size() && pattern[i + 1] == '*';
            pieces.push_back({twice ? Piece::Kind::DoubleStar : Piece::Kind::Star, {}, {}});
            i += twice ? 1 : 0;
        } else if (pattern[i] == '{') {
            const std::size_t close = pattern.find('}', i);
            if (close == std::string_view::npos)
                return std::nullopt;
            std::string inner(pattern.substr(i + 1, close - i - 1));
            const std::size_t colon = inner.find(':');
            if (inner.find_first_of("+-") < colon)
                return std::nullopt;
            Piece piece{Piece::Kind::Placeholder, inner.substr(0, colon), colon == std::string::npos ? "" : inner.substr(colon + 1)};
            pieces.push_back(std::move(piece));
            i = close;
        } else {
            literal(pattern[i]);
        }
    }
    return pieces;
}

} // namespace

std::optional<std::pair<std::string, std::string>> regexOfRule(const MappingRule& rule)
{
    if (rule.source.size() != 1)
        return std::nullopt;
    const std::string& source = rule.source[0];
    if (source.starts_with("re:")) { // \1 means the same in both
        if (rule.target.find_first_of("*{") != std::string::npos || rule.target.starts_with("re:"))
            return std::nullopt;
        return std::pair("^(?:" + source.substr(3) + ")$", rule.target);
    }
    const auto from = piecesOf(source), to = piecesOf(rule.target);
    if (!from || !to || rule.target.starts_with("re:"))
        return std::nullopt;
    std::string regex = "^", replacement;
    std::vector<std::string> groups; ///< names, "*" and "**" in their order
    for (std::size_t i = 0; i < from->size(); ++i) {
        const Piece& piece = (*from)[i];
        switch (piece.kind) {
        case Piece::Kind::Literal: regex += escapeRegex(piece.text); break;
        case Piece::Kind::Star: regex += "([^/.]*?)", groups.emplace_back("*"); break;
        case Piece::Kind::DoubleStar: regex += "(.*)", groups.emplace_back("**"); break;
        case Piece::Kind::Placeholder:
            if (std::find(groups.begin(), groups.end(), piece.text) != groups.end())
                return std::nullopt; // the same value twice needs a reference back
            if (piece.words.empty()) {
                regex += "([^/.]+?)";
            } else {
                regex += '(';
                for (std::size_t at = 0; at <= piece.words.size();) {
                    const std::size_t bar = std::min(piece.words.find('|', at), piece.words.size());
                    regex += (at ? "|" : "") + escapeRegex(std::string_view(piece.words).substr(at, bar - at));
                    at = bar + 1;
                }
                regex += ')';
            }
            groups.push_back(piece.text);
            break;
        }
    }
    regex += '$';
    std::vector<char> used(groups.size(), 0);
    for (const Piece& piece : *to) {
        if (piece.kind == Piece::Kind::Literal) {
            replacement += escapeReplacement(piece.text);
            continue;
        }
        const std::string name = piece.kind == Piece::Kind::Star ? "*" : piece.kind == Piece::Kind::DoubleStar ? "**" : piece.text;
        std::size_t k = 0;
        while (k < groups.size() && (groups[k] != name || (used[k] && piece.kind != Piece::Kind::Placeholder)))
            ++k;
        if (k == groups.size() || k >= 9)
            return std::nullopt;
        used[k] = 1;
        replacement += "\\" + std::to_string(k + 1);
    }
    return std::pair(regex, replacement);
}

} // namespace tensorgraft::dialects
