#pragma once

#include "model_io/core/tensor_info.h"
#include "ui/models/tree_nodes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace re2 {
class RE2;
}

namespace tensorgraft {

/// What is wrong with a filter, and where.
struct TensorQueryError {
    enum class Code : std::uint8_t { BadRegex, BadShape, BadSize, UnknownType, UnknownState, UnknownKind, UnknownRole, NoValue, OpenQuote };
    Code code = Code::NoValue;
    std::size_t begin = 0, length = 0; ///< of the faulty term, in bytes of the UTF-8 text
    std::string found;                 ///< the term's value
    std::string detail;                ///< what the regular-expression engine says; English
};

/// The terms of a TensorQuery.
namespace query {
struct NameTerm {
    std::shared_ptr<const re2::RE2> expression;
    bool whole = false;
};
struct ShapeTerm {
    static constexpr std::int64_t any = -1, anyNumber = -2;
    std::vector<std::int64_t> sizes;
    bool whole = false;
};
struct WordTerm {
    enum class Of : std::uint8_t { Type, Kind, Role } of = Of::Type;
    std::vector<std::shared_ptr<const re2::RE2>> words;
};
struct StateTerm {
    std::uint32_t states = 0; ///< bit 1 << RowState
};
struct NumberTerm {
    enum class Of : std::uint8_t { Size, Parameters, Rank } of = Of::Size;
    std::uint64_t least = 0, most = ~std::uint64_t{0};
};
} // namespace query

/// The filter of a tree: terms separated by spaces, all of which must hold; `-term` must not hold. Case does not matter.
///
///   conv           part of the name, or of the name that people know
///   "a b"          the same with spaces
///   */conv?/k*     a glob over the whole name; `*` also crosses '/', sets such as [0-9] are understood
///   /conv\d+/      a regular expression (RE2) found anywhere in the name
///   shape:3x3      these sizes beside each other; `*` stands for any size
///   shape:(3,3,*,*)  the whole shape; `...` stands for any number of axes
///   dtype:float16  NumPy names, globs, several joined by commas; as kind:, role: and state:
///   state:warning  mapped, warning, conflict, kept, excluded, used, unused, unmapped (kept or unused)
///   kind:kernel    kernel, bias, gamma, ... ; also catches depthwise_kernel and the like
///   role:optimizer_state
///   size:>1M       bytes, K M G T of 1024; <, <=, >, >=, =, a range 1K..2M
///   params:>1M     values, K M G T of 1000; as size:
///   rank:4         number of axes; as size:
class TensorQuery {
public:
    TensorQuery() = default;
    /// The whole text or nothing: a filter with a fault is not half applied.
    [[nodiscard]] static std::variant<TensorQuery, TensorQueryError> parse(std::string_view text);

    [[nodiscard]] bool isEmpty() const { return m_terms.empty(); }
    /// Any thread. Linear in the length of the names whatever the expressions are.
    [[nodiscard]] bool matches(const TensorInfo& tensor, RowState state) const;
    /// True where the rows have to be found anew when states change.
    [[nodiscard]] bool asksForState() const;

    /// The words before a colon, for completion: "shape:", "dtype:", ...
    [[nodiscard]] static std::vector<std::string> keys();
    /// What may follow the key, for completion; empty where anything may.
    [[nodiscard]] static std::vector<std::string> valuesOf(std::string_view key);

private:
    struct Term {
        std::variant<query::NameTerm, query::ShapeTerm, query::WordTerm, query::StateTerm, query::NumberTerm> what;
        bool negated = false;
    };
    friend class TensorQueryParser;
    std::vector<Term> m_terms;
};

} // namespace tensorgraft
