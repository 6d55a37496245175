#include "ui/inspector/heatmap_pyramid.h"

#include "model_io/analysis/prefetch.h"
#include "model_io/analysis/tensor_slice.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <tbb/parallel_for.h>
#include <utility>

namespace tensorgraft {
namespace {

constexpr std::int64_t mostBlocks = std::int64_t{1} << 22, usualBlockColumns = 2048;
constexpr std::int64_t bandValues = std::int64_t{1} << 22;   ///< 16 MiB of float32
constexpr std::int64_t sampleValues = std::int64_t{1} << 22;
constexpr std::int64_t mostSampledRowsInRuns = 64;           ///< each run may be a page of its own from the disk
constexpr std::uint64_t farthestRun = std::uint64_t{1} << 20; ///< bytes; a sample's row or run is shorter, if it is stored as one
constexpr std::array<std::int64_t, 3> sampleStages{16, 4, 1}; ///< every 16th row first
constexpr auto shownAfter = std::chrono::milliseconds(60);    ///< a sample that takes longer is shown as it comes
constexpr auto publishEvery = std::chrono::milliseconds(250);
constexpr float noValue = std::numeric_limits<float>::quiet_NaN();

std::int64_t sizeOf(const Shape& shape, int axis)
{
    return axis < 0 ? 1 : shape[static_cast<std::size_t>(axis)];
}

std::int64_t divideUp(std::int64_t a, std::int64_t b)
{
    return a / b + (a % b != 0);
}

bool isTurned(const HeatmapRequest& request)
{
    return request.rowAxis > request.columnAxis && request.columnAxis >= 0;
}

} // namespace

HeatmapPyramid::HeatmapPyramid(const TensorInfo& tensor, const HeatmapRequest& request) : m_request(request), m_turned(isTurned(request)), m_rank(tensor.shape.rank())
{
    m_outerAxis = m_turned ? request.columnAxis : request.rowAxis;
    m_innerAxis = m_turned ? request.rowAxis : request.columnAxis;
    m_rows = sizeOf(tensor.shape, m_outerAxis);
    m_columns = sizeOf(tensor.shape, m_innerAxis);
    // A few thousand columns are more than a screen has; the rows share what is left of the memory.
    m_blockColumns = divideUp(m_columns, std::max(usualBlockColumns, mostBlocks / m_rows));
    m_cellColumns = divideUp(m_columns, m_blockColumns);
    m_blockRows = divideUp(m_rows, std::max<std::int64_t>(1, mostBlocks / m_cellColumns));
    m_cellRows = divideUp(m_rows, m_blockRows);
    const auto cells = static_cast<std::size_t>(m_cellRows * m_cellColumns);
    for (std::vector<float>* plane : {&m_mean, &m_min, &m_max})
        plane->assign(cells, noValue);
    m_counts.assign(cells, 0);
}

bool HeatmapPyramid::serves(const MatrixRegion& region, int maxRows, int maxColumns) const
{
    const std::int64_t outer = m_turned ? region.columns : region.rows, inner = m_turned ? region.rows : region.columns;
    const std::int64_t outerCells = m_turned ? maxColumns : maxRows, innerCells = m_turned ? maxRows : maxColumns;
    const auto fine = [](std::int64_t size, std::int64_t cells, std::int64_t block) { return block == 1 || size / block >= cells; };
    return fine(outer, outerCells, m_blockRows) && fine(inner, innerCells, m_blockColumns);
}

HeatmapPicture HeatmapPyramid::picture(const MatrixRegion& region, int maxRows, int maxColumns) const
{
    struct Side {
        std::int64_t first, step, cells; ///< in blocks; `step` blocks a cell
    };
    const auto sideOf = [](std::int64_t first, std::int64_t size, std::int64_t block, std::int64_t limit) {
        const std::int64_t from = first / block, blocks = divideUp(first + size, block) - from;
        const std::int64_t step = divideUp(blocks, std::max<std::int64_t>(1, limit));
        return Side{from, step, divideUp(blocks, step)};
    };
    const Side rows = m_turned ? sideOf(region.firstColumn, region.columns, m_blockRows, maxColumns) : sideOf(region.firstRow, region.rows, m_blockRows, maxRows);
    const Side columns = m_turned ? sideOf(region.firstRow, region.rows, m_blockColumns, maxRows)
                                  : sideOf(region.firstColumn, region.columns, m_blockColumns, maxColumns);
    HeatmapPicture result;
    result.request = m_request;
    result.request.maxRows = maxRows;
    result.request.maxColumns = maxColumns;
    Heatmap& map = result.heatmap;
    map.cellRows = static_cast<int>(m_turned ? columns.cells : rows.cells);
    map.cellColumns = static_cast<int>(m_turned ? rows.cells : columns.cells);
    for (std::vector<float>* plane : {&map.mean, &map.min, &map.max})
        plane->assign(static_cast<std::size_t>(rows.cells * columns.cells), noValue);
    tbb::parallel_for(std::int64_t{0}, rows.cells, [&](std::int64_t row) {
        for (std::int64_t column = 0; column < columns.cells; ++column) {
            double sum = 0;
            std::uint64_t count = 0;
            float low = noValue, high = noValue;
            for (std::int64_t r = rows.first + row * rows.step; r < std::min(rows.first + (row + 1) * rows.step, m_cellRows); ++r)
                for (std::int64_t c = columns.first + column * columns.step; c < std::min(columns.first + (column + 1) * columns.step, m_cellColumns); ++c) {
                    const auto cell = static_cast<std::size_t>(r * m_cellColumns + c);
                    if (m_counts[cell] == 0)
                        continue;
                    low = count ? std::min(low, m_min[cell]) : m_min[cell];
                    high = count ? std::max(high, m_max[cell]) : m_max[cell];
                    sum += static_cast<double>(m_mean[cell]) * m_counts[cell];
                    count += m_counts[cell];
                }
            if (count == 0)
                continue;
            const auto at = static_cast<std::size_t>(m_turned ? column * rows.cells + row : row * columns.cells + column);
            map.mean[at] = static_cast<float>(sum / static_cast<double>(count));
            map.min[at] = low;
            map.max[at] = high;
        }
    });
    const MatrixRegion stored{rows.first * m_blockRows, rows.cells * rows.step * m_blockRows, columns.first * m_blockColumns, columns.cells * columns.step * m_blockColumns};
    result.request.region = m_turned ? MatrixRegion{stored.firstColumn, stored.columns, stored.firstRow, stored.rows} : stored;
    result.whole = m_turned ? MatrixRegion{0, m_columns, 0, m_rows} : MatrixRegion{0, m_rows, 0, m_columns};
    map.rows = result.request.region.rows;
    map.columns = result.request.region.columns;
    return result;
}

void HeatmapPyramid::addBlocks(std::int64_t firstRow, std::int64_t rows, std::int64_t firstColumn, std::int64_t columns, std::span<const float> values)
{
    const std::int64_t firstCellRow = firstRow / m_blockRows, firstCellColumn = firstColumn / m_blockColumns;
    const std::int64_t cellColumns = divideUp(columns, m_blockColumns);
    tbb::parallel_for(std::int64_t{0}, divideUp(rows, m_blockRows), [&](std::int64_t cellRow) {
        struct Block {
            double sum = 0;
            float low = std::numeric_limits<float>::infinity(), high = -std::numeric_limits<float>::infinity();
            std::uint32_t count = 0;
        };
        std::vector<Block> blocks(static_cast<std::size_t>(cellColumns));
        for (std::int64_t row = cellRow * m_blockRows; row < std::min(rows, (cellRow + 1) * m_blockRows); ++row) {
            const float* value = values.data() + row * columns;
            for (std::int64_t cell = 0; cell < cellColumns; ++cell) {
                Block& block = blocks[static_cast<std::size_t>(cell)];
                double sum = 0;
                std::uint32_t count = 0;
                float low = block.low, high = block.high;
                for (std::int64_t n = std::min(m_blockColumns, columns - cell * m_blockColumns); n > 0; --n, ++value) {
                    const float v = *value;
                    const bool number = v == v;
                    sum += number ? static_cast<double>(v) : 0.0;
                    count += number;
                    low = v < low ? v : low; // false for NaN
                    high = v > high ? v : high;
                }
                block.sum += sum;
                block.count += count;
                block.low = low;
                block.high = high;
            }
        }
        for (std::int64_t cell = 0; cell < cellColumns; ++cell) {
            const Block& block = blocks[static_cast<std::size_t>(cell)];
            if (block.count == 0)
                continue;
            const auto at = static_cast<std::size_t>((firstCellRow + cellRow) * m_cellColumns + firstCellColumn + cell);
            m_mean[at] = static_cast<float>(block.sum / block.count);
            m_min[at] = block.low;
            m_max[at] = block.high;
            m_counts[at] = block.count;
        }
    });
}

Result<void> HeatmapPyramid::build(const ModelFile& model, std::size_t tensor, const ProgressFn& progress, const std::function<void()>& bandDone)
{
    TensorSlice slice(m_rank);
    for (std::size_t axis = 0; axis < m_rank; ++axis)
        slice[axis] = {m_request.fixed[axis], 1, 1, false};
    // Bands of whole blocks, cut along the columns only where one row of blocks is more than a band.
    const std::int64_t bandColumns = std::min(m_columns, std::max<std::int64_t>(1, bandValues / m_blockRows / m_blockColumns) * m_blockColumns);
    const std::int64_t bandRows = std::min(m_rows, std::max<std::int64_t>(1, bandValues / bandColumns / m_blockRows) * m_blockRows);
    for (std::int64_t row = 0; row < m_rows; row += bandRows)
        for (std::int64_t column = 0; column < m_columns; column += bandColumns) {
            const double share = (static_cast<double>(row) + static_cast<double>(bandRows) * static_cast<double>(column) / static_cast<double>(m_columns)) / static_cast<double>(m_rows);
            const auto goOn = [&](std::uint64_t, std::uint64_t) { return reportProgress(progress, static_cast<std::uint64_t>(1000 * std::min(1.0, share)), 1000); };
            const std::int64_t rows = std::min(bandRows, m_rows - row), columns = std::min(bandColumns, m_columns - column);
            if (m_outerAxis >= 0)
                slice[static_cast<std::size_t>(m_outerAxis)] = {row, rows, 1, false};
            if (m_innerAxis >= 0)
                slice[static_cast<std::size_t>(m_innerAxis)] = {column, columns, 1, false};
            const auto values = readSliceAsFloat(model, tensor, slice, goOn);
            if (!values)
                return fail(values.error());
            addBlocks(row, rows, column, columns, *values);
            bandDone();
        }
    return {};
}

namespace {

/// Begins to read a slice of a mapped tensor, of which only the innermost stored axis is more than an index.
void prefetchRun(const MappedTensor& mapped, const TensorSlice& slice, std::size_t itemSize)
{
    std::uint64_t first = 0, last = 0;
    for (std::size_t axis = 0; axis < slice.size(); ++axis) {
        first += static_cast<std::uint64_t>(slice[axis].start * mapped.strides[axis]);
        last += static_cast<std::uint64_t>((slice[axis].start + slice[axis].count - 1) * mapped.strides[axis]);
    }
    first *= itemSize;
    last = (last + 1) * itemSize;
    if (last <= mapped.bytes.size() && last - first <= farthestRun)
        prefetch(mapped.bytes.subspan(first, last - first));
}

} // namespace

Result<HeatmapPicture> sampleHeatmap(const ModelFile& model, std::size_t tensor, const HeatmapRequest& request, const HeatmapFn& publish)
{
    const TensorInfo& info = model.tensors()[tensor];
    const MatrixRegion& region = request.region;
    const bool turned = isTurned(request);
    const int outerAxis = turned ? request.columnAxis : request.rowAxis, innerAxis = turned ? request.rowAxis : request.columnAxis;
    const std::int64_t outerFirst = turned ? region.firstColumn : region.firstRow, outerCount = turned ? region.columns : region.rows;
    const std::int64_t innerFirst = turned ? region.firstRow : region.firstColumn, innerCount = turned ? region.rows : region.columns;
    const std::int64_t innerCells = std::min<std::int64_t>(innerCount, turned ? request.maxRows : request.maxColumns);
    // One row for each row of cells, whole where rows are short; of long rows a run for each cell. Fewer cells where even
    // that is too much.
    const std::int64_t run = std::min(innerCount / innerCells, std::max<std::int64_t>(1, sampleValues / 256 / innerCells));
    const bool wholeRows = innerCount <= sampleValues / 256;
    const std::int64_t rowValues = wholeRows ? innerCount : run * innerCells;
    const std::int64_t outerCells = std::min({outerCount, std::int64_t{turned ? request.maxColumns : request.maxRows}, std::max<std::int64_t>(1, sampleValues / rowValues),
                                              wholeRows ? outerCount : mostSampledRowsInRuns});

    HeatmapPicture picture;
    picture.request = request;
    picture.whole = wholeMatrix(info.shape, request.rowAxis, request.columnAxis);
    picture.sampled = true;
    Heatmap& map = picture.heatmap;
    map.rows = region.rows;
    map.columns = region.columns;
    map.cellRows = static_cast<int>(turned ? innerCells : outerCells);
    map.cellColumns = static_cast<int>(turned ? outerCells : innerCells);
    for (std::vector<float>* plane : {&map.mean, &map.min, &map.max})
        plane->assign(static_cast<std::size_t>(outerCells * innerCells), noValue);
    TensorSlice slice(info.shape.rank());
    for (std::size_t axis = 0; axis < slice.size(); ++axis)
        slice[axis] = {request.fixed[axis], 1, 1, false};
    const auto startOf = [](std::int64_t cell, std::int64_t cells, std::int64_t size) { return cell * (size / cells) + cell * (size % cells) / cells; };
    const auto put = [&](std::int64_t outer, std::int64_t inner, std::span<const float> values) {
        const auto at = static_cast<std::size_t>(turned ? inner * outerCells + outer : outer * innerCells + inner);
        double sum = 0;
        std::size_t count = 0;
        for (const float v : values) {
            if (std::isnan(v))
                continue;
            map.min[at] = count ? std::min(map.min[at], v) : v;
            map.max[at] = count ? std::max(map.max[at], v) : v;
            sum += static_cast<double>(v);
            ++count;
        }
        if (count)
            map.mean[at] = static_cast<float>(sum / static_cast<double>(count));
    };
    const auto mapped = model.map(tensor);
    const std::size_t itemSize = itemSizeBytes(info.dtype);
    /// Calls `visit(first inner cell, inner cells)` with `slice` at each run of a row.
    const auto forEachRun = [&](std::int64_t outer, const auto& visit) -> Result<void> {
        const std::int64_t first = startOf(outer, outerCells, outerCount), end = startOf(outer + 1, outerCells, outerCount);
        if (outerAxis >= 0)
            slice[static_cast<std::size_t>(outerAxis)] = {outerFirst + (first + end - 1) / 2, 1, 1, false};
        for (std::int64_t inner = 0; inner < (wholeRows ? 1 : innerCells); ++inner) {
            if (innerAxis >= 0)
                slice[static_cast<std::size_t>(innerAxis)] = wholeRows ? AxisRange{innerFirst, innerCount, 1, false} : AxisRange{innerFirst + startOf(inner, innerCells, innerCount), run, 1, false};
            if (Result<void> done = visit(inner); !done)
                return done;
        }
        return {};
    };
    const auto readRow = [&](std::int64_t outer) {
        return forEachRun(outer, [&](std::int64_t inner) -> Result<void> {
            const auto values = readSliceAsFloat(model, tensor, slice);
            if (!values)
                return fail(values.error());
            if (!wholeRows) {
                put(outer, inner, *values);
                return {};
            }
            for (std::int64_t cell = 0; cell < innerCells; ++cell) {
                const std::int64_t from = startOf(cell, innerCells, innerCount), to = startOf(cell + 1, innerCells, innerCount);
                put(outer, cell, std::span(*values).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
            }
            return {};
        });
    };
    const auto forEachRow = [&](std::size_t stage, const auto& visit) -> Result<void> {
        for (std::int64_t outer = 0; outer < outerCells; outer += sampleStages[stage])
            if (stage == 0 || outer % sampleStages[stage - 1] != 0)
                if (Result<void> done = visit(outer); !done)
                    return done;
        return {};
    };
    const auto askFor = [&](std::size_t stage) {
        if (mapped && *mapped && stage < sampleStages.size())
            (void)forEachRow(stage, [&](std::int64_t outer) {
                return forEachRun(outer, [&](std::int64_t) -> Result<void> {
                    prefetchRun(**mapped, slice, itemSize);
                    return {};
                });
            });
    };
    const auto started = std::chrono::steady_clock::now();
    askFor(0);
    for (std::size_t stage = 0; stage < sampleStages.size(); ++stage) {
        askFor(stage + 1); // the disk has something to do while these rows are read
        if (Result<void> done = forEachRow(stage, readRow); !done)
            return fail(std::move(done.error()));
        if (!publish || stage + 1 == sampleStages.size() || std::chrono::steady_clock::now() - started < shownAfter)
            continue;
        HeatmapPicture soFar = picture;
        for (std::vector<float>* plane : {&soFar.heatmap.mean, &soFar.heatmap.min, &soFar.heatmap.max})
            for (std::int64_t outer = 0; outer < outerCells; ++outer)
                for (std::int64_t inner = 0; inner < innerCells; ++inner) {
                    const std::int64_t known = outer / sampleStages[stage] * sampleStages[stage];
                    const auto at = [&](std::int64_t row) { return static_cast<std::size_t>(turned ? inner * outerCells + row : row * innerCells + inner); };
                    (*plane)[at(outer)] = (*plane)[at(known)];
                }
        publish(std::move(soFar));
    }
    return picture;
}

namespace {

/// Cells of `picture` that are not known yet take what the sample says of their place.
void fillFrom(const HeatmapPicture& sample, HeatmapPicture& picture)
{
    Heatmap& map = picture.heatmap;
    const Heatmap& coarse = sample.heatmap;
    const MatrixRegion &at = picture.request.region, &of = sample.request.region;
    const auto place = [](std::int64_t first, double size, int cell, int cells, std::int64_t ofFirst, std::int64_t ofSize, int ofCells) {
        const double middle = static_cast<double>(first) + size * (cell + 0.5) / cells - static_cast<double>(ofFirst);
        return std::clamp(static_cast<int>(middle * ofCells / static_cast<double>(ofSize)), 0, ofCells - 1);
    };
    for (int row = 0; row < map.cellRows; ++row)
        for (int column = 0; column < map.cellColumns; ++column) {
            const auto i = static_cast<std::size_t>(row) * static_cast<std::size_t>(map.cellColumns) + static_cast<std::size_t>(column);
            if (!std::isnan(map.mean[i]))
                continue;
            const int y = place(at.firstRow, static_cast<double>(at.rows), row, map.cellRows, of.firstRow, of.rows, coarse.cellRows);
            const int x = place(at.firstColumn, static_cast<double>(at.columns), column, map.cellColumns, of.firstColumn, of.columns, coarse.cellColumns);
            const auto k = static_cast<std::size_t>(y) * static_cast<std::size_t>(coarse.cellColumns) + static_cast<std::size_t>(x);
            map.mean[i] = coarse.mean[k];
            map.min[i] = coarse.min[k];
            map.max[i] = coarse.max[k];
        }
    picture.sampled = true;
}

} // namespace

Result<std::shared_ptr<const HeatmapPyramid>> loadHeatmapPyramid(const ModelFile& model, std::size_t tensor, const HeatmapRequest& request,
                                                                 const ProgressFn& progress, const HeatmapFn& publish)
{
    // A sample jumps through the tensor: where it cannot be mapped (compressed, computed), each jump may cost as much as
    // reading everything before it.
    std::optional<HeatmapPicture> sample;
    if (const auto mapped = model.map(tensor); mapped && *mapped) {
        auto taken = sampleHeatmap(model, tensor, request, publish);
        if (!taken)
            return fail(std::move(taken.error()));
        publish(*taken);
        sample = std::move(*taken);
    }
    auto pyramid = std::make_shared<HeatmapPyramid>(model.tensors()[tensor], request);
    auto last = std::chrono::steady_clock::now();
    auto built = pyramid->build(model, tensor, progress, [&] {
        const auto now = std::chrono::steady_clock::now();
        if (now - last < publishEvery)
            return;
        last = now;
        HeatmapPicture soFar = pyramid->picture(request.region, request.maxRows, request.maxColumns);
        if (sample)
            fillFrom(*sample, soFar);
        soFar.sampled = true;
        publish(std::move(soFar));
    });
    if (!built)
        return fail(std::move(built.error()));
    return std::shared_ptr<const HeatmapPyramid>(std::move(pyramid));
}

} // namespace tensorgraft
