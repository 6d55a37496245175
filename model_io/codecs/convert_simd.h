#pragma once

#include <cstddef>

namespace tensorgraft::detail {

// Conversions of `count` elements with SIMD, dispatched at run time (Highway). Buffers need no alignment and do not
// overlap. Each gives the bits that the scalar codecs give.

void float16ToFloat32(const void* in, void* out, std::size_t count);
void float32ToFloat16(const void* in, void* out, std::size_t count);
void bfloat16ToFloat32(const void* in, void* out, std::size_t count);
void float32ToBfloat16(const void* in, void* out, std::size_t count);
void float32ToFloat64(const void* in, void* out, std::size_t count);
void float64ToFloat32(const void* in, void* out, std::size_t count);

} // namespace tensorgraft::detail
