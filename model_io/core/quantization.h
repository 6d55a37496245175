#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tensorgraft {

/// What the stored integers of a tensor stand for: real = scale * (stored - zeroPoint), as TFLite and ONNX define it.
/// One scale for the whole tensor, or one for each index along `axis`.
struct AffineQuantization {
    std::vector<double> scales;           ///< one, or as many as the tensor is long along `axis`; never empty
    std::vector<std::int64_t> zeroPoints; ///< as many as scales, or empty: all zero
    int axis = -1;                        ///< outermost is 0; -1 where one scale holds for all

    [[nodiscard]] std::int64_t zeroPoint(std::size_t index) const { return zeroPoints.empty() ? 0 : zeroPoints[index]; }
    [[nodiscard]] bool operator==(const AffineQuantization&) const = default;
};

} // namespace tensorgraft
