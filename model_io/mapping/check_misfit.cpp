#include "model_io/mapping/check_layouts.h"
#include "model_io/mapping/check_warnings.h"

#include <algorithm>

namespace tensorgraft::checking {
namespace {

/// A layout change that gives `to`; an axis of size 1 more or less is bridged by squeeze or unsqueeze.
std::optional<std::string> layoutFor(const Shape& from, const Shape& to)
{
    if (from.rank() == to.rank()) {
        for (const auto& permutation : layoutChanges(from.rank()))
            if (permuted(from, permutation) == to)
                return transposeText(permutation);
        return std::nullopt;
    }
    for (const std::string_view bridge : {"squeeze", "unsqueeze"}) {
        const auto transform = Transform::parse(bridge);
        const std::vector<ValueType> input{{DType::Float32, from}};
        if (transform && resolve(*transform, input, ValueType{DType::Float32, to}))
            return std::string(bridge);
    }
    // (1, 1, 64, 10) and (64, 10), the one or the other way round: a 1x1 convolution written as a dense layer.
    std::vector<std::int64_t> bare;
    std::copy_if(from.begin(), from.end(), std::back_inserter(bare), [](std::int64_t d) { return d != 1; });
    if (bare.size() == 2 && to.rank() == 2 && bare[0] == to[1] && bare[1] == to[0])
        return "reshape(" + std::to_string(bare[0]) + "," + std::to_string(bare[1]) + ")|transpose(1,0)";
    return std::nullopt;
}

/// The one axis in which equally long shapes differ; nullopt where there are none or several.
std::optional<std::size_t> onlyDifference(const Shape& a, const Shape& b)
{
    std::optional<std::size_t> axis;
    if (a.rank() != b.rank())
        return std::nullopt;
    for (std::size_t i = 0; i < a.rank(); ++i)
        if (a[i] != b[i]) {
            if (axis)
                return std::nullopt;
            axis = i;
        }
    return axis;
}

} // namespace

void describeMisfit(const Outline& source, const TensorInfo& target, const std::vector<std::size_t>& sources, const Transform& transform,
                    const Error& error, std::string& message, std::string& hint, std::vector<std::string>& transforms)
{
    std::vector<ValueType> inputs;
    std::string shapes;
    for (std::size_t s : sources) {
        inputs.push_back({source.tensors[s].dtype, source.tensors[s].shape});
        shapes += (shapes.empty() ? "" : ", ") + inputs.back().shape.toString();
    }
    const std::string wanted = target.shape.toString();
    // Where every step works the result is only of another shape; else a step is at fault, and says so itself.
    const auto reached = resolve(transform, inputs, std::nullopt);
    if (transform.isIdentity())
        message = "The source is " + shapes + ", the target " + wanted;
    else if (reached)
        message = "'" + transform.toString() + "' makes " + reached->output.shape.toString() + " of " + shapes + ", the target is " + wanted;
    else
        message = "'" + transform.toString() + "' cannot turn " + shapes + " into " + wanted + ": " + error.message;
    hint = error.hint;
    if (sources.size() != 1)
        return;

    const Shape& from = inputs[0].shape;
    const Shape& result = reached ? reached->output.shape : from;
    if (!transform.isIdentity() && from == target.shape) {
        hint = "Without the transform it would fit";
        transforms = {"identity"};
        return;
    }
    if (const auto layout = layoutFor(from, target.shape)) {
        hint = *layout + " would give " + wanted;
        transforms = {*layout};
        return;
    }
    if (reached && !transform.isIdentity())
        if (const auto layout = layoutFor(result, target.shape)) {
            hint = "A further " + *layout + " would give " + wanted;
            transforms = {transform.toString() + "|" + *layout};
            return;
        }
    std::optional<std::size_t> axis = onlyDifference(result, target.shape);
    Shape near = result;
    std::string first;
    if (!axis)
        for (const auto& permutation : layoutChanges(from.rank()))
            if (const auto other = onlyDifference(permuted(from, permutation), target.shape); other && !axis) {
                axis = other;
                near = permuted(from, permutation);
                first = transposeText(permutation);
            }
    // A 1x1 convolution written as a dense layer, or the other way round, besides.
    if (!axis && near.rank() != target.shape.rank()) {
        std::vector<std::int64_t> bare;
        std::copy_if(near.begin(), near.end(), std::back_inserter(bare), [](std::int64_t d) { return d != 1; });
        if (const Shape squeezed(bare); squeezed.rank() > 0 && near.rank() > target.shape.rank())
            if ((axis = onlyDifference(squeezed, target.shape))) {
                near = squeezed;
                first = "reshape(";
                for (std::size_t i = 0; i < bare.size(); ++i)
                    first += (i ? "," : "") + std::to_string(bare[i]);
                first += ')';
            }
    }
    if (axis && first.empty())
        transforms = {transform.isIdentity() ? "pad_or_crop" : transform.toString() + "|pad_or_crop"};
    else if (axis)
        transforms = {first + "|pad_or_crop"};
    if (axis)
        hint = "Only axis " + std::to_string(*axis) + " differs (" + std::to_string(near[*axis]) + " against " + std::to_string(target.shape[*axis]) +
               "), as with another number of classes" + (first.empty() ? "" : " (after " + first + ")") +
               ": exclude '" + target.name + "' to keep the target's own values, or use " + (first.empty() ? "" : first + "|") + "pad_or_crop for the part that fits";
    else if (near.rank() == target.shape.rank() && result.elementCount() == target.shape.elementCount())
        hint = "The numbers of elements agree, but that does not show that the order does; a reshape must be written";
}

namespace {

/// The recipe that turns a grouped kernel into an ungrouped one or back, for the source's own axes; `inputAxis` says
/// where its input channels are.
std::string groupsHint(bool sourceGrouped, std::int64_t groups, std::size_t rank, std::size_t inputChannels, const std::string& then,
                       std::vector<std::string>& transforms)
{
    const bool last = inputChannels + 2 == rank; // ... I O, else O I ...
    const std::string layout = rank == 3 ? (then.empty() ? "" : "WIO") : rank == 5 ? (last ? "DHWIO" : "OIDHW") : (last ? "HWIO" : "OIHW");
    const std::string count = std::to_string(groups), arguments = "(" + count + (layout.empty() ? "" : "," + layout) + ")";
    transforms = {"conv:groups-" + std::string(sourceGrouped ? "expand" : "collapse") + arguments + (then.empty() ? "" : "|" + then)};
    std::string hint = "Use " + transforms.front();
    hint += sourceGrouped ? ", which puts zeros between the groups, or build the target with groups=" + count
                          : ", which refuses where the weights between the groups are not zero, or build the target without groups";
    if (sourceGrouped)
        hint += "; where the target keeps a layer for each group, conv:groups-split(" + count + ",0" + (layout.empty() ? "" : "," + layout) + ") gives the first";
    return hint;
}

} // namespace

void warnOfGroups(const Outline& source, const Outline& target, std::size_t t, const std::vector<std::size_t>& sources, Findings& findings)
{
    if (sources.size() != 1)
        return;
    const TensorInfo& from = source.tensors[sources[0]];
    const TensorInfo& to = target.tensors[t];
    if (!isKernel(from) || !isKernel(to) || from.shape.rank() < 3 || from.shape.rank() != to.shape.rank())
        return;
    const Side targetSide = sideOf(target);
    std::vector<std::vector<std::size_t>> orders = layoutChanges(from.shape.rank());
    std::vector<std::size_t> same(from.shape.rank());
    for (std::size_t i = 0; i < same.size(); ++i)
        same[i] = i;
    orders.insert(orders.begin(), same);
    for (const auto& order : orders) {
        const Shape shape = permuted(from.shape, order);
        const auto axis = onlyDifference(shape, to.shape);
        if (!axis)
            continue;
        const std::int64_t a = shape[*axis], b = to.shape[*axis];
        const auto input = inputAxis(to, targetSide.convention);
        if (a < 1 || b < 1 || (b % a != 0 && a % b != 0) || (input && *input != *axis))
            continue;
        // The axis of a class count may be a multiple by chance; without known axes only one that is not the last can be meant.
        if (!input && *axis + 1 == to.shape.rank() && order == same)
            continue;
        const bool sourceGrouped = a < b;
        const std::int64_t groups = sourceGrouped ? b / a : a / b;
        std::vector<std::string> transforms;
        std::string hint = groupsHint(sourceGrouped, groups, from.shape.rank(), order[*axis], order == same ? "" : transposeText(order), transforms);
        findings.add(Severity::Warning, "grouped-kernel", to.name, {from.name},
                     std::string(sourceGrouped ? "The source's" : "The target's") + " kernel sees " + std::to_string(sourceGrouped ? a : b) + " input channels where the other sees " +
                         std::to_string(sourceGrouped ? b : a) + ": it may be a grouped convolution of " + std::to_string(groups) + " groups",
                     std::move(hint))
            .transforms = std::move(transforms);
        return;
    }
}

} // namespace tensorgraft::checking
