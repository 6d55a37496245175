#pragma once

#include "model_io/analysis/kernel_image.h"
#include "model_io/core/model_file.h"
#include "model_io/analysis/tensor_slice.h"

#include <cstdint>
#include <functional>
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
    std::int64_t page = 0;                ///< what is read and drawn at once, see KernelPaging
    KernelScale scale = KernelScale::PerFilter;
    ColorMap map = ColorMap::Gray;
    double clipPercentile = 0;            ///< the outer part at each end of the scale saturates
    std::shared_ptr<const std::vector<std::int64_t>> order; ///< output channels as they are shown; null: as the file has them
    std::optional<std::pair<float, float>> limits; ///< of the common scale; none: those of the page
};

/// Tiles a page; the memory of one page is bounded by kernelPageTiles and kernelPageValues (a tile may be larger by itself).
/// Pages are small, so that the first ones are there at once and scrolling reads little that is not looked at.
inline constexpr std::int64_t kernelPageTiles = 1024;
inline constexpr std::int64_t kernelPageValues = std::int64_t{1} << 18;
/// What renderKernelGrid() draws unreduced: pixels of a tile's side and of a picture's.
inline constexpr std::int64_t kernelTileSide = 2048, kernelImageSide = 16'384;

/// How a tensor falls into tiles (in the order of output channels, then inputs), and these into pages. Pages hold whole
/// output channels where they can; people never see where one ends.
struct KernelPaging {
    KernelAxes axes;
    std::int64_t height = 1, width = 1, inputs = 1, outputs = 1, depth = 1; ///< of the tensor; depth: sizes of all other axes
    bool rgb = false;               ///< a tile is one output channel in colour
    std::int64_t stepY = 1, stepX = 1; ///< above 1 every n-th weight is shown
    std::int64_t outputsAPage = 1;  ///< where it is 1 and inputs are more than a page holds, pages cut the inputs
    std::int64_t inputsAPage = 1;
    std::int64_t pages = 1, tiles = 1;
    std::int64_t tilesAnOutput = 1; ///< inputs that are shown of an output channel; 1 for colour

    /// A tile of the whole tensor, as the place that it has in its page.
    struct Place {
        std::int64_t page = 0, tile = 0;
        [[nodiscard]] bool operator==(const Place&) const = default;
    };
    [[nodiscard]] Place placeOf(std::int64_t tile) const;
    /// Number of the page's first tile. Tiles of a page follow each other.
    [[nodiscard]] std::int64_t firstTileOf(std::int64_t page) const;
    [[nodiscard]] std::int64_t tileWidth() const { return (width + stepX - 1) / stepX; }
    [[nodiscard]] std::int64_t tileHeight() const { return (height + stepY - 1) / stepY; }
};
/// Channels of a tile, whether it was read or not; input is -1 for colour.
[[nodiscard]] std::pair<std::int64_t, std::int64_t> kernelTileChannels(const KernelPaging& paging, const KernelRequest& request, std::int64_t tile);
/// REQUIRES: tensor.shape.rank() >= 2.
[[nodiscard]] KernelPaging kernelPaging(const TensorInfo& tensor, const KernelRequest& request);

/// One page of tiles with the values behind them. Pixels are one a weight (grid.cell == 1).
struct KernelPicture {
    KernelRequest request;
    KernelPaging paging;
    KernelGrid grid;                   ///< tiles carry the channel numbers of the whole tensor
    TensorSlice slice;                 ///< of the tensor
    std::vector<float> values;         ///< of the slice, C order
    /// Of a third spatial axis: low and high of each tile through all of the depth, so that slices can be told from each other
    /// where each filter has its own scale; empty where there is none.
    std::vector<std::pair<float, float>> tileLimits;
    /// With an order: the output channels of the page, and the place of each; the slice counts them from 0.
    std::vector<std::int64_t> outputs;
    std::unordered_map<std::int64_t, std::int64_t> placeOfOutput;

    /// The value under weight (y, x) of a tile; `input` for RGB tiles.
    [[nodiscard]] float value(const KernelTile& tile, std::int64_t y, std::int64_t x, std::int64_t input) const;
    /// Index in the tensor of the same weight.
    [[nodiscard]] std::vector<std::int64_t> index(const KernelTile& tile, std::int64_t y, std::int64_t x, std::int64_t input) const;
};
/// A tile with its values; null where it was not read.
struct ShownTile {
    std::shared_ptr<const KernelPicture> picture;
    const KernelTile* tile = nullptr; ///< of the picture
    explicit operator bool() const { return tile; }
    [[nodiscard]] float value(std::int64_t y, std::int64_t x, std::int64_t input) const { return picture->value(*tile, y, x, input); }
};

/// Reads a slice of one tensor as float32, C order.
using SliceReadFn = std::function<Result<std::vector<float>>(const TensorSlice& slice, const ProgressFn& progress)>;
/// Reads straight from the file where the tensor is mapped. Others (compressed, computed) are read whole at the first
/// call, up to 64 MiB of float32, because each page of them may cost as much as all. Any number of threads may call it.
[[nodiscard]] SliceReadFn kernelReader(std::shared_ptr<const ModelFile> model, std::size_t tensor);

/// Lowest and highest finite value of the whole tensor without the outer `clipPercentile` % at each end: the ends of the
/// common scale. Reads the tensor twice, in bounded memory. Errors: as quantiles().
[[nodiscard]] Result<std::pair<float, float>> kernelLimits(const ModelFile& model, std::size_t tensor, double clipPercentile, const ProgressFn& progress = {});

/// Draws the values again, as `picture.request` says now (scale, map, clipping, limits).
void renderKernelPicture(KernelPicture& picture);
/// Reads one page and renders it. Errors: as readSlice().
[[nodiscard]] Result<KernelPicture> loadKernelPicture(const ModelFile& model, std::size_t tensor, const KernelRequest& request,
                                                      const ProgressFn& progress = {});
[[nodiscard]] Result<KernelPicture> loadKernelPicture(const TensorInfo& tensor, const SliceReadFn& read, const KernelRequest& request,
                                                      const ProgressFn& progress = {});

} // namespace tensorgraft
