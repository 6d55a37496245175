#include "model_io/codecs/float_codec.h"
#include "model_io/transfer/expression_nodes.h"

#include <algorithm>

namespace tensorgraft {
namespace {

ValueType resized(const ValueType& type, std::size_t axis, std::int64_t size)
{
    ValueType result{type.dtype, type.shape};
    result.shape[axis] = size;
    return result;
}

/// `count` indices of an axis from `start`, as a node.
ExpressionPtr part(DType dtype, const StridedView& view, std::int64_t axis, std::int64_t start, std::int64_t count)
{
    StridedView cut = view.sliced(axis, start, count, 1);
    ValueType type{dtype, Shape(cut.sizes)};
    return viewExpression(std::move(type), std::move(cut));
}

Result<void> expectZeros(Expression& value, const GroupsStep& step)
{
    constexpr std::size_t stepElements = std::size_t{1} << 18;
    const std::uint64_t count = value.type().shape.elementCount();
    std::vector<std::byte> bytes;
    std::vector<double> numbers;
    for (std::uint64_t first = 0; first < count;) {
        const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(stepElements, count - first));
        bytes.resize(n * value.itemSize());
        numbers.resize(n);
        if (auto r = value.read(first, bytes); !r)
            return r;
        convertToDouble(value.type().dtype, bytes, numbers);
        const auto other = std::find_if(numbers.begin(), numbers.end(), [](double x) { return x != 0; });
        if (other != numbers.end())
            return fail(makeError(ErrorCode::Mismatch, "the kernel is no grouped one: a weight between the groups is not zero")
                            .wanted("zeros outside the " + std::to_string(step.count) + " blocks of '" + toString(step) + "'")
                            .got(std::to_string(*other))
                            .advise("A convolution of this kernel cannot be written with groups; keep the target ungrouped"));
        first += n;
    }
    return {};
}

} // namespace

ExpressionPtr expandGroups(ValueType type, const GroupsStep& step, const StridedView& view)
{
    const auto in = static_cast<std::size_t>(step.inputAxis), out = static_cast<std::size_t>(step.outputAxis);
    const std::int64_t inputs = view.sizes[in], outputs = view.sizes[out] / step.count;
    std::vector<ExpressionPtr> columns;
    for (std::int64_t group = 0; group < step.count; ++group) {
        ExpressionPtr block = part(type.dtype, view, step.outputAxis, group * outputs, outputs);
        std::vector<ExpressionPtr> rows;
        const ValueType column = resized(type, out, outputs);
        const std::int64_t before = group * inputs, after = (step.count - 1 - group) * inputs;
        if (before > 0)
            rows.push_back(constantExpression(resized(column, in, before), 0));
        rows.push_back(std::move(block));
        if (after > 0)
            rows.push_back(constantExpression(resized(column, in, after), 0));
        columns.push_back(joinExpression(column, in, std::move(rows)));
    }
    return joinExpression(std::move(type), out, std::move(columns));
}

Result<ExpressionPtr> collapseGroups(ValueType type, const GroupsStep& step, const StridedView& view)
{
    const auto in = static_cast<std::size_t>(step.inputAxis), out = static_cast<std::size_t>(step.outputAxis);
    const std::int64_t inputs = view.sizes[in] / step.count, outputs = view.sizes[out] / step.count;
    std::vector<ExpressionPtr> blocks;
    for (std::int64_t group = 0; group < step.count; ++group) {
        const StridedView column = view.sliced(step.outputAxis, group * outputs, outputs, 1);
        const std::int64_t before = group * inputs, after = before + inputs;
        for (const auto& [start, count] : {std::pair(std::int64_t{0}, before), std::pair(after, view.sizes[in] - after)})
            if (count > 0) {
                const ExpressionPtr outside = part(type.dtype, column, step.inputAxis, start, count);
                if (auto r = expectZeros(*outside, step); !r)
                    return fail(std::move(r.error()));
            }
        blocks.push_back(part(type.dtype, column, step.inputAxis, before, inputs));
    }
    return joinExpression(std::move(type), out, std::move(blocks));
}

ExpressionPtr reorderBlocks(ValueType type, const ReorderStep& step, const StridedView& view)
{
    const auto axis = static_cast<std::size_t>(step.axis);
    const std::int64_t size = view.sizes[axis] / static_cast<std::int64_t>(step.blocks.size());
    std::vector<ExpressionPtr> blocks;
    for (const std::int64_t block : step.blocks)
        blocks.push_back(part(type.dtype, view, step.axis, block * size, size));
    return joinExpression(std::move(type), axis, std::move(blocks));
}

ExpressionPtr repeatAxis(ValueType type, const RepeatStep& step, const StridedView& view)
{
    // An axis whose neighbours are no bytes apart: the same element again and again.
    StridedView repeated = view;
    const auto at = static_cast<std::ptrdiff_t>(step.axis) + (step.tile ? 0 : 1);
    repeated.sizes.insert(repeated.sizes.begin() + at, step.count);
    repeated.strides.insert(repeated.strides.begin() + at, 0);
    ValueType seen{type.dtype, Shape(repeated.sizes)};
    return reshapeExpression(std::move(type), viewExpression(std::move(seen), std::move(repeated)));
}

} // namespace tensorgraft
