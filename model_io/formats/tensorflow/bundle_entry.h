#pragma once

#include "model_io/codecs/ordered_code.h"
#include "model_io/core/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tensorgraft::tf {

/// Where the bytes of a tensor or of a slice stand.
struct BundleEntry {
    int typeNumber = 0;
    std::optional<Shape> shape; ///< nullopt: impossible sizes
    std::int64_t shard = 0, offset = 0, size = 0;
    std::uint32_t crc = 0; ///< unmasked
    /// Of a partitioned tensor; its own place means nothing then.
    std::vector<std::vector<SliceExtent>> slices;
};

/// A BundleEntryProto (protos/tensor_bundle.proto). A message that cannot be parsed gives an entry without a shape: one
/// damaged message says nothing of the others. Messages in the form that TensorFlow writes are read in place.
[[nodiscard]] BundleEntry parseBundleEntry(std::string_view message);
/// The same through the message class, whatever the form.
[[nodiscard]] BundleEntry parseBundleEntryAsMessage(std::string_view message);

} // namespace tensorgraft::tf
