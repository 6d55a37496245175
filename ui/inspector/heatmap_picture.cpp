#include "ui/inspector/heatmap_picture.h"

#include "model_io/analysis/tensor_slice.h"

#include <algorithm>
#include <utility>

namespace tensorgraft {
namespace {

constexpr std::int64_t bandValues = std::int64_t{1} << 22; ///< 16 MiB of float32

std::int64_t sizeOf(const Shape& shape, int axis)
{
    return axis < 0 ? 1 : shape[static_cast<std::size_t>(axis)];
}

/// Where cell `cell` of `cells` begins in `size` elements.
std::int64_t cellStart(std::int64_t cell, std::int64_t cells, std::int64_t size)
{
    // floor(cell * size / cells) without the product, which need not fit 64 bits for sizes that a hostile header claims.
    cells = std::max<std::int64_t>(1, cells);
    return cell * (size / cells) + cell * (size % cells) / cells;
}

void placeBlock(const Heatmap& block, Heatmap& whole, int row, int column)
{
    const auto place = [&](const std::vector<float>& from, std::vector<float>& to) {
        for (int r = 0; r < block.cellRows; ++r)
            std::copy_n(from.begin() + std::ptrdiff_t{r} * block.cellColumns, block.cellColumns,
                        to.begin() + std::ptrdiff_t{row + r} * whole.cellColumns + column);
    };
    place(block.mean, whole.mean);
    place(block.min, whole.min);
    place(block.max, whole.max);
}

void transpose(Heatmap& heatmap)
{
    const auto rows = static_cast<std::size_t>(heatmap.cellRows), columns = static_cast<std::size_t>(heatmap.cellColumns);
    for (std::vector<float>* plane : {&heatmap.mean, &heatmap.min, &heatmap.max}) {
        std::vector<float> turned(plane->size());
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t column = 0; column < columns; ++column)
                turned[column * rows + row] = (*plane)[row * columns + column];
        *plane = std::move(turned);
    }
    std::swap(heatmap.rows, heatmap.columns);
    std::swap(heatmap.cellRows, heatmap.cellColumns);
}

} // namespace

std::pair<int, int> HeatmapPicture::cellOf(std::int64_t row, std::int64_t column) const
{
    // The inverse of cell(), which rounds down where cells are no whole number of elements.
    const auto find = [](std::int64_t place, std::int64_t size, int cells) {
        int found = std::clamp(static_cast<int>(static_cast<double>(place) * cells / static_cast<double>(size)), 0, cells - 1);
        while (found + 1 < cells && cellStart(found + 1, cells, size) <= place)
            ++found;
        while (found > 0 && cellStart(found, cells, size) > place)
            --found;
        return found;
    };
    return {find(row - request.region.firstRow, request.region.rows, heatmap.cellRows), find(column - request.region.firstColumn, request.region.columns, heatmap.cellColumns)};
}

MatrixRegion HeatmapPicture::cell(int row, int column) const
{
    const MatrixRegion& region = request.region;
    MatrixRegion result;
    result.firstRow = region.firstRow + cellStart(row, heatmap.cellRows, region.rows);
    result.rows = region.firstRow + cellStart(row + 1, heatmap.cellRows, region.rows) - result.firstRow;
    result.firstColumn = region.firstColumn + cellStart(column, heatmap.cellColumns, region.columns);
    result.columns = region.firstColumn + cellStart(column + 1, heatmap.cellColumns, region.columns) - result.firstColumn;
    result.rows = std::min(result.rows, whole.rows - result.firstRow);
    result.columns = std::min(result.columns, whole.columns - result.firstColumn);
    return result;
}

MatrixRegion wholeMatrix(const Shape& shape, int rowAxis, int columnAxis)
{
    return {0, sizeOf(shape, rowAxis), 0, sizeOf(shape, columnAxis)};
}

Result<HeatmapPicture> loadHeatmap(const ModelFile& model, std::size_t tensor, const HeatmapRequest& request, const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    HeatmapPicture picture;
    picture.request = request;
    picture.whole = wholeMatrix(info.shape, request.rowAxis, request.columnAxis);
    const MatrixRegion& region = request.region;

    // Bands go along the outer of the two axes, whatever is asked for: along the inner one each band would touch the
    // whole tensor. A transposed picture is turned at the end.
    const bool turned = request.rowAxis > request.columnAxis && request.columnAxis >= 0;
    const int outerAxis = turned ? request.columnAxis : request.rowAxis;
    const int innerAxis = turned ? request.rowAxis : request.columnAxis;
    const std::int64_t outerFirst = turned ? region.firstColumn : region.firstRow, outerCount = turned ? region.columns : region.rows;
    const std::int64_t innerFirst = turned ? region.firstRow : region.firstColumn, innerCount = turned ? region.rows : region.columns;
    const auto outerCells = static_cast<int>(std::min<std::int64_t>(outerCount, turned ? request.maxColumns : request.maxRows));
    const auto innerCells = static_cast<int>(std::min<std::int64_t>(innerCount, turned ? request.maxRows : request.maxColumns));

    Heatmap& heatmap = picture.heatmap;
    heatmap.rows = outerCount;
    heatmap.columns = innerCount;
    heatmap.cellRows = outerCells;
    heatmap.cellColumns = innerCells;
    const std::size_t cells = static_cast<std::size_t>(outerCells) * static_cast<std::size_t>(innerCells);
    for (std::vector<float>* plane : {&heatmap.mean, &heatmap.min, &heatmap.max})
        plane->resize(cells);

    TensorSlice slice(info.shape.rank());
    for (std::size_t axis = 0; axis < slice.size(); ++axis)
        slice[axis] = {request.fixed[axis], 1, 1, false};
    // A block is as many whole cells as the memory of a band holds, at least one.
    const auto cellsWithin = [](std::int64_t firstCell, std::int64_t cellCount, std::int64_t size, std::int64_t room) {
        std::int64_t last = firstCell + 1;
        while (last < cellCount && cellStart(last + 1, cellCount, size) - cellStart(firstCell, cellCount, size) <= room)
            ++last;
        return static_cast<int>(last);
    };
    for (int row = 0, lastRow = 0; row < outerCells; row = lastRow) {
        lastRow = cellsWithin(row, outerCells, outerCount, bandValues / std::max<std::int64_t>(1, innerCount));
        const std::int64_t firstOuter = cellStart(row, outerCells, outerCount);
        const std::int64_t rows = cellStart(lastRow, outerCells, outerCount) - firstOuter;
        if (outerAxis >= 0)
            slice[static_cast<std::size_t>(outerAxis)] = {outerFirst + firstOuter, rows, 1, false};
        for (int column = 0, lastColumn = 0; column < innerCells; column = lastColumn) {
            lastColumn = cellsWithin(column, innerCells, innerCount, bandValues / std::max<std::int64_t>(1, rows));
            const std::int64_t firstInner = cellStart(column, innerCells, innerCount);
            const std::int64_t columns = cellStart(lastColumn, innerCells, innerCount) - firstInner;
            if (innerAxis >= 0)
                slice[static_cast<std::size_t>(innerAxis)] = {innerFirst + firstInner, columns, 1, false};
            const double share = (static_cast<double>(firstOuter) + static_cast<double>(rows) * static_cast<double>(firstInner) / static_cast<double>(innerCount))
                                 / static_cast<double>(outerCount);
            const ProgressFn inner = [&](std::uint64_t, std::uint64_t) {
                return reportProgress(progress, static_cast<std::uint64_t>(1000.0 * share), 1000);
            };
            const Result<std::vector<float>> values = readSliceAsFloat(model, tensor, slice, inner);
            if (!values)
                return fail(values.error());
            const Heatmap block = reduceHeatmap(Shape{rows, columns}, *values, HeatmapOptions{0, 1, {0, 0}}, lastRow - row, lastColumn - column);
            placeBlock(block, heatmap, row, column);
        }
    }
    if (turned)
        transpose(heatmap);
    return picture;
}

} // namespace tensorgraft
