#include "model_io/learn/arrangement.h"
#include "model_io/learn/axis_order.h"
#include "model_io/learn/fingerprint.h"

#include <cstring>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

using namespace tensorgraft;
using namespace tensorgraft::learning;

namespace {

std::vector<std::uint64_t> count(std::size_t n)
{
    std::vector<std::uint64_t> out(n);
    std::iota(out.begin(), out.end(), 100);
    return out;
}

std::vector<std::uint64_t> interleaved(const std::vector<std::uint64_t>& in, std::size_t rows)
{
    std::vector<std::uint64_t> out;
    const std::size_t columns = in.size() / rows;
    for (std::size_t c = 0; c < columns; ++c)
        for (std::size_t r = 0; r < rows; ++r)
            out.push_back(in[r * columns + c]);
    return out;
}

std::span<const std::byte> bytesOf(const std::vector<float>& values)
{
    return std::as_bytes(std::span(values));
}

TEST(AxisOrder, SameAndReversed)
{
    const auto a = count(7);
    ASSERT_TRUE(orderOf(a, a));
    EXPECT_EQ(orderOf(a, a)->kind, AxisOrder::Kind::Same);
    const std::vector<std::uint64_t> b(a.rbegin(), a.rend());
    ASSERT_TRUE(orderOf(a, b));
    EXPECT_EQ(orderOf(a, b)->kind, AxisOrder::Kind::Reversed);
}

TEST(AxisOrder, ACutAxisIsReadFromItsSteps)
{
    const auto a = count(24);
    const auto order = orderOf(a, interleaved(a, 4));
    ASSERT_TRUE(order);
    EXPECT_EQ(order->kind, AxisOrder::Kind::Digits);
    EXPECT_EQ(order->sizes, (std::vector<std::int64_t>{4, 6}));
    EXPECT_EQ(order->permutation, (std::vector<std::size_t>{1, 0}));
}

TEST(AxisOrder, EqualSlicesDoNotHideACut)
{
    auto a = count(30);
    for (std::size_t i = 0; i < a.size(); i += 5)
        a[i] = 1;
    const auto order = orderOf(a, interleaved(a, 6));
    ASSERT_TRUE(order);
    EXPECT_EQ(order->kind, AxisOrder::Kind::Digits);
    EXPECT_EQ(order->sizes, (std::vector<std::int64_t>{6, 5}));
}

TEST(AxisOrder, GatesAreBlocks)
{
    const auto a = count(20);
    std::vector<std::uint64_t> b;
    for (const std::size_t block : {0, 1, 3, 2})
        b.insert(b.end(), a.begin() + static_cast<std::ptrdiff_t>(block * 5), a.begin() + static_cast<std::ptrdiff_t>(block * 5 + 5));
    const auto order = orderOf(a, b);
    ASSERT_TRUE(order);
    EXPECT_EQ(order->kind, AxisOrder::Kind::Blocks);
    EXPECT_EQ(order->blocks, (std::vector<std::int64_t>{0, 1, 3, 2}));
}

TEST(AxisOrder, OtherSlicesAndAnyOrderAreNone)
{
    const auto a = count(8);
    auto b = a;
    b[3] = 1;
    EXPECT_FALSE(orderOf(a, b));
    const auto c = count(34); // longer than blocks of one go
    auto shuffled = c;
    std::swap(shuffled[3], shuffled[20]);
    EXPECT_FALSE(orderOf(c, shuffled));
}

TEST(Fingerprint, DoesNotDependOnTheOrderAndKnowsSlices)
{
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    std::vector<float> values(5 * 70 * 3);
    for (float& v : values)
        v = normal(random);
    const Shape shape{5, 70, 3};
    const Fingerprint a = fingerprint(DType::Float32, shape, bytesOf(values));
    std::vector<float> moved(values.size());
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = 0; j < 70; ++j)
            for (std::size_t k = 0; k < 3; ++k)
                moved[(k * 5 + i) * 70 + j] = values[(i * 70 + j) * 3 + k];
    const Fingerprint b = fingerprint(DType::Float32, Shape{3, 5, 70}, bytesOf(moved));
    EXPECT_EQ(a.hash, b.hash);
    EXPECT_EQ(a.axes[0], b.axes[1]);
    EXPECT_EQ(a.axes[1], b.axes[2]);
    EXPECT_EQ(a.axes[2], b.axes[0]);
    const auto ways = arrangements(shape, a, Shape{3, 5, 70}, b);
    ASSERT_FALSE(ways.empty());
    EXPECT_EQ(ways.front().steps, "transpose(2,0,1)");
    moved[17] += 1;
    EXPECT_NE(fingerprint(DType::Float32, Shape{3, 5, 70}, bytesOf(moved)).hash, a.hash);
}

TEST(Fingerprint, EqualValuesOfOtherTypesAreEqual)
{
    const std::vector<float> floats{0, 1, -2, 0.5F, 1024};
    const std::vector<double> doubles{-0.0, 1, -2, 0.5, 1024};
    const auto a = fingerprint(DType::Float32, Shape{5}, bytesOf(floats));
    const auto b = fingerprint(DType::Float64, Shape{5}, std::as_bytes(std::span(doubles)));
    EXPECT_EQ(a.hash, b.hash);
    const std::vector<std::int64_t> integers{3, -7, 1 << 20};
    const std::vector<float> same{3, -7, 1 << 20};
    EXPECT_EQ(fingerprint(DType::Int64, Shape{3}, std::as_bytes(std::span(integers))).hash, fingerprint(DType::Float32, Shape{3}, bytesOf(same)).hash);
}

TEST(Arrangement, OnesOfEqualRankGiveEveryPermutation)
{
    const auto ways = possibleArrangements(Shape{1, 1, 8, 6}, Shape{6, 8, 1, 1});
    ASSERT_EQ(ways.size(), 2U);
    EXPECT_EQ(ways[0].steps, "transpose(3,2,0,1)");
    EXPECT_EQ(ways[1].steps, "transpose(3,2,1,0)");
    EXPECT_TRUE(samePlaces(Shape{1, 1, 8, 6}, ways[0].permutation, ways[1].permutation));
}

TEST(Arrangement, SamplesFollowTheCut)
{
    for (const Arrangement& way : possibleArrangements(Shape{4, 4, 6, 10}, Shape{10, 96})) {
        if (way.steps != "reshape(4,4,6,10)|transpose(3,2,0,1)|reshape(10,96)" && way.steps != "transpose(3,2,0,1)|reshape(10,96)")
            continue;
        const ElementOrder order(way);
        // Target (o, c, h, w) = (1, 2, 3, 0) of the source (h, w, c, o).
        EXPECT_EQ(order.sourceOf(1 * 96 + 2 * 16 + 3 * 4 + 0), ((3 * 4 + 0) * 6 + 2) * 10 + 1U);
        return;
    }
    FAIL() << "the flattening is not among the arrangements";
}

} // namespace
