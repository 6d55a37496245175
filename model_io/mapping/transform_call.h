#pragma once

#include "model_io/mapping/transform.h"

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::transforms {

// The text of one step, cut into its name and arguments. For the parser's own files only.

constexpr std::int64_t endWord = std::numeric_limits<std::int64_t>::max();

struct Argument {
    std::string_view text;
    std::size_t column; ///< from 1
};

struct Call {
    std::string_view name;
    std::size_t column;
    bool hasParentheses = false;
    std::vector<Argument> arguments;
};

/// A Usage error that names the column.
[[nodiscard]] Error at(std::size_t column, std::string message, std::string hint = {});
/// Splits one step into its name and arguments. `base`: column of its first character, less one.
[[nodiscard]] Result<Call> readCall(std::string_view text, std::size_t base);
[[nodiscard]] Result<std::int64_t> integerOf(const Argument& argument);
[[nodiscard]] Result<double> numberOf(const Argument& argument);
[[nodiscard]] Result<std::vector<std::int64_t>> integersOf(const Call& call);
[[nodiscard]] Result<void> expectCount(const Call& call, std::size_t least, std::size_t most, std::string_view usage);

/// Steps that compute, group and reorder: reorder, groups, sum, repeat, scale, add, dequantize, resize. nullopt where
/// `call` is none of them.
[[nodiscard]] std::optional<Result<Step>> readComputingStep(const Call& call);

struct FillWord {
    std::string_view name;
    FillKind kind;
    std::size_t parameters; ///< numbers before the seed
    bool seeded;
};
inline constexpr std::array fillWords{
    FillWord{"zeros", FillKind::Zeros, 0, false}, FillWord{"ones", FillKind::Ones, 0, false},
    FillWord{"constant", FillKind::Constant, 1, false}, FillWord{"normal", FillKind::Normal, 2, true},
    FillWord{"truncated_normal", FillKind::TruncatedNormal, 2, true}, FillWord{"uniform", FillKind::Uniform, 2, true},
    FillWord{"glorot_uniform", FillKind::GlorotUniform, 0, true}, FillWord{"glorot_normal", FillKind::GlorotNormal, 0, true},
    FillWord{"he_uniform", FillKind::HeUniform, 0, true}, FillWord{"he_normal", FillKind::HeNormal, 0, true},
};


} // namespace tensorgraft::transforms
