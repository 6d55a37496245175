#pragma once

#include "model_io/mapping/generalise.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace tensorgraft::alike {

/// A name as text with holes and the numbers in them: "conv_/conv__/kernel" with {3, 3, 1}.
struct Numbered {
    std::string skeleton; ///< a hole is one `hole`
    std::vector<std::int64_t> numbers;
};
constexpr char hole = '\x01';
[[nodiscard]] Numbered numbered(std::string_view name);
[[nodiscard]] std::string filledIn(const std::string& skeleton, const std::vector<std::int64_t>& numbers);

/// Where a number comes from: a number of the first source plus a shift, or nowhere (a constant).
struct Origin {
    std::ptrdiff_t from = -1;
    std::int64_t shift = 0;
};
using Reading = std::vector<Origin>;

/// An example, the reading of it that most others fit, and those others.
struct Family {
    Numbered first, target;
    std::vector<Numbered> others;         ///< of further sources
    Reading targetReading;
    std::vector<Reading> otherReadings;
    std::vector<AlikeEntry> siblings;
    std::vector<std::vector<std::int64_t>> siblingNumbers; ///< of the first source, for each sibling
};
/// nullopt where the names have no numbers to follow. `taken`: targets to leave alone.
[[nodiscard]] std::optional<Family> familyOf(const AlikeEntry& example, const Outline& source, const Outline& target, const std::vector<bool>& taken);

} // namespace tensorgraft::alike
