#include "model_io/analysis/treemap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <random>
#include <span>

namespace tensorgraft {
namespace {

bool overlap(const TreemapRect& a, const TreemapRect& b)
{
    constexpr double slack = 1e-9;
    return a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height && b.y + slack < a.y + a.height;
}

TEST(Treemap, GivesTheExampleOfThePaper)
{
    // Figure 4 of Bruls, Huizing, van Wijk: 6 6 4 3 2 2 1 in 6 x 4.
    const std::vector<double> sizes{6, 6, 4, 3, 2, 2, 1};
    const auto rects = squarify(sizes, {0, 0, 6, 4});
    ASSERT_EQ(rects.size(), sizes.size());
    EXPECT_DOUBLE_EQ(rects[0].width, 3);
    EXPECT_DOUBLE_EQ(rects[0].height, 2);
    EXPECT_DOUBLE_EQ(rects[1].y, 2);
    EXPECT_DOUBLE_EQ(rects[2].x, 3);
    EXPECT_NEAR(rects[2].width, 12.0 / 7, 1e-12);
    EXPECT_NEAR(rects[2].height, 7.0 / 3, 1e-12);
}

TEST(Treemap, AreasAreSharesAndNothingOverlaps)
{
    std::mt19937 random(7);
    for (int round = 0; round < 50; ++round) {
        std::vector<double> sizes(1 + random() % 60);
        for (double& size : sizes)
            size = std::exp(static_cast<double>(random() % 1000) / 100.0);
        std::ranges::sort(sizes, std::greater{});
        const TreemapRect area{10, 20, 30.0 + random() % 900, 30.0 + random() % 500};
        const auto rects = squarify(sizes, area);
        const double total = std::accumulate(sizes.begin(), sizes.end(), 0.0);
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            EXPECT_NEAR(rects[i].area(), sizes[i] / total * area.area(), 1e-6 * area.area());
            EXPECT_GE(rects[i].x, area.x - 1e-9);
            EXPECT_LE(rects[i].x + rects[i].width, area.x + area.width + 1e-6);
            EXPECT_LE(rects[i].y + rects[i].height, area.y + area.height + 1e-6);
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_FALSE(overlap(rects[i], rects[j])) << i << ' ' << j;
        }
    }
}

TEST(Treemap, SmallOnesThatNobodyAsksForKeepTheirShare)
{
    std::mt19937 random(11);
    for (int round = 0; round < 50; ++round) {
        std::vector<double> sizes(40 + random() % 60);
        for (double& size : sizes)
            size = 1.0 + static_cast<double>(random() % 1000);
        std::ranges::sort(sizes, std::greater{});
        const TreemapRect area{10, 20, 30.0 + random() % 900, 30.0 + random() % 500};
        const auto whole = squarify(sizes, area);
        const std::size_t asked = 1 + random() % (sizes.size() - 1);
        const double total = std::accumulate(sizes.begin(), sizes.end(), 0.0);
        const double more = std::accumulate(sizes.begin() + static_cast<std::ptrdiff_t>(asked), sizes.end(), 0.0);
        const auto rects = squarify(std::span(sizes).first(asked), area, more);
        ASSERT_EQ(rects.size(), asked);
        bool same = true; // up to the last row
        for (std::size_t i = 0; i < asked; ++i) {
            EXPECT_NEAR(rects[i].area(), sizes[i] / total * area.area(), 1e-6 * area.area());
            const bool here = std::abs(rects[i].x - whole[i].x) < 1e-6 && std::abs(rects[i].y - whole[i].y) < 1e-6 && std::abs(rects[i].width - whole[i].width) < 1e-6;
            if (!here && same) {
                const auto thickness = [&](std::size_t k) { return std::min(std::abs(rects[k].width - rects[i].width), std::abs(rects[k].height - rects[i].height)); };
                for (std::size_t k = i; k < asked; ++k)
                    EXPECT_LT(thickness(k), 1e-6) << "not only the last row differs";
            }
            same = same && here;
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_FALSE(overlap(rects[i], rects[j])) << i << ' ' << j;
        }
    }
}

TEST(Treemap, ZeroesAndNothing)
{
    EXPECT_TRUE(squarify({}, {0, 0, 10, 10}).empty());
    const std::vector<double> none{0, 0};
    EXPECT_EQ(squarify(none, {0, 0, 10, 10})[1].area(), 0);
    const std::vector<double> some{4, 0};
    const auto rects = squarify(some, {0, 0, 10, 10});
    EXPECT_DOUBLE_EQ(rects[0].area(), 100);
    EXPECT_EQ(rects[1].area(), 0);
    EXPECT_EQ(squarify(some, {0, 0, 0, 10})[0].area(), 0);
}

} // namespace
} // namespace tensorgraft
