#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// The part of one axis that a slice takes: elements start, start + step, ... (count of them).
struct AxisRange {
    std::int64_t start = 0, count = 0, step = 1;
    bool isIndex = false; ///< written as one index: the axis has one element and is no row or column
    [[nodiscard]] bool operator==(const AxisRange&) const = default;
};
/// One range an axis, outermost first.
using TensorSlice = std::vector<AxisRange>;

[[nodiscard]] TensorSlice wholeSlice(const Shape& shape);
/// NumPy's notation for basic slicing: "[0, :, 3:9]", "[..., ::2]", "-1"; brackets may be left out. Ends beyond the axis
/// are clamped as NumPy does; missing axes are whole. Steps are positive.
/// Errors: Usage with a message for the person.
[[nodiscard]] Result<TensorSlice> parseSlice(std::string_view text, const Shape& shape);
/// The inverse of parseSlice(), as short as it can be written: "[0, :, 3:9]".
[[nodiscard]] std::string sliceText(const TensorSlice& slice, const Shape& shape);
/// Counts of all axes; those that are an index stay with size 1.
[[nodiscard]] Shape sliceShape(const TensorSlice& slice);

/// The elements of a slice in C order as they are stored (little-endian). Memory: the result and a buffer of 4 MiB.
/// Errors: Unsupported for types without elements of fixed size and where the result is larger than `limitBytes`;
/// Cancelled; those of reading.
[[nodiscard]] Result<std::vector<std::byte>> readSlice(const ModelFile& model, std::size_t tensor, const TensorSlice& slice,
                                                       const ProgressFn& progress = {},
                                                       std::uint64_t limitBytes = std::uint64_t{256} << 20);
/// The same as float32 values; complex numbers give their real part.
[[nodiscard]] Result<std::vector<float>> readSliceAsFloat(const ModelFile& model, std::size_t tensor, const TensorSlice& slice,
                                                          const ProgressFn& progress = {},
                                                          std::uint64_t limitBytes = std::uint64_t{256} << 20);

} // namespace tensorgraft
