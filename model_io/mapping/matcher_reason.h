#pragma once

#include "model_io/mapping/matcher_model.h"
#include "model_io/mapping/matcher_score.h"

#include <string>

namespace tensorgraft::matching {

/// One sentence that a person would say: why the two belong together, then what happens to the axes.
[[nodiscard]] std::string reasonFor(const Model& source, const Unit& from, const Part& fromPart, const Model& target,
                                    const Unit& to, const Part& toPart, const Evidence& evidence, const std::string& steps);

/// "HWIO to OIHW", "a part of the fused projection"; "" where the value is copied as it is.
[[nodiscard]] std::string stepsInWords(const Part& from, const Part& to, const std::string& steps);

} // namespace tensorgraft::matching
