#pragma once

#include "model_io/core/dtype.h"

#include <cstdint>

namespace tensorgraft::detail {

// Scalar codecs of the floating types below 32 bits: the reference that every SIMD path is compared with.

/// Layout of one small floating type.
struct SmallFloat {
    int exponentBits = 0, mantissaBits = 0, bias = 0;
    std::uint32_t overflow = 0; ///< magnitude bits that overflow yields: infinity, or NaN where there is none
    std::uint32_t nan = 0;      ///< magnitude bits of the NaN that conversions write (FNUZ: the whole byte)
    bool hasInfinity = false;
    bool fnuz = false;          ///< no negative zero; its code is the only NaN
};

inline constexpr SmallFloat float16Layout{5, 10, 15, 0x7C00, 0x7E00, true, false};
inline constexpr SmallFloat bfloat16Layout{8, 7, 127, 0x7F80, 0x7FC0, true, false};
// OCP 8-bit floating point specification 1.0 (E4M3, E5M2); the FNUZ types as in ml_dtypes and arXiv:2206.02915.
inline constexpr SmallFloat float8E4M3FNLayout{4, 3, 7, 0x7F, 0x7F, false, false};
inline constexpr SmallFloat float8E5M2Layout{5, 2, 15, 0x7C, 0x7E, true, false};
inline constexpr SmallFloat float8E4M3FNUZLayout{4, 3, 8, 0x80, 0x80, false, true};
inline constexpr SmallFloat float8E5M2FNUZLayout{5, 2, 16, 0x80, 0x80, false, true};

/// REQUIRES: `type` is float16, bfloat16 or one of the four float8 types.
[[nodiscard]] const SmallFloat& smallFloatLayout(DType type);
/// Rounds once, from float64: to nearest, ties to even. The stored bits with their sign.
[[nodiscard]] std::uint32_t encodeSmallFloat(double value, const SmallFloat& layout);
/// Exact.
[[nodiscard]] float decodeSmallFloat(std::uint32_t bits, const SmallFloat& layout);

} // namespace tensorgraft::detail
