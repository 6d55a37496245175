#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tensorgraft {

/// Element types, named as NumPy and ml_dtypes name them; block-quantised ones as GGUF names them (ggml.h).
enum class DType : std::uint8_t {
    Bool, Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64,
    Float8E4M3FN, Float8E4M3FNUZ, Float8E5M2, Float8E5M2FNUZ, Float16, BFloat16, Float32, Float64,
    Complex64, Complex128,
    Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q8_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, Q8_K,
    QInt8, QUInt8, QInt16, QUInt16, QInt32,
    String, ///< elements of any length (TensorFlow, HDF5); kept verbatim, never computed with
    Opaque, ///< records and other things that this program shows but does not compute with
};

enum class DTypeClass : std::uint8_t { Boolean, SignedInt, UnsignedInt, Float, Complex, BlockQuantised, String, Opaque };

/// "float32", "bfloat16", "Q4_K", ...
[[nodiscard]] std::string_view dtypeName(DType type);
/// The inverse of dtypeName(); also accepts the common short forms "f32", "F16", "BF16", "half", "double".
[[nodiscard]] std::optional<DType> dtypeFromName(std::string_view name);
[[nodiscard]] DTypeClass dtypeClass(DType type);
/// Bytes of one element; 0 where elements have no size of their own (block-quantised, String, Opaque).
[[nodiscard]] std::size_t itemSizeBytes(DType type);
/// Elements and bytes of one block; {1, itemSizeBytes} for plain types.
struct BlockSize {
    std::uint32_t elements = 1;
    std::uint32_t bytes = 0;
};
[[nodiscard]] BlockSize blockSize(DType type);
[[nodiscard]] inline bool isFloating(DType type) { return dtypeClass(type) == DTypeClass::Float; }
[[nodiscard]] inline bool isInteger(DType type)
{
    return dtypeClass(type) == DTypeClass::SignedInt || dtypeClass(type) == DTypeClass::UnsignedInt;
}
/// Floating, integer, boolean or complex with whole-byte elements: what transforms can move and cast.
[[nodiscard]] inline bool isPlain(DType type) { return itemSizeBytes(type) != 0; }
/// True where every value of `from` has an exact image in `to`.
[[nodiscard]] bool castIsExact(DType from, DType to);

} // namespace tensorgraft
