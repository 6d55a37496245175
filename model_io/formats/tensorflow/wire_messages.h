#pragma once

#include "model_io/codecs/ordered_code.h"
#include "model_io/core/shape.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tensorgraft::tf {

/// Most axes that a tensor may have (tensorflow/core/framework/tensor_shape.h).
constexpr std::size_t maxRank = 254;

/// A TensorShapeProto. nullopt where it is damaged, its rank is unknown or over maxRank, or a size is negative or the
/// elements are too many to count.
[[nodiscard]] std::optional<Shape> parseShape(std::span<const std::byte> message);
/// A TensorSliceProto. nullopt where it is damaged or its rank is over maxRank.
[[nodiscard]] std::optional<std::vector<SliceExtent>> parseSlice(std::span<const std::byte> message);
/// min_consumer of a VersionDef; nullopt where it is damaged.
[[nodiscard]] std::optional<std::int64_t> parseMinConsumer(std::span<const std::byte> message);

} // namespace tensorgraft::tf
