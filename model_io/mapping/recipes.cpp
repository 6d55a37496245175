#include "model_io/mapping/recipes.h"

#include <algorithm>

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

/// Keras keeps depthwise kernels as (H, W, channels, multiplier), PyTorch as (channels * multiplier, 1, H, W). The open
/// reshape joins the first two axes; it changes nothing where the multiplier is 1.
Result<std::string> depthwiseRecipe(std::string_view name, std::string_view from, std::string_view to)
{
    const bool kerasFrom = from == "HWCM" || from == "HWIM";
    const bool kerasTo = to == "HWCM" || to == "HWIM";
    if (kerasFrom && to == "OIHW")
        return "transpose(2,3,0,1)|reshape";
    if (from == "OIHW" && kerasTo)
        return "transpose(2,3,0,1)";
    return axesRecipe(name, from, to);
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

} // namespace

std::vector<std::string_view> recipeExamples()
{
    return {"conv:HWIO->OIHW", "depthwise:HWCM->OIHW", "dense:transpose", "flatten:HWC->CHW(7,7,512)",
            "input:rgb->bgr(axis)", "labels:drop-background(axis)"};
}

Result<std::string> expandRecipe(std::string_view name, std::span<const std::int64_t> arguments)
{
    const auto colon = name.find(':');
    const std::string_view family = name.substr(0, colon), rest = name.substr(colon + 1);
    const auto arrow = rest.find("->");
    const bool takesArguments = family == "flatten" || family == "input" || family == "labels";
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
    if (family == "labels" && rest == "drop-background") {
        if (arguments.size() > 1)
            return usage("the recipe 'labels:drop-background' takes one axis");
        return "slice(" + std::to_string(arguments.empty() ? -1 : arguments[0]) + ",1,end)";
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

} // namespace tensorgraft
