#pragma once

#include "model_io/mapping/check.h"

#include <string>
#include <vector>

namespace tensorgraft {

/// What a mapping cannot give back, and why.
struct NotReversed {
    std::string target;              ///< of the mapping as it is
    std::vector<std::string> source;
    std::string reason;              ///< one sentence
};

struct ReversedMapping {
    MappingDocument document;        ///< from the old target to the old source; one entry for each tensor that it fills
    std::vector<NotReversed> refused;
};

/// The mapping from `target` back to `source`: every checked entry whose steps all have an inverse becomes an entry the
/// other way round, rules expanded. A concat or stack becomes a slice for each source; slices of one source that cover
/// it are put together again. A source that several targets take is filled from the first of them.
/// REQUIRES: `checked` is check(document, source, target). Element types are those of the files: a cast that only
/// followed from them is left to the next check. Never fails.
[[nodiscard]] ReversedMapping reverseMapping(const MappingDocument& document, const CheckResult& checked, const Outline& source,
                                             const Outline& target);

} // namespace tensorgraft
