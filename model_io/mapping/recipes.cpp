#include "model_io/mapping/recipes.h"

#include "model_io/mapping/recipe_shapes.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace tensorgraft {
namespace {

std::string listOf(std::span<const std::size_t> numbers)
{
    std::string text;
    for (std::size_t n : numbers)
        text += (text.empty() ? "" : ",") + std::to_string(n);
    return text;
}

/// The permutation that turns axes lettered `from` into axes lettered `to`; empty where the letters differ.
std::vector<std::size_t> permutationOf(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> permutation;
    if (from.empty() || from.size() != to.size())
        return {};
    for (char letter : to) {
        const auto at = from.find(letter);
        if (at == std::string_view::npos || from.find(letter, at + 1) != std::string_view::npos)
            return {};
        permutation.push_back(at);
    }
    for (std::size_t i = 0; i < to.size(); ++i)
        if (to.find(to[i], i + 1) != std::string_view::npos)
            return {};
    return permutation;
}

Failure usage(std::string message, std::string hint = {})
{
    return fail(makeError(ErrorCode::Usage, std::move(message)).advise(std::move(hint)));
}

Result<std::string> axesRecipe(std::string_view name, std::string_view from, std::string_view to)
{
    const auto permutation = permutationOf(from, to);
    if (permutation.empty())
        return usage("the recipe '" + std::string(name) + "' does not name the same axes on both sides",
                     "Write each axis letter once on either side, as in conv:HWIO->OIHW");
    return "transpose(" + listOf(permutation) + ")";
}

/// Keras keeps depthwise kernels as (H, W, channels, multiplier), PyTorch as (channels * multiplier, 1, H, W), TFLite as
/// (1, H, W, channels * multiplier). The open reshape joins two axes; it changes nothing where the multiplier is 1.
Result<std::string> depthwiseRecipe(std::string_view name, std::string_view from, std::string_view to)
{
    const bool kerasFrom = from == "HWCM" || from == "HWIM";
    const bool kerasTo = to == "HWCM" || to == "HWIM";
    if (kerasFrom && to == "OIHW")
        return "transpose(2,3,0,1)|reshape";
    if (kerasFrom && to == "IHWO")
        return "reshape";
    if (from == "OIHW" && kerasTo)
        return "transpose(2,3,0,1)";
    return axesRecipe(name, from, to);
}

/// Axes of input and output channels in a layout such as HWIO; -2 and -1 where none is named.
Result<std::pair<std::int64_t, std::int64_t>> channelAxes(std::string_view name, std::string_view layout)
{
    if (layout.empty())
        return std::pair<std::int64_t, std::int64_t>(-2, -1);
    const auto in = layout.find('I'), out = layout.find('O');
    if (in == std::string_view::npos || out == std::string_view::npos || permutationOf(layout, layout).empty())
        return usage("'" + std::string(layout) + "' is no layout of a kernel", "Write " + std::string(name) + " with HWIO, OIHW, ... behind the numbers");
    return std::pair(static_cast<std::int64_t>(in), static_cast<std::int64_t>(out));
}

/// conv:groups-expand(2,OIHW), -collapse, conv:groups-split(2,0,OIHW), conv:groups-concat(OIHW): the step `groups` with
/// the axes of a layout, HWIO where none is named.
Result<std::string> groupsRecipe(std::string_view name, std::string_view kind, std::vector<std::string> arguments)
{
    std::string layout;
    if (!arguments.empty() && !arguments.back().empty() && arguments.back()[0] >= 'A' && arguments.back()[0] <= 'Z') {
        layout = arguments.back();
        arguments.pop_back();
    }
    auto axes = channelAxes(name, layout);
    if (!axes)
        return fail(std::move(axes.error()));
    const std::string in = std::to_string(axes->first), out = std::to_string(axes->second);
    const std::size_t needed = kind == "concat" ? 0 : kind == "split" ? 2 : 1;
    if (arguments.size() != needed)
        return usage("the recipe '" + std::string(name) + "' takes " + (needed == 0 ? "only a layout" : needed == 1 ? "the number of groups and a layout" : "the number of groups, which one and a layout"),
                     "Write conv:groups-expand(2,HWIO), conv:groups-collapse(2,HWIO), conv:groups-split(2,0,HWIO) or conv:groups-concat(HWIO)");
    if (kind == "concat")
        return "concat(" + out + ")";
    if (kind == "split")
        return "groups(split," + arguments[0] + "," + arguments[1] + "," + out + ")";
    return "groups(" + std::string(kind) + "," + arguments[0] + "," + in + "," + out + ")";
}

/// Keras on Theano convolves: its kernels are turned by 180 degrees. Every spatial axis of the layout is flipped.
Result<std::string> theanoRecipe(std::string_view name, const std::vector<std::string>& arguments)
{
    const std::string layout = arguments.empty() ? "HWIO" : arguments[0];
    std::string axes;
    for (std::size_t i = 0; i < layout.size(); ++i)
        if (layout[i] == 'H' || layout[i] == 'W' || layout[i] == 'D')
            axes += (axes.empty() ? "" : ",") + std::to_string(i);
    if (arguments.size() > 1 || axes.empty() || permutationOf(layout, layout).empty())
        return usage("the recipe '" + std::string(name) + "' takes the layout of the kernel", "Write conv:theano-flip for HWIO, conv:theano-flip(OIHW), ...");
    return "flip(" + axes + ")";
}

/// Experts, layers: many tensors into one with a new first axis, and one of them out again.
Result<std::string> stackRecipe(std::string_view name, bool out, std::span<const std::int64_t> arguments)
{
    const std::size_t own = out ? 1 : 0;
    if (arguments.size() < own || arguments.size() > own + 1)
        return usage("the recipe '" + std::string(name) + "' does not take these arguments",
                     out ? "Write it with the index, as in layers:unstack(3); a second number is the axis" : "A number is the axis, 0 without one");
    const std::int64_t axis = arguments.size() > own ? arguments[own] : 0;
    if (!out)
        return "stack(" + std::to_string(axis) + ")";
    const std::int64_t index = arguments[0];
    const std::string end = index == -1 ? "end" : std::to_string(index + 1);
    return "slice(" + std::to_string(axis) + "," + std::to_string(index) + "," + end + ")|squeeze(" + std::to_string(axis) + ")";
}

/// Reorders the rows of the first dense kernel after a flattened feature map. The sizes are those of `from`, letter by
/// letter; a fourth argument is the flattened axis of the kernel: 0 for (in, out), 1 for (out, in).
Result<std::string> flattenRecipe(std::string_view name, std::string_view from, std::string_view to,
                                  std::span<const std::int64_t> arguments)
{
    const auto permutation = permutationOf(from, to);
    if (permutation.empty())
        return usage("the recipe '" + std::string(name) + "' does not name the same axes on both sides",
                     "Write it as flatten:HWC->CHW(7,7,512)");
    const std::size_t rank = from.size();
    const bool hasAxis = arguments.size() == rank + 1;
    if (arguments.size() != rank && !hasAxis)
        return usage("the recipe '" + std::string(name) + "' needs the size of each axis",
                     "Write it as flatten:HWC->CHW(7,7,512); a fourth number 1 says that the kernel is (out, in)");
    const std::int64_t axis = hasAxis ? arguments.back() : 0;
    if (axis != 0 && axis != 1)
        return usage("the flattened axis of a dense kernel is 0 or 1");
    std::string sizes;
    std::int64_t product = 1;
    for (std::size_t i = 0; i < rank; ++i) {
        if (arguments[i] <= 0 || arguments[i] > (std::int64_t{1} << 31) || product > (std::int64_t{1} << 31))
            return usage("the size " + std::to_string(arguments[i]) + " makes no sense here");
        product *= arguments[i];
        sizes += (i ? "," : "") + std::to_string(arguments[i]);
    }
    std::vector<std::size_t> moved;
    if (axis == 1)
        moved.push_back(0);
    for (std::size_t p : permutation)
        moved.push_back(p + static_cast<std::size_t>(axis));
    if (axis == 0)
        moved.push_back(rank);
    if (axis == 0)
        return "reshape(" + sizes + ",-1)|transpose(" + listOf(moved) + ")|reshape(" + std::to_string(product) + ",-1)";
    return "reshape(-1," + sizes + ")|transpose(" + listOf(moved) + ")|reshape(-1," + std::to_string(product) + ")";
}

/// The recipes that are the same steps for every shape.
Result<std::string> plainRecipe(const RecipeStep& recipe)
{
    const std::string_view name = recipe.name;
    const auto colon = name.find(':');
    const std::string_view family = name.substr(0, colon), rest = name.substr(colon + 1);
    const auto arrow = rest.find("->");
    if (family == "conv" && rest.starts_with("groups-")) {
        const std::string_view kind = rest.substr(7);
        if (kind == "expand" || kind == "collapse" || kind == "split" || kind == "concat")
            return groupsRecipe(name, kind, recipe.arguments);
    }
    if (family == "conv" && rest == "theano-flip")
        return theanoRecipe(name, recipe.arguments);

    std::vector<std::int64_t> arguments;
    for (const std::string& text : recipe.arguments) {
        std::int64_t value = 0;
        const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || stopped != text.data() + text.size())
            return usage("'" + text + "' is no whole number");
        arguments.push_back(value);
    }
    const bool takesArguments = family == "flatten" || family == "input" || family == "labels" || family == "layers" || family == "experts" ||
                                family == "gate_up";
    if (!takesArguments && !arguments.empty())
        return usage("the recipe '" + std::string(name) + "' takes no arguments");

    if (family == "dense" && rest == "transpose")
        return std::string("transpose(1,0)");
    if (family == "input" && (rest == "rgb->bgr" || rest == "bgr->rgb")) {
        if (arguments.size() != 1)
            return usage("the recipe '" + std::string(name) + "' needs the axis of the input channels",
                         "Write input:rgb->bgr(2) for an HWIO kernel, input:rgb->bgr(1) for OIHW");
        return "flip(" + std::to_string(arguments[0]) + ")";
    }
    if (family == "labels" && (rest == "drop-background" || rest == "add-background")) {
        if (arguments.size() > 1)
            return usage("the recipe '" + std::string(name) + "' takes one axis");
        const std::string axis = std::to_string(arguments.empty() ? -1 : arguments[0]);
        return rest == "drop-background" ? "slice(" + axis + ",1,end)" : "pad(" + axis + ",1,0)";
    }
    if ((family == "layers" || family == "experts") && (rest == "stack" || rest == "unstack"))
        return stackRecipe(name, rest == "unstack", arguments);
    if (family == "gate_up" && rest == "fuse") {
        if (arguments.size() != 1)
            return usage("the recipe 'gate_up:fuse' needs the axis of the outputs", "Write gate_up:fuse(0) for (out, in), gate_up:fuse(1) for (in, out)");
        return "concat(" + std::to_string(arguments[0]) + ")";
    }
    if (arrow != std::string_view::npos) {
        const std::string_view from = rest.substr(0, arrow), to = rest.substr(arrow + 2);
        if (family == "conv" || family == "dense")
            return axesRecipe(name, from, to);
        if (family == "depthwise")
            return depthwiseRecipe(name, from, to);
        if (family == "flatten")
            return flattenRecipe(name, from, to, arguments);
    }
    std::string known;
    for (std::string_view example : recipeExamples())
        known += (known.empty() ? "" : ", ") + std::string(example);
    return usage("there is no recipe '" + std::string(name) + "'", "Recipes are " + known);
}

} // namespace

std::vector<std::string_view> recipeExamples()
{
    return {"conv:HWIO->OIHW", "depthwise:HWCM->OIHW", "dense:transpose", "flatten:HWC->CHW(7,7,512)", "conv:groups-expand(2,HWIO)",
            "conv:groups-collapse(2,HWIO)", "conv:groups-split(2,0,HWIO)", "conv:groups-concat(HWIO)", "conv:theano-flip", "lstm:keras->pytorch",
            "gru:keras->pytorch", "qkv:split(q,0)", "qkv:fuse(0)", "rope:permute(heads)", "gate_up:fuse(0)", "gate_up:split(gate,0)",
            "layers:stack", "layers:unstack(3)", "experts:stack", "weight_norm:fold", "bn:fold(kernel,epsilon,axis)", "bn:fold(bias,epsilon)",
            "input:rgb->bgr(axis)", "input:rgb->gray(axis)", "input:gray->rgb(axis)", "labels:drop-background(axis)", "labels:add-background(axis)",
            "vocab:pad(size)", "vocab:crop(size)", "pos_embed:resize(bicubic,1)"};
}

Result<std::optional<std::string>> expandRecipe(const RecipeStep& recipe)
{
    auto shaped = isShapeRecipe(recipe);
    if (!shaped)
        return fail(std::move(shaped.error()));
    if (*shaped)
        return std::optional<std::string>();
    auto text = plainRecipe(recipe);
    if (!text)
        return fail(std::move(text.error()));
    return std::optional(std::move(*text));
}

} // namespace tensorgraft
