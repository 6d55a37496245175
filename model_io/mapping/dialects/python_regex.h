#pragma once

#include "model_io/core/error.h"
#include "model_io/mapping/mapping_document.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tensorgraft::dialects {

/// A regular expression of Python's `re` as RE2 understands it.
struct TranslatedRegex {
    std::string expression; ///< without the anchors below; named groups have become plain ones
    int groups = 0;
    std::vector<std::pair<std::string, int>> names; ///< of groups
    bool anchoredStart = false, anchoredEnd = false;

    /// The whole expression, with its anchors.
    [[nodiscard]] std::string anchored() const { return (anchoredStart ? "^(?:" : "(?:") + expression + (anchoredEnd ? ")$" : ")"); }
};
/// Errors: Unsupported for what RE2 lacks (look-around, references back into the expression, conditions, possessive
/// quantifiers), Usage where it makes no sense; both name the column in the pattern.
[[nodiscard]] Result<TranslatedRegex> translateRegex(std::string_view pattern);

/// A replacement text of re.sub: literals and groups.
struct Replacement {
    struct Part {
        int group = -1; ///< -1: a literal; 0: the whole match
        std::string text;
    };
    std::vector<Part> parts;
};
/// Errors: Usage, naming the column.
[[nodiscard]] Result<Replacement> parseReplacement(std::string_view text, const TranslatedRegex& regex);

/// One pattern and its replacement, ready to apply; what re.sub(pattern, replacement, name) does.
class Substitution {
public:
    Substitution();
    ~Substitution();
    Substitution(Substitution&&) noexcept;
    Substitution& operator=(Substitution&&) noexcept;
    /// Errors: as above; Unsupported for a pattern that matches the empty text (it would match everywhere).
    [[nodiscard]] static Result<Substitution> compile(std::string_view pattern, std::string_view replacement);
    /// Replaces all occurrences; how many there were.
    std::size_t apply(std::string& name) const;
    /// The same as a rule that renames source to target where there is one occurrence; nullopt where rules have not
    /// enough groups.
    [[nodiscard]] std::optional<MappingRule> rule() const;
    /// At most one occurrence in any name: the pattern is anchored.
    [[nodiscard]] bool once() const;

private:
    struct Data;
    std::unique_ptr<Data> m;
};

/// A rule as a pattern and replacement of re.sub that renames its source to its target; nullopt where its patterns say
/// what those cannot (arithmetic, several sources, wildcards that the source does not give).
[[nodiscard]] std::optional<std::pair<std::string, std::string>> regexOfRule(const MappingRule& rule);
/// re.escape() for names: what has a meaning in expressions is escaped.
[[nodiscard]] std::string escapeRegex(std::string_view text);
/// A literal as the replacement text of re.sub.
[[nodiscard]] std::string escapeReplacement(std::string_view text);

} // namespace tensorgraft::dialects
