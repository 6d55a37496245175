#include "model_io/analysis/kernel_image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tensorgraft {
namespace {

constexpr std::array maps{ColorMap::Gray, ColorMap::Viridis, ColorMap::Magma, ColorMap::Cividis, ColorMap::BlueRed, ColorMap::PurpleGreen};

/// CIE lightness of an sRGB colour (IEC 61966-2-1, D65).
double lightness(std::array<std::uint8_t, 3> c)
{
    const auto linear = [](std::uint8_t v) {
        const double x = v / 255.0;
        return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
    };
    const double y = 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
}

std::array<int, 4> pixel(const Image& image, int x, int y)
{
    const std::uint8_t* p = image.rgba.data() + 4 * (y * image.width + x);
    return {p[0], p[1], p[2], p[3]};
}

TensorInfo tensor(Shape shape, AxisLayout axes = AxisLayout::Unknown)
{
    TensorInfo info;
    info.shape = std::move(shape);
    info.axes = axes;
    return info;
}

TEST(ColorMaps, LightnessRunsOneWayOrFromTheMiddle)
{
    for (const ColorMap map : maps) {
        SCOPED_TRACE(std::string(colorMapName(map)));
        for (int i = 0; i < 200; ++i) {
            const float t = static_cast<float>(i) / 200, next = static_cast<float>(i + 1) / 200;
            const double step = lightness(mapColor(map, next)) - lightness(mapColor(map, t));
            if (isDiverging(map) && next > 0.5F && t < 0.5F)
                continue;
            EXPECT_GT(isDiverging(map) && t >= 0.5F ? -step : step, -0.6) << t; // 8-bit colours step by about half a unit
        }
        const double range = lightness(mapColor(map, isDiverging(map) ? 0.5F : 1.0F)) - lightness(mapColor(map, 0));
        EXPECT_GT(range, 50);
        EXPECT_EQ(mapColor(map, -3), mapColor(map, 0));
        EXPECT_EQ(mapColor(map, 3), mapColor(map, 1));
    }
}

TEST(ColorMaps, NoMapContainsTheColourOfNan)
{
    for (const ColorMap map : maps) {
        const auto nan = mapColor(map, NAN);
        for (int i = 0; i <= 1000; ++i) {
            const auto c = mapColor(map, static_cast<float>(i) / 1000);
            const int distance = std::abs(c[0] - nan[0]) + std::abs(c[1] - nan[1]) + std::abs(c[2] - nan[2]);
            ASSERT_GT(distance, 60) << colorMapName(map) << " " << i;
        }
    }
}

TEST(KernelAxes, FollowTheLayoutElseTheShape)
{
    const auto is = [](const KernelAxes& a, int h, int w, int i, int o) {
        return a.height == h && a.width == w && a.input == i && a.output == o;
    };
    EXPECT_TRUE(is(guessKernelAxes(tensor({3, 3, 16, 32}, AxisLayout::HWIO)), 0, 1, 2, 3));
    EXPECT_TRUE(is(guessKernelAxes(tensor({32, 16, 3, 3}, AxisLayout::OIHW)), 2, 3, 1, 0));
    EXPECT_TRUE(is(guessKernelAxes(tensor({3, 3, 3, 3}, AxisLayout::IOHW)), 2, 3, 0, 1));
    EXPECT_TRUE(is(guessKernelAxes(tensor({4, 4, 8, 16}, AxisLayout::HWOI)), 0, 1, 3, 2));
    EXPECT_TRUE(is(guessKernelAxes(tensor({3, 3, 16, 2}, AxisLayout::HWIM)), 0, 1, 3, 2)); // the channels are the filters
    EXPECT_TRUE(is(guessKernelAxes(tensor({7, 7, 3, 64})), 0, 1, 2, 3));
    EXPECT_TRUE(is(guessKernelAxes(tensor({64, 3, 7, 7})), 2, 3, 1, 0));
    EXPECT_TRUE(is(guessKernelAxes(tensor({64, 5, 5, 16})), 1, 2, 3, 0));
    EXPECT_TRUE(is(guessKernelAxes(tensor({100, 10})), 0, 1, -1, -1));
    EXPECT_TRUE(is(guessKernelAxes(tensor({})), -1, -1, -1, -1));
}

TEST(KernelAxes, FiltersOfTransposedConvolutionsAreTheOutputs)
{
    struct Case {
        TensorInfo tensor;
        int input, output;
        const char* letters;
    };
    for (const Case& c : {Case{tensor({3, 4, 4, 8, 16}, AxisLayout::DHWOI), 4, 3, "DHWOI"},
                          Case{tensor({3, 4, 4, 8, 16}, AxisLayout::DHWIO), 3, 4, "DHWIO"},
                          Case{tensor({5, 8, 16}, AxisLayout::WOI), 2, 1, "WOI"}, Case{tensor({5, 16, 1}, AxisLayout::WIM), 2, 1, "WIM"},
                          Case{tensor({16, 8, 5}, AxisLayout::IOW), 0, 1, "IOW"},
                          Case{tensor({16, 8, 5, 3, 3}, AxisLayout::IODHW), 0, 1, "IODHW"},
                          Case{tensor({16, 8, 3, 3}, AxisLayout::IOHW), 0, 1, "IOHW"}}) {
        const KernelAxes axes = guessKernelAxes(c.tensor);
        EXPECT_EQ(axes.input, c.input) << c.letters;
        EXPECT_EQ(axes.output, c.output) << c.letters;
        EXPECT_EQ(kernelAxisLetters(c.tensor), c.letters);
        // Height and width are the axes of these letters.
        const std::string letters = c.letters;
        EXPECT_EQ(axes.width, static_cast<int>(letters.find('W'))) << c.letters;
        EXPECT_EQ(axes.height, letters.find('H') == std::string::npos ? -1 : static_cast<int>(letters.find('H'))) << c.letters;
    }
    EXPECT_EQ(kernelAxisLetters(tensor({3, 3}, AxisLayout::HWIO)), ""); // not its shape
}

TEST(KernelGrid, OneTileAChannelPairWithItsOwnScale)
{
    // HWIO (1, 2, 2, 3): value = 100 * output + 10 * input + column
    std::vector<float> values;
    for (int column = 0; column < 2; ++column)
        for (int input = 0; input < 2; ++input)
            for (int output = 0; output < 3; ++output)
                values.push_back(static_cast<float>(100 * output + 10 * input + column));
    KernelGridOptions options;
    options.axes = {0, 1, 2, 3};
    options.cell = 2;
    const KernelGrid grid = renderKernelGrid({1, 2, 2, 3}, values, options);
    ASSERT_EQ(grid.tiles.size(), 6u);
    EXPECT_EQ(grid.tileCount, 6u);
    EXPECT_EQ(grid.columns, 2);
    const KernelTile& tile = grid.tiles[3];
    EXPECT_EQ(tile.output, 1);
    EXPECT_EQ(tile.input, 1);
    EXPECT_EQ(tile.min, 110);
    EXPECT_EQ(tile.max, 111);
    EXPECT_FLOAT_EQ(tile.norm, std::sqrt(110.0F * 110 + 111.0F * 111));
    EXPECT_EQ(tile.width, 4);
    EXPECT_EQ(tile.height, 2);
    EXPECT_EQ(pixel(grid.image, tile.x, tile.y), (std::array<int, 4>{0, 0, 0, 255}));
    EXPECT_EQ(pixel(grid.image, tile.x + 3, tile.y + 1), (std::array<int, 4>{255, 255, 255, 255}));
    EXPECT_EQ(pixel(grid.image, 4, 0)[3], 0) << "the gaps are transparent";

    options.scale = KernelScale::Common;
    const KernelGrid common = renderKernelGrid({1, 2, 2, 3}, values, options);
    EXPECT_EQ(pixel(common.image, common.tiles[3].x, common.tiles[3].y)[0], std::lround(255 * 110.0 / 211));
    options.firstTile = 4;
    options.maxTiles = 1;
    const KernelGrid page = renderKernelGrid({1, 2, 2, 3}, values, options);
    ASSERT_EQ(page.tiles.size(), 1u);
    EXPECT_EQ(page.tiles[0].output, 2);
    EXPECT_EQ(page.tiles[0].input, 0);
}

TEST(KernelGrid, ThreeInputsAreOneColourPicture)
{
    // OIHW (1, 3, 1, 2): red rises, green falls, blue is NaN in the second pixel
    const std::vector<float> values{0, 1, 1, 0, 0.5F, NAN};
    KernelGridOptions options;
    options.axes = {2, 3, 1, 0};
    options.cell = 1;
    const KernelGrid grid = renderKernelGrid({1, 3, 1, 2}, values, options);
    ASSERT_EQ(grid.tiles.size(), 1u);
    EXPECT_EQ(grid.tiles[0].input, -1);
    EXPECT_EQ(pixel(grid.image, 0, 0), (std::array<int, 4>{0, 255, 128, 255}));
    const auto nan = mapColor(ColorMap::Gray, NAN);
    EXPECT_EQ(pixel(grid.image, 1, 0), (std::array<int, 4>{nan[0], nan[1], nan[2], 255}));
    options.rgb = false;
    EXPECT_EQ(renderKernelGrid({1, 3, 1, 2}, values, options).tiles.size(), 3u);
}

TEST(KernelGrid, ClippingDivergingAndFlatTiles)
{
    std::vector<float> values(101);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i);
    values[100] = 1e6F;
    KernelGridOptions options;
    options.axes = {-1, 0, -1, -1};
    options.cell = 1;
    options.clipPercentile = 2;
    const KernelGrid clipped = renderKernelGrid({101}, values, options);
    EXPECT_EQ(pixel(clipped.image, 100, 0)[0], 255);
    EXPECT_NEAR(pixel(clipped.image, 50, 0)[0], 128, 2) << "one outlier no longer blackens the rest";
    options = {};
    options.axes = {-1, 0, -1, -1};
    options.cell = 1;
    options.map = ColorMap::BlueRed;
    const KernelGrid diverging = renderKernelGrid({3}, std::vector<float>{0, -1, 4}, options);
    const auto middle = mapColor(ColorMap::BlueRed, 0.5F);
    EXPECT_EQ(pixel(diverging.image, 0, 0), (std::array<int, 4>{middle[0], middle[1], middle[2], 255})) << "zero is the middle";
    options.map = ColorMap::Gray;
    EXPECT_NEAR(pixel(renderKernelGrid({2}, std::vector<float>{7, 7}, options).image, 0, 0)[0], 128, 1);
    EXPECT_TRUE(renderKernelGrid({0, 3}, {}, options).image.empty());
}

TEST(KernelGrid, StaysBoundedForLargeMatrices)
{
    const std::vector<float> values(9000 * 300, 0.5F);
    KernelGridOptions options;
    options.axes = {0, 1, -1, -1};
    const KernelGrid grid = renderKernelGrid({9000, 300}, values, options);
    EXPECT_LE(grid.image.height, 16384);
    EXPECT_EQ(grid.tiles.size(), 1u);
    options.axes = {-1, -1, 0, 1};
    options.cell = 16;
    options.maxTiles = values.size();
    const KernelGrid many = renderKernelGrid({9000, 300}, values, options);
    EXPECT_LE(many.image.width, 16384);
    EXPECT_LE(many.image.height, 16384);
    EXPECT_EQ(many.tileCount, values.size());
    EXPECT_LT(many.tiles.size(), values.size());
}

TEST(HeatmapReduction, EveryCellKeepsMinMaxAndMeanOfWhatItCovers)
{
    constexpr int rows = 7, columns = 10;
    std::vector<float> values;
    for (int plane = 0; plane < 2; ++plane)
        for (int i = 0; i < rows * columns; ++i)
            values.push_back(static_cast<float>(1000 * plane + i));
    values[1 * rows * columns + 0] = NAN;
    const Heatmap map = reduceHeatmap({2, rows, columns}, values, {1, 2, {1, 0, 0}}, 3, 4);
    EXPECT_EQ(map.rows, rows);
    EXPECT_EQ(map.columns, columns);
    ASSERT_EQ(map.cellRows, 3);
    ASSERT_EQ(map.cellColumns, 4);
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 4; ++c) {
            double sum = 0, count = 0;
            float low = INFINITY, high = -INFINITY;
            for (int y = rows * r / 3; y < rows * (r + 1) / 3; ++y)
                for (int x = columns * c / 4; x < columns * (c + 1) / 4; ++x) {
                    const float v = values[static_cast<std::size_t>(rows * columns + y * columns + x)];
                    if (std::isnan(v))
                        continue;
                    sum += v;
                    ++count;
                    low = std::min(low, v);
                    high = std::max(high, v);
                }
            const auto cell = static_cast<std::size_t>(4 * r + c);
            EXPECT_FLOAT_EQ(map.mean[cell], static_cast<float>(sum / count));
            EXPECT_EQ(map.min[cell], low);
            EXPECT_EQ(map.max[cell], high);
        }
    const Heatmap transposed = reduceHeatmap({2, rows, columns}, values, {2, 1, {0, 0, 0}}, 100, 100);
    EXPECT_EQ(transposed.rows, columns);
    EXPECT_EQ(transposed.mean[1], static_cast<float>(columns));
    const Heatmap vector = reduceHeatmap({5}, std::vector<float>{1, 2, 3, 4, 5}, {-1, 0, {}}, 10, 10);
    EXPECT_EQ(vector.cellRows, 1);
    EXPECT_EQ(vector.mean, (std::vector<float>{1, 2, 3, 4, 5}));
}

TEST(HeatmapImage, ZeroIsTheMiddleOfDivergingMaps)
{
    const Heatmap map = reduceHeatmap({1, 3}, std::vector<float>{-1, 0, 3}, {0, 1, {}}, 10, 10);
    const Image image = renderHeatmap(map, ColorMap::PurpleGreen);
    ASSERT_EQ(image.width, 3);
    ASSERT_EQ(image.height, 1);
    const auto middle = mapColor(ColorMap::PurpleGreen, 0.5F);
    EXPECT_EQ(pixel(image, 1, 0), (std::array<int, 4>{middle[0], middle[1], middle[2], 255}));
    const auto top = mapColor(ColorMap::PurpleGreen, 1);
    EXPECT_EQ(pixel(image, 2, 0), (std::array<int, 4>{top[0], top[1], top[2], 255}));
}

TEST(ClippedRange, IsNearestRankPercentiles)
{
    std::vector<float> values;
    for (int i = 1000; i >= 0; --i)
        values.push_back(static_cast<float>(i));
    values.push_back(NAN);
    EXPECT_EQ(clippedRange(values, 0), (std::pair<float, float>(0, 1000)));
    EXPECT_EQ(clippedRange(values, 1), (std::pair<float, float>(10, 990)));
    EXPECT_EQ(clippedRange(values, 0.1), (std::pair<float, float>(1, 999)));
    EXPECT_EQ(clippedRange(std::vector<float>{NAN}, 1), (std::pair<float, float>(0, 0)));
}

TEST(KernelGrid, GivenLimitsAreTheCommonScale)
{
    KernelGridOptions options;
    options.axes = {0, 1, -1, -1};
    options.scale = KernelScale::Common;
    options.cell = 1;
    options.limits = {0.0F, 4.0F};
    const KernelGrid grid = renderKernelGrid({1, 3}, std::vector<float>{0, 2, 4}, options);
    options.limits.reset();
    const KernelGrid half = renderKernelGrid({1, 3}, std::vector<float>{0, 1, 2}, options);
    EXPECT_EQ(grid.image.rgba, half.image.rgba);
}

} // namespace
} // namespace tensorgraft
