#pragma once

#include "model_io/core/error.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tensorgraft {

/// Values of placeholders, by name: "i" for `{i}`; "*0", "**0" for the wildcards in order; "\1" for groups of `re:`.
class Bindings {
public:
    [[nodiscard]] const std::string* find(std::string_view name) const;
    /// False where `name` already has another value.
    bool bind(std::string_view name, std::string_view value);
    [[nodiscard]] bool empty() const { return m_values.empty(); }

private:
    std::vector<std::pair<std::string, std::string>> m_values; ///< few; searched in order
};

/// A pattern over tensor names, compiled to RE2 (linear time). It matches whole names, segment by segment:
/// `*` and `{i}` stay inside a segment (separators are '/' and '.'), `**` is any number of whole segments,
/// `{name:a|b}` is one of the words, `{n-5}` a number shifted by 5, `re:` a regular expression; a backslash makes the
/// next character literal, `\1` stands for a group of the other side's regular expression.
class Pattern {
public:
    Pattern();
    ~Pattern();
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;

    /// `numbers`: placeholders that are numbers because some side of the rule counts with them (numbersOf()).
    /// Errors: Usage, naming the column.
    [[nodiscard]] static Result<Pattern> compile(std::string_view text, const std::vector<std::string>& numbers = {});
    /// The pattern that only `name` answers to.
    [[nodiscard]] static std::string literal(std::string_view name);
    /// The placeholders of `text` that arithmetic is done with: "n" for `{n-5}`.
    [[nodiscard]] static std::vector<std::string> numbersOf(std::string_view text);

    [[nodiscard]] bool matches(std::string_view name) const;
    [[nodiscard]] std::optional<Bindings> match(std::string_view name) const;
    /// The name that the bindings give; nullopt where one is missing, a word is not allowed here or a number is negative.
    [[nodiscard]] std::optional<std::string> instantiate(const Bindings& bindings) const;
    /// Names of what it binds or needs, each once.
    [[nodiscard]] const std::vector<std::string>& variables() const;
    [[nodiscard]] std::size_t wildcards(bool segments) const; ///< how many `*` (false) or `**` (true)
    /// Renames the `*` or `**` so that they do not bind with those of another pattern.
    void separateWildcards(bool segments, std::string_view prefix);
    [[nodiscard]] bool isLiteral() const;
    [[nodiscard]] bool isRegularExpression() const;
    /// True where it takes groups (`\1`) of the other side's regular expression.
    [[nodiscard]] bool usesGroups() const;

private:
    struct Data;
    std::unique_ptr<Data> m;
};

} // namespace tensorgraft
