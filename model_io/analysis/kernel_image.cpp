#include "model_io/analysis/kernel_image.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace tensorgraft {
namespace {

/// A tile larger than this is drawn from every n-th row and column.
constexpr std::int64_t maxTileSide = 2048;
constexpr int gapPixels = 2;

struct Range {
    float low = 0, high = 0;
};

/// Of the finite values; clipped to percentiles where asked. {0, 0} where none is finite.
Range rangeOf(std::vector<float>& values, double clipPercentile)
{
    std::erase_if(values, [](float v) { return !std::isfinite(v); });
    if (values.empty())
        return {};
    if (clipPercentile <= 0) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        return {*low, *high};
    }
    const double part = std::min(clipPercentile, 49.9) / 100;
    const auto last = static_cast<double>(values.size() - 1);
    const auto rank = [&](double fraction) { return values.begin() + static_cast<std::ptrdiff_t>(std::llround(fraction * last)); };
    const auto low = rank(part);
    std::nth_element(values.begin(), low, values.end());
    const float lowValue = *low;
    const auto high = rank(1 - part);
    std::nth_element(values.begin(), high, values.end());
    return {lowValue, *high};
}

/// Diverging maps keep zero at their middle.
Range adjusted(Range range, ColorMap map)
{
    if (!isDiverging(map))
        return range;
    const float bound = std::max(std::abs(range.low), std::abs(range.high));
    return {-bound, bound};
}

float unit(float value, Range range)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? value : value > 0 ? 1.0F : 0.0F;
    const float width = range.high - range.low;
    return width > 0 ? (value - range.low) / width : 0.5F;
}

/// How the axes of a tensor become tiles and pixels.
class TileWalk {
public:
    TileWalk(const Shape& shape, const KernelGridOptions& options) : m_strides(shape.contiguousStrides())
    {
        const auto size = [&](int axis) { return axis < 0 ? std::int64_t{1} : shape[static_cast<std::size_t>(axis)]; };
        const auto stride = [&](int axis) { return axis < 0 ? std::int64_t{0} : m_strides[static_cast<std::size_t>(axis)]; };
        const KernelAxes& axes = options.axes;
        m_height = size(axes.height);
        m_width = size(axes.width);
        m_rowStride = stride(axes.height);
        m_columnStride = stride(axes.width);
        m_outputs = size(axes.output);
        m_outputStride = stride(axes.output);
        m_inputs = size(axes.input);
        m_inputStride = stride(axes.input);
        for (int axis = 0; axis < static_cast<int>(shape.rank()); ++axis)
            if (axis != axes.height && axis != axes.width && axis != axes.input && axis != axes.output) {
                m_rest.push_back(axis);
                m_restSizes.push_back(size(axis));
                m_restCount *= size(axis);
            }
        m_rgb = options.rgb && m_inputs == 3 && axes.height >= 0 && axes.width >= 0;
    }

    [[nodiscard]] std::int64_t height() const { return m_height; }
    [[nodiscard]] std::int64_t width() const { return m_width; }
    [[nodiscard]] bool rgb() const { return m_rgb; }
    /// Tiles of one output channel: its inputs (one picture for RGB) times the axes that have no other use.
    [[nodiscard]] std::int64_t tilesPerOutput() const { return (m_rgb ? 1 : m_inputs) * m_restCount; }
    [[nodiscard]] std::int64_t tileCount() const { return m_height && m_width ? m_outputs * tilesPerOutput() : 0; }
    [[nodiscard]] std::int64_t inputStride() const { return m_inputStride; }
    /// Index of the element at row 0, column 0 of a tile.
    [[nodiscard]] std::int64_t origin(std::int64_t tile) const
    {
        const std::int64_t output = tile / tilesPerOutput(), within = tile % tilesPerOutput();
        std::int64_t at = output * m_outputStride + (m_rgb ? 0 : within / m_restCount * m_inputStride);
        std::int64_t rest = within % m_restCount;
        for (std::size_t k = m_rest.size(); k-- > 0;) {
            at += rest % m_restSizes[k] * m_strides[static_cast<std::size_t>(m_rest[k])];
            rest /= m_restSizes[k];
        }
        return at;
    }
    [[nodiscard]] std::int64_t offset(std::int64_t row, std::int64_t column) const { return row * m_rowStride + column * m_columnStride; }

private:
    std::vector<std::int64_t> m_strides;
    std::int64_t m_height = 1, m_width = 1, m_rowStride = 0, m_columnStride = 0;
    std::int64_t m_outputs = 1, m_outputStride = 0, m_inputs = 1, m_inputStride = 0, m_restCount = 1;
    std::vector<int> m_rest;
    std::vector<std::int64_t> m_restSizes;
    bool m_rgb = false;
};

int columnsFor(const TileWalk& walk, std::size_t drawn)
{
    // One row an output channel where its inputs fit beside each other; else as square as it gets.
    const std::int64_t perOutput = walk.tilesPerOutput();
    if (perOutput > 1 && perOutput <= 32)
        return static_cast<int>(perOutput);
    const double aspect = static_cast<double>(walk.height()) / static_cast<double>(walk.width());
    return std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(drawn) * aspect))));
}

} // namespace

std::pair<float, float> clippedRange(std::span<const float> values, double clipPercentile)
{
    std::vector<float> pool(values.begin(), values.end());
    const Range range = rangeOf(pool, clipPercentile);
    return {range.low, range.high};
}

KernelGrid renderKernelGrid(const Shape& shape, std::span<const float> values, const KernelGridOptions& options)
{
    assert(values.size() == shape.elementCount());
    const TileWalk walk(shape, options);
    KernelGrid grid;
    grid.tileCount = static_cast<std::size_t>(walk.tileCount());
    if (options.firstTile >= grid.tileCount || options.maxTiles == 0)
        return grid;
    const std::int64_t step = (std::max(walk.height(), walk.width()) + maxTileSide - 1) / maxTileSide;
    const auto rows = static_cast<int>((walk.height() + step - 1) / step), columns = static_cast<int>((walk.width() + step - 1) / step);
    const int side = std::max(rows, columns);
    grid.cell = options.cell > 0 ? options.cell : std::clamp(32 / side, 1, 16);
    const int tileWidth = columns * grid.cell, tileHeight = rows * grid.cell;
    // Bounded: 16 million pixels and 16,384 a side, whatever the tensor's shape and the cell asked for.
    const auto perImage = std::max<std::int64_t>(1, (std::int64_t{1} << 24) / (std::int64_t{tileWidth + gapPixels} * (tileHeight + gapPixels)));
    std::size_t drawn = std::min({grid.tileCount - options.firstTile, options.maxTiles, static_cast<std::size_t>(perImage)});
    grid.columns = std::min({columnsFor(walk, drawn), static_cast<int>(drawn), std::max(1, 16384 / (tileWidth + gapPixels))});
    const auto maxRows = static_cast<std::size_t>(std::max(1, 16384 / (tileHeight + gapPixels)));
    drawn = std::min(drawn, maxRows * static_cast<std::size_t>(grid.columns));
    const int gridRows = static_cast<int>((drawn + static_cast<std::size_t>(grid.columns) - 1) / static_cast<std::size_t>(grid.columns));
    grid.image.width = grid.columns * (tileWidth + gapPixels) - gapPixels;
    grid.image.height = gridRows * (tileHeight + gapPixels) - gapPixels;
    grid.image.rgba.assign(static_cast<std::size_t>(grid.image.width) * static_cast<std::size_t>(grid.image.height) * 4, 0);

    const int channels = walk.rgb() ? 3 : 1;
    std::vector<float> pool;
    Range common;
    if (options.scale == KernelScale::Common && options.limits) {
        common = adjusted({options.limits->first, options.limits->second}, options.map);
    } else if (options.scale == KernelScale::Common) {
        // A million values are enough for the range of a percentile; without one every value counts.
        const std::size_t every = options.clipPercentile > 0 ? std::max<std::size_t>(1, values.size() >> 20) : 1;
        for (std::size_t i = 0; i < values.size(); i += every)
            pool.push_back(values[i]);
        common = adjusted(rangeOf(pool, options.clipPercentile), options.map);
    }
    for (std::size_t k = 0; k < drawn; ++k) {
        const auto index = static_cast<std::int64_t>(options.firstTile + k);
        const std::int64_t origin = walk.origin(index);
        const auto valueAt = [&](int row, int column, int channel) {
            return values[static_cast<std::size_t>(origin + walk.offset(row * step, column * step) + channel * walk.inputStride())];
        };
        KernelTile tile;
        tile.x = static_cast<int>(k) % grid.columns * (tileWidth + gapPixels);
        tile.y = static_cast<int>(k) / grid.columns * (tileHeight + gapPixels);
        tile.width = tileWidth;
        tile.height = tileHeight;
        tile.output = index / walk.tilesPerOutput();
        tile.input = walk.rgb() ? -1 : index % walk.tilesPerOutput();
        pool.clear();
        double squares = 0;
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column)
                for (int channel = 0; channel < channels; ++channel)
                    if (const float v = valueAt(row, column, channel); std::isfinite(v)) {
                        pool.push_back(v);
                        squares += double{v} * v;
                    }
        tile.norm = static_cast<float>(std::sqrt(squares));
        const Range full = rangeOf(pool, 0);
        tile.min = full.low;
        tile.max = full.high;
        const auto number = static_cast<std::size_t>(index);
        const Range own = number < options.tileLimits.size() ? Range{options.tileLimits[number].first, options.tileLimits[number].second} : rangeOf(pool, options.clipPercentile);
        const Range range = options.scale == KernelScale::Common ? common : adjusted(own, options.map);
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) {
                std::array<std::uint8_t, 3> color;
                const std::array<float, 3> t{unit(valueAt(row, column, 0), range), channels == 3 ? unit(valueAt(row, column, 1), range) : 0,
                                             channels == 3 ? unit(valueAt(row, column, 2), range) : 0};
                if (channels == 1)
                    color = mapColor(options.map, t[0]);
                else if (std::isnan(t[0]) || std::isnan(t[1]) || std::isnan(t[2]))
                    color = mapColor(options.map, std::numeric_limits<float>::quiet_NaN());
                else
                    for (std::size_t c = 0; c < 3; ++c)
                        color[c] = static_cast<std::uint8_t>(std::lround(255 * std::clamp(t[c], 0.0F, 1.0F)));
                for (int y = 0; y < grid.cell; ++y) {
                    std::uint8_t* pixel = grid.image.rgba.data()
                                          + 4 * (static_cast<std::size_t>(tile.y + row * grid.cell + y) * static_cast<std::size_t>(grid.image.width)
                                                 + static_cast<std::size_t>(tile.x + column * grid.cell));
                    for (int x = 0; x < grid.cell; ++x, pixel += 4) {
                        std::copy(color.begin(), color.end(), pixel);
                        pixel[3] = 255;
                    }
                }
            }
        grid.tiles.push_back(tile);
    }
    return grid;
}

} // namespace tensorgraft
