#pragma once

#include "model_io/core/progress.h"
#include "ui/overview/treemap_painter.h"

#include <QSize>
#include <filesystem>
#include <variant>

namespace tensorgraft {

/// What is exported of an overview, as it was when it was asked for; holds no widget.
struct OverviewExport {
    TreemapPainter treemap; ///< with the data and the scan
    QSize size;             ///< of the treemap in device-independent pixels
    std::filesystem::path path;
};
/// PNG, SVG or PDF by the suffix: the treemap. CSV: the layers as a table. JSON: everything. The file appears complete or
/// not at all. REQUIRES: treemap.data. Errors: Io; Cancelled. Any thread.
[[nodiscard]] Result<std::monostate> exportOverview(const OverviewExport& what, const ProgressFn& progress = {});

} // namespace tensorgraft
