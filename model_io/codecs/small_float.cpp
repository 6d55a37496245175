#include "model_io/codecs/small_float.h"

#include "model_io/codecs/float_codec.h"

#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>

namespace tensorgraft {
namespace detail {
namespace {

template <const SmallFloat& Layout>
std::array<float, 256> makeTable()
{
    std::array<float, 256> table{};
    for (std::uint32_t bits = 0; bits < 256; ++bits)
        table[bits] = decodeSmallFloat(bits, Layout);
    return table;
}

template <const SmallFloat& Layout>
const std::array<float, 256>& table()
{
    static const std::array<float, 256> values = makeTable<Layout>();
    return values;
}

} // namespace

const SmallFloat& smallFloatLayout(DType type)
{
    switch (type) {
    case DType::Float16: return float16Layout;
    case DType::BFloat16: return bfloat16Layout;
    case DType::Float8E4M3FN: return float8E4M3FNLayout;
    case DType::Float8E4M3FNUZ: return float8E4M3FNUZLayout;
    case DType::Float8E5M2: return float8E5M2Layout;
    default: assert(type == DType::Float8E5M2FNUZ); return float8E5M2FNUZLayout;
    }
}

std::uint32_t encodeSmallFloat(double value, const SmallFloat& layout)
{
    const auto stored = std::bit_cast<std::uint64_t>(value);
    const std::uint32_t sign = static_cast<std::uint32_t>(stored >> 63) << (layout.exponentBits + layout.mantissaBits);
    if (std::isnan(value))
        return layout.fnuz ? layout.nan : sign | layout.nan;
    if (std::isinf(value))
        return layout.fnuz ? layout.overflow : sign | layout.overflow;

    const int storedExponent = static_cast<int>(stored >> 52 & 0x7FF);
    // Subnormal float64 values lie below half of the smallest value of every small type.
    if (storedExponent == 0)
        return layout.fnuz ? 0 : sign;
    const std::uint64_t significand = (stored & ((std::uint64_t{1} << 52) - 1)) | std::uint64_t{1} << 52;
    const int exponent = storedExponent - 1023;
    const int smallestNormal = 1 - layout.bias;
    const int shift = 52 - layout.mantissaBits + (exponent < smallestNormal ? smallestNormal - exponent : 0);
    std::uint64_t kept = 0;
    if (shift <= 53) {
        kept = significand >> shift;
        const std::uint64_t rest = significand & ((std::uint64_t{1} << shift) - 1);
        const std::uint64_t half = std::uint64_t{1} << (shift - 1);
        if (rest > half || (rest == half && (kept & 1)))
            ++kept; // a carry out of the mantissa is the next exponent: the codes are ordered
    }
    std::uint64_t code = kept;
    if (exponent >= smallestNormal)
        code += static_cast<std::uint64_t>(exponent - smallestNormal) << layout.mantissaBits;
    if (layout.fnuz)
        return code >= layout.overflow ? layout.overflow : code == 0 ? 0 : sign | static_cast<std::uint32_t>(code);
    return sign | (code >= layout.overflow ? layout.overflow : static_cast<std::uint32_t>(code));
}

float decodeSmallFloat(std::uint32_t bits, const SmallFloat& layout)
{
    const int width = layout.exponentBits + layout.mantissaBits;
    const bool negative = bits >> width & 1;
    const std::uint32_t magnitude = bits & ((std::uint32_t{1} << width) - 1);
    const std::uint32_t mantissa = magnitude & ((std::uint32_t{1} << layout.mantissaBits) - 1);
    const int exponent = static_cast<int>(magnitude >> layout.mantissaBits);
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    float value;
    if (layout.fnuz && negative && magnitude == 0)
        return nan;
    if (layout.hasInfinity && exponent == (1 << layout.exponentBits) - 1) {
        value = mantissa ? nan : std::numeric_limits<float>::infinity();
    } else if (!layout.hasInfinity && !layout.fnuz && magnitude == layout.nan) {
        value = nan;
    } else if (exponent == 0) {
        value = std::ldexp(static_cast<float>(mantissa), 1 - layout.bias - layout.mantissaBits);
    } else {
        value = std::ldexp(static_cast<float>(mantissa + (1u << layout.mantissaBits)),
                           exponent - layout.bias - layout.mantissaBits);
    }
    return std::copysign(value, negative ? -1.0F : 1.0F);
}

} // namespace detail

float float16ToFloat(std::uint16_t bits)
{
    // Renormalises subnormals by a float subtraction; NaNs keep their payload and become quiet, as F16C makes them.
    const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000) << 16;
    std::uint32_t magnitude = static_cast<std::uint32_t>(bits & 0x7FFF) << 13;
    const std::uint32_t exponent = magnitude & (0x7C00U << 13);
    magnitude += (127U - 15U) << 23;
    if (exponent == (0x7C00U << 13)) {
        magnitude += (128U - 16U) << 23;
        if (bits & 0x3FF)
            magnitude |= 0x400000;
    } else if (exponent == 0) {
        magnitude += 1U << 23;
        magnitude = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) - std::bit_cast<float>(113U << 23));
    }
    return std::bit_cast<float>(magnitude | sign);
}

float bfloat16ToFloat(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

float float8ToFloat(std::uint8_t bits, DType type)
{
    using namespace detail;
    switch (type) {
    case DType::Float8E4M3FN: return table<float8E4M3FNLayout>()[bits];
    case DType::Float8E4M3FNUZ: return table<float8E4M3FNUZLayout>()[bits];
    case DType::Float8E5M2: return table<float8E5M2Layout>()[bits];
    default: assert(type == DType::Float8E5M2FNUZ); return table<float8E5M2FNUZLayout>()[bits];
    }
}

std::uint16_t floatToFloat16(float value)
{
    if (std::isnan(value)) { // the upper payload bits stay, as F16C keeps them
        const auto bits = std::bit_cast<std::uint32_t>(value);
        return static_cast<std::uint16_t>((bits >> 16 & 0x8000) | 0x7E00 | (bits >> 13 & 0x3FF));
    }
    return static_cast<std::uint16_t>(detail::encodeSmallFloat(value, detail::float16Layout));
}

std::uint16_t floatToBfloat16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if (std::isnan(value))
        return static_cast<std::uint16_t>(bits >> 16 | 0x40);
    return static_cast<std::uint16_t>((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
}

std::uint8_t floatToFloat8(float value, DType type)
{
    return static_cast<std::uint8_t>(detail::encodeSmallFloat(value, detail::smallFloatLayout(type)));
}

} // namespace tensorgraft
