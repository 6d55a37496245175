#include "model_io/mapping/transform_call.h"

#include <algorithm>

namespace tensorgraft::transforms {
namespace {

/// ijfo->ifjo: which block of the left side each block of the right side is.
Result<std::vector<std::int64_t>> blocksOf(const Argument& argument)
{
    const auto arrow = argument.text.find("->");
    const std::string_view from = argument.text.substr(0, arrow), to = argument.text.substr(arrow + 2);
    std::vector<std::int64_t> blocks;
    bool fits = !from.empty() && from.size() == to.size();
    for (std::size_t k = 0; fits && k < to.size(); ++k) {
        const auto place = from.find(to[k]);
        fits = place != std::string_view::npos && from.find(to[k], place + 1) == std::string_view::npos && to.find(to[k], k + 1) == std::string_view::npos;
        blocks.push_back(static_cast<std::int64_t>(place));
    }
    if (!fits)
        return fail(at(argument.column, "'" + std::string(argument.text) + "' does not name the same blocks on both sides",
                       "Write each letter once on either side, as in reorder(1,ijfo->ifjo)"));
    return blocks;
}

Result<Step> readReorder(const Call& call)
{
    if (auto ok = expectCount(call, 2, 65, "reorder(axis,0,2,1,3) or reorder(axis,ijfo->ifjo)"); !ok)
        return fail(std::move(ok.error()));
    auto axis = integerOf(call.arguments[0]);
    if (!axis)
        return fail(std::move(axis.error()));
    ReorderStep step{*axis, {}};
    if (call.arguments.size() == 2 && call.arguments[1].text.find("->") != std::string_view::npos) {
        auto blocks = blocksOf(call.arguments[1]);
        if (!blocks)
            return fail(std::move(blocks.error()));
        step.blocks = std::move(*blocks);
        return Step(std::move(step));
    }
    const auto count = static_cast<std::int64_t>(call.arguments.size()) - 1;
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        auto block = integerOf(call.arguments[i]);
        if (!block)
            return fail(std::move(block.error()));
        if (*block < 0 || *block >= count || std::find(step.blocks.begin(), step.blocks.end(), *block) != step.blocks.end())
            return fail(at(call.arguments[i].column, "the blocks of 'reorder' count from 0 to " + std::to_string(count - 1) + ", each once",
                           "reorder(axis,0,2,1,3) swaps the middle ones of four blocks"));
        step.blocks.push_back(*block);
    }
    return Step(std::move(step));
}

Result<Step> readGroups(const Call& call)
{
    constexpr std::string_view usage = "groups(expand,count,inputAxis,outputAxis), groups(collapse,count,inputAxis,outputAxis), "
                                       "groups(split,count,index,outputAxis) or groups(concat,outputAxis)";
    if (auto ok = expectCount(call, 2, 4, usage); !ok)
        return fail(std::move(ok.error()));
    std::vector<std::int64_t> numbers;
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        auto number = integerOf(call.arguments[i]);
        if (!number)
            return fail(std::move(number.error()));
        numbers.push_back(*number);
    }
    const std::string_view word = call.arguments[0].text;
    const bool known = word == "expand" || word == "collapse" || word == "split" || word == "concat";
    if (!known || numbers.size() != (word == "concat" ? 1U : 3U))
        return fail(at(call.arguments[0].column, "'groups' does not understand this", "Write it as " + std::string(usage)));
    if (word == "concat")
        return Step(ConcatStep{numbers[0]});
    if (numbers[0] < 1)
        return fail(at(call.arguments[1].column, "there is at least one group"));
    GroupsStep step{GroupsKind::Split, numbers[0], 0, numbers[2], 0};
    if (word == "split") {
        step.index = numbers[1];
    } else {
        step.kind = word == "expand" ? GroupsKind::Expand : GroupsKind::Collapse;
        step.inputAxis = numbers[1];
    }
    return Step(step);
}

Result<Step> readRepeat(const Call& call)
{
    if (auto ok = expectCount(call, 2, 3, "repeat(axis,count) or repeat(axis,count,tile)"); !ok)
        return fail(std::move(ok.error()));
    auto axis = integerOf(call.arguments[0]);
    auto count = integerOf(call.arguments[1]);
    if (!axis || !count)
        return fail(std::move((!axis ? axis : count).error()));
    if (*count < 1)
        return fail(at(call.arguments[1].column, "'repeat' repeats once or more often"));
    if (call.arguments.size() == 3 && call.arguments[2].text != "tile")
        return fail(at(call.arguments[2].column, "the last argument of 'repeat' is the word tile", "Write repeat(axis,count,tile)"));
    return Step(RepeatStep{*axis, *count, call.arguments.size() == 3});
}

Result<Step> readDequantize(const Call& call)
{
    if (auto ok = expectCount(call, 0, 2, "dequantize, dequantize(scale) or dequantize(scale,zero_point)"); !ok)
        return fail(std::move(ok.error()));
    DequantizeStep step;
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
        auto number = numberOf(call.arguments[i]);
        if (!number)
            return fail(std::move(number.error()));
        if (i == 0)
            step.scale = *number;
        else
            step.zeroPoint = *number;
    }
    return Step(step);
}

Result<Step> readResize(const Call& call)
{
    constexpr std::string_view usage = "resize(bilinear) or resize(bicubic,axis,size,axis,size,align_corners,antialias)";
    if (auto ok = expectCount(call, 1, 20, usage); !ok)
        return fail(std::move(ok.error()));
    ResizeStep step;
    const std::string_view mode = call.arguments[0].text;
    if (mode == "nearest")
        step.mode = ResizeMode::Nearest;
    else if (mode == "bicubic" || mode == "cubic")
        step.mode = ResizeMode::Cubic;
    else if (mode != "bilinear" && mode != "linear")
        return fail(at(call.arguments[0].column, "there is no way to resize '" + std::string(mode) + "'", "Ways are nearest, bilinear, bicubic"));
    std::size_t end = call.arguments.size();
    for (; end > 1 && (call.arguments[end - 1].text == "align_corners" || call.arguments[end - 1].text == "antialias"); --end)
        (call.arguments[end - 1].text == "antialias" ? step.antialias : step.alignCorners) = true;
    if (step.mode == ResizeMode::Nearest && (step.alignCorners || step.antialias))
        return fail(at(call.column, "'resize(nearest)' has neither align_corners nor antialias"));
    if (step.alignCorners && step.antialias)
        return fail(at(call.column, "'resize' takes align_corners or antialias, not both"));
    if (end % 2 == 0)
        return fail(at(call.column, "'resize' needs a size for each axis", "Write it as " + std::string(usage)));
    for (std::size_t i = 1; i < end; i += 2) {
        auto axis = integerOf(call.arguments[i]);
        auto size = integerOf(call.arguments[i + 1]);
        if (!axis || !size)
            return fail(std::move((!axis ? axis : size).error()));
        if (*size < 1)
            return fail(at(call.arguments[i + 1].column, "a size is 1 or more"));
        step.axes.push_back(*axis);
        step.sizes.push_back(*size);
    }
    return Step(std::move(step));
}

Result<Step> readNumberStep(const Call& call)
{
    const std::string name(call.name);
    if (auto ok = expectCount(call, 1, 1, name + "(0.5)"); !ok)
        return fail(std::move(ok.error()));
    auto number = numberOf(call.arguments[0]);
    if (!number)
        return fail(std::move(number.error()));
    return name == "scale" ? Step(ScaleStep{*number}) : Step(AddStep{*number});
}

Result<Step> readSum(const Call& call)
{
    if (auto ok = expectCount(call, 0, 1, "sum for several sources, or sum(axis)"); !ok)
        return fail(std::move(ok.error()));
    if (call.arguments.empty())
        return Step(SumStep{});
    auto axis = integerOf(call.arguments[0]);
    if (!axis)
        return fail(std::move(axis.error()));
    return Step(SumStep{*axis});
}

} // namespace

std::optional<Result<Step>> readComputingStep(const Call& call)
{
    const std::string_view name = call.name;
    if (name == "reorder")
        return readReorder(call);
    if (name == "groups")
        return readGroups(call);
    if (name == "sum")
        return readSum(call);
    if (name == "repeat")
        return readRepeat(call);
    if (name == "scale" || name == "add")
        return readNumberStep(call);
    if (name == "dequantize")
        return readDequantize(call);
    if (name == "resize")
        return readResize(call);
    return std::nullopt;
}

} // namespace tensorgraft::transforms
