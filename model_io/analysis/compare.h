#pragma once

#include "model_io/core/model_file.h"

#include <cstdint>

namespace tensorgraft {

/// Of two values of equal shape, element by element in float64.
struct Comparison {
    bool bitwiseEqual = false;  ///< same dtype and bytes
    bool equal = false;         ///< same values (NaN equals NaN)
    double maxAbsDifference = 0;
    double cosineSimilarity = 0; ///< 1 where both are zero
    double relativeL2 = 0;       ///< |a - b| / |b|; 0 where both are zero
    std::uint64_t differing = 0; ///< elements
};
/// Streams both. Mismatch where the shapes differ.
[[nodiscard]] Result<Comparison> compare(const ModelFile& a, std::size_t tensorA, const ModelFile& b, std::size_t tensorB,
                                         const ProgressFn& progress = {});
/// The same of float32 values in memory. REQUIRES: equal sizes.
[[nodiscard]] Comparison compare(std::span<const float> a, std::span<const float> b);

} // namespace tensorgraft
