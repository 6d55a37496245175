#include "model_io/codecs/float_codec.h"

#include "model_io/codecs/convert_simd.h"
#include "model_io/codecs/small_float.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

namespace tensorgraft {
namespace {

static_assert(std::endian::native == std::endian::little, "element bytes are handled as little-endian numbers");

/// Elements that one step converts through a buffer on the stack.
constexpr std::size_t chunkElements = 512;

template <typename T>
T load(const std::byte* at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

template <typename T>
void store(std::byte* at, T value)
{
    std::memcpy(at, &value, sizeof value);
}

struct Complex {
    double real = 0, imaginary = 0;
};

// The widest type of each class. Every element type has an exact image in the one of its class, so that a conversion
// rounds once, on storing.
enum class Wide : std::uint8_t { Signed, Unsigned, Real, Complex };

Wide wideOf(DType type)
{
    switch (dtypeClass(type)) {
    case DTypeClass::Boolean:
    case DTypeClass::UnsignedInt: return Wide::Unsigned;
    case DTypeClass::SignedInt: return Wide::Signed;
    case DTypeClass::Complex: return Wide::Complex;
    default: return Wide::Real;
    }
}

template <typename Stored, typename WideType>
void loadAs(const std::byte* in, WideType* out, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        out[i] = static_cast<WideType>(load<Stored>(in + i * sizeof(Stored)));
}

void loadSigned(DType from, const std::byte* in, std::int64_t* out, std::size_t count)
{
    switch (from) {
    case DType::Int8:
    case DType::QInt8: return loadAs<std::int8_t>(in, out, count);
    case DType::Int16:
    case DType::QInt16: return loadAs<std::int16_t>(in, out, count);
    case DType::Int32:
    case DType::QInt32: return loadAs<std::int32_t>(in, out, count);
    default: assert(from == DType::Int64); return loadAs<std::int64_t>(in, out, count);
    }
}

void loadUnsigned(DType from, const std::byte* in, std::uint64_t* out, std::size_t count)
{
    switch (from) {
    case DType::Bool:
        for (std::size_t i = 0; i < count; ++i)
            out[i] = in[i] != std::byte{0};
        return;
    case DType::UInt8:
    case DType::QUInt8: return loadAs<std::uint8_t>(in, out, count);
    case DType::UInt16:
    case DType::QUInt16: return loadAs<std::uint16_t>(in, out, count);
    case DType::UInt32: return loadAs<std::uint32_t>(in, out, count);
    default: assert(from == DType::UInt64); return loadAs<std::uint64_t>(in, out, count);
    }
}

/// Into float32, exactly. False where the type does not fit into it.
bool loadFloat32(DType from, const std::byte* in, float* out, std::size_t count)
{
    switch (from) {
    case DType::Float8E4M3FN:
    case DType::Float8E4M3FNUZ:
    case DType::Float8E5M2:
    case DType::Float8E5M2FNUZ:
        for (std::size_t i = 0; i < count; ++i)
            out[i] = float8ToFloat(std::to_integer<std::uint8_t>(in[i]), from);
        return true;
    case DType::Float16: detail::float16ToFloat32(in, out, count); return true;
    case DType::BFloat16: detail::bfloat16ToFloat32(in, out, count); return true;
    case DType::Float32: std::memcpy(out, in, count * sizeof(float)); return true;
    default: return false;
    }
}

void loadReal(DType from, const std::byte* in, double* out, std::size_t count)
{
    if (from == DType::Float64) {
        std::memcpy(out, in, count * sizeof(double));
        return;
    }
    float values[chunkElements];
    const bool fits = loadFloat32(from, in, values, count);
    assert(fits);
    (void)fits;
    detail::float32ToFloat64(values, out, count);
}

void loadComplex(DType from, const std::byte* in, Complex* out, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        out[i] = from == DType::Complex64 ? Complex{load<float>(in + 8 * i), load<float>(in + 8 * i + 4)}
                                          : Complex{load<double>(in + 16 * i), load<double>(in + 16 * i + 8)};
}

template <typename To, typename From>
To saturate(From value)
{
    using Limits = std::numeric_limits<To>;
    if constexpr (std::is_same_v<From, Complex>) {
        return saturate<To>(value.real);
    } else if constexpr (std::is_floating_point_v<From>) {
        if (std::isnan(value))
            return 0;
        // The bounds as powers of two: exact in float64, unlike the largest 64-bit integers.
        const double top = std::ldexp(1.0, Limits::digits);
        if (value >= top)
            return Limits::max();
        if (value <= static_cast<double>(Limits::min()))
            return Limits::min();
        return static_cast<To>(value);
    } else if constexpr (std::is_signed_v<From>) {
        if constexpr (std::is_signed_v<To>)
            return static_cast<To>(std::clamp<std::int64_t>(value, Limits::min(), Limits::max()));
        else
            return value < 0 ? To{0} : static_cast<To>(std::min<std::uint64_t>(static_cast<std::uint64_t>(value), Limits::max()));
    } else {
        return static_cast<To>(std::min<std::uint64_t>(value, static_cast<std::uint64_t>(Limits::max())));
    }
}

/// A float64 that rounds to any type of at most 32 bits as `magnitude` does: where 53 bits do not hold it, the last
/// bit remembers what was cut off (round to odd), so that the second rounding sees which side of a tie it was.
double oddRounded(std::uint64_t magnitude)
{
    const int excess = 11 - std::countl_zero(magnitude);
    if (magnitude == 0 || excess <= 0)
        return static_cast<double>(magnitude);
    const std::uint64_t rest = magnitude & ((std::uint64_t{1} << excess) - 1);
    return static_cast<double>((magnitude >> excess | (rest != 0)) << excess);
}

/// For storing in a type narrower than float64.
double realOf(double value) { return value; }
double realOf(Complex value) { return value.real; }
double realOf(std::uint64_t value) { return oddRounded(value); }
double realOf(std::int64_t value)
{
    return value < 0 ? -oddRounded(std::uint64_t{0} - static_cast<std::uint64_t>(value))
                     : oddRounded(static_cast<std::uint64_t>(value));
}

template <typename To, typename From>
To nearest(From value)
{
    if constexpr (std::is_same_v<From, Complex>)
        return static_cast<To>(value.real);
    else
        return static_cast<To>(value); // one rounding, to nearest even
}

template <typename From>
bool isNonZero(From value)
{
    if constexpr (std::is_same_v<From, Complex>)
        return value.real != 0 || value.imaginary != 0;
    else
        return value != 0;
}

template <typename To, typename From>
void storeIntegers(const From* in, std::byte* out, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        store<To>(out + i * sizeof(To), saturate<To>(in[i]));
}

template <typename From>
void storeWide(const From* in, DType to, std::byte* out, std::size_t count)
{
    switch (to) {
    case DType::Bool:
        for (std::size_t i = 0; i < count; ++i)
            out[i] = std::byte{isNonZero(in[i])};
        return;
    case DType::Int8:
    case DType::QInt8: return storeIntegers<std::int8_t>(in, out, count);
    case DType::UInt8:
    case DType::QUInt8: return storeIntegers<std::uint8_t>(in, out, count);
    case DType::Int16:
    case DType::QInt16: return storeIntegers<std::int16_t>(in, out, count);
    case DType::UInt16:
    case DType::QUInt16: return storeIntegers<std::uint16_t>(in, out, count);
    case DType::Int32:
    case DType::QInt32: return storeIntegers<std::int32_t>(in, out, count);
    case DType::UInt32: return storeIntegers<std::uint32_t>(in, out, count);
    case DType::Int64: return storeIntegers<std::int64_t>(in, out, count);
    case DType::UInt64: return storeIntegers<std::uint64_t>(in, out, count);
    case DType::Float32:
        for (std::size_t i = 0; i < count; ++i)
            store(out + 4 * i, nearest<float>(in[i]));
        return;
    case DType::Float64:
        for (std::size_t i = 0; i < count; ++i)
            store(out + 8 * i, nearest<double>(in[i]));
        return;
    case DType::Complex64:
        for (std::size_t i = 0; i < count; ++i) {
            store(out + 8 * i, nearest<float>(in[i]));
            float imaginary = 0;
            if constexpr (std::is_same_v<From, Complex>)
                imaginary = static_cast<float>(in[i].imaginary);
            store(out + 8 * i + 4, imaginary);
        }
        return;
    case DType::Complex128:
        for (std::size_t i = 0; i < count; ++i) {
            store(out + 16 * i, nearest<double>(in[i]));
            double imaginary = 0;
            if constexpr (std::is_same_v<From, Complex>)
                imaginary = in[i].imaginary;
            store(out + 16 * i + 8, imaginary);
        }
        return;
    default: break;
    }
    const detail::SmallFloat& layout = detail::smallFloatLayout(to);
    if (itemSizeBytes(to) == 2) {
        for (std::size_t i = 0; i < count; ++i)
            store(out + 2 * i, static_cast<std::uint16_t>(detail::encodeSmallFloat(realOf(in[i]), layout)));
    } else {
        for (std::size_t i = 0; i < count; ++i)
            store(out + i, static_cast<std::uint8_t>(detail::encodeSmallFloat(realOf(in[i]), layout)));
    }
}

void convertChunk(DType from, const std::byte* in, DType to, std::byte* out, std::size_t count)
{
    switch (wideOf(from)) {
    case Wide::Signed: {
        std::int64_t values[chunkElements];
        loadSigned(from, in, values, count);
        return storeWide(values, to, out, count);
    }
    case Wide::Unsigned: {
        std::uint64_t values[chunkElements];
        loadUnsigned(from, in, values, count);
        return storeWide(values, to, out, count);
    }
    case Wide::Real: {
        float narrow[chunkElements];
        const bool viaFloat32 = to == DType::Float32 || to == DType::Float16 || to == DType::BFloat16;
        if (viaFloat32 && loadFloat32(from, in, narrow, count)) { // exact so far; one rounding follows
            if (to == DType::Float16)
                return detail::float32ToFloat16(narrow, out, count);
            if (to == DType::BFloat16)
                return detail::float32ToBfloat16(narrow, out, count);
            std::memcpy(out, narrow, count * sizeof(float));
            return;
        }
        double values[chunkElements];
        loadReal(from, in, values, count);
        return storeWide(values, to, out, count);
    }
    case Wide::Complex: {
        Complex values[chunkElements];
        loadComplex(from, in, values, count);
        return storeWide(values, to, out, count);
    }
    }
}

/// The pairs that are worth a kernel of their own: no buffer in between.
bool convertDirectly(DType from, const std::byte* in, DType to, std::byte* out, std::size_t count)
{
    if (from == to) {
        if (count != 0)
            std::memcpy(out, in, count * itemSizeBytes(from));
        return true;
    }
    if (to == DType::Float32) {
        switch (from) {
        case DType::Float16: detail::float16ToFloat32(in, out, count); return true;
        case DType::BFloat16: detail::bfloat16ToFloat32(in, out, count); return true;
        case DType::Float64: detail::float64ToFloat32(in, out, count); return true;
        default: return false;
        }
    }
    if (from == DType::Float32) {
        switch (to) {
        case DType::Float16: detail::float32ToFloat16(in, out, count); return true;
        case DType::BFloat16: detail::float32ToBfloat16(in, out, count); return true;
        case DType::Float64: detail::float32ToFloat64(in, out, count); return true;
        default: return false;
        }
    }
    return false;
}

} // namespace

void convertElements(DType from, std::span<const std::byte> in, DType to, std::span<std::byte> out)
{
    assert(isPlain(from) && isPlain(to));
    const std::size_t fromSize = itemSizeBytes(from), toSize = itemSizeBytes(to);
    const std::size_t count = in.size() / fromSize;
    assert(out.size() / toSize >= count);
    if (convertDirectly(from, in.data(), to, out.data(), count))
        return;
    for (std::size_t done = 0; done < count; done += chunkElements)
        convertChunk(from, in.data() + done * fromSize, to, out.data() + done * toSize,
                     std::min(chunkElements, count - done));
}

void convertToFloat(DType from, std::span<const std::byte> in, std::span<float> out)
{
    convertElements(from, in.first(out.size() * itemSizeBytes(from)), DType::Float32, std::as_writable_bytes(out));
}

void convertToDouble(DType from, std::span<const std::byte> in, std::span<double> out)
{
    convertElements(from, in.first(out.size() * itemSizeBytes(from)), DType::Float64, std::as_writable_bytes(out));
}

void swapBytes(std::span<std::byte> data, std::size_t itemSize)
{
    if (itemSize < 2)
        return;
    for (std::size_t at = 0; at + itemSize <= data.size(); at += itemSize)
        std::reverse(data.begin() + static_cast<std::ptrdiff_t>(at), data.begin() + static_cast<std::ptrdiff_t>(at + itemSize));
}

} // namespace tensorgraft
