#include "model_io/core/dtype.h"

#include <array>

namespace tensorgraft {
namespace {

struct Entry {
    DType type;
    std::string_view name;
    DTypeClass cls;
    std::uint32_t blockElements;
    std::uint32_t blockBytes; ///< 0: no fixed size
    /// Significant bits (with the hidden one) and exponent range decide whether casts are exact.
    int digits = 0, minExponent = 0, maxExponent = 0;
};

using C = DTypeClass;
// Exponents: the smallest power of two represented exactly (subnormals included) and the largest.
constexpr std::array entries{
    Entry{DType::Bool, "bool", C::Boolean, 1, 1, 1, 0, 0},
    Entry{DType::Int8, "int8", C::SignedInt, 1, 1, 7, 0, 7},
    Entry{DType::UInt8, "uint8", C::UnsignedInt, 1, 1, 8, 0, 7},
    Entry{DType::Int16, "int16", C::SignedInt, 1, 2, 15, 0, 15},
    Entry{DType::UInt16, "uint16", C::UnsignedInt, 1, 2, 16, 0, 15},
    Entry{DType::Int32, "int32", C::SignedInt, 1, 4, 31, 0, 31},
    Entry{DType::UInt32, "uint32", C::UnsignedInt, 1, 4, 32, 0, 31},
    Entry{DType::Int64, "int64", C::SignedInt, 1, 8, 63, 0, 63},
    Entry{DType::UInt64, "uint64", C::UnsignedInt, 1, 8, 64, 0, 63},
    Entry{DType::Float8E4M3FN, "float8_e4m3fn", C::Float, 1, 1, 4, -9, 8},
    Entry{DType::Float8E4M3FNUZ, "float8_e4m3fnuz", C::Float, 1, 1, 4, -10, 7},
    Entry{DType::Float8E5M2, "float8_e5m2", C::Float, 1, 1, 3, -16, 15},
    Entry{DType::Float8E5M2FNUZ, "float8_e5m2fnuz", C::Float, 1, 1, 3, -17, 15},
    Entry{DType::Float16, "float16", C::Float, 1, 2, 11, -24, 15},
    Entry{DType::BFloat16, "bfloat16", C::Float, 1, 2, 8, -133, 127},
    Entry{DType::Float32, "float32", C::Float, 1, 4, 24, -149, 127},
    Entry{DType::Float64, "float64", C::Float, 1, 8, 53, -1074, 1023},
    Entry{DType::Complex64, "complex64", C::Complex, 1, 8, 24, -149, 127},
    Entry{DType::Complex128, "complex128", C::Complex, 1, 16, 53, -1074, 1023},
    Entry{DType::Q4_0, "Q4_0", C::BlockQuantised, 32, 18},
    Entry{DType::Q4_1, "Q4_1", C::BlockQuantised, 32, 20},
    Entry{DType::Q5_0, "Q5_0", C::BlockQuantised, 32, 22},
    Entry{DType::Q5_1, "Q5_1", C::BlockQuantised, 32, 24},
    Entry{DType::Q8_0, "Q8_0", C::BlockQuantised, 32, 34},
    Entry{DType::Q8_1, "Q8_1", C::BlockQuantised, 32, 36},
    Entry{DType::Q2_K, "Q2_K", C::BlockQuantised, 256, 84},
    Entry{DType::Q3_K, "Q3_K", C::BlockQuantised, 256, 110},
    Entry{DType::Q4_K, "Q4_K", C::BlockQuantised, 256, 144},
    Entry{DType::Q5_K, "Q5_K", C::BlockQuantised, 256, 176},
    Entry{DType::Q6_K, "Q6_K", C::BlockQuantised, 256, 210},
    Entry{DType::Q8_K, "Q8_K", C::BlockQuantised, 256, 292},
    Entry{DType::QInt8, "qint8", C::SignedInt, 1, 1, 7, 0, 7},
    Entry{DType::QUInt8, "quint8", C::UnsignedInt, 1, 1, 8, 0, 7},
    Entry{DType::QInt16, "qint16", C::SignedInt, 1, 2, 15, 0, 15},
    Entry{DType::QUInt16, "quint16", C::UnsignedInt, 1, 2, 16, 0, 15},
    Entry{DType::QInt32, "qint32", C::SignedInt, 1, 4, 31, 0, 31},
    Entry{DType::String, "string", C::String, 1, 0},
    Entry{DType::Opaque, "opaque", C::Opaque, 1, 0},
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (static_cast<std::size_t>(entries[i].type) != i)
            return false;
    return true;
}
static_assert(inOrder(), "entries must follow the order of DType");

const Entry& entry(DType type) { return entries[static_cast<std::size_t>(type)]; }

struct Alias {
    std::string_view name;
    DType type;
};
constexpr std::array aliases{
    Alias{"f16", DType::Float16},   Alias{"F16", DType::Float16},   Alias{"half", DType::Float16},
    Alias{"bf16", DType::BFloat16}, Alias{"BF16", DType::BFloat16}, Alias{"f32", DType::Float32},
    Alias{"F32", DType::Float32},   Alias{"float", DType::Float32}, Alias{"f64", DType::Float64},
    Alias{"F64", DType::Float64},   Alias{"double", DType::Float64},
};

} // namespace

std::string_view dtypeName(DType type) { return entry(type).name; }

std::optional<DType> dtypeFromName(std::string_view name)
{
    for (const Entry& e : entries)
        if (e.name == name)
            return e.type;
    for (const Alias& a : aliases)
        if (a.name == name)
            return a.type;
    return std::nullopt;
}

DTypeClass dtypeClass(DType type) { return entry(type).cls; }

std::size_t itemSizeBytes(DType type)
{
    const Entry& e = entry(type);
    return e.blockElements == 1 ? e.blockBytes : 0;
}

BlockSize blockSize(DType type) { return {entry(type).blockElements, entry(type).blockBytes}; }

bool castIsExact(DType from, DType to)
{
    if (from == to)
        return true;
    const Entry& a = entry(from);
    const Entry& b = entry(to);
    if (!isPlain(from) || !isPlain(to))
        return false;
    const auto real = [](C c) { return c == C::Float || c == C::Complex; };
    if (a.cls == C::Complex && b.cls != C::Complex)
        return false;
    if (real(a.cls))
        return real(b.cls) && b.digits >= a.digits && b.minExponent <= a.minExponent && b.maxExponent >= a.maxExponent;
    if (a.cls == C::SignedInt && (b.cls == C::UnsignedInt || b.cls == C::Boolean))
        return false;
    // Integers: every value up to 2^digits (and -2^digits, a power of two) must be representable.
    return b.digits >= a.digits && (!real(b.cls) || b.maxExponent >= a.digits);
}

} // namespace tensorgraft
