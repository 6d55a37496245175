#pragma once

#include "model_io/core/error.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft::tf {

/// A text tensor as bundles store it: the lengths as varints, the masked CRC-32C of the lengths, the bytes of all
/// elements. The checksum of the entry covers the lengths as 32-bit numbers (64-bit beyond that), the stored checksum
/// and the bytes (tensorflow/core/util/tensor_bundle/tensor_bundle.cc).
struct StringTensor {
    std::vector<std::uint64_t> lengths;
    std::size_t textOffset = 0; ///< of the first element, in the stored bytes
};
/// Checks lengths and both checksums of `stored`; `crc` is unmasked. Errors (without file): Corrupt.
[[nodiscard]] Result<StringTensor> parseStringTensor(std::span<const std::byte> stored, std::uint64_t elementCount, std::uint32_t crc);

} // namespace tensorgraft::tf
