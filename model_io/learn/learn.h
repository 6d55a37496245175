#pragma once

#include "model_io/core/model_file.h"
#include "model_io/core/progress.h"
#include "model_io/mapping/matcher.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tensorgraft {

struct LearnOptions {
    ProgressFn progress;            ///< bytes of both files, read once for the fingerprints and once for the proof
    bool tolerant = true;           ///< also finds values that were rounded on the way, scaled, shifted or summed
    double tolerance = 1e-5;        ///< largest relative error between values of equal types; types of fewer bits add theirs
    std::uint64_t windowBytes = std::uint64_t{16} << 20; ///< memory of one proof
};

struct LearnResult {
    /// What the matcher's proposals are, but proved on the values: in the order of the target file, at most one a target.
    /// A confidence of 1 is a unique find; below 0.9 names had to decide between equal values; below 0.5 they could not.
    std::vector<Match> matches;
    std::vector<std::size_t> unmatchedTargets, unusedSources;
    std::vector<std::string> notes; ///< what a person should know of the whole: ambiguous constants, unreadable tensors
};

/// Learns a mapping from an example: `example` is `source` after a conversion that somebody else has done. For every
/// tensor of the example it finds by content which source tensors, under which transform, give exactly its values (or
/// its values up to rounding: the reason states the largest error). Every transform is proved by executing it.
/// Reads both files once for fingerprints that survive permutation (64-bit sums of mixed elements, for each slice of each
/// axis) and the found tensors once more for the proof; memory is a few bytes for each row and column of each tensor.
/// Errors: Unsupported where a side is a skeleton (it has no values); those of reading; Cancelled.
[[nodiscard]] Result<LearnResult> learnMapping(std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> example,
                                               const LearnOptions& options = {});

} // namespace tensorgraft
