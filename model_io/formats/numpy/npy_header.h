#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/dtype.h"
#include "model_io/core/shape.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::numpy {

/// What a dtype description ("<f4", "|b1", "bfloat16", "V12") says.
struct ElementType {
    DType dtype = DType::Opaque;  ///< Opaque: records, dates, long doubles; String: 'S' and 'U'
    bool bigEndian = false;
    bool isObject = false;        ///< 'O': pickled Python objects follow
    std::uint64_t itemBytes = 0;  ///< of one element; 0 where unknown (records)
};
/// Reads the text of a dtype. Unknown ones are Opaque.
[[nodiscard]] ElementType parseDescription(std::string_view description);
/// "<f4" for Float32, little-endian unless `bigEndian`; "" where NumPy has no such type.
[[nodiscard]] std::string describeType(DType dtype, bool bigEndian = false);

/// The header of a .npy stream (numpy/lib/format.py, format versions 1.0, 2.0 and 3.0).
struct Header {
    int version = 1;
    std::string description;      ///< of the dtype, as written; a list for records
    ElementType element;
    bool fortranOrder = false;
    Shape shape;
    std::uint64_t dataOffset = 0; ///< of the first byte behind the header
};
/// Parses the header by a small strict parser: a dictionary of exactly descr, fortran_order and shape.
/// Errors: NotThisFormat (no magic), Corrupt, Unsupported (version).
[[nodiscard]] Result<Header> readHeader(const ByteSource& source, const std::filesystem::path& path);
/// The bytes of a version 1.0 header (2.0 where it does not fit), padded so that data starts at a multiple of 64.
[[nodiscard]] std::vector<std::byte> makeHeader(std::string_view description, bool fortranOrder, const Shape& shape);

/// Strides in elements of an array stored column by column.
[[nodiscard]] std::vector<std::int64_t> fortranStrides(const Shape& shape);

} // namespace tensorgraft::numpy
