#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/error.h"

#include <cstdint>
#include <span>

namespace tensorgraft {

/// Value of one element. `bits`: the stored bits, zero-extended.
[[nodiscard]] float float16ToFloat(std::uint16_t bits);
[[nodiscard]] float bfloat16ToFloat(std::uint16_t bits);
/// REQUIRES: `type` is one of the four float8 types.
[[nodiscard]] float float8ToFloat(std::uint8_t bits, DType type);
/// Round to nearest, ties to even; overflow gives infinity, or NaN (E4M3FN: ml_dtypes' rule) where there is none.
[[nodiscard]] std::uint16_t floatToFloat16(float value);
[[nodiscard]] std::uint16_t floatToBfloat16(float value);
[[nodiscard]] std::uint8_t floatToFloat8(float value, DType type);

/// Converts `count` little-endian elements from any plain type to any other; buffers need no alignment.
/// Real to integer truncates toward zero and saturates (NaN gives 0); integer narrowing saturates; complex to real
/// drops the imaginary part; anything to bool is `!= 0`. SIMD with run-time dispatch for the float pairs.
/// REQUIRES: isPlain(from) && isPlain(to); the spans hold count elements; they do not overlap.
void convertElements(DType from, std::span<const std::byte> in, DType to, std::span<std::byte> out);
/// As above into float32 / float64 values for analysis. `out.size()` elements.
void convertToFloat(DType from, std::span<const std::byte> in, std::span<float> out);
void convertToDouble(DType from, std::span<const std::byte> in, std::span<double> out);
/// Reverses the bytes of every element of `itemSize` in place (2, 4, 8 or 16; 1 does nothing). For complex types pass
/// the size of one part.
void swapBytes(std::span<std::byte> data, std::size_t itemSize);

} // namespace tensorgraft
