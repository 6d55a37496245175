#include "ui/inspector/tensor_thumbnail.h"

#include "ui/inspector/heatmap_picture.h"
#include "ui/inspector/kernel_picture.h"

#include <algorithm>
#include <cstring>

namespace tensorgraft {
namespace {

constexpr int tilesASide = 4, gap = 1;

/// The first tiles of a grid in a square, each as the grid has it.
Image firstTiles(const KernelGrid& grid, int side)
{
    Image image;
    if (grid.tiles.empty())
        return image;
    const int width = grid.tiles.front().width, height = grid.tiles.front().height;
    const int columns = std::clamp(side / (width + gap), 1, tilesASide), rows = std::clamp(side / (height + gap), 1, tilesASide);
    const int shown = std::min(columns * rows, static_cast<int>(grid.tiles.size()));
    image.width = std::min(columns, shown) * (width + gap) - gap;
    image.height = (shown + columns - 1) / columns * (height + gap) - gap;
    image.rgba.assign(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4, 0);
    for (int i = 0; i < shown; ++i) {
        const KernelTile& tile = grid.tiles[static_cast<std::size_t>(i)];
        const int left = i % columns * (width + gap), top = i / columns * (height + gap);
        for (int y = 0; y < height; ++y)
            std::memcpy(image.rgba.data() + 4 * (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(left)),
                        grid.image.rgba.data() + 4 * (static_cast<std::size_t>(tile.y + y) * static_cast<std::size_t>(grid.image.width) + static_cast<std::size_t>(tile.x)),
                        4 * static_cast<std::size_t>(width));
    }
    return image;
}

} // namespace

Result<Image> tensorThumbnail(const ModelFile& model, std::size_t tensor, int side, const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    if (!isPlain(info.dtype) || info.elementCount() == 0)
        return fail(makeError(ErrorCode::Unsupported, "there is nothing to draw").at(model.path()).of(info.name));
    const auto rank = static_cast<int>(info.shape.rank());
    if (rank >= 3) {
        KernelRequest request;
        const KernelPaging paging = kernelPaging(info, request);
        if (!paging.rgb)
            request.input = 0;
        if (paging.height > 1 && paging.width > 1 && paging.height <= side && paging.width <= side) {
            auto picture = loadKernelPicture(model, tensor, request, progress);
            if (!picture)
                return fail(std::move(picture.error()));
            return firstTiles(picture->grid, side);
        }
    }
    HeatmapRequest request;
    request.rowAxis = -1;
    request.columnAxis = rank == 0 ? -1 : 0;
    request.fixed.assign(static_cast<std::size_t>(rank), 0);
    if (rank >= 2) {
        std::vector<int> axes(static_cast<std::size_t>(rank));
        for (int i = 0; i < rank; ++i)
            axes[static_cast<std::size_t>(i)] = i;
        std::ranges::stable_sort(axes, std::greater<>{}, [&](int axis) { return info.shape[static_cast<std::size_t>(axis)]; });
        request.rowAxis = std::min(axes[0], axes[1]);
        request.columnAxis = std::max(axes[0], axes[1]);
    }
    request.region = wholeMatrix(info.shape, request.rowAxis, request.columnAxis);
    request.maxRows = request.maxColumns = side;
    auto picture = loadHeatmap(model, tensor, request, progress);
    if (!picture)
        return fail(std::move(picture.error()));
    return renderHeatmap(picture->heatmap, ColorMap::BlueRed);
}

} // namespace tensorgraft
