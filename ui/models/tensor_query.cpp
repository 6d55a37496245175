#include "ui/models/tensor_query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <re2/re2.h>

namespace tensorgraft {
namespace {

using Code = TensorQueryError::Code;
constexpr std::array stateNames{std::pair{"mapped", RowState::Mapped}, std::pair{"warning", RowState::Warning}, std::pair{"conflict", RowState::Conflict},
                                std::pair{"kept", RowState::Kept}, std::pair{"excluded", RowState::Excluded}, std::pair{"used", RowState::Used},
                                std::pair{"unused", RowState::Unused}};

std::uint32_t bit(RowState state) { return 1U << static_cast<unsigned>(state); }

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::shared_ptr<const re2::RE2> compiled(const std::string& pattern)
{
    re2::RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_dot_nl(true);
    return std::make_shared<re2::RE2>(pattern, options);
}

bool hasWildcard(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

/// Null where a set is not closed: the text is meant as it stands.
std::shared_ptr<const re2::RE2> globExpression(std::string_view glob)
{
    std::string pattern;
    for (std::size_t i = 0; i < glob.size(); ++i) {
        const char c = glob[i];
        if (c == '*') {
            pattern += ".*";
        } else if (c == '?') {
            pattern += '.';
        } else if (c == '[') {
            std::size_t end = i + 1;
            if (end < glob.size() && (glob[end] == '!' || glob[end] == '^'))
                ++end;
            end = glob.find(']', end + 1);
            if (end == std::string_view::npos)
                return nullptr;
            std::string set(glob.substr(i + 1, end - i - 1));
            const bool negated = set.front() == '!' || set.front() == '^';
            pattern += negated ? "[^" : "[";
            for (const char s : std::string_view(set).substr(negated ? 1 : 0)) {
                if (s == '\\' || s == '[' || s == '^')
                    pattern += '\\';
                pattern += s;
            }
            pattern += ']';
            i = end;
        } else {
            const std::size_t end = std::min(glob.find_first_of("*?[", i), glob.size());
            pattern += re2::RE2::QuoteMeta({glob.data() + i, end - i});
            i = end - 1;
        }
    }
    auto expression = compiled(pattern);
    return expression->ok() ? expression : nullptr;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool shapeMatches(std::span<const std::int64_t> wanted, std::span<const std::int64_t> dims)
{
    // As globs are matched: on a mismatch back to the last "..." and one axis further.
    constexpr std::int64_t any = query::ShapeTerm::any, anyNumber = query::ShapeTerm::anyNumber;
    std::size_t w = 0, d = 0, star = wanted.size(), mark = 0;
    while (d < dims.size()) {
        if (w < wanted.size() && wanted[w] == anyNumber) {
            star = w++;
            mark = d;
        } else if (w < wanted.size() && (wanted[w] == any || wanted[w] == dims[d])) {
            ++w;
            ++d;
        } else if (star != wanted.size()) {
            w = star + 1;
            d = ++mark;
        } else {
            return false;
        }
    }
    while (w < wanted.size() && wanted[w] == anyNumber)
        ++w;
    return w == wanted.size();
}

} // namespace

class TensorQueryParser {
public:
    explicit TensorQueryParser(std::string_view text) : m_text(text) {}

    std::variant<TensorQuery, TensorQueryError> run()
    {
        while (m_at < m_text.size()) {
            if (m_text[m_at] == ' ' || m_text[m_at] == '\t') {
                ++m_at;
                continue;
            }
            m_begin = m_at;
            if (!term())
                return m_error;
        }
        return std::move(m_query);
    }

private:
    bool refuse(Code code, std::string_view found, std::string detail = {})
    {
        m_error = {code, m_begin, std::max<std::size_t>(m_at - m_begin, 1), std::string(found), std::move(detail)};
        return false;
    }

    bool term()
    {
        TensorQuery::Term term;
        if (m_text[m_at] == '-' && m_at + 1 < m_text.size() && m_text[m_at + 1] != ' ') {
            term.negated = true;
            ++m_at;
        }
        if (!content(term))
            return false;
        m_query.m_terms.push_back(std::move(term));
        return true;
    }

    bool content(TensorQuery::Term& term)
    {
        if (m_text[m_at] == '"') {
            const std::size_t end = m_text.find('"', m_at + 1);
            if (end == std::string_view::npos) {
                const std::string_view rest = m_text.substr(m_at);
                m_at = m_text.size();
                return refuse(Code::OpenQuote, rest);
            }
            const std::string_view quoted = m_text.substr(m_at + 1, end - m_at - 1);
            m_at = end + 1;
            term.what = query::NameTerm{compiled(re2::RE2::QuoteMeta(piece(quoted))), false};
            return true;
        }
        if (const std::size_t end = regexEnd(); end != std::string_view::npos) {
            const std::string pattern(m_text.substr(m_at + 1, end - m_at - 1));
            m_at = end + 1;
            auto expression = compiled(pattern);
            if (!expression->ok())
                return refuse(Code::BadRegex, pattern, expression->error());
            term.what = query::NameTerm{std::move(expression), false};
            return true;
        }
        const std::string_view word = nextWord();
        if (const std::size_t colon = word.find(':'); colon != std::string_view::npos) {
            const std::string key = lowered(word.substr(0, colon + 1));
            if (std::ranges::count(TensorQuery::keys(), key))
                return keyed(term, key, word.substr(colon + 1));
            // else a name with a colon: "kernel:0"
        }
        auto expression = hasWildcard(word) ? globExpression(word) : nullptr;
        const bool whole = expression != nullptr;
        term.what = query::NameTerm{whole ? std::move(expression) : compiled(re2::RE2::QuoteMeta(piece(word))), whole};
        return true;
    }

    /// Of /.../ followed by a space or the end; npos where the word only begins with a slash, as names of ONNX do.
    std::size_t regexEnd() const
    {
        if (m_text[m_at] != '/')
            return std::string_view::npos;
        for (std::size_t end = m_text.find('/', m_at + 1); end != std::string_view::npos; end = m_text.find('/', end + 1))
            if (end > m_at + 1 && (end + 1 == m_text.size() || m_text[end + 1] == ' ') && m_text[end - 1] != '\\')
                return end;
        return std::string_view::npos;
    }

    /// Up to the next space that stands outside of parentheses.
    std::string_view nextWord()
    {
        const std::size_t begin = m_at;
        int depth = 0;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            if ((c == ' ' || c == '\t') && (depth == 0 || m_text.find(')', m_at) == std::string_view::npos))
                break;
        }
        return m_text.substr(begin, m_at - begin);
    }

    bool keyed(TensorQuery::Term& term, const std::string& key, std::string_view value)
    {
        if (value.empty())
            return refuse(Code::NoValue, key);
        if (key == "shape:")
            return shape(term, value);
        if (key == "state:")
            return states(term, value);
        if (key == "dtype:" || key == "kind:" || key == "role:")
            return words(term, key, value);
        const auto of = key == "size:" ? query::NumberTerm::Of::Size : key == "params:" ? query::NumberTerm::Of::Parameters : query::NumberTerm::Of::Rank;
        return numbers(term, of, value);
    }

    bool shape(TensorQuery::Term& term, std::string_view value)
    {
        query::ShapeTerm wanted;
        std::string_view list = value;
        const char first = list.front(), last = list.back();
        if (list.size() >= 2 && ((first == '(' && last == ')') || (first == '[' && last == ']'))) {
            wanted.whole = true;
            list = list.substr(1, list.size() - 2);
        }
        const char separator = wanted.whole || list.find(',') != std::string_view::npos ? ',' : 'x';
        while (!list.empty()) {
            const std::size_t end = std::min(list.find(separator), separator == 'x' ? list.find('X') : std::string_view::npos);
            std::string_view item = list.substr(0, end);
            while (!item.empty() && item.front() == ' ')
                item.remove_prefix(1);
            while (!item.empty() && item.back() == ' ')
                item.remove_suffix(1);
            std::int64_t size = 0;
            if (item == "*" || item == "?")
                size = query::ShapeTerm::any;
            else if (item == "..." || item == "**")
                size = query::ShapeTerm::anyNumber;
            else if (const auto [rest, problem] = std::from_chars(item.data(), item.data() + item.size(), size);
                     problem != std::errc{} || rest != item.data() + item.size() || size < 0)
                return refuse(Code::BadShape, value);
            wanted.sizes.push_back(size);
            list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
        }
        if (!wanted.whole) {
            wanted.sizes.insert(wanted.sizes.begin(), query::ShapeTerm::anyNumber);
            wanted.sizes.push_back(query::ShapeTerm::anyNumber);
        }
        term.what = std::move(wanted);
        return true;
    }

    bool states(TensorQuery::Term& term, std::string_view value)
    {
        query::StateTerm wanted;
        for (const std::string& word : split(value)) {
            std::uint32_t found = 0;
            if (std::string_view("unmapped").starts_with(word) && word.size() >= 3)
                found = bit(RowState::Kept) | bit(RowState::Unused);
            for (const auto& [name, state] : stateNames)
                if (word == name)
                    found = bit(state) | (state == RowState::Mapped ? bit(RowState::Warning) : 0); // a warning is written all the same
            if (!found)
                return refuse(Code::UnknownState, word);
            wanted.states |= found;
        }
        term.what = wanted;
        return true;
    }

    bool words(TensorQuery::Term& term, const std::string& key, std::string_view value)
    {
        query::WordTerm wanted;
        wanted.of = key == "dtype:" ? query::WordTerm::Of::Type : key == "kind:" ? query::WordTerm::Of::Kind : query::WordTerm::Of::Role;
        const std::vector<std::string> known = TensorQuery::valuesOf(key);
        for (const std::string& word : split(value)) {
            // "kernel" is meant to find the depthwise ones, too; "int8" is not meant to find uint8.
            auto expression = hasWildcard(word) ? globExpression(word) : nullptr;
            if (!expression)
                expression = compiled((wanted.of == query::WordTerm::Of::Kind ? "(?:.*_)?" : "") + re2::RE2::QuoteMeta(word));
            const bool any = std::ranges::any_of(known, [&](const std::string& name) { return re2::RE2::FullMatch(name, *expression); });
            if (!any && !hasWildcard(word) && !(key == "dtype:" && dtypeFromName(word)))
                return refuse(key == "dtype:" ? Code::UnknownType : key == "kind:" ? Code::UnknownKind : Code::UnknownRole, word);
            wanted.words.push_back(std::move(expression));
        }
        term.what = std::move(wanted);
        return true;
    }

    static std::vector<std::string> split(std::string_view value)
    {
        std::vector<std::string> words;
        while (!value.empty()) {
            const std::size_t end = value.find_first_of(",|");
            if (end != 0)
                words.push_back(lowered(value.substr(0, end)));
            value = end == std::string_view::npos ? std::string_view{} : value.substr(end + 1);
        }
        return words;
    }

    static std::optional<std::uint64_t> number(std::string_view text, double base)
    {
        double value = 0;
        const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem != std::errc{} || value < 0)
            return std::nullopt;
        std::string unit = lowered({rest, static_cast<std::size_t>(text.data() + text.size() - rest)});
        if (base == 1024) // "1M", "1MB", "1MiB"
            while (!unit.empty() && (unit.back() == 'b' || unit.back() == 'i'))
                unit.pop_back();
        constexpr std::string_view units = "kmgt";
        if (unit.size() > 1 || (unit.size() == 1 && units.find(unit[0]) == std::string_view::npos))
            return std::nullopt;
        if (unit.size() == 1)
            value *= std::pow(base, static_cast<double>(units.find(unit[0]) + 1));
        return value >= 1.8e19 ? ~std::uint64_t{0} : static_cast<std::uint64_t>(value);
    }

    bool numbers(TensorQuery::Term& term, query::NumberTerm::Of of, std::string_view value)
    {
        query::NumberTerm wanted;
        wanted.of = of;
        const double base = of == query::NumberTerm::Of::Size ? 1024 : 1000;
        if (const std::size_t dots = value.find(".."); dots != std::string_view::npos) {
            const std::string_view from = value.substr(0, dots), to = value.substr(dots + 2);
            const auto least = from.empty() ? std::optional<std::uint64_t>(0) : number(from, base);
            const auto most = to.empty() ? std::optional(~std::uint64_t{0}) : number(to, base);
            if (!least || !most || *least > *most || (from.empty() && to.empty()))
                return refuse(Code::BadSize, value);
            wanted.least = *least;
            wanted.most = *most;
            term.what = wanted;
            return true;
        }
        std::string_view rest = value;
        const bool less = rest.starts_with('<'), more = rest.starts_with('>');
        if (less || more)
            rest.remove_prefix(1);
        const bool equal = rest.starts_with('=');
        if (equal)
            rest.remove_prefix(1);
        const auto limit = number(rest, base);
        if (!limit || (less && !equal && *limit == 0))
            return refuse(Code::BadSize, value);
        if (more)
            wanted.least = equal ? *limit : *limit + (*limit != ~std::uint64_t{0});
        else if (less)
            wanted.most = equal ? *limit : *limit - 1;
        else
            wanted.least = wanted.most = *limit;
        term.what = wanted;
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0, m_begin = 0;
    TensorQuery m_query;
    TensorQueryError m_error;
};

std::variant<TensorQuery, TensorQueryError> TensorQuery::parse(std::string_view text) { return TensorQueryParser(text).run(); }

bool TensorQuery::matches(const TensorInfo& tensor, RowState state) const
{
    const auto holds = [&](const Term& term) {
        if (const auto* name = std::get_if<query::NameTerm>(&term.what)) {
            const auto found = [&](const std::string& text) {
                return name->whole ? re2::RE2::FullMatch(text, *name->expression) : re2::RE2::PartialMatch(text, *name->expression);
            };
            return found(tensor.name) || (!tensor.alias.empty() && found(tensor.alias));
        }
        if (const auto* shape = std::get_if<query::ShapeTerm>(&term.what))
            return shapeMatches(shape->sizes, tensor.shape.dims());
        if (const auto* words = std::get_if<query::WordTerm>(&term.what)) {
            const std::string_view text = words->of == query::WordTerm::Of::Type   ? dtypeName(tensor.dtype)
                                          : words->of == query::WordTerm::Of::Kind ? parameterKindName(tensor.kind)
                                                                            : tensorRoleName(tensor.role);
            return std::ranges::any_of(words->words, [&](const auto& word) { return re2::RE2::FullMatch(piece(text), *word); });
        }
        if (const auto* states = std::get_if<query::StateTerm>(&term.what))
            return (states->states & bit(state)) != 0;
        const auto& number = std::get<query::NumberTerm>(term.what);
        const std::uint64_t value = number.of == query::NumberTerm::Of::Size         ? tensor.sizeBytes
                                    : number.of == query::NumberTerm::Of::Parameters ? tensor.elementCount()
                                                                              : tensor.shape.rank();
        return value >= number.least && value <= number.most;
    };
    return std::ranges::all_of(m_terms, [&](const Term& term) { return holds(term) != term.negated; });
}

bool TensorQuery::asksForState() const
{
    return std::ranges::any_of(m_terms, [](const Term& term) { return std::holds_alternative<query::StateTerm>(term.what); });
}

std::vector<std::string> TensorQuery::keys() { return {"shape:", "dtype:", "state:", "kind:", "role:", "size:", "params:", "rank:"}; }

std::vector<std::string> TensorQuery::valuesOf(std::string_view key)
{
    std::vector<std::string> values;
    if (key == "state:") {
        for (const auto& [name, state] : stateNames)
            values.emplace_back(name);
        values.emplace_back("unmapped");
    } else if (key == "kind:") {
        for (int kind = 0; kind <= int(ParameterKind::Scalar); ++kind)
            values.emplace_back(parameterKindName(static_cast<ParameterKind>(kind)));
    } else if (key == "role:") {
        for (int role = 0; role <= int(TensorRole::Constant); ++role)
            values.emplace_back(tensorRoleName(static_cast<TensorRole>(role)));
    } else if (key == "dtype:") {
        for (const char* name : {"float32", "float16", "bfloat16", "float64", "float8_e4m3fn", "float8_e5m2", "int64", "int32", "int16", "int8", "uint8", "bool", "complex64"})
            values.emplace_back(name);
    } else if (key == "shape:") {
        for (const char* example : {"3x3", "1x1", "(3,3,*,*)", "(*,*,3,3)", "(*,)"})
            values.emplace_back(example);
    } else if (key == "size:" || key == "params:") {
        for (const char* example : {">1M", "<1K", "1K..1M"})
            values.emplace_back(example);
    } else if (key == "rank:") {
        for (const char* example : {"1", "2", "4", ">=3"})
            values.emplace_back(example);
    }
    return values;
}

} // namespace tensorgraft
