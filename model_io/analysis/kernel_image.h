#pragma once

#include "model_io/analysis/image.h"
#include "model_io/core/tensor_info.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace tensorgraft {

/// How a tensor is cut into pictures: which axes are height, width, input and output channels (-1: none).
struct KernelAxes {
    int height = -1, width = -1, input = -1, output = -1;
};
/// From the tensor's AxisLayout; else the most plausible by rank and shape (small equal axes are spatial). Output channels
/// are the filters: of depthwise kernels the channels, whose inputs are then the multiplier.
[[nodiscard]] KernelAxes guessKernelAxes(const TensorInfo& tensor);
/// A letter an axis as axisLayoutName() writes them; "" where the layout is not known or is not that of the shape.
[[nodiscard]] std::string_view kernelAxisLetters(const TensorInfo& tensor);

enum class KernelScale : std::uint8_t { PerFilter, Common };
struct KernelGridOptions {
    KernelAxes axes;
    bool rgb = true;              ///< three input channels become one colour picture
    KernelScale scale = KernelScale::PerFilter;
    ColorMap map = ColorMap::Gray;
    double clipPercentile = 0;    ///< 0: none; 1: the outer 1 % at each end saturate
    std::optional<std::pair<float, float>> limits; ///< low and high of the common scale, where they are given
    std::span<const std::pair<float, float>> tileLimits; ///< low and high of each tile's own scale, where they are not those of what is drawn
    int cell = 0;                 ///< pixels a weight; 0: chosen so that tiles are readable
    std::size_t firstTile = 0, maxTiles = 1024;
};
/// One picture of the grid.
struct KernelTile {
    int x = 0, y = 0, width = 0, height = 0; ///< pixels in the image
    std::int64_t output = 0, input = 0;      ///< channel indices; input -1 for RGB
    float min = 0, max = 0, norm = 0;
};
struct KernelGrid {
    Image image;
    int cell = 1, columns = 0;
    std::size_t tileCount = 0; ///< of the whole tensor; tiles holds those that were drawn
    std::vector<KernelTile> tiles;
};
/// `values`: the tensor's elements in C order as float32. REQUIRES: values.size() == shape.elementCount().
[[nodiscard]] KernelGrid renderKernelGrid(const Shape& shape, std::span<const float> values, const KernelGridOptions& options);

/// Any two axes as a matrix, the others fixed. `fixed`: one index an axis (those of row and column are ignored).
struct HeatmapOptions {
    int rowAxis = 0, columnAxis = 1;
    std::vector<std::int64_t> fixed;
};
/// A matrix reduced to at most maxRows x maxColumns cells; every cell keeps min, max and mean of what it covers.
struct Heatmap {
    std::int64_t rows = 0, columns = 0;   ///< of the full matrix
    int cellRows = 0, cellColumns = 0;    ///< of the reduced one
    std::vector<float> mean, min, max;    ///< cellRows * cellColumns, row-major
};
[[nodiscard]] Heatmap reduceHeatmap(const Shape& shape, std::span<const float> values, const HeatmapOptions& options,
                                    int maxRows, int maxColumns);
/// Lowest and highest of the finite values without the outer `clipPercentile` % at each end (nearest ranks); {0, 0} where
/// none is finite.
[[nodiscard]] std::pair<float, float> clippedRange(std::span<const float> values, double clipPercentile);
[[nodiscard]] Image renderHeatmap(const Heatmap& heatmap, ColorMap map);

} // namespace tensorgraft
