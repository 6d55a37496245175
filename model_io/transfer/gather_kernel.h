#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tensorgraft {

/// Copies a whole strided box into C order. `strides` in elements, any sign; sizes all > 0, as many as strides.
/// Cache-blocked, SIMD transposes for items of 2 and 4 bytes (Highway, dispatched at run time), several threads for
/// large boxes. No alignment is assumed.
void gatherBox(const std::byte* from, std::size_t itemSize, std::span<const std::int64_t> sizes,
               std::span<const std::int64_t> strides, std::byte* to);

/// The same by the plainest loop: the reference for tests.
void gatherBoxReference(const std::byte* from, std::size_t itemSize, std::span<const std::int64_t> sizes,
                        std::span<const std::int64_t> strides, std::byte* to);

} // namespace tensorgraft
