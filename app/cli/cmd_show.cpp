#include "app/cli/commands.h"
#include "app/cli/open_model.h"
#include "app/cli/output.h"
#include "app/cli/picture.h"
#include "app/cli/sliced_values.h"
#include "app/cli/terminal_progress.h"
#include "app/cli/text.h"
#include "app/cli/text_file.h"
#include "model_io/analysis/histogram.h"
#include "model_io/analysis/kernel_image.h"
#include "model_io/analysis/statistics.h"
#include "model_io/analysis/tensor_windows.h"
#include "model_io/codecs/float_codec.h"
#include "model_io/formats/dequantized_model.h"
#include "model_io/formats/registry.h"
#include "model_io/mapping/check.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace tensorgraft::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ShowOptions {
    std::string file, tensor, png, view, slice, map, scale = "filter";
    double clip = 0;
    int cell = 0, bins = 128;
    bool logarithmic = false, json = false, dequantize = false;
};

constexpr std::array allMaps{ColorMap::Gray, ColorMap::Viridis, ColorMap::Magma, ColorMap::Cividis, ColorMap::BlueRed, ColorMap::PurpleGreen};

ColorMap mapOf(const std::string& name, ColorMap otherwise)
{
    const auto found = std::find_if(allMaps.begin(), allMaps.end(), [&](ColorMap m) { return colorMapName(m) == name; });
    return found == allMaps.end() ? otherwise : *found;
}

Result<std::vector<float>> readValues(const ModelFile& model, std::size_t tensor, const ProgressFn& progress)
{
    constexpr std::uint64_t limitElements = std::uint64_t{1} << 30;
    const TensorInfo& info = model.tensors()[tensor];
    if (!isPlain(info.dtype))
        return fail(makeError(ErrorCode::Unsupported, "elements of this type cannot be shown")
                        .at(model.path()).of(info.name).got(std::string(dtypeName(info.dtype))));
    if (info.elementCount() > limitElements)
        return fail(makeError(ErrorCode::Unsupported, "the tensor is too large to be shown at once")
                        .at(model.path()).of(info.name).wanted("at most " + formatCount(limitElements) + " elements")
                        .got(formatCount(info.elementCount())));
    std::vector<float> values(info.elementCount());
    const std::size_t itemBytes = itemSizeBytes(info.dtype);
    auto walked = forEachWindow(model, tensor, WindowOrder::COrder, progress, [&](std::span<const std::byte> bytes, std::uint64_t first) {
        convertToFloat(info.dtype, bytes, std::span(values).subspan(first, bytes.size() / itemBytes));
    });
    if (!walked)
        return fail(std::move(walked.error()));
    return values;
}

/// The tensor's axes after a slice has dropped some.
KernelAxes axesAfter(const KernelAxes& full, const std::vector<std::size_t>& kept)
{
    const auto moved = [&](int axis) {
        const auto at = std::find(kept.begin(), kept.end(), static_cast<std::size_t>(std::max(axis, 0)));
        return axis < 0 || at == kept.end() ? -1 : static_cast<int>(at - kept.begin());
    };
    return {moved(full.height), moved(full.width), moved(full.input), moved(full.output)};
}

std::string viewOf(const ShowOptions& options, const Shape& shape)
{
    if (!options.view.empty())
        return options.view;
    return shape.rank() >= 3 ? "kernels" : shape.rank() == 2 ? "heatmap" : "histogram";
}

Result<Png> draw(const ShowOptions& options, const std::string& view, const TensorInfo& info, const Sliced& sliced)
{
    std::string title = printable(info.name) + (options.slice.empty() ? "" : " " + printable(options.slice)) + "  "
                        + info.shape.toString() + " " + std::string(dtypeName(info.dtype));
    if (sliced.values.empty())
        return fail(makeError(ErrorCode::Mismatch, "there are no elements to draw").of(info.name).got("shape " + sliced.shape.toString()));
    if (view == "histogram")
        return drawHistogram(histogram(sliced.values, options.bins), options.logarithmic, title);
    if (view == "heatmap") {
        HeatmapOptions heatmap;
        const int rank = static_cast<int>(sliced.shape.rank());
        heatmap.rowAxis = rank - 2;
        heatmap.columnAxis = rank - 1;
        heatmap.fixed.assign(sliced.shape.rank(), 0);
        if (rank > 2) { // say which of the planes this is
            title += "  at [";
            for (int axis = 0; axis + 2 < rank; ++axis)
                title += "0,";
            title += ":,:]";
        }
        return drawHeatmap(reduceHeatmap(sliced.shape, sliced.values, heatmap, 1024, 1024), mapOf(options.map, ColorMap::BlueRed), title);
    }
    KernelGridOptions grid;
    grid.axes = axesAfter(guessKernelAxes(info), sliced.axes);
    grid.scale = options.scale == "common" ? KernelScale::Common : KernelScale::PerFilter;
    grid.map = mapOf(options.map, ColorMap::Gray);
    grid.clipPercentile = options.clip;
    grid.cell = options.cell;
    const KernelGrid rendered = renderKernelGrid(sliced.shape, sliced.values, grid);
    if (rendered.tiles.size() < rendered.tileCount)
        title += "  (" + std::to_string(rendered.tiles.size()) + " of " + counted(rendered.tileCount, "picture") + ")";
    return drawKernels(rendered, title);
}

/// The leading 8 x 8 of the last two axes, at index 0 of the others.
void printCorner(const Sliced& sliced)
{
    constexpr std::int64_t side = 8;
    const std::size_t rank = sliced.shape.rank();
    if (sliced.values.empty())
        return;
    const std::int64_t columns = rank ? sliced.shape[rank - 1] : 1, rows = rank > 1 ? sliced.shape[rank - 2] : 1;
    std::string place;
    for (std::size_t axis = 0; axis + 2 < rank; ++axis)
        place += "0,";
    if (rank > 1)
        place += ":" + std::to_string(std::min(side, rows)) + ",";
    if (rank > 0)
        place += ":" + std::to_string(std::min(side, columns));
    std::printf("\nvalues[%s]\n", place.c_str());
    Table table;
    for (std::int64_t column = 0; column < std::min(side, columns); ++column)
        table.addColumn(std::to_string(column), Table::Align::Right);
    for (std::int64_t row = 0; row < std::min(side, rows); ++row) {
        std::vector<std::string> cells;
        for (std::int64_t column = 0; column < std::min(side, columns); ++column)
            cells.push_back(formatNumber(sliced.values[static_cast<std::size_t>(row * columns + column)]));
        table.addRow(std::move(cells));
    }
    table.print();
}

void describe(const TensorInfo& info, const Sliced& sliced, const Statistics& s, bool json)
{
    if (json) {
        Json values = Json::array();
        constexpr std::size_t shown = 64;
        for (std::size_t i = 0; i < std::min(shown, sliced.values.size()); ++i)
            values.push_back(numberJson(sliced.values[i]));
        printJson({{"name", info.name}, {"layer", info.layer}, {"kind", parameterKindName(info.kind)}, {"dtype", dtypeName(info.dtype)},
                   {"shape", info.shape.dims()}, {"slicedShape", sliced.shape.dims()}, {"min", numberJson(s.min)}, {"max", numberJson(s.max)},
                   {"mean", numberJson(s.mean)}, {"std", numberJson(s.std)}, {"zeros", s.zeros}, {"nans", s.nans}, {"infs", s.infs},
                   {"firstValues", std::move(values)}});
        return;
    }
    std::printf("%s\n", printable(info.name).c_str());
    std::printf("  shape   %s%s\n", info.shape.toString().c_str(),
                sliced.shape == info.shape ? "" : (", sliced to " + sliced.shape.toString()).c_str());
    std::printf("  dtype   %s\n  kind    %s%s\n", std::string(dtypeName(info.dtype)).c_str(), std::string(parameterKindName(info.kind)).c_str(),
                info.axes == AxisLayout::Unknown ? "" : (", axes " + std::string(axisLayoutName(info.axes))).c_str());
    std::printf("  size    %s, %s\n", counted(info.elementCount(), "element").c_str(), formatBytes(info.sizeBytes).c_str());
    if (const auto& q = info.quantization)
        std::printf("  scale   %s%s, zero point %s%s\n", formatNumber(q->scales[0]).c_str(), q->scales.size() > 1 ? " ..." : "",
                    std::to_string(q->zeroPoint(0)).c_str(),
                    q->axis < 0 ? "" : (", one for each index of axis " + std::to_string(q->axis)).c_str());
    if (!info.storageNote.empty())
        std::printf("  stored  %s\n", printable(info.storageNote).c_str());
    std::printf("  min     %s\n  max     %s\n  mean    %s\n  std     %s\n", formatNumber(s.min).c_str(), formatNumber(s.max).c_str(),
                formatNumber(s.mean).c_str(), formatNumber(s.std).c_str());
    std::printf("  zeros   %s\n  nan     %s\n  inf     %s\n", formatCount(s.zeros).c_str(), formatCount(s.nans).c_str(), formatCount(s.infs).c_str());
    printCorner(sliced);
}

int show(const ShowOptions& options)
{
    auto opened = openShown(options.file);
    if (!opened)
        return reportError(opened.error(), options.json);
    if (options.dequantize)
        opened = dequantizedView(std::move(*opened));
    const ModelFile& model = **opened;
    auto index = model.find(options.tensor);
    if (!index)
        index = findTensor(model.tensors(), options.tensor);
    if (!index)
        return reportError(makeError(ErrorCode::Mismatch, "the file has no tensor of this name, or several that it could mean")
                               .at(model.path()).of(options.tensor).advise("`tensorgraft inspect` lists the names"), options.json);
    const TensorInfo& info = model.tensors()[*index];
    const auto slice = parseSlice(options.slice, info.shape);
    if (!slice)
        return reportError(slice.error(), options.json);
    TerminalProgress progress("Reading " + printable(info.name), info.sizeBytes);
    const auto values = readValues(model, *index, progress.function());
    if (!values)
        return reportError(values.error(), options.json);
    const Sliced sliced = applySlice(info.shape, *values, *slice);
    if (options.png.empty()) {
        // Of the whole tensor in its own precision; of a slice in float32.
        auto stats = options.slice.empty() ? statistics(model, *index, progress.function())
                                           : Result<Statistics>(statistics(DType::Float32, std::as_bytes(std::span(sliced.values))));
        if (!stats)
            return reportError(stats.error(), options.json);
        describe(info, sliced, *stats, options.json);
        return exitDone;
    }
    const std::string view = viewOf(options, sliced.shape);
    const auto png = draw(options, view, info, sliced);
    if (!png)
        return reportError(png.error(), options.json);
    if (auto written = writeTextFile(options.png, png->bytes); !written)
        return reportOutputError(written.error(), options.json);
    if (options.json)
        printJson({{"png", options.png}, {"view", view}, {"width", png->width}, {"height", png->height}});
    else
        std::printf("%s: %s of %s, %d x %d pixels\n", printable(options.png).c_str(), view.c_str(), printable(info.name).c_str(), png->width, png->height);
    return exitDone;
}

} // namespace

void addShowCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("show", "Show one tensor: statistics and values, or a picture of it");
    const auto o = std::make_shared<ShowOptions>();
    command->add_option("FILE", o->file, "Weight file")->required();
    command->add_option("TENSOR", o->tensor, "Name of the tensor, as `inspect` lists it (layer/weight and no \":0\" will do)")->required();
    command->add_option("--png", o->png, "Write a picture; without it statistics and the first values are printed")->type_name("OUT");
    command->add_option("--view", o->view, "kernels, heatmap or histogram (default: by the number of axes)")
        ->check(CLI::IsMember({"kernels", "heatmap", "histogram"}));
    command->add_option("--slice", o->slice, "Part of the tensor, written as in NumPy: \"[0,:,3:9]\"");
    std::vector<std::string> maps;
    for (const ColorMap map : allMaps)
        maps.emplace_back(colorMapName(map));
    command->add_option("--map", o->map, "Colour map (default: gray for kernels, blue-red for heatmaps)")->check(CLI::IsMember(maps));
    command->add_option("--scale", o->scale, "kernels: brightness of each filter by itself, or common to all")
        ->check(CLI::IsMember({"filter", "common"}))->capture_default_str();
    command->add_option("--clip", o->clip, "kernels: percentage of the values that saturates at either end")->check(CLI::Range(0.0, 49.0));
    command->add_option("--cell", o->cell, "kernels: pixels a weight (default: chosen)")->check(CLI::Range(1, 64));
    command->add_option("--bins", o->bins, "histogram: number of bins")->check(CLI::Range(1, 4096))->capture_default_str();
    command->add_flag("--log", o->logarithmic, "histogram: logarithmic counts");
    command->add_flag("--dequantize", o->dequantize, "Of a quantised tensor (TFLite), show the numbers that the integers stand for");
    command->add_flag("--json", o->json, "Print JSON");
    command->footer("Needs no display. Three input channels become one colour picture; kernels are cut by the axes that the\n"
                    "format implies (HWIO, OIHW), else by the shape.\n\n"
                    "Examples:\n"
                    "  tensorgraft show model.h5 conv2d_1/kernel\n"
                    "  tensorgraft show model.h5 conv2d_1/kernel --png filters.png --cell 8\n"
                    "  tensorgraft show model.pt fc.weight --png fc.png --view heatmap --slice \"[:,0:256]\"\n"
                    "  tensorgraft show model.pt fc.weight --png h.png --view histogram --log");
    command->callback([o, &action] { action = [o] { return show(*o); }; });
}

} // namespace tensorgraft::cli
