#pragma once

#include "model_io/core/error.h"

#include <cstdint>
#include <string>

namespace tensorgraft {
struct Heatmap;
struct Histogram;
struct Image;
struct KernelGrid;
enum class ColorMap : std::uint8_t;
}

namespace tensorgraft::cli {

/// An encoded picture and its size in pixels.
struct Png {
    std::string bytes;
    int width = 0, height = 0;
};

// Each draws with Cairo, without a display, on white, with `title` above.
[[nodiscard]] Result<Png> drawKernels(const KernelGrid& grid, const std::string& title);
/// With the indices of rows and columns along the axes and a colour bar.
[[nodiscard]] Result<Png> drawHeatmap(const Heatmap& heatmap, ColorMap map, const std::string& title);
/// `logarithmic`: of the counts.
[[nodiscard]] Result<Png> drawHistogram(const Histogram& histogram, bool logarithmic, const std::string& title);

} // namespace tensorgraft::cli
