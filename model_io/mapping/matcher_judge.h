#pragma once

#include "model_io/mapping/matcher_score.h"

#include <string>
#include <vector>

namespace tensorgraft::matching {

/// What the matcher believes of one pair of units.
struct Verdict {
    double confidence = 0; ///< 0.5 or more is claimed
    std::string doubt;     ///< why it is not claimed, "" else
    Evidence evidence;
    bool folded = false; ///< the right pair, but the target's values hold the batch norm too
};

/// Judges every pair of the assignment; by target unit.
[[nodiscard]] std::vector<Verdict> judge(const Model& source, const Model& target, const Scorer& scorer,
                                         const Assignment& assignment);

/// Why the two are different networks, in a sentence; "" where they are not. Looks at what lies around the repeated
/// blocks, at the make of the blocks and at how much is matched at all.
[[nodiscard]] std::string refusal(const Model& source, const Model& target, const Scorer& scorer,
                                  const Assignment& assignment, const std::vector<Verdict>& verdicts);

/// Index of the scope of `unit` that is its repeated block; noUnit where it stands outside of any.
[[nodiscard]] std::size_t repeatedBlock(const Model& model, const Unit& unit);

} // namespace tensorgraft::matching
