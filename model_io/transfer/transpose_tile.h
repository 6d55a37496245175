#pragma once

#include <cstddef>
#include <cstdint>

namespace tensorgraft {

/// to[r * toRowBytes + c * itemSize] = from[c * fromRowBytes + r * itemSize] for r < rows, c < columns: a matrix whose
/// source is contiguous along r is written contiguous along c. Row distances are in bytes; `fromRowBytes` may be
/// negative. itemSize 1, 2, 4, 8 or 16. SIMD with run-time dispatch (Highway) for items of 2 and 4 bytes.
void transposeTile(const std::byte* from, std::int64_t fromRowBytes, std::byte* to, std::int64_t toRowBytes,
                   std::size_t rows, std::size_t columns, std::size_t itemSize);

} // namespace tensorgraft
