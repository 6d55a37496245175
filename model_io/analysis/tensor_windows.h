#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>
#include <functional>
#include <span>

namespace tensorgraft {

enum class WindowOrder : std::uint8_t {
    COrder, ///< elements as the C-order value has them
    Any,    ///< each element once, in whatever order is cheapest: a transposed tensor is walked as it is stored
};
/// `bytes`: whole little-endian elements (blocks for block-quantised types); `firstElement` is their place in the walk.
using WindowFn = std::function<void(std::span<const std::byte> bytes, std::uint64_t firstElement)>;

/// Walks a tensor in windows of at most `windowBytes`: mapped where the file allows it (pages are released behind the
/// walk), read into one buffer else. `progress` counts the tensor's own bytes.
/// Errors: Unsupported for string and opaque tensors; those of reading; Io where the file shrank; Cancelled.
[[nodiscard]] Result<void> forEachWindow(const ModelFile& model, std::size_t tensor, WindowOrder order, const ProgressFn& progress,
                                         const WindowFn& visit, std::uint64_t windowBytes = std::uint64_t{8} << 20);

} // namespace tensorgraft
