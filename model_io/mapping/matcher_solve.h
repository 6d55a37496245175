#pragma once

#include "model_io/mapping/matcher_score.h"

#include "model_io/core/error.h"
#include "model_io/core/progress.h"

#include <utility>
#include <vector>

namespace tensorgraft::matching {

/// The best pairing of units: globally within each bucket, repeated with what the neighbours have decided.
/// `pins`: (source, target) units that are given. Errors: Cancelled.
[[nodiscard]] Result<Assignment> solve(Scorer& scorer, const Model& source, const Model& target,
                                       const std::vector<std::pair<std::size_t, std::size_t>>& pins,
                                       const ProgressFn& progress);

/// Chooses, for each model whose file order says something, between that and the order of the names: whichever lays the
/// two side by side better. Indexes both models and aligns the scorer.
void chooseOrder(Model& source, Model& target, Scorer& scorer);

} // namespace tensorgraft::matching
