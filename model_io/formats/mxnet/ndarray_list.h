#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"
#include "model_io/core/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft::mxnet {

/// First number of every list (kMXAPINDArrayListMagic).
constexpr std::uint64_t listMagic = 0x112;

struct Array {
    std::string name;            ///< "arg:conv1_weight"; "array_3" in a list without names
    std::optional<DType> dtype;  ///< nullopt: an array without a value
    Shape shape;
    std::uint64_t offset = 0;    ///< of the values in the file
};

/// Walks the whole list: arrays, then names (src/ndarray/ndarray.cc, NDArray::Save). Little-endian.
/// Errors: NotThisFormat, Corrupt, Unsupported (sparse arrays, unknown types: their lengths cannot be known),
/// Cancelled.
[[nodiscard]] Result<std::vector<Array>> walkList(std::span<const std::byte> bytes, const OpenProgress& progress = {});

} // namespace tensorgraft::mxnet
