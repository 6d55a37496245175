#include "ui/inspector/compare_data.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tensorgraft {

Result<ComparedKernels> loadComparedKernels(const CompareSubject& subject, KernelRequest request, const ProgressFn& progress)
{
    request.rgb = false; // the sign of a difference has no place in a colour picture
    request.limits.reset();
    const auto half = [&](std::uint64_t part) {
        return [&progress, part](std::uint64_t done, std::uint64_t total) { return reportProgress(progress, total ? part * total + done : 0, 2 * total); };
    };
    auto written = loadKernelPicture(*subject.written.model, subject.written.index, request, half(0));
    if (!written)
        return fail(std::move(written.error()));
    auto target = loadKernelPicture(*subject.target.model, subject.target.index, request, half(1));
    if (!target)
        return fail(std::move(target.error()));
    KernelPicture difference = *written;
    for (std::size_t i = 0; i < difference.values.size(); ++i)
        difference.values[i] -= target->values[i];
    difference.request.map = ColorMap::BlueRed;
    difference.request.scale = KernelScale::Common;
    if (request.scale == KernelScale::Common) {
        float low = std::numeric_limits<float>::infinity(), high = -low;
        for (const KernelPicture* picture : {&*written, &*target})
            for (const float v : picture->values)
                if (std::isfinite(v)) {
                    low = std::min(low, v);
                    high = std::max(high, v);
                }
        if (low <= high)
            for (KernelPicture* picture : {&*written, &*target}) {
                picture->request.limits = {low, high};
                renderKernelPicture(*picture);
            }
    }
    renderKernelPicture(difference);
    return ComparedKernels{{std::make_shared<const KernelPicture>(*std::move(written)), std::make_shared<const KernelPicture>(*std::move(target)),
                            std::make_shared<const KernelPicture>(std::move(difference))}};
}

Result<DifferenceMap> loadDifferenceMap(const CompareSubject& subject, int cells, const ProgressFn& progress)
{
    DifferenceMap map;
    map.shape = matrixShape(subject.target.info().shape);
    const auto model = differenceModel(subject.written.model, subject.written.index, subject.target.model, subject.target.index, map.shape);
    HeatmapRequest request;
    request.fixed = {0, 0};
    request.region = wholeMatrix(map.shape, 0, 1);
    request.maxRows = request.maxColumns = cells;
    auto picture = loadHeatmap(*model, 0, request, progress);
    if (!picture)
        return fail(std::move(picture.error()));
    const Heatmap& heatmap = picture->heatmap;
    map.rows = heatmap.cellRows;
    map.columns = heatmap.cellColumns;
    map.values.resize(heatmap.min.size());
    for (std::size_t i = 0; i < map.values.size(); ++i) {
        const float low = heatmap.min[i], high = heatmap.max[i];
        map.values[i] = std::abs(low) > std::abs(high) ? low : high;
        if (std::isfinite(map.values[i]))
            map.largest = std::max(map.largest, std::abs(map.values[i]));
    }
    return map;
}

} // namespace tensorgraft
