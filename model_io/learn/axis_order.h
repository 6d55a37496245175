#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tensorgraft::learning {

using Sums = std::span<const std::uint64_t>;

/// How the indices of an axis of the target follow from those of an axis of the source.
struct AxisOrder {
    enum class Kind : std::uint8_t {
        Same,
        Reversed,
        Digits, ///< the source axis cut into `sizes` (C order), which are put into the order `permutation`
        Blocks, ///< equal blocks: block k of the target is block blocks[k] of the source
    } kind = Kind::Same;
    std::vector<std::int64_t> sizes;
    std::vector<std::size_t> permutation;
    std::vector<std::int64_t> blocks;
};

/// The simplest order that makes `target` of `source`; nullopt where they are not the same slices, or in no such order.
[[nodiscard]] std::optional<AxisOrder> orderOf(Sums source, Sums target);

} // namespace tensorgraft::learning
