#include "ui/inspector/compare_data.h"

#include <algorithm>
#include <cmath>

namespace tensorgraft {

namespace {

/// Part 0 or 1 of two that take equally long.
ProgressFn half(const ProgressFn& progress, std::uint64_t part)
{
    return [&progress, part](std::uint64_t done, std::uint64_t total) { return reportProgress(progress, total ? part * total + done : 0, 2 * total); };
}

} // namespace

ComparedKernelReader::ComparedKernelReader(const CompareSubject& subject)
    : m_subject(subject), m_written(kernelReader(subject.written.model, subject.written.index)), m_target(kernelReader(subject.target.model, subject.target.index))
{
}

Result<ComparedKernels> ComparedKernelReader::load(KernelRequest request, std::optional<float> differenceBound, const ProgressFn& progress) const
{
    request.rgb = false; // the sign of a difference has no place in a colour picture
    auto written = loadKernelPicture(m_subject.written.info(), m_written, request, half(progress, 0));
    if (!written)
        return fail(std::move(written.error()));
    auto target = loadKernelPicture(m_subject.target.info(), m_target, request, half(progress, 1));
    if (!target)
        return fail(std::move(target.error()));
    KernelPicture difference = *written;
    for (std::size_t i = 0; i < difference.values.size(); ++i)
        difference.values[i] -= target->values[i];
    difference.request.map = ColorMap::BlueRed;
    difference.request.scale = KernelScale::Common;
    difference.request.limits.reset();
    if (differenceBound)
        difference.request.limits = {-*differenceBound, *differenceBound};
    renderKernelPicture(difference);
    return ComparedKernels{std::make_shared<const KernelPicture>(*std::move(written)), std::make_shared<const KernelPicture>(*std::move(target)),
                           std::make_shared<const KernelPicture>(std::move(difference))};
}

Result<std::pair<float, float>> comparedLimits(const CompareSubject& subject, const ProgressFn& progress)
{
    const auto written = kernelLimits(*subject.written.model, subject.written.index, 0, half(progress, 0));
    if (!written)
        return fail(written.error());
    const auto target = kernelLimits(*subject.target.model, subject.target.index, 0, half(progress, 1));
    if (!target)
        return fail(target.error());
    return std::pair(std::min(written->first, target->first), std::max(written->second, target->second));
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
