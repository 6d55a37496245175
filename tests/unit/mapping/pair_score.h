#pragma once

#include "pair_file.h"

#include "model_io/mapping/matcher.h"

#include <string>
#include <vector>

namespace tensorgraft::test {

/// Claims (confidence 0.5 or more) against the answer of a pair; names and transforms must both be right. Transforms are
/// compared by what they do: a sample of the target's elements is traced back to the source.
struct PairScore {
    std::size_t claims = 0, right = 0, truth = 0;
    std::vector<std::string> faults;
    [[nodiscard]] double precision() const;
    [[nodiscard]] double recall() const;
    [[nodiscard]] double f1() const; ///< 1 where nothing was to be claimed and nothing is
};

[[nodiscard]] PairScore scorePair(const PairFile& pair, const MatchResult& result);

} // namespace tensorgraft::test
