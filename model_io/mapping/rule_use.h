#pragma once

#include "model_io/mapping/check.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tensorgraft {

/// What one rule does between two models.
struct RuleUse {
    std::vector<std::size_t> matched;    ///< targets that its patterns fit and whose sources are all there; file order
    std::vector<std::size_t> used;       ///< of these, the ones that it decides: no entry and no later rule does
    std::vector<std::size_t> incomplete; ///< targets whose sources are missing, or several
    std::string error;                   ///< why its patterns or its transform make no sense; empty where they do
};
/// What one pattern of include or exclude fits.
struct FilterUse {
    std::vector<std::size_t> targets, sources;
    std::string error;
};
struct DocumentUse {
    std::vector<RuleUse> rules;
    std::vector<FilterUse> include, exclude;
};

/// Live figures for every rule and filter of `document`. `checked`: check() of the same three.
/// Time: as the expansion in the check.
[[nodiscard]] DocumentUse useOf(const MappingDocument& document, const CheckResult& checked, const Outline& source, const Outline& target);

/// Why the patterns or the transform of `rule` make no sense, with the column where it is known; empty where they do.
[[nodiscard]] std::string ruleError(const MappingRule& rule);
/// The same for a pattern of include or exclude.
[[nodiscard]] std::string patternError(const std::string& pattern);

} // namespace tensorgraft
