#include "model_io/analysis/compare.h"
#include "tests/unit/analysis/fixtures.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace tensorgraft {
namespace {

TEST(Compare, EqualValuesOfDifferentTypes)
{
    const auto model = test::ModelBuilder()
                           .add("a", DType::Float32, {3}, std::vector<float>{1, -2, 0.5F})
                           .add("b", DType::Float64, {3}, std::vector<double>{1, -2, 0.5})
                           .build();
    const auto same = compare(*model, 0, *model, 0), wider = compare(*model, 0, *model, 1);
    ASSERT_TRUE(same && wider);
    EXPECT_TRUE(same->bitwiseEqual && same->equal);
    EXPECT_FALSE(wider->bitwiseEqual);
    EXPECT_TRUE(wider->equal);
    EXPECT_EQ(wider->maxAbsDifference, 0);
    EXPECT_EQ(wider->cosineSimilarity, 1);
    EXPECT_EQ(wider->relativeL2, 0);
}

TEST(Compare, MeasuresTheDifference)
{
    const auto c = compare(std::vector<float>{3, 0, 4}, std::vector<float>{3, 1, 2});
    EXPECT_FALSE(c.equal);
    EXPECT_EQ(c.differing, 2u);
    EXPECT_EQ(c.maxAbsDifference, 2);
    EXPECT_DOUBLE_EQ(c.cosineSimilarity, 17 / (5 * std::sqrt(14.0)));
    EXPECT_DOUBLE_EQ(c.relativeL2, std::sqrt(5.0 / 14.0));
}

TEST(Compare, ZerosNansAndInfinities)
{
    const auto zeros = compare(std::vector<float>{0, 0}, std::vector<float>{0, -0.0F});
    EXPECT_TRUE(zeros.equal);
    EXPECT_FALSE(zeros.bitwiseEqual);
    EXPECT_EQ(zeros.cosineSimilarity, 1);
    const auto nans = compare(std::vector<float>{NAN, INFINITY, 1}, std::vector<float>{NAN, INFINITY, 1});
    EXPECT_TRUE(nans.equal);
    EXPECT_EQ(nans.maxAbsDifference, 0);
    const auto one = compare(std::vector<float>{NAN, 1}, std::vector<float>{2, 1});
    EXPECT_FALSE(one.equal);
    EXPECT_TRUE(std::isinf(one.maxAbsDifference));
    EXPECT_TRUE(std::isinf(compare(std::vector<float>{1}, std::vector<float>{0}).relativeL2));
    EXPECT_TRUE(compare(std::vector<float>{}, std::vector<float>{}).equal);
}

TEST(Compare, IntegersBeyondFloat64AndComplexNumbers)
{
    const std::int64_t big = (std::int64_t{1} << 60) + 1;
    const auto model = test::ModelBuilder()
                           .add("a", DType::Int64, {2}, std::vector<std::int64_t>{big, 5})
                           .add("b", DType::Int64, {2}, std::vector<std::int64_t>{big - 1, 5})
                           .add("c", DType::Complex64, {2}, std::vector<std::array<float, 2>>{{1, 2}, {3, 4}})
                           .add("d", DType::Complex64, {2}, std::vector<std::array<float, 2>>{{1, 2}, {5, 7}})
                           .build();
    const auto integers = compare(*model, 0, *model, 1);
    ASSERT_TRUE(integers);
    EXPECT_FALSE(integers->equal);
    EXPECT_EQ(integers->differing, 1u);
    const auto complex = compare(*model, 2, *model, 3);
    ASSERT_TRUE(complex);
    EXPECT_EQ(complex->differing, 1u);
    EXPECT_EQ(complex->maxAbsDifference, 3);
}

TEST(Compare, ShapesThatDifferAreAMismatchAndTextIsUnsupported)
{
    const auto model = test::ModelBuilder()
                           .add("a", DType::Float32, {2}, std::vector<float>{1, 2})
                           .add("b", DType::Float32, {1, 2}, std::vector<float>{1, 2})
                           .add("t", DType::String, {2}, std::vector<char>{})
                           .build();
    const auto shapes = compare(*model, 0, *model, 1);
    ASSERT_FALSE(shapes);
    EXPECT_EQ(shapes.error().code, ErrorCode::Mismatch);
    EXPECT_EQ(shapes.error().expected, "(2,)");
    EXPECT_EQ(shapes.error().found, "(1, 2)");
    const auto text = compare(*model, 2, *model, 2);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, ErrorCode::Unsupported);
}

TEST(Compare, LongAndStridedTensorsStream)
{
    constexpr std::int64_t rows = 1500, columns = 2000; // 12 MB: more than one window
    std::vector<float> values(rows * columns), transposed(values.size());
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c) {
            const auto v = static_cast<float>(r * 31 % 17 + c);
            values[static_cast<std::size_t>(r * columns + c)] = v;
            transposed[static_cast<std::size_t>(c * rows + r)] = v;
        }
    const auto model = test::ModelBuilder()
                           .add("a", DType::Float32, {rows, columns}, values)
                           .add("b", DType::Float32, {rows, columns}, transposed, {1, rows})
                           .build();
    std::uint64_t last = 0;
    const auto c = compare(*model, 0, *model, 1, [&](std::uint64_t done, std::uint64_t) { last = done; return true; });
    ASSERT_TRUE(c);
    EXPECT_TRUE(c->equal && c->bitwiseEqual);
    EXPECT_EQ(last, values.size() * 4);
    const auto stopped = compare(*model, 0, *model, 1, [](std::uint64_t done, std::uint64_t) { return done == 0; });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
}

TEST(Compare, PiecesGiveWhatTheWholeGives)
{
    std::vector<float> a(4096 * 4), b(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = static_cast<float>(i % 97);
        b[i] = static_cast<float>(i % 89);
    }
    const Comparison whole = compare(a, b);
    Comparator pieces;
    const auto bytesA = std::as_bytes(std::span(a)), bytesB = std::as_bytes(std::span(b));
    for (std::size_t at = 0; at < bytesA.size(); at += 4096 * 4)
        pieces.add(DType::Float32, bytesA.subspan(at, 4096 * 4), DType::Float32, bytesB.subspan(at, 4096 * 4));
    EXPECT_EQ(pieces.result().cosineSimilarity, whole.cosineSimilarity);
    EXPECT_EQ(pieces.result().differing, whole.differing);
}

} // namespace
} // namespace tensorgraft
