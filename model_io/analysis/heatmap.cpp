#include "model_io/analysis/kernel_image.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

namespace tensorgraft {

Heatmap reduceHeatmap(const Shape& shape, std::span<const float> values, const HeatmapOptions& options, int maxRows, int maxColumns)
{
    assert(values.size() == shape.elementCount() && maxRows > 0 && maxColumns > 0);
    Heatmap map;
    const auto strides = shape.contiguousStrides();
    std::int64_t origin = 0;
    for (std::size_t axis = 0; axis < shape.rank(); ++axis)
        if (static_cast<int>(axis) != options.rowAxis && static_cast<int>(axis) != options.columnAxis && axis < options.fixed.size())
            origin += std::clamp<std::int64_t>(options.fixed[axis], 0, std::max<std::int64_t>(0, shape[axis] - 1)) * strides[axis];
    const auto has = [&](int axis) { return axis >= 0 && axis < static_cast<int>(shape.rank()); };
    map.rows = has(options.rowAxis) ? shape[static_cast<std::size_t>(options.rowAxis)] : 1;
    map.columns = has(options.columnAxis) ? shape[static_cast<std::size_t>(options.columnAxis)] : 1;
    const std::int64_t rowStride = has(options.rowAxis) ? strides[static_cast<std::size_t>(options.rowAxis)] : 0;
    const std::int64_t columnStride = has(options.columnAxis) ? strides[static_cast<std::size_t>(options.columnAxis)] : 0;
    if (map.rows == 0 || map.columns == 0 || values.empty())
        return map;
    map.cellRows = static_cast<int>(std::min<std::int64_t>(map.rows, maxRows));
    map.cellColumns = static_cast<int>(std::min<std::int64_t>(map.columns, maxColumns));
    const std::size_t cells = static_cast<std::size_t>(map.cellRows) * static_cast<std::size_t>(map.cellColumns);
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    map.mean.assign(cells, nan);
    map.min.assign(cells, nan);
    map.max.assign(cells, nan);
    tbb::parallel_for(tbb::blocked_range<int>(0, map.cellRows), [&](const tbb::blocked_range<int>& range) {
        std::vector<double> sums(static_cast<std::size_t>(map.cellColumns));
        std::vector<std::uint32_t> counts(sums.size());
        for (int cellRow = range.begin(); cellRow != range.end(); ++cellRow) {
            std::fill(sums.begin(), sums.end(), 0.0);
            std::fill(counts.begin(), counts.end(), 0u);
            const std::size_t base = static_cast<std::size_t>(cellRow) * sums.size();
            const std::int64_t firstRow = map.rows * cellRow / map.cellRows, endRow = map.rows * (cellRow + 1) / map.cellRows;
            for (std::int64_t row = firstRow; row < endRow; ++row)
                for (std::size_t cell = 0; cell < sums.size(); ++cell) {
                    const std::int64_t first = map.columns * static_cast<std::int64_t>(cell) / map.cellColumns;
                    const std::int64_t end = map.columns * static_cast<std::int64_t>(cell + 1) / map.cellColumns;
                    float& low = map.min[base + cell];
                    float& high = map.max[base + cell];
                    for (std::int64_t column = first; column < end; ++column) {
                        const float v = values[static_cast<std::size_t>(origin + row * rowStride + column * columnStride)];
                        if (std::isnan(v))
                            continue;
                        low = counts[cell] ? std::min(low, v) : v;
                        high = counts[cell] ? std::max(high, v) : v;
                        sums[cell] += v;
                        ++counts[cell];
                    }
                }
            for (std::size_t cell = 0; cell < sums.size(); ++cell)
                if (counts[cell])
                    map.mean[base + cell] = static_cast<float>(sums[cell] / counts[cell]);
        }
    });
    return map;
}

Image renderHeatmap(const Heatmap& heatmap, ColorMap map)
{
    Image image;
    image.width = heatmap.cellColumns;
    image.height = heatmap.cellRows;
    float low = std::numeric_limits<float>::infinity(), high = -low;
    for (const float v : heatmap.mean)
        if (std::isfinite(v)) {
            low = std::min(low, v);
            high = std::max(high, v);
        }
    if (isDiverging(map)) {
        high = std::max(std::abs(low), std::abs(high));
        low = -high;
    }
    image.rgba.reserve(heatmap.mean.size() * 4);
    for (const float v : heatmap.mean) {
        const float t = high > low ? (v - low) / (high - low) : std::isnan(v) ? v : 0.5F;
        const auto color = mapColor(map, t);
        image.rgba.insert(image.rgba.end(), color.begin(), color.end());
        image.rgba.push_back(255);
    }
    return image;
}

} // namespace tensorgraft
