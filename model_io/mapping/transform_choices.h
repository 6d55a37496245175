#pragma once

#include "model_io/mapping/outline.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tensorgraft {

/// The transforms that make one tensor fit another, and whether a person should choose among them.
struct TransformChoices {
    std::vector<std::string> transforms; ///< all of them fit; the likeliest first
    /// Shapes and what the formats say of their axes do not decide: a square kernel, height and width of a kernel, the
    /// order of a flattened map (check()'s ambiguous-transpose, spatial-order, flatten-order).
    bool isOpen = false;
};
/// `likeliest`: a transform that fits, as proposeTransforms() gives it. Reads no data; looks at no more than the few
/// tensors before each of the two, so it costs the same in models of any size.
[[nodiscard]] TransformChoices transformChoices(const Outline& source, std::size_t sourceIndex, const Outline& target, std::size_t targetIndex,
                                                const std::string& likeliest);

} // namespace tensorgraft
