#pragma once

#include "model_io/codecs/ordered_code.h"
#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"
#include "model_io/core/shape.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft::tf {

/// What the meta entry of a V1 checkpoint says of one tensor (SavedSliceMeta).
struct V1TensorMeta {
    std::string name;
    int typeNumber = 0;
    Shape shape; ///< of the whole tensor
    std::vector<std::vector<SliceExtent>> slices;
};

/// The tensors of SavedTensorSlices.meta, the value under the empty key (tensorflow/core/util/saved_tensor_slice.proto).
/// Walked, never parsed into objects: the memory is bounded by the message.
/// Errors (without file): NotThisFormat where the message has no meta, Corrupt, Unsupported (made for newer readers),
/// Cancelled.
[[nodiscard]] Result<std::vector<V1TensorMeta>> parseV1Meta(std::span<const std::byte> message, const OpenProgress& progress = {});

} // namespace tensorgraft::tf
