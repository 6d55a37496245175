#include "model_io/mapping/recipe_parts.h"

#include <algorithm>

namespace tensorgraft::recipes {
namespace {

enum class Fusing { Blocks, Heads, Groups };

/// What the arguments of qkv and gate_up say.
struct Layout {
    std::string part; ///< q, k, v, gate, up; "" where all are joined
    std::int64_t axis = 0;
    Fusing fusing = Fusing::Blocks;
    std::int64_t heads = 0, groups = 0; ///< 0: not given
};

constexpr const char* qkvHint = "Write qkv:split(q,0), qkv:split(k,0,blocks,32,8), qkv:split(v,0,heads,12), qkv:split(q,0,groups,32,8), or "
                                "qkv:fuse(0) with the same words behind the axis";

Result<Layout> readQkv(const RecipeStep& recipe)
{
    const auto& a = recipe.arguments;
    Layout layout;
    std::size_t next = 0;
    if (recipe.name == "qkv:split") {
        if (a.empty() || (a[0] != "q" && a[0] != "k" && a[0] != "v"))
            return usage(recipe, "needs the part: q, k or v", qkvHint);
        layout.part = a[next++];
    }
    const auto axis = next < a.size() ? numberIn<std::int64_t>(a[next]) : std::nullopt;
    if (!axis)
        return usage(recipe, "needs the axis of the outputs", qkvHint);
    layout.axis = *axis;
    ++next;
    if (next < a.size()) {
        if (a[next] != "blocks" && a[next] != "heads" && a[next] != "groups")
            return usage(recipe, "knows the layouts blocks, heads and groups, not '" + a[next] + "'", qkvHint);
        layout.fusing = a[next] == "blocks" ? Fusing::Blocks : a[next] == "heads" ? Fusing::Heads : Fusing::Groups;
        ++next;
    }
    for (std::int64_t* number : {&layout.heads, &layout.groups})
        if (next < a.size()) {
            const auto value = numberIn<std::int64_t>(a[next]);
            if (!value || *value < 1 || *value > (std::int64_t{1} << 24))
                return usage(recipe, "needs numbers of heads, not '" + a[next] + "'", qkvHint);
            *number = *value;
            ++next;
        }
    if (next < a.size() || (layout.fusing == Fusing::Heads && (layout.heads == 0 || layout.groups != 0)) ||
        (layout.fusing == Fusing::Groups && layout.groups == 0))
        return usage(recipe, "needs the number of heads (and for groups that of key-value heads)", qkvHint);
    if (layout.groups != 0 && layout.heads % layout.groups != 0)
        return usage(recipe, "needs a number of heads that is a multiple of the number of key-value heads", qkvHint);
    return layout;
}

Result<Layout> readGateUp(const RecipeStep& recipe)
{
    const auto& a = recipe.arguments;
    constexpr const char* hint = "Write gate_up:split(gate,0), gate_up:split(up,0,interleaved), gate_up:fuse(0) or gate_up:fuse(0,interleaved)";
    Layout layout;
    std::size_t next = 0;
    if (recipe.name == "gate_up:split") {
        if (a.empty() || (a[0] != "gate" && a[0] != "up"))
            return usage(recipe, "needs the part: gate or up", hint);
        layout.part = a[next++];
    }
    const auto axis = next < a.size() ? numberIn<std::int64_t>(a[next]) : std::nullopt;
    if (!axis || a.size() > next + 2 || (a.size() == next + 2 && a[next + 1] != "interleaved"))
        return usage(recipe, "needs the axis of the outputs, and may be interleaved", hint);
    layout.axis = *axis;
    layout.fusing = a.size() == next + 2 ? Fusing::Heads : Fusing::Blocks;
    return layout;
}

struct Rope {
    std::int64_t heads = 1, axis = 0;
};

Result<Rope> readRope(const RecipeStep& recipe)
{
    const auto& a = recipe.arguments;
    Rope rope;
    // 0: not given, or no number
    const std::int64_t heads = a.empty() ? 0 : numberIn<std::int64_t>(a[0]).value_or(0);
    const auto axis = a.size() < 2 ? std::optional<std::int64_t>(0) : numberIn<std::int64_t>(a[1]);
    if (heads < 1 || !axis || a.size() > 2)
        return usage(recipe, "needs the number of heads, and may name the axis of the outputs", "Write rope:permute(32) for (out, in), rope:permute(32,1) for (in, out)");
    rope.heads = heads;
    rope.axis = *axis;
    return rope;
}

SliceStep range(std::size_t axis, std::int64_t start, std::int64_t stop) { return {static_cast<std::int64_t>(axis), start, stop, 1}; }

Result<RecipePlan> splitQkv(const RecipeStep& recipe, const Layout& layout, const Shape& shape, std::size_t axis)
{
    const std::int64_t size = shape[axis];
    const std::int64_t part = layout.part == "q" ? 0 : layout.part == "k" ? 1 : 2;
    const auto divides = [&](std::int64_t by) -> Result<std::int64_t> {
        if (size % by != 0)
            return misfit(recipe, "does not fit", "axis " + std::to_string(axis) + " to be a multiple of " + std::to_string(by), shape.toString());
        return size / by;
    };
    if (layout.fusing == Fusing::Blocks) {
        const std::int64_t q = layout.heads == 0 ? 1 : layout.heads, kv = layout.groups == 0 ? q : layout.groups;
        auto head = divides(q + 2 * kv);
        if (!head)
            return fail(std::move(head.error()));
        const std::int64_t start = part == 0 ? 0 : (q + (part - 1) * kv) * *head;
        return RecipePlan{{}, {range(axis, start, start + (part == 0 ? q : kv) * *head)}};
    }
    // Heads (or groups of heads) one after the other, each with its queries, its key and its value.
    const std::int64_t groups = layout.fusing == Fusing::Heads ? layout.heads : layout.groups;
    const std::int64_t queries = layout.fusing == Fusing::Heads ? 1 : layout.heads / layout.groups;
    auto head = divides(groups * (queries + 2));
    if (!head)
        return fail(std::move(head.error()));
    const std::int64_t start = part == 0 ? 0 : queries + part - 1, stop = part == 0 ? queries : start + 1;
    return RecipePlan{{}, {splitAxis(shape, axis, {groups, queries + 2, *head}), range(axis + 1, start, stop),
                           withSize(shape, axis, groups * (stop - start) * *head)}};
}

Result<RecipePlan> fuseQkv(const RecipeStep& recipe, const Layout& layout, std::span<const ValueType> inputs, std::size_t axis)
{
    const std::int64_t q = inputs[0].shape[axis], k = inputs[1].shape[axis], v = inputs[2].shape[axis];
    const std::int64_t heads = layout.heads == 0 ? 1 : layout.heads, kv = layout.groups == 0 ? heads : layout.groups;
    const std::string found = inputs[0].shape.toString() + ", " + inputs[1].shape.toString() + ", " + inputs[2].shape.toString();
    if (layout.fusing == Fusing::Blocks && layout.heads == 0)
        return RecipePlan{{}, {ConcatStep{static_cast<std::int64_t>(axis)}}};
    if (q % heads != 0 || k % kv != 0 || v % kv != 0 || k != v || q / heads != k / kv)
        return misfit(recipe, "does not fit", std::to_string(heads) + " heads of queries and " + std::to_string(kv) + " of keys and values, all of one size", found);
    if (layout.fusing == Fusing::Blocks)
        return RecipePlan{{}, {ConcatStep{static_cast<std::int64_t>(axis)}}};
    const std::int64_t head = q / heads, queries = heads / kv;
    RecipePlan plan;
    for (std::size_t i = 0; i < 3; ++i)
        plan.perSource.push_back({splitAxis(inputs[i].shape, axis, {kv, i == 0 ? queries : 1, head})});
    plan.after = {ConcatStep{static_cast<std::int64_t>(axis) + 1}, withSize(inputs[0].shape, axis, q + k + v)};
    return plan;
}

Result<RecipePlan> planRope(const RecipeStep& recipe, const Rope& rope, const Shape& shape)
{
    auto axis = axisIn(recipe, rope.axis, shape);
    if (!axis)
        return fail(std::move(axis.error()));
    if (shape[*axis] % (2 * rope.heads) != 0)
        return misfit(recipe, "does not fit", "axis " + std::to_string(*axis) + " to hold " + std::to_string(rope.heads) + " heads of an even size", shape.toString());
    const std::int64_t half = shape[*axis] / rope.heads / 2;
    const bool toHalves = recipe.name == "rope:permute";
    TransposeStep swap;
    for (std::size_t i = 0; i < shape.rank() + 2; ++i)
        swap.permutation.push_back(static_cast<std::int64_t>(i));
    std::swap(swap.permutation[*axis + 1], swap.permutation[*axis + 2]);
    return RecipePlan{{}, {splitAxis(shape, *axis, toHalves ? std::vector<std::int64_t>{rope.heads, half, 2} : std::vector<std::int64_t>{rope.heads, 2, half}),
                           std::move(swap), withSize(shape, *axis, shape[*axis])}};
}

Result<RecipePlan> planGateUp(const RecipeStep& recipe, const Layout& layout, std::span<const ValueType> inputs, std::size_t axis)
{
    const Shape& shape = inputs[0].shape;
    const bool interleaved = layout.fusing == Fusing::Heads;
    if (!layout.part.empty()) {
        if (shape[axis] % 2 != 0)
            return misfit(recipe, "does not fit", "an even size of axis " + std::to_string(axis), shape.toString());
        const std::int64_t first = layout.part == "gate" ? 0 : 1, half = shape[axis] / 2;
        if (interleaved)
            return RecipePlan{{}, {SliceStep{static_cast<std::int64_t>(axis), first, shape[axis], 2}}};
        return RecipePlan{{}, {range(axis, first * half, (first + 1) * half)}};
    }
    if (!interleaved)
        return RecipePlan{{}, {ConcatStep{static_cast<std::int64_t>(axis)}}};
    if (inputs[0].shape != inputs[1].shape)
        return misfit(recipe, "joins two tensors of one shape", shape.toString(), inputs[1].shape.toString());
    return RecipePlan{{}, {StackStep{static_cast<std::int64_t>(axis) + 1}, withSize(shape, axis, 2 * shape[axis])}};
}

} // namespace

bool isAttention(const RecipeStep& recipe)
{
    const std::string& n = recipe.name;
    return n == "qkv:split" || n == "qkv:fuse" || n == "rope:permute" || n == "rope:unpermute" || n == "gate_up:split" ||
           (n == "gate_up:fuse" && recipe.arguments.size() != 1);
}

Result<void> checkAttention(const RecipeStep& recipe)
{
    if (recipe.name.starts_with("rope:"))
        return readRope(recipe).map([](const Rope&) {});
    return (recipe.name.starts_with("qkv:") ? readQkv(recipe) : readGateUp(recipe)).map([](const Layout&) {});
}

Result<RecipePlan> planAttention(const RecipeStep& recipe, std::span<const ValueType> inputs)
{
    const bool qkv = recipe.name.starts_with("qkv:"), fuses = recipe.name.ends_with(":fuse");
    const std::size_t needed = !fuses ? 1 : qkv ? 3 : 2;
    if (inputs.size() != needed)
        return misfit(recipe, "does not fit", needed == 1 ? "one source" : needed == 2 ? "two sources: gate, up" : "three sources: query, key, value",
                      std::to_string(inputs.size()));
    if (recipe.name.starts_with("rope:")) {
        auto rope = readRope(recipe);
        return rope ? planRope(recipe, *rope, inputs[0].shape) : fail(std::move(rope.error()));
    }
    auto layout = qkv ? readQkv(recipe) : readGateUp(recipe);
    if (!layout)
        return fail(std::move(layout.error()));
    auto axis = axisIn(recipe, layout->axis, inputs[0].shape);
    if (!axis)
        return fail(std::move(axis.error()));
    for (const ValueType& input : inputs)
        if (input.shape.rank() != inputs[0].shape.rank())
            return misfit(recipe, "joins tensors of as many axes", inputs[0].shape.toString(), input.shape.toString());
    if (!qkv)
        return planGateUp(recipe, *layout, inputs, *axis);
    return fuses ? fuseQkv(recipe, *layout, inputs, *axis) : splitQkv(recipe, *layout, inputs[0].shape, *axis);
}

} // namespace tensorgraft::recipes
