#pragma once

#include "model_io/analysis/kernel_image.h"
#include "model_io/core/model_file.h"
#include "model_io/analysis/tensor_slice.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tensorgraft {

/// What the person wants to see of a kernel.
struct KernelRequest {
    enum : std::int64_t { AllInputs = -1 };
    bool rgb = true;                      ///< where the tensor has three input channels and input is AllInputs
    std::int64_t input = AllInputs;       ///< or one input channel
    std::int64_t depth = 0;               ///< index along every axis that is none of the four (a third spatial axis)
    std::int64_t page = 0;
    KernelScale scale = KernelScale::PerFilter;
    ColorMap map = ColorMap::Gray;
    double clipPercentile = 0;            ///< the outer part at each end of the scale saturates
    std::shared_ptr<const std::vector<std::int64_t>> order; ///< output channels as they are shown; null: as the file has them
    std::optional<std::pair<float, float>> limits; ///< of the common scale; none: those of the page
};

/// Tiles a page; the memory of one page is bounded by kernelPageTiles and kernelPageValues.
inline constexpr std::int64_t kernelPageTiles = 1024;
inline constexpr std::int64_t kernelPageValues = std::int64_t{1} << 22;
/// What renderKernelGrid() draws unreduced: pixels of a tile's side and of a picture's.
inline constexpr std::int64_t kernelTileSide = 2048, kernelImageSide = 16'384;

/// How a tensor falls into pages of tiles. Pages hold whole output channels where they can.
struct KernelPaging {
    KernelAxes axes;
    std::int64_t height = 1, width = 1, inputs = 1, outputs = 1, depth = 1; ///< of the tensor; depth: sizes of all other axes
    bool rgb = false;               ///< a tile is one output channel in colour
    std::int64_t stepY = 1, stepX = 1; ///< above 1 every n-th weight is shown
    std::int64_t outputsAPage = 1;  ///< where it is 1 and inputs are more than a page holds, pages cut the inputs
    std::int64_t inputsAPage = 1;
    std::int64_t pages = 1, tiles = 1;
    [[nodiscard]] std::int64_t tileWidth() const { return (width + stepX - 1) / stepX; }
    [[nodiscard]] std::int64_t tileHeight() const { return (height + stepY - 1) / stepY; }
};
/// REQUIRES: tensor.shape.rank() >= 2.
[[nodiscard]] KernelPaging kernelPaging(const TensorInfo& tensor, const KernelRequest& request);

/// One page of tiles with the values behind them. Pixels are one a weight (grid.cell == 1).
struct KernelPicture {
    KernelRequest request;
    KernelPaging paging;
    KernelGrid grid;                   ///< tiles carry the channel numbers of the whole tensor
    TensorSlice slice;                 ///< of the tensor
    std::vector<float> values;         ///< of the slice, C order
    /// With an order: the output channels of the page, and the place of each; the slice counts them from 0.
    std::vector<std::int64_t> outputs;
    std::unordered_map<std::int64_t, std::int64_t> placeOfOutput;

    /// The value under weight (y, x) of a tile; `input` for RGB tiles.
    [[nodiscard]] float value(const KernelTile& tile, std::int64_t y, std::int64_t x, std::int64_t input) const;
    /// Index in the tensor of the same weight.
    [[nodiscard]] std::vector<std::int64_t> index(const KernelTile& tile, std::int64_t y, std::int64_t x, std::int64_t input) const;
};
/// Draws the values again, as `picture.request` says now (scale, map, clipping, limits).
void renderKernelPicture(KernelPicture& picture);
/// Reads one page and renders it. Errors: as readSlice().
[[nodiscard]] Result<KernelPicture> loadKernelPicture(const ModelFile& model, std::size_t tensor, const KernelRequest& request,
                                                      const ProgressFn& progress = {});

} // namespace tensorgraft
