#include "ui/inspector/kernel_picture.h"

#include "model_io/analysis/quantiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <span>

namespace tensorgraft {
namespace {

std::int64_t axisSize(const Shape& shape, int axis)
{
    return axis < 0 ? 1 : shape[static_cast<std::size_t>(axis)];
}

std::int64_t divideUp(std::int64_t a, std::int64_t b)
{
    return b > 0 ? (a + b - 1) / b : 0;
}

/// Where channel `channel` of an axis lies in the slice.
std::int64_t placeInSlice(const TensorSlice& slice, int axis, std::int64_t channel)
{
    return axis < 0 ? 0 : channel - slice[static_cast<std::size_t>(axis)].start;
}

constexpr std::uint64_t mostDeepValues = std::uint64_t{1} << 22; ///< of a page with all of its depth
constexpr std::uint64_t keptWhole = std::uint64_t{1} << 24; ///< elements of a tensor that is read once and kept

/// The part `slice` of a tensor in C order that lies in memory.
std::vector<float> takeSlice(std::span<const float> values, const Shape& shape, const TensorSlice& slice)
{
    std::vector<float> result(sliceShape(slice).elementCount());
    if (result.empty())
        return result;
    const std::vector<std::int64_t> strides = shape.contiguousStrides();
    const std::size_t rank = slice.size();
    std::vector<std::int64_t> place(rank, 0);
    std::int64_t at = 0;
    for (std::size_t axis = 0; axis < rank; ++axis)
        at += slice[axis].start * strides[axis];
    for (float& value : result) {
        value = values[static_cast<std::size_t>(at)];
        for (std::size_t axis = rank; axis-- > 0;) {
            at += slice[axis].step * strides[axis];
            if (++place[axis] < slice[axis].count)
                break;
            at -= slice[axis].count * slice[axis].step * strides[axis];
            place[axis] = 0;
        }
    }
    return result;
}

/// The values of `outputs` along axis `axis` of the slice, in that order.
Result<std::vector<float>> readOutputs(const SliceReadFn& read, TensorSlice slice, std::size_t axis, const std::vector<std::int64_t>& outputs,
                                       const ProgressFn& progress)
{
    std::size_t outer = 1, inner = 1;
    for (std::size_t i = 0; i < slice.size(); ++i)
        if (i != axis)
            (i < axis ? outer : inner) *= static_cast<std::size_t>(slice[i].count);
    std::vector<float> result(outer * outputs.size() * inner);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (!reportProgress(progress, i, outputs.size()))
            return cancelled();
        slice[axis] = {outputs[i], 1, 1, false};
        const auto values = read(slice, {});
        if (!values)
            return fail(values.error());
        for (std::size_t o = 0; o < outer; ++o)
            std::copy_n(values->begin() + static_cast<std::ptrdiff_t>(o * inner), inner,
                        result.begin() + static_cast<std::ptrdiff_t>((o * outputs.size() + i) * inner));
    }
    return result;
}

/// The one axis that is none of the four; -1 where there is none or several.
int depthAxisOf(const Shape& shape, const KernelAxes& axes)
{
    int found = -1;
    for (int axis = 0; axis < static_cast<int>(shape.rank()); ++axis)
        if (axis != axes.height && axis != axes.width && axis != axes.input && axis != axes.output) {
            if (found >= 0)
                return -1;
            found = axis;
        }
    return found;
}

/// Ends of the scale of each tile (outputs, then inputs; one a colour tile) over all that `values` hold of it.
std::vector<std::pair<float, float>> limitsThroughDepth(std::span<const float> values, const Shape& shape, const KernelPaging& paging, double clipPercentile)
{
    const auto count = [&](int axis) { return axis < 0 ? 1 : shape[static_cast<std::size_t>(axis)]; };
    const std::int64_t outputs = count(paging.axes.output), inputs = paging.rgb ? 1 : count(paging.axes.input);
    std::vector<std::pair<float, float>> limits;
    limits.reserve(static_cast<std::size_t>(outputs * inputs));
    TensorSlice slice = wholeSlice(shape);
    for (std::int64_t output = 0; output < outputs; ++output)
        for (std::int64_t input = 0; input < inputs; ++input) {
            if (paging.axes.output >= 0)
                slice[static_cast<std::size_t>(paging.axes.output)] = {output, 1, 1, false};
            if (paging.axes.input >= 0 && !paging.rgb)
                slice[static_cast<std::size_t>(paging.axes.input)] = {input, 1, 1, false};
            limits.push_back(clippedRange(takeSlice(values, shape, slice), clipPercentile));
        }
    return limits;
}

} // namespace

KernelPaging kernelPaging(const TensorInfo& tensor, const KernelRequest& request)
{
    KernelPaging paging;
    paging.axes = guessKernelAxes(tensor);
    const Shape& shape = tensor.shape;
    paging.height = axisSize(shape, paging.axes.height);
    paging.width = axisSize(shape, paging.axes.width);
    paging.inputs = axisSize(shape, paging.axes.input);
    paging.outputs = axisSize(shape, paging.axes.output);
    for (int axis = 0; axis < static_cast<int>(shape.rank()); ++axis)
        if (axis != paging.axes.height && axis != paging.axes.width && axis != paging.axes.input && axis != paging.axes.output)
            paging.depth = std::max(paging.depth, shape[static_cast<std::size_t>(axis)]);
    const bool depthwise = tensor.axes == AxisLayout::HWIM || tensor.axes == AxisLayout::WIM; // three filters a channel are no colours
    paging.rgb = request.rgb && paging.inputs == 3 && !depthwise && request.input == KernelRequest::AllInputs && paging.axes.height >= 0 && paging.axes.width >= 0;

    // The renderer draws tiles of at most kernelTileSide; larger ones are thinned out evenly.
    paging.stepY = std::max<std::int64_t>(1, divideUp(paging.height, kernelTileSide));
    paging.stepX = std::max<std::int64_t>(1, divideUp(paging.width, kernelTileSide));
    const std::int64_t tileValues = std::max<std::int64_t>(1, paging.tileHeight() * paging.tileWidth());
    // ... and pictures of at most kernelImageSide, which may hold one row a filter.
    const std::int64_t atMost = std::max<std::int64_t>(1, std::min({kernelPageTiles, kernelPageValues / tileValues,
                                                                    kernelImageSide / (std::max(paging.tileHeight(), paging.tileWidth()) + 2)}));
    const std::int64_t inputs = request.input == KernelRequest::AllInputs ? paging.inputs : 1;
    if (paging.rgb) {
        paging.inputsAPage = inputs;
        paging.outputsAPage = std::max<std::int64_t>(1, atMost / 3);
        paging.tiles = paging.outputs;
        paging.pages = divideUp(paging.outputs, paging.outputsAPage);
        return paging;
    }
    paging.tilesAnOutput = inputs;
    paging.tiles = paging.outputs * inputs;
    paging.inputsAPage = std::min(inputs, atMost);
    paging.outputsAPage = inputs > atMost ? 1 : std::max<std::int64_t>(1, atMost / std::max<std::int64_t>(1, inputs));
    paging.pages = divideUp(paging.outputs, paging.outputsAPage) * divideUp(inputs, paging.inputsAPage);
    return paging;
}

KernelPaging::Place KernelPaging::placeOf(std::int64_t tile) const
{
    const std::int64_t an = std::max<std::int64_t>(1, tilesAnOutput), output = tile / an;
    if (rgb || inputsAPage >= an) // pages of whole outputs
        return {output / outputsAPage, tile - output / outputsAPage * outputsAPage * an};
    const std::int64_t input = tile % an;
    return {output * divideUp(an, inputsAPage) + input / inputsAPage, input % inputsAPage};
}

std::int64_t KernelPaging::firstTileOf(std::int64_t page) const
{
    const std::int64_t an = std::max<std::int64_t>(1, tilesAnOutput);
    if (rgb || inputsAPage >= an)
        return page * outputsAPage * an;
    const std::int64_t pagesAnOutput = divideUp(an, inputsAPage);
    return page / pagesAnOutput * an + page % pagesAnOutput * inputsAPage;
}

std::pair<std::int64_t, std::int64_t> kernelTileChannels(const KernelPaging& paging, const KernelRequest& request, std::int64_t tile)
{
    const std::int64_t an = std::max<std::int64_t>(1, paging.tilesAnOutput);
    std::int64_t output = tile / an;
    if (request.order && output < static_cast<std::int64_t>(request.order->size()))
        output = (*request.order)[static_cast<std::size_t>(output)];
    if (paging.rgb)
        return {output, -1};
    return {output, request.input >= 0 ? request.input : tile % an};
}

SliceReadFn kernelReader(std::shared_ptr<const ModelFile> model, std::size_t tensor)
{
    struct Kept {
        std::mutex mutex;
        std::optional<std::vector<float>> values;
    };
    return [model = std::move(model), tensor, kept = std::make_shared<Kept>()](const TensorSlice& slice, const ProgressFn& progress) -> Result<std::vector<float>> {
        const TensorInfo& info = model->tensors()[tensor];
        const auto mapped = model->map(tensor);
        if ((mapped && *mapped) || info.elementCount() > keptWhole)
            return readSliceAsFloat(*model, tensor, slice, progress);
        const std::lock_guard lock(kept->mutex);
        if (!kept->values) {
            auto all = readSliceAsFloat(*model, tensor, wholeSlice(info.shape), progress);
            if (!all)
                return fail(std::move(all.error()));
            kept->values = std::move(*all);
        }
        return takeSlice(*kept->values, info.shape, slice);
    };
}

Result<std::pair<float, float>> kernelLimits(const ModelFile& model, std::size_t tensor, double clipPercentile, const ProgressFn& progress)
{
    const double part = std::clamp(clipPercentile, 0.0, 49.9) / 100;
    const auto ends = quantiles(model, tensor, std::array{part, 1 - part}, progress);
    if (!ends)
        return fail(ends.error());
    if (std::isnan((*ends)[0])) // none is finite
        return std::pair(0.0F, 0.0F);
    return std::pair(static_cast<float>((*ends)[0]), static_cast<float>((*ends)[1]));
}

float KernelPicture::value(const KernelTile& tile, std::int64_t y, std::int64_t x, std::int64_t input) const
{
    const std::vector<std::int64_t> strides = sliceShape(slice).contiguousStrides();
    const auto at = [&](int axis, std::int64_t place) { return axis < 0 ? 0 : strides[static_cast<std::size_t>(axis)] * place; };
    const KernelAxes& axes = paging.axes;
    return values[static_cast<std::size_t>(at(axes.height, y) + at(axes.width, x)
                                           + at(axes.input, placeInSlice(slice, axes.input, input))
                                           + at(axes.output, outputs.empty() ? placeInSlice(slice, axes.output, tile.output) : placeOfOutput.at(tile.output)))];
}

std::vector<std::int64_t> KernelPicture::index(const KernelTile& tile, std::int64_t y, std::int64_t x, std::int64_t input) const
{
    std::vector<std::int64_t> result(slice.size());
    for (std::size_t axis = 0; axis < slice.size(); ++axis)
        result[axis] = slice[axis].start;
    const auto set = [&](int axis, std::int64_t value) {
        if (axis >= 0)
            result[static_cast<std::size_t>(axis)] = value;
    };
    set(paging.axes.height, y * paging.stepY);
    set(paging.axes.width, x * paging.stepX);
    set(paging.axes.input, input);
    set(paging.axes.output, tile.output);
    return result;
}

void renderKernelPicture(KernelPicture& picture)
{
    const KernelAxes& axes = picture.paging.axes;
    KernelGridOptions options;
    options.axes = axes;
    options.rgb = picture.paging.rgb;
    options.scale = picture.request.scale;
    options.map = picture.request.map;
    options.clipPercentile = picture.request.clipPercentile;
    options.limits = picture.request.limits;
    options.tileLimits = picture.tileLimits;
    options.cell = 1; // the view enlarges without smoothing
    options.maxTiles = static_cast<std::size_t>(kernelPageTiles);
    picture.grid = renderKernelGrid(sliceShape(picture.slice), picture.values, options);
    const auto first = [&](int axis) { return axis < 0 ? 0 : picture.slice[static_cast<std::size_t>(axis)].start; };
    for (KernelTile& tile : picture.grid.tiles) {
        tile.output = picture.outputs.empty() ? tile.output + first(axes.output) : picture.outputs[static_cast<std::size_t>(tile.output)];
        if (tile.input >= 0)
            tile.input += first(axes.input);
    }
}

Result<KernelPicture> loadKernelPicture(const ModelFile& model, std::size_t tensor, const KernelRequest& request,
                                        const ProgressFn& progress)
{
    return loadKernelPicture(
        model.tensors()[tensor],
        [&](const TensorSlice& slice, const ProgressFn& reading) { return readSliceAsFloat(model, tensor, slice, reading); }, request, progress);
}

Result<KernelPicture> loadKernelPicture(const TensorInfo& info, const SliceReadFn& read, const KernelRequest& request, const ProgressFn& progress)
{
    KernelPicture picture;
    picture.request = request;
    picture.paging = kernelPaging(info, request);
    const KernelPaging& paging = picture.paging;
    const KernelAxes& axes = paging.axes;

    picture.slice = wholeSlice(info.shape);
    const auto take = [&](int axis, std::int64_t start, std::int64_t count, std::int64_t step) {
        if (axis >= 0)
            picture.slice[static_cast<std::size_t>(axis)] = {start, count, step, false};
    };
    for (int axis = 0; axis < static_cast<int>(info.shape.rank()); ++axis)
        if (axis != axes.height && axis != axes.width && axis != axes.input && axis != axes.output) {
            const std::int64_t size = info.shape[static_cast<std::size_t>(axis)];
            take(axis, std::min(request.depth, std::max<std::int64_t>(0, size - 1)), std::min<std::int64_t>(1, size), 1);
        }
    take(axes.height, 0, paging.tileHeight(), paging.stepY);
    take(axes.width, 0, paging.tileWidth(), paging.stepX);
    const bool oneInput = request.input != KernelRequest::AllInputs;
    const std::int64_t inputPages = oneInput ? 1 : std::max<std::int64_t>(1, divideUp(paging.inputs, paging.inputsAPage));
    const std::int64_t firstOutput = request.page / inputPages * paging.outputsAPage;
    const std::int64_t firstInput = oneInput ? request.input : request.page % inputPages * paging.inputsAPage;
    take(axes.output, firstOutput, std::clamp<std::int64_t>(paging.outputs - firstOutput, 0, paging.outputsAPage), 1);
    take(axes.input, firstInput, std::clamp<std::int64_t>(paging.inputs - firstInput, 0, oneInput ? 1 : paging.inputsAPage), 1);

    if (request.order && axes.output >= 0 && request.order->size() == static_cast<std::size_t>(paging.outputs)) {
        AxisRange& range = picture.slice[static_cast<std::size_t>(axes.output)];
        picture.outputs.assign(request.order->begin() + range.start, request.order->begin() + range.start + range.count);
        for (std::size_t i = 0; i < picture.outputs.size(); ++i)
            picture.placeOfOutput[picture.outputs[i]] = static_cast<std::int64_t>(i);
        range.start = 0;
    }
    const auto readPart = [&](const TensorSlice& slice) {
        return picture.outputs.empty() ? read(slice, progress) : readOutputs(read, slice, static_cast<std::size_t>(axes.output), picture.outputs, progress);
    };
    TensorSlice deep = picture.slice;
    const int depthAxis = depthAxisOf(info.shape, axes);
    if (depthAxis >= 0)
        deep[static_cast<std::size_t>(depthAxis)] = {0, info.shape[static_cast<std::size_t>(depthAxis)], 1, false};
    const bool ownScales = depthAxis >= 0 && request.scale == KernelScale::PerFilter && sliceShape(deep).elementCount() <= mostDeepValues;
    Result<std::vector<float>> values = readPart(ownScales ? deep : picture.slice);
    if (!values)
        return fail(std::move(values).error());
    if (ownScales) {
        picture.tileLimits = limitsThroughDepth(*values, sliceShape(deep), paging, request.clipPercentile);
        TensorSlice within = wholeSlice(sliceShape(deep));
        within[static_cast<std::size_t>(depthAxis)] = picture.slice[static_cast<std::size_t>(depthAxis)];
        picture.values = takeSlice(*values, sliceShape(deep), within);
    } else {
        picture.values = std::move(*values);
    }

    renderKernelPicture(picture);
    return picture;
}

} // namespace tensorgraft
