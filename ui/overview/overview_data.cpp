#include "ui/overview/overview_data.h"

#include <algorithm>

namespace tensorgraft {

Result<std::shared_ptr<const OverviewData>> makeOverview(std::shared_ptr<const ModelFile> model, const ProgressFn& progress)
{
    auto data = std::make_shared<OverviewData>();
    data->outline = modelOutline(*model);
    if (!reportProgress(progress, 1, 3))
        return cancelled();
    data->nodes = TreeNodes(model->tensors());
    if (!reportProgress(progress, 2, 3))
        return cancelled();
    const TreeNodes& nodes = data->nodes;
    data->childrenBySize.resize(nodes.size() - 1);
    for (std::uint32_t id = 0; id < nodes.size(); ++id) {
        const auto children = nodes.children(id);
        const auto begin = data->childrenBySize.begin() + nodes[id].childBegin;
        std::ranges::copy(children, begin);
        std::stable_sort(begin, begin + nodes[id].childCount, [&nodes](std::uint32_t a, std::uint32_t b) { return nodes[a].sizeBytes > nodes[b].sizeBytes; });
    }
    data->layerOfTensor.resize(model->tensors().size());
    for (std::size_t layer = 0; layer < data->outline.layers.size(); ++layer)
        for (const std::size_t member : data->outline.layers[layer].members)
            data->layerOfTensor[member] = layer;
    data->model = std::move(model);
    return std::shared_ptr<const OverviewData>(std::move(data));
}

Result<std::shared_ptr<const OverviewScan>> makeOverviewScan(const OverviewData& data, const ProgressFn& progress)
{
    auto scan = scanModel(*data.model, progress);
    if (!scan)
        return fail(std::move(scan.error()));
    auto result = std::make_shared<OverviewScan>();
    result->scan = *std::move(scan);
    result->layers.reserve(data.outline.layers.size());
    for (const LayerShare& layer : data.outline.layers)
        result->layers.push_back(layerScan(layer, result->scan));
    return std::shared_ptr<const OverviewScan>(std::move(result));
}

} // namespace tensorgraft
