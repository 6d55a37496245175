#pragma once

#include "model_io/analysis/kernel_image.h"
#include "model_io/core/model_file.h"

#include <cstdint>
#include <vector>

namespace tensorgraft {

/// A part of a matrix, in elements.
struct MatrixRegion {
    std::int64_t firstRow = 0, rows = 0, firstColumn = 0, columns = 0;
    [[nodiscard]] bool operator==(const MatrixRegion&) const = default;
};

/// Which matrix of a tensor, which part of it and how finely.
struct HeatmapRequest {
    int rowAxis = 0, columnAxis = 1;      ///< different; for vectors rowAxis is -1 (one row); both -1 for a scalar
    std::vector<std::int64_t> fixed;      ///< one index an axis; those of rowAxis and columnAxis are ignored
    MatrixRegion region;
    int maxRows = 512, maxColumns = 512;  ///< cells
};
struct HeatmapPicture {
    HeatmapRequest request;
    Heatmap heatmap; ///< of the region
    MatrixRegion whole;   ///< the matrix itself: where cells have one size, the region may reach beyond its end
    bool sampled = false; ///< from a part of the values; exact ones follow
    [[nodiscard]] bool isReduced() const
    {
        return heatmap.cellRows < request.region.rows || heatmap.cellColumns < request.region.columns;
    }
    /// The cell (row, column) that covers an element. REQUIRES: the element is in request.region.
    [[nodiscard]] std::pair<int, int> cellOf(std::int64_t row, std::int64_t column) const;
    /// Elements that a cell covers.
    [[nodiscard]] MatrixRegion cell(int row, int column) const;
};

/// Size of the whole matrix of a request.
[[nodiscard]] MatrixRegion wholeMatrix(const Shape& shape, int rowAxis, int columnAxis);
/// Reads the region in bands and reduces each: memory is bounded whatever the size. Errors: as readSlice().
[[nodiscard]] Result<HeatmapPicture> loadHeatmap(const ModelFile& model, std::size_t tensor, const HeatmapRequest& request,
                                                 const ProgressFn& progress = {});

} // namespace tensorgraft
