#pragma once

#include "model_io/core/error.h"
#include "model_io/core/shape.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::cli {

/// What a slice takes of one axis.
struct AxisSlice {
    std::int64_t start = 0, count = 0, step = 1;
    bool keepsAxis = true; ///< false for a single index
};

/// NumPy's basic slices: "[0,:,3:9]", "0, ..., ::2", brackets optional, negative numbers from the end. Axes that are
/// not named are taken whole. Errors: Usage (syntax, too many axes, an index outside its axis).
[[nodiscard]] Result<std::vector<AxisSlice>> parseSlice(std::string_view text, const Shape& shape);

/// The elements that a slice takes, in C order, and their shape.
struct Sliced {
    Shape shape;
    std::vector<float> values;
    std::vector<std::size_t> axes; ///< of the full shape, one for each axis of `shape`
};
[[nodiscard]] Sliced applySlice(const Shape& shape, std::span<const float> values, std::span<const AxisSlice> slices);

} // namespace tensorgraft::cli
