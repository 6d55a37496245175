#pragma once

#include "model_io/transfer/compare_models.h"

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

namespace tensorgraft {

/// {"a", "b", "pairs": [{"a", "b", "equal", "maxAbsDifference", "cosineSimilarity", "relativeL2", "differing",
/// "bitwiseEqual"}], "onlyInA", "onlyInB", "diagnostics"}: what `tensorgraft diff --json` prints. A number that is infinite
/// is null. REQUIRES: one difference a pair.
[[nodiscard]] nlohmann::ordered_json differencesAsJson(const ModelFile& a, const ModelFile& b, const ModelPairs& pairs, std::span<const PairDifference> differences);
/// The same as a table with a line of names; what has no partner stands with one name empty.
[[nodiscard]] std::string differencesAsCsv(const ModelFile& a, const ModelFile& b, const ModelPairs& pairs, std::span<const PairDifference> differences);

} // namespace tensorgraft
