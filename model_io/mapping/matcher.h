#pragma once

#include "model_io/mapping/mapping_document.h"
#include "model_io/mapping/outline.h"

#include <string>
#include <vector>

namespace tensorgraft {

/// A proposed entry. A confidence of 0.5 or more is a claim, below that a suggestion.
struct Match {
    std::size_t target = 0;
    std::vector<std::size_t> sources;
    std::string transform;   ///< "identity", "transpose(3,2,0,1)", ...
    double confidence = 0;   ///< 0 to 1
    std::string reason;      ///< one sentence that a person would say
};

struct MatchOptions {
    /// Entries that are given; they steer the rest and are not proposed again.
    std::vector<MappingEntry> pins;
    double minimumConfidence = 0.5;
    ProgressFn progress;
};

struct MatchResult {
    std::vector<Match> matches; ///< in the order of the target file, at most one a target
    std::vector<std::size_t> unmatchedTargets, unusedSources;
    std::string refusal;        ///< why nothing was claimed, where two networks are judged different; "" else
};

/// Proposes a mapping from names, shapes, order and the formats' axis meanings; reads no data. Leaves a target
/// unmatched rather than guess. Errors: Cancelled.
[[nodiscard]] Result<MatchResult> matchModels(const Outline& source, const Outline& target, const MatchOptions& options = {});

/// The claims of `result` as entries of a document (with confidence and reason).
[[nodiscard]] std::vector<MappingEntry> toEntries(const MatchResult& result, const Outline& source, const Outline& target);

} // namespace tensorgraft
