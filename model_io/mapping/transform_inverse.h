#pragma once

#include "model_io/mapping/transform.h"

#include <vector>

namespace tensorgraft::transforms {

/// The steps that undo steps [first, end) of `forward` for one of its sources, in their order. Mismatch with the reason
/// where one of them has no inverse. Joining steps have none here; reverse.h takes them apart.
[[nodiscard]] Result<std::vector<Step>> undoSteps(const ResolvedTransform& forward, std::size_t first, std::size_t end, std::size_t source);
/// Type of a source's value before step `at`.
[[nodiscard]] const ValueType& typeBefore(const ResolvedTransform& forward, std::size_t at, std::size_t source);
/// Why a step has no inverse: "adds up axis 2"; what loses data says what it loses.
[[nodiscard]] std::string reasonAgainst(const Step& step);

} // namespace tensorgraft::transforms
