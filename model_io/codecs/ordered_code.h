#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// The part of a partitioned TensorFlow variable that a slice covers, one extent an axis.
struct SliceExtent {
    std::int64_t start = 0;
    std::int64_t length = -1; ///< -1: the whole axis (start is 0)
    [[nodiscard]] bool operator==(const SliceExtent&) const = default;
};

/// Key under which checkpoints store one slice of a variable: OrderedCode (tensorflow/core/lib/strings/
/// ordered_code.h) of 0, the name, the rank, and start and length of every axis. Sorts before all plain names.
[[nodiscard]] std::string encodeSliceKey(std::string_view tensorName, const std::vector<SliceExtent>& slice);

struct SliceKey {
    std::string tensorName;
    std::vector<SliceExtent> slice;
};
/// The inverse; nullopt where `key` is no such key. Ranks over 254 are refused.
[[nodiscard]] std::optional<SliceKey> decodeSliceKey(std::string_view key);

} // namespace tensorgraft
