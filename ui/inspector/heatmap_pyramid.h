#pragma once

#include "ui/inspector/heatmap_picture.h"

#include <functional>
#include <memory>

namespace tensorgraft {

/// Matrices of more values are reduced once, and every coarse look at them comes from that.
inline constexpr std::int64_t heatmapPyramidFrom = std::int64_t{1} << 23;

/// A large matrix reduced to at most four million blocks, each with minimum, maximum, mean and the count of its values
/// (64 MiB at most, whatever the size of the tensor). Any coarser picture of any part follows from it without reading.
class HeatmapPyramid {
public:
    /// REQUIRES: as loadHeatmap(); the region of `request` is ignored.
    HeatmapPyramid(const TensorInfo& tensor, const HeatmapRequest& request);

    /// Whether the blocks are fine enough for this part at this many cells.
    [[nodiscard]] bool serves(const MatrixRegion& region, int maxRows, int maxColumns) const;
    /// The part in cells of whole blocks, at most maxRows x maxColumns of them; reaches a little beyond the part, and at the
    /// end beyond the matrix, so that all cells have one size. REQUIRES: a part that is not empty.
    [[nodiscard]] HeatmapPicture picture(const MatrixRegion& region, int maxRows, int maxColumns) const;
    /// Reduces the tensor in bands; `bandDone` after each. Errors: as readSlice(); Cancelled.
    [[nodiscard]] Result<void> build(const ModelFile& model, std::size_t tensor, const ProgressFn& progress, const std::function<void()>& bandDone);
    /// Rows of the matrix along the outer axis that are reduced already.
    [[nodiscard]] const HeatmapRequest& request() const { return m_request; }

private:
    /// A block of values whose first one is the first of a block of the pyramid. `values`: rows x columns, in C order.
    void addBlocks(std::int64_t firstRow, std::int64_t rows, std::int64_t firstColumn, std::int64_t columns, std::span<const float> values);

    HeatmapRequest m_request;
    bool m_turned = false;                       ///< the matrix that is shown is the transpose of the one that is stored
    int m_outerAxis = -1, m_innerAxis = -1;
    std::int64_t m_rows = 1, m_columns = 1;      ///< as stored
    std::int64_t m_blockRows = 1, m_blockColumns = 1, m_cellRows = 1, m_cellColumns = 1;
    std::vector<float> m_mean, m_min, m_max;
    std::vector<std::uint32_t> m_counts;         ///< values that are numbers; 0: not yet reduced, or none is
    std::size_t m_rank = 0;
};

/// Called in the job's thread.
using HeatmapFn = std::function<void(HeatmapPicture)>;
/// A coarse picture of a matrix from few of its values, spread evenly: what is shown at once of a large one. Reads at most
/// some 16 MiB. The extremes are those of the sample. Rows are read in an order in which a few of them stand for all soon:
/// where the disk takes longer than a moment, `publish` gets what there is meanwhile, with the gaps filled from above.
[[nodiscard]] Result<HeatmapPicture> sampleHeatmap(const ModelFile& model, std::size_t tensor, const HeatmapRequest& request, const HeatmapFn& publish = {});

/// Builds the pyramid of a whole matrix. Before, `publish` gets a sample; in between, about four times a second, a picture of
/// request.region in which what is reduced already replaces the sample. Errors: as readSlice(); Cancelled.
[[nodiscard]] Result<std::shared_ptr<const HeatmapPyramid>> loadHeatmapPyramid(const ModelFile& model, std::size_t tensor, const HeatmapRequest& request,
                                                                               const ProgressFn& progress, const HeatmapFn& publish);

} // namespace tensorgraft
