#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tensorgraft {

/// A value that lies in memory (usually a map) under arbitrary strides; what transposing, flipping and slicing yield
/// without moving a byte. Element (i0, i1, ...) starts at data + itemSize * (i0*strides[0] + ...).
struct StridedView {
    const std::byte* data = nullptr;    ///< of element (0, 0, ...); not the lowest address where a stride is negative
    std::size_t itemSize = 1;           ///< bytes
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> strides;  ///< in elements; any sign
    std::span<const std::byte> storage; ///< every byte that the view reaches, for release()
    std::shared_ptr<const MappingGuard> guard;

    [[nodiscard]] std::uint64_t elementCount() const;

    [[nodiscard]] StridedView transposed(std::span<const std::int64_t> permutation) const;
    [[nodiscard]] StridedView flipped(std::int64_t axis) const;
    /// Every `step`-th of [start, start + count*step) along `axis`.
    [[nodiscard]] StridedView sliced(std::int64_t axis, std::int64_t start, std::int64_t count, std::int64_t step) const;
    /// The same elements in C order under other sizes; nullopt where that needs a copy.
    [[nodiscard]] std::optional<StridedView> reshaped(std::span<const std::int64_t> newSizes) const;
};

/// Copies elements [first, first + out.size()/itemSize) of the view, in C order. REQUIRES: the range lies inside.
void gather(const StridedView& view, std::uint64_t first, std::span<std::byte> out);

} // namespace tensorgraft
