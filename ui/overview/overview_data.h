#pragma once

#include "model_io/analysis/model_report.h"
#include "model_io/core/model_file.h"
#include "ui/models/tree_nodes.h"

#include <memory>
#include <optional>
#include <vector>

namespace tensorgraft {

/// What the overview shows of one model; made in a job, then immutable. Knows no widgets.
struct OverviewData {
    std::shared_ptr<const ModelFile> model;
    ModelOutline outline;
    TreeNodes nodes;
    /// Children of every node, largest first: those of `id` stand at [nodes[id].childBegin, + childCount).
    std::vector<std::uint32_t> childrenBySize;
    std::vector<std::size_t> layerOfTensor;

    [[nodiscard]] std::span<const std::uint32_t> bySize(std::uint32_t id) const
    {
        return {childrenBySize.data() + nodes[id].childBegin, nodes[id].childCount};
    }
};
/// From headers only. REQUIRES: model != nullptr. Errors: Cancelled.
[[nodiscard]] Result<std::shared_ptr<const OverviewData>> makeOverview(std::shared_ptr<const ModelFile> model, const ProgressFn& progress = {});

/// A scan with its sums for each layer of the outline.
struct OverviewScan {
    ModelScan scan;
    std::vector<LayerScan> layers;
};
[[nodiscard]] Result<std::shared_ptr<const OverviewScan>> makeOverviewScan(const OverviewData& data, const ProgressFn& progress = {});

} // namespace tensorgraft
