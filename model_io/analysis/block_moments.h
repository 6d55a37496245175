#pragma once

#include <cstddef>
#include <cstdint>

namespace tensorgraft::detail {

/// Sums over one block of values that is small enough for the first-level cache.
struct BlockMoments {
    std::uint64_t finite = 0, zeros = 0, nans = 0, infs = 0;
    double min = 0, max = 0; ///< of the finite values; meaningless where there are none
    double mean = 0;         ///< of the finite values
    double deviation = 0;    ///< sum of the squared differences from `mean`
};

// Two passes over the block, so that nothing cancels; SIMD in float64 lanes, dispatched at run time (Highway).
// `values` needs no alignment.
[[nodiscard]] BlockMoments blockMomentsFloat32(const void* values, std::size_t count);
[[nodiscard]] BlockMoments blockMomentsFloat64(const void* values, std::size_t count);

} // namespace tensorgraft::detail
