#pragma once

#include "model_io/core/error.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::dialects {

/// A value of Python source or JSON, read as data and never executed. Calls and names are kept as what they are.
struct Literal {
    enum class Kind : std::uint8_t { None, Boolean, Number, String, List, Tuple, Dict, Call, Name } kind = Kind::None;
    bool boolean = false;
    std::string text;         ///< contents of a string; a number as written; the dotted name of a call or name
    std::size_t position = 0; ///< byte offset of its first character
    std::vector<Literal> items; ///< of a list, tuple or set; positional arguments of a call
    struct Member;
    std::vector<Member> members; ///< of a dict, in order; keyword arguments of a call (their keys are strings)

    [[nodiscard]] bool isString() const { return kind == Kind::String; }
    [[nodiscard]] bool isSequence() const { return kind == Kind::List || kind == Kind::Tuple; }
    [[nodiscard]] bool isDict() const { return kind == Kind::Dict; }
    [[nodiscard]] bool isNone() const { return kind == Kind::None; }
    /// The member whose key is this string; null where there is none.
    [[nodiscard]] const Literal* find(std::string_view key) const;
    /// "a string", "the name 'conv1'", for messages.
    [[nodiscard]] std::string described() const;
};

struct Literal::Member {
    Literal key;
    Literal value;
};

/// `name = value`, or a value alone (`name` empty).
struct Statement {
    std::string name;
    Literal value;
};

/// A text of literals: JSON, or Python with dicts, lists, tuples, strings (also b"", r"", u"", triple quotes,
/// concatenation of neighbours), numbers, None, comments, trailing commas, names and calls with such arguments.
/// `import` lines are passed over. Bounded in size, depth and number of values.
/// Errors: Usage or Unsupported, naming line and column.
[[nodiscard]] Result<std::vector<Statement>> parseLiterals(std::string_view text);

/// "line 3, column 14" of a byte of `text`.
[[nodiscard]] std::string placeOf(std::string_view text, std::size_t position);
/// `code` at a byte of the text.
[[nodiscard]] Error literalError(ErrorCode code, std::string_view text, std::size_t position, std::string message, std::string hint = {});

/// `text` as a Python string with double quotes; control characters are escaped, UTF-8 stays as it is.
[[nodiscard]] std::string pythonString(std::string_view text);
/// r"..." where that can say it, else pythonString(): for regular expressions.
[[nodiscard]] std::string pythonRawString(std::string_view text);

} // namespace tensorgraft::dialects
