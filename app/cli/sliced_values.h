#pragma once

#include "model_io/analysis/tensor_slice.h"

#include <span>
#include <vector>

namespace tensorgraft::cli {

/// The elements that a slice takes, in C order, and their shape.
struct Sliced {
    Shape shape;
    std::vector<float> values;
    std::vector<std::size_t> axes; ///< of the full shape, one for each axis of `shape`
};
[[nodiscard]] Sliced applySlice(const Shape& shape, std::span<const float> values, const TensorSlice& slice);

} // namespace tensorgraft::cli
