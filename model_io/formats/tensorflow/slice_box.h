#pragma once

#include "model_io/codecs/ordered_code.h"
#include "model_io/core/error.h"
#include "model_io/core/shape.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace tensorgraft::tf {

/// The part of a tensor that one slice of a partitioned variable covers: start and size of every axis, in elements.
struct SliceBox {
    std::vector<std::int64_t> start, size;
    std::uint64_t elementCount = 0;
};

/// Whole axes given their sizes; nullopt where the slice does not lie inside `shape` or has another rank.
/// REQUIRES: shape.checkedElementCount() has a value.
[[nodiscard]] std::optional<SliceBox> resolveSlice(std::span<const SliceExtent> slice, const Shape& shape);

/// Most slices that one tensor may have; beyond it, whether they overlap is not worth finding out.
constexpr std::size_t maxSlices = 4096;

/// True where the boxes cover `shape` completely and none overlaps another. REQUIRES: boxes.size() <= maxSlices.
[[nodiscard]] bool boxesTile(std::span<const SliceBox> boxes, const Shape& shape);

/// Runs of elements that follow each other both in the box and in the whole tensor (C order), as far as they lie in
/// elements [first, first + count) of the whole; in ascending order. Stops at the first error of `visit`.
using RunVisitor = std::function<Result<void>(std::uint64_t inBox, std::uint64_t inWhole, std::uint64_t count)>;
[[nodiscard]] Result<void> forEachRun(const SliceBox& box, const Shape& whole, std::uint64_t first, std::uint64_t count,
                                      const RunVisitor& visit);

} // namespace tensorgraft::tf
