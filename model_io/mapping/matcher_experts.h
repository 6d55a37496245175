#pragma once

#include "model_io/mapping/matcher_model.h"

#include <optional>
#include <string>

namespace tensorgraft::matching {

/// Stacks the numbered experts of the source's mixtures where the target keeps them in one tensor, and takes such stacks
/// apart where the target numbers them. Needs the axes named; to be done before indexModel().
void alignExperts(Model& source, const Model& target);

/// The steps that make `target` of stacked experts; nullopt where they do not fit. REQUIRES: source.stacked.
[[nodiscard]] std::optional<std::string> stackedSteps(const Part& source, const Part& target);

} // namespace tensorgraft::matching
