#include "model_io/codecs/float_codec.h"

#include "model_io/codecs/small_float.h"
#include "tests/support/test_paths.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

namespace tensorgraft {
namespace {

std::uint32_t bitsOf(float value) { return std::bit_cast<std::uint32_t>(value); }

template <typename T>
std::vector<T> readArray(const std::filesystem::path& path)
{
    const std::string bytes = test::readFile(path);
    std::vector<T> values(bytes.size() / sizeof(T));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
}

template <typename To, typename From>
std::vector<To> convert(DType from, const std::vector<From>& in, DType to)
{
    std::vector<To> out(in.size());
    convertElements(from, std::as_bytes(std::span(in)), to, std::as_writable_bytes(std::span(out)));
    return out;
}

/// Floats around everything that matters: all exponents, ties of every small type, both sides of each.
std::vector<float> hardFloats()
{
    std::vector<float> values;
    std::mt19937 generator(1);
    const auto random = [&] { return static_cast<std::uint32_t>(generator()); };
    for (std::uint32_t exponent = 0; exponent < 256; ++exponent)
        for (const int kept : {2, 3, 7, 10})
            for (int k = 0; k < 6; ++k) {
                const int shift = 23 - kept;
                const std::uint32_t head = (random() & ((1u << kept) - 1)) << shift;
                for (const int delta : {-1, 0, 1}) {
                    const std::uint32_t mantissa = (head | 1u << (shift - 1)) + static_cast<std::uint32_t>(delta);
                    values.push_back(std::bit_cast<float>((random() & 1u) << 31 | exponent << 23 | (mantissa & 0x7FFFFF)));
                }
            }
    for (const float v : {0.0F, -0.0F, 65504.0F, 65519.99F, 65520.0F, 448.0F, 464.0F, 464.1F, 240.0F, 248.0F, 57344.0F, 61440.0F,
                          5.9604645e-8F, 2.9802322e-8F, 2.9802326e-8F, std::numeric_limits<float>::infinity(),
                          -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::max(),
                          std::numeric_limits<float>::denorm_min(), std::numeric_limits<float>::quiet_NaN()})
        values.push_back(v);
    return values;
}

TEST(FloatCodec, Float16AgreesWithNumPy)
{
    const test::TempDir folder;
    const std::vector<float> hard = hardFloats();
    test::writeFile(folder / "hard.bin", {reinterpret_cast<const char*>(hard.data()), hard.size() * 4});
    test::writeFile(folder / "make.py", R"(
import numpy as np, sys
d = sys.argv[1] + '/'
np.seterr(all='ignore')
np.arange(65536, dtype=np.uint16).view(np.float16).astype(np.float32).tofile(d + 'f32.bin')
np.fromfile(d + 'hard.bin', np.float32).astype(np.float16).tofile(d + 'f16.bin')
f64 = np.array([1 + 2**-11, 1 + 2**-11 + 2**-40, 1 + 2**-11 - 2**-40, 2**-25, 2**-25 * (1 + 2**-50), 65520 - 2**-30, -1e300])
f64.tofile(d + 'f64.bin'); f64.astype(np.float16).tofile(d + 'f64f16.bin')
)");
    const auto made = test::run(test::python() + " " + (folder / "make.py").string() + " " + folder.path().string());
    ASSERT_EQ(made.exitCode, 0) << made.output;

    const auto expected = readArray<float>(folder / "f32.bin");
    ASSERT_EQ(expected.size(), 65536u);
    std::vector<std::uint16_t> all(65536);
    for (std::uint32_t i = 0; i < 65536; ++i)
        all[i] = static_cast<std::uint16_t>(i);
    const auto vector = convert<float>(DType::Float16, all, DType::Float32);
    for (std::uint32_t i = 0; i < 65536; ++i) {
        const float scalar = float16ToFloat(all[i]);
        ASSERT_EQ(bitsOf(scalar), bitsOf(vector[i])) << i;
        if (std::isnan(expected[i])) {
            ASSERT_TRUE(std::isnan(scalar)) << i;
            continue;
        }
        ASSERT_EQ(bitsOf(scalar), bitsOf(expected[i])) << i;
        ASSERT_EQ(floatToFloat16(scalar), i);
    }

    const auto rounded = readArray<std::uint16_t>(folder / "f16.bin");
    const auto simd = convert<std::uint16_t>(DType::Float32, hard, DType::Float16);
    for (std::size_t i = 0; i < hard.size(); ++i) {
        ASSERT_EQ(simd[i], floatToFloat16(hard[i])) << hard[i];
        if (std::isnan(hard[i])) {
            ASSERT_TRUE(std::isnan(float16ToFloat(simd[i])));
        } else {
            ASSERT_EQ(simd[i], rounded[i]) << hard[i];
        }
    }
    EXPECT_EQ(convert<std::uint16_t>(DType::Float64, readArray<double>(folder / "f64.bin"), DType::Float16),
              readArray<std::uint16_t>(folder / "f64f16.bin")) << "float64 rounds once, not through float32";
}

TEST(FloatCodec, BFloat16IsTheUpperHalfOfFloat32)
{
    std::vector<std::uint16_t> all(65536);
    for (std::uint32_t i = 0; i < 65536; ++i)
        all[i] = static_cast<std::uint16_t>(i);
    const auto wide = convert<float>(DType::BFloat16, all, DType::Float32);
    for (std::uint32_t i = 0; i < 65536; ++i) {
        ASSERT_EQ(bitsOf(bfloat16ToFloat(all[i])), i << 16);
        ASSERT_EQ(bitsOf(wide[i]), i << 16);
        if (!std::isnan(wide[i])) {
            ASSERT_EQ(floatToBfloat16(wide[i]), i);
        }
    }
    const std::vector<float> hard = hardFloats();
    const auto simd = convert<std::uint16_t>(DType::Float32, hard, DType::BFloat16);
    for (std::size_t i = 0; i < hard.size(); ++i) {
        ASSERT_EQ(simd[i], floatToBfloat16(hard[i])) << hard[i];
        if (std::isnan(hard[i])) {
            ASSERT_TRUE(std::isnan(bfloat16ToFloat(simd[i])));
            continue;
        }
        // Of the two neighbours the nearer one; at a tie the even one.
        ASSERT_EQ(simd[i], detail::encodeSmallFloat(hard[i], detail::bfloat16Layout)) << hard[i];
        if (std::isinf(hard[i]) || (simd[i] & 0x7FFF) >= 0x7F80)
            continue;
        const double error = std::abs(static_cast<double>(hard[i]) - bfloat16ToFloat(simd[i]));
        for (const int step : {-1, 1}) {
            const auto neighbour = static_cast<std::uint16_t>(simd[i] + step);
            if ((neighbour & 0x7FFF) >= 0x7F80 || (neighbour ^ simd[i]) & 0x8000)
                continue;
            const double other = std::abs(static_cast<double>(hard[i]) - bfloat16ToFloat(neighbour));
            ASSERT_TRUE(error < other || (error == other && (simd[i] & 1) == 0)) << hard[i];
        }
    }
    EXPECT_EQ(floatToBfloat16(std::numeric_limits<float>::max()), 0x7F80);
}

struct Float8Case {
    DType type;
    int exponentBits, mantissaBits, bias;
    bool infinity, fnuz;
    float largest;
};

class Float8 : public testing::TestWithParam<Float8Case> {};

TEST_P(Float8, EveryCodeHasTheValueOfItsBits)
{
    const Float8Case& c = GetParam();
    int finite = 0;
    float largest = 0;
    for (std::uint32_t code = 0; code < 256; ++code) {
        const float value = float8ToFloat(static_cast<std::uint8_t>(code), c.type);
        const std::uint32_t magnitude = code & 0x7F;
        const bool negative = code & 0x80;
        const bool nan = c.fnuz ? code == 0x80 : c.infinity ? magnitude > 0x7C : magnitude == 0x7F;
        ASSERT_EQ(std::isnan(value), nan) << code;
        if (nan)
            continue;
        if (c.infinity && magnitude == 0x7C) {
            ASSERT_TRUE(std::isinf(value) && std::signbit(value) == negative);
        } else {
            const double fraction = (magnitude & ((1u << c.mantissaBits) - 1)) / std::exp2(c.mantissaBits);
            const int exponent = static_cast<int>(magnitude >> c.mantissaBits);
            const double expected = exponent ? (1 + fraction) * std::exp2(exponent - c.bias) : fraction * std::exp2(1 - c.bias);
            ASSERT_EQ(value, negative ? -expected : expected) << code;
            ASSERT_EQ(std::signbit(value), negative);
            largest = std::max(largest, value);
            ++finite;
        }
        ASSERT_EQ(floatToFloat8(value, c.type), code);
    }
    EXPECT_EQ(largest, c.largest);
    EXPECT_EQ(finite, c.fnuz ? 255 : c.infinity ? 248 : 254);
}

TEST_P(Float8, RoundsToTheNearestEvenAndOverflowsAsDocumented)
{
    const Float8Case& c = GetParam();
    std::vector<float> values; // ascending, non-negative
    for (std::uint32_t code = 0; code < 0x80; ++code)
        if (const float v = float8ToFloat(static_cast<std::uint8_t>(code), c.type); std::isfinite(v))
            values.push_back(v);
    for (std::uint32_t code = 0; code + 1 < values.size(); ++code) {
        const float middle = (values[code] + values[code + 1]) / 2;
        EXPECT_EQ(floatToFloat8(middle, c.type), code + (code & 1)) << middle;
        EXPECT_EQ(floatToFloat8(std::nextafter(middle, 0.0F), c.type), code);
        EXPECT_EQ(floatToFloat8(std::nextafter(middle, 1e9F), c.type), code + 1);
    }
    const auto top = static_cast<std::uint8_t>(values.size() - 1);
    const float step = values[top] - values[top - 1];
    const std::uint8_t overflow = c.fnuz ? 0x80 : c.infinity ? 0x7C : 0x7F;
    EXPECT_EQ(floatToFloat8(std::nextafter(c.largest + step / 2, 0.0F), c.type), top);
    // Half a step above the largest is a tie with the code that would follow: the largest stays where it is even.
    EXPECT_EQ(floatToFloat8(c.largest + step / 2, c.type), top % 2 ? overflow : top);
    EXPECT_EQ(floatToFloat8(c.largest + step, c.type), overflow);
    EXPECT_EQ(floatToFloat8(std::numeric_limits<float>::infinity(), c.type), overflow);
    EXPECT_TRUE(std::isnan(float8ToFloat(floatToFloat8(NAN, c.type), c.type)));
    EXPECT_EQ(floatToFloat8(-0.0F, c.type), c.fnuz ? 0 : 0x80);
    EXPECT_EQ(floatToFloat8(-1e-30F, c.type), c.fnuz ? 0 : 0x80);
}

INSTANTIATE_TEST_SUITE_P(Types, Float8,
                         testing::Values(Float8Case{DType::Float8E4M3FN, 4, 3, 7, false, false, 448},
                                         Float8Case{DType::Float8E4M3FNUZ, 4, 3, 8, false, true, 240},
                                         Float8Case{DType::Float8E5M2, 5, 2, 15, true, false, 57344},
                                         Float8Case{DType::Float8E5M2FNUZ, 5, 2, 16, false, true, 57344}),
                         [](const auto& c) { return std::string(dtypeName(c.param.type)); });

/// Runs every compiled target that this processor has, over all the lengths and misaligned starts.
template <typename From, typename To, typename Scalar>
void expectEveryTargetEqualsScalar(DType from, DType to, const std::vector<From>& pool, Scalar scalar)
{
    constexpr std::size_t lanes = 16; // of the widest 32-bit vector
    const std::int64_t supported = hwy::SupportedTargets();
    for (std::int64_t left = supported; left != 0; left &= left - 1) {
        hwy::SetSupportedTargetsForTest(left & -left);
        hwy::GetChosenTarget().DeInit();
        for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{7}, lanes - 1, lanes, lanes + 1,
                                        8 * lanes + 2, std::size_t{1029}})
            for (std::size_t inShift = 0; inShift < 3; ++inShift)
                for (const std::size_t outShift : {std::size_t{0}, std::size_t{1}, sizeof(To)}) {
                    std::vector<std::byte> in(count * sizeof(From) + inShift), out(count * sizeof(To) + outShift + 1, std::byte{0xA5});
                    std::vector<From> values(count);
                    for (std::size_t i = 0; i < count; ++i)
                        values[i] = pool[(i * 7919 + count) % pool.size()];
                    if (count)
                        std::memcpy(in.data() + inShift, values.data(), count * sizeof(From));
                    convertElements(from, std::span(in).subspan(inShift), to,
                                    std::span(out).subspan(outShift, count * sizeof(To)));
                    for (std::size_t i = 0; i < count; ++i) {
                        To found;
                        std::memcpy(&found, out.data() + outShift + i * sizeof(To), sizeof found);
                        const To expected = scalar(values[i]);
                        ASSERT_EQ(std::memcmp(&found, &expected, sizeof found), 0)
                            << hwy::TargetName(left & -left) << " count " << count << " element " << i;
                    }
                    ASSERT_EQ(out.back(), std::byte{0xA5}) << "wrote past the end";
                }
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
}

TEST(FloatCodec, EveryTargetEqualsTheScalarReference)
{
    const std::vector<float> floats = hardFloats();
    std::vector<std::uint16_t> halves;
    std::vector<double> doubles;
    for (std::uint32_t i = 0; i < 65536; i += 3)
        halves.push_back(static_cast<std::uint16_t>(i));
    for (const float f : floats) {
        doubles.push_back(f);
        doubles.push_back(f * 1.0000000298);
    }
    expectEveryTargetEqualsScalar<std::uint16_t, float>(DType::Float16, DType::Float32, halves, float16ToFloat);
    expectEveryTargetEqualsScalar<std::uint16_t, float>(DType::BFloat16, DType::Float32, halves, bfloat16ToFloat);
    expectEveryTargetEqualsScalar<float, std::uint16_t>(DType::Float32, DType::Float16, floats, floatToFloat16);
    expectEveryTargetEqualsScalar<float, std::uint16_t>(DType::Float32, DType::BFloat16, floats, floatToBfloat16);
    expectEveryTargetEqualsScalar<float, double>(DType::Float32, DType::Float64, floats, [](float v) { return double{v}; });
    expectEveryTargetEqualsScalar<double, float>(DType::Float64, DType::Float32, doubles, [](double v) { return static_cast<float>(v); });
    expectEveryTargetEqualsScalar<std::uint16_t, double>(DType::Float16, DType::Float64, halves,
                                                         [](std::uint16_t v) { return double{float16ToFloat(v)}; });
}

TEST(FloatCodec, IntegersTruncateAndSaturate)
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    const std::vector<double> reals{1.9, -1.9, NAN, 1e30, -1e30, inf, -inf, 127.5, 128, -128.9, -129, 255.9, 256, 9.3e18, 1.9e19};
    EXPECT_EQ(convert<std::int8_t>(DType::Float64, reals, DType::Int8),
              (std::vector<std::int8_t>{1, -1, 0, 127, -128, 127, -128, 127, 127, -128, -128, 127, 127, 127, 127}));
    EXPECT_EQ(convert<std::uint8_t>(DType::Float64, reals, DType::UInt8),
              (std::vector<std::uint8_t>{1, 0, 0, 255, 0, 255, 0, 127, 128, 0, 0, 255, 255, 255, 255}));
    const auto wide = convert<std::int64_t>(DType::Float64, reals, DType::Int64);
    EXPECT_EQ(wide[3], std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(wide[4], std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(wide[13], std::numeric_limits<std::int64_t>::max());
    const auto natural = convert<std::uint64_t>(DType::Float64, reals, DType::UInt64);
    EXPECT_EQ(natural[13], 9300000000000000000u);
    EXPECT_EQ(natural[14], std::numeric_limits<std::uint64_t>::max());
    const std::vector<std::int64_t> integers{-1, 0, 70000, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    EXPECT_EQ(convert<std::uint16_t>(DType::Int64, integers, DType::UInt16), (std::vector<std::uint16_t>{0, 0, 65535, 0, 65535}));
    EXPECT_EQ(convert<std::int16_t>(DType::Int64, integers, DType::Int16), (std::vector<std::int16_t>{-1, 0, 32767, -32768, 32767}));
    EXPECT_EQ(convert<std::uint64_t>(DType::Int64, integers, DType::UInt64)[4], 9223372036854775807u);
    EXPECT_EQ(convert<std::int64_t>(DType::UInt64, std::vector<std::uint64_t>{~std::uint64_t{0}}, DType::Int64)[0],
              std::numeric_limits<std::int64_t>::max());
    // Rounds once: just above a tie of bfloat16, by less than float64 can hold.
    const std::vector<std::int64_t> tie{(std::int64_t{1} << 60) + (std::int64_t{1} << 52), (std::int64_t{1} << 60) + (std::int64_t{1} << 52) + 1};
    EXPECT_EQ(convert<std::uint16_t>(DType::Int64, tie, DType::BFloat16), (std::vector<std::uint16_t>{0x5D80, 0x5D81}));
}

TEST(FloatCodec, BoolAndComplex)
{
    const std::vector<float> reals{0, -0.0F, 0.25F, NAN, 3};
    EXPECT_EQ(convert<std::uint8_t>(DType::Float32, reals, DType::Bool), (std::vector<std::uint8_t>{0, 0, 1, 1, 1}));
    EXPECT_EQ(convert<float>(DType::Bool, std::vector<std::uint8_t>{0, 1, 7}, DType::Float32), (std::vector<float>{0, 1, 1}));
    using Pair = std::array<float, 2>;
    using WidePair = std::array<double, 2>;
    const std::vector<Pair> numbers{{1.5F, -2}, {0, 4}, {0, 0}};
    EXPECT_EQ(convert<float>(DType::Complex64, numbers, DType::Float32), (std::vector<float>{1.5F, 0, 0}));
    EXPECT_EQ(convert<std::uint8_t>(DType::Complex64, numbers, DType::Bool), (std::vector<std::uint8_t>{1, 1, 0}));
    EXPECT_EQ(convert<WidePair>(DType::Complex64, numbers, DType::Complex128), (std::vector<WidePair>{{1.5, -2}, {0, 4}, {0, 0}}));
    EXPECT_EQ(convert<Pair>(DType::Float32, reals, DType::Complex64)[4], (Pair{3, 0}));
}

TEST(FloatCodec, LongRunsCrossTheChunks)
{
    std::vector<std::int32_t> integers(5000);
    for (std::size_t i = 0; i < integers.size(); ++i)
        integers[i] = static_cast<std::int32_t>(i) - 2500;
    const auto reals = convert<double>(DType::Int32, integers, DType::Float64);
    const auto back = convert<std::int32_t>(DType::Float64, reals, DType::Int32);
    EXPECT_EQ(back, integers);
    std::vector<float> floats(3000);
    convertToFloat(DType::Int32, std::as_bytes(std::span(integers)), floats);
    EXPECT_EQ(floats[2999], 499);
    std::vector<double> doubles(3000);
    convertToDouble(DType::Float32, std::as_bytes(std::span(floats)), doubles);
    EXPECT_EQ(doubles[2999], 499);
}

TEST(FloatCodec, SwapsBytes)
{
    std::vector<std::byte> bytes;
    for (int i = 0; i < 16; ++i)
        bytes.push_back(std::byte(i));
    for (const std::size_t size : {1u, 2u, 4u, 8u, 16u}) {
        std::vector<std::byte> swapped = bytes;
        swapBytes(swapped, size);
        for (std::size_t i = 0; i < 16; ++i)
            EXPECT_EQ(swapped[i], bytes[i / size * size + (size - 1 - i % size)]);
    }
}

} // namespace
} // namespace tensorgraft
