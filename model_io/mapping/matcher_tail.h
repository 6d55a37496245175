#pragma once

#include "model_io/mapping/matcher_score.h"

#include <string>
#include <vector>

namespace tensorgraft::matching {

/// A pair found after the global pairing, for a reason of its own.
struct Late {
    std::size_t source = 0, target = 0; ///< units
    std::string main, minor;            ///< steps for the kernel (or vector) and for the bias
    double confidence = 0;
    std::string reason;
};

/// What the pairing of equal shapes cannot see: a head without the background class, an output layer tied to the
/// embedding, and suggestions (below 0.5) for layers of the same name whose shapes differ. Leaves `assignment` alone.
[[nodiscard]] std::vector<Late> lateMatches(const Model& source, const Model& target, const Assignment& assignment);

/// Steps of the first dense layer after a flattened feature map, where the two frameworks flatten in different orders.
/// "" where this is not one; "?" where it is one, but the map's height and width cannot be told.
[[nodiscard]] std::string flattenSteps(const Model& source, const Model& target, std::size_t sourceUnit, std::size_t targetUnit);

} // namespace tensorgraft::matching
