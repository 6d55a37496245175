#include "model_io/transfer/expression.h"

#include "model_io/codecs/float_codec.h"
#include "model_io/transfer/expression_nodes.h"
#include "model_io/transfer/materialise.h"
#include "model_io/transfer/random_fill.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

namespace tensorgraft {
namespace {

/// Bytes gathered between two releases of mapped pages: bounds resident memory.
constexpr std::size_t releaseStep = std::size_t{32} << 20;

Result<void> gatherBounded(const StridedView& view, std::uint64_t first, std::span<std::byte> out)
{
    const std::size_t step = std::max(releaseStep / view.itemSize, std::size_t{1}) * view.itemSize;
    while (!out.empty()) {
        const auto part = out.first(std::min(step, out.size()));
        gather(view, first, part);
        first += part.size() / view.itemSize;
        out = out.subspan(part.size());
        // Small values stay resident: they are about to be read again, and dropping pages costs a call.
        if (view.guard && view.storage.size() > releaseStep)
            view.guard->release(view.storage);
    }
    return view.guard ? view.guard->check() : Result<void>{};
}

class TensorExpression final : public Expression {
public:
    TensorExpression(std::shared_ptr<const ModelFile> model, std::size_t tensor)
        : Expression({model->tensors()[tensor].dtype, model->tensors()[tensor].shape}), m_model(std::move(model)), m_tensor(tensor)
    {
    }
    Result<void> read(std::uint64_t first, std::span<std::byte> out) override { return m_model->read(m_tensor, first, out); }
    Result<std::optional<StridedView>> view() override
    {
        auto mapped = m_model->map(m_tensor);
        if (!mapped)
            return fail(std::move(mapped.error()));
        if (!*mapped)
            return std::optional<StridedView>{};
        MappedTensor& m = **mapped;
        StridedView v;
        v.data = m.bytes.data();
        v.itemSize = itemSize();
        v.sizes.assign(type().shape.begin(), type().shape.end());
        v.strides = std::move(m.strides);
        v.storage = m.bytes;
        v.guard = std::move(m.guard);
        return v;
    }

private:
    std::shared_ptr<const ModelFile> m_model;
    std::size_t m_tensor;
};

class ViewExpression final : public Expression {
public:
    ViewExpression(ValueType type, StridedView view) : Expression(std::move(type)), m_view(std::move(view)) {}
    Result<void> read(std::uint64_t first, std::span<std::byte> out) override { return gatherBounded(m_view, first, out); }
    Result<std::optional<StridedView>> view() override { return m_view; }

private:
    StridedView m_view;
};

/// Other sizes, same elements in the same order.
class ReshapeExpression final : public Expression {
public:
    ReshapeExpression(ValueType type, ExpressionPtr child) : Expression(std::move(type)), m_child(std::move(child)) {}
    Result<void> read(std::uint64_t first, std::span<std::byte> out) override { return m_child->read(first, out); }
    Result<std::optional<StridedView>> view() override
    {
        auto v = m_child->view();
        if (!v || !*v)
            return v;
        return (*v)->reshaped(type().shape.dims());
    }

private:
    ExpressionPtr m_child;
};

class CastExpression final : public Expression {
public:
    CastExpression(ValueType type, ExpressionPtr child) : Expression(std::move(type)), m_child(std::move(child)) {}
    Result<void> read(std::uint64_t first, std::span<std::byte> out) override
    {
        constexpr std::size_t stepElements = std::size_t{1} << 20;
        const std::size_t count = out.size() / itemSize();
        for (std::size_t done = 0; done < count;) {
            const std::size_t n = std::min(stepElements, count - done);
            m_scratch.resize(n * m_child->itemSize());
            if (auto r = m_child->read(first + done, m_scratch); !r)
                return r;
            const auto part = out.subspan(done * itemSize(), n * itemSize());
            if (m_child->type().dtype == DType::Float64 && isFloating(type().dtype) && itemSize() < sizeof(float)) {
                m_floats.resize(n);
                for (std::size_t i = 0; i < n; ++i) {
                    double value = 0;
                    std::memcpy(&value, m_scratch.data() + i * sizeof(double), sizeof(double));
                    m_floats[i] = roundedToOdd(value);
                }
                convertElements(DType::Float32, std::as_bytes(std::span(m_floats)), type().dtype, part);
            } else {
                convertElements(m_child->type().dtype, m_scratch, type().dtype, part);
            }
            done += n;
        }
        return {};
    }

private:
    /// The float below or above `value` whose last bit is set: rounding it once more to a shorter type then gives what
    /// rounding `value` itself gives (Boldo, Melquiond: round to odd).
    static float roundedToOdd(double value)
    {
        float near = static_cast<float>(value);
        if (static_cast<double>(near) == value || std::isnan(value) || std::isinf(near))
            return near;
        auto bits = std::bit_cast<std::uint32_t>(near);
        if ((bits & 1U) == 0)
            bits += (std::abs(static_cast<double>(near)) < std::abs(value)) ? 1U : ~0U;
        return std::bit_cast<float>(bits);
    }

    ExpressionPtr m_child;
    std::vector<std::byte> m_scratch;
    std::vector<float> m_floats;
};

/// One value everywhere: the margins of a pad.
class ConstantExpression final : public Expression {
public:
    ConstantExpression(ValueType type, double value) : Expression(std::move(type)), m_item(itemSize())
    {
        convertElements(DType::Float64, std::as_bytes(std::span(&value, 1)), this->type().dtype, m_item);
    }
    Result<void> read(std::uint64_t, std::span<std::byte> out) override
    {
        for (std::size_t i = 0; i < out.size(); i += m_item.size())
            std::memcpy(out.data() + i, m_item.data(), m_item.size());
        return {};
    }

private:
    std::vector<std::byte> m_item;
};

class FillExpression final : public Expression {
public:
    FillExpression(ValueType type, RandomFill fill) : Expression(std::move(type)), m_fill(fill) {}
    Result<void> read(std::uint64_t first, std::span<std::byte> out) override
    {
        constexpr std::size_t stepElements = std::size_t{1} << 18;
        const std::size_t count = out.size() / itemSize();
        for (std::size_t done = 0; done < count;) {
            const std::size_t n = std::min(stepElements, count - done);
            m_scratch.resize(n);
            m_fill.generate(first + done, m_scratch);
            convertElements(DType::Float32, std::as_bytes(std::span(m_scratch)), type().dtype,
                            out.subspan(done * itemSize(), n * itemSize()));
            done += n;
        }
        return {};
    }

private:
    RandomFill m_fill;
    std::vector<float> m_scratch;
};

/// Parts side by side along one axis: concat, stack (of parts with an axis of size 1) and pad.
class JoinExpression final : public Expression {
public:
    JoinExpression(ValueType type, std::size_t axis, std::vector<ExpressionPtr> parts)
        : Expression(std::move(type)), m_parts(std::move(parts))
    {
        std::uint64_t inner = 1;
        for (std::size_t i = axis + 1; i < this->type().shape.rank(); ++i)
            inner *= static_cast<std::uint64_t>(this->type().shape[i]);
        for (const ExpressionPtr& p : m_parts) {
            m_blocks.push_back(static_cast<std::uint64_t>(p->type().shape[axis]) * inner);
            m_row += m_blocks.back();
        }
    }
    Result<void> read(std::uint64_t first, std::span<std::byte> out) override
    {
        // The result is rows of one block from each part; a window starts and ends anywhere.
        while (!out.empty()) {
            const std::uint64_t row = first / m_row;
            std::uint64_t within = first % m_row;
            std::size_t p = 0;
            while (within >= m_blocks[p])
                within -= m_blocks[p++];
            const std::uint64_t count = std::min<std::uint64_t>(m_blocks[p] - within, out.size() / itemSize());
            const auto bytes = static_cast<std::size_t>(count) * itemSize();
            if (auto r = m_parts[p]->read(row * m_blocks[p] + within, out.first(bytes)); !r)
                return r;
            out = out.subspan(bytes);
            first += count;
        }
        return {};
    }

private:
    std::vector<ExpressionPtr> m_parts;
    std::vector<std::uint64_t> m_blocks; ///< elements of each part in one row
    std::uint64_t m_row = 0;
};

/// Applies one step to one operand.
class Builder {
public:
    explicit Builder(const ExpressionContext& context) : m_context(context) {}

    Result<ExpressionPtr> apply(const Step& step, ExpressionPtr child, const ValueType& result)
    {
        return std::visit([&](const auto& s) { return one(s, std::move(child), result); }, step);
    }
    Result<ExpressionPtr> join(std::size_t axis, bool newAxis, std::vector<ExpressionPtr> parts, const ValueType& result)
    {
        if (newAxis)
            for (ExpressionPtr& p : parts) {
                std::vector<std::int64_t> sizes(p->type().shape.begin(), p->type().shape.end());
                sizes.insert(sizes.begin() + static_cast<std::ptrdiff_t>(axis), 1);
                ValueType type{p->type().dtype, Shape(std::move(sizes))};
                p = std::make_unique<ReshapeExpression>(std::move(type), std::move(p));
            }
        return std::make_unique<JoinExpression>(result, axis, std::move(parts));
    }
    ExpressionPtr fill(const FillStep& step, const ValueType& result) const
    {
        return std::make_unique<FillExpression>(result, RandomFill(step, result.shape, m_context.seedName, m_context.outputFirst));
    }

private:
    Result<StridedView> viewOf(ExpressionPtr& child)
    {
        auto v = child->view();
        if (!v)
            return fail(std::move(v.error()));
        if (*v)
            return std::move(**v);
        return materialise(*child, m_context.memoryBytes);
    }
    template <typename Change>
    Result<ExpressionPtr> changed(ExpressionPtr child, const ValueType& result, Change change)
    {
        auto v = viewOf(child);
        if (!v)
            return fail(std::move(v.error()));
        return std::make_unique<ViewExpression>(result, change(*v));
    }

    Result<ExpressionPtr> one(const TransposeStep& s, ExpressionPtr child, const ValueType& result)
    {
        return changed(std::move(child), result, [&](const StridedView& v) { return v.transposed(s.permutation); });
    }
    Result<ExpressionPtr> one(const FlipStep& s, ExpressionPtr child, const ValueType& result)
    {
        return changed(std::move(child), result, [&](StridedView v) {
            for (const std::int64_t axis : s.axes)
                v = v.flipped(axis);
            return v;
        });
    }
    Result<ExpressionPtr> one(const SliceStep& s, ExpressionPtr child, const ValueType& result)
    {
        const std::int64_t count = result.shape[static_cast<std::size_t>(s.axis)];
        return changed(std::move(child), result, [&](const StridedView& v) { return v.sliced(s.axis, s.start, count, s.step); });
    }
    Result<ExpressionPtr> one(const CropStep& s, ExpressionPtr child, const ValueType& result)
    {
        return changed(std::move(child), result, [&](const StridedView& v) { return v.sliced(s.axis, s.offset, s.size, 1); });
    }
    Result<ExpressionPtr> one(const PadStep& s, ExpressionPtr child, const ValueType& result)
    {
        const auto axis = static_cast<std::size_t>(s.axis);
        const auto margin = [&](std::int64_t size) {
            ValueType type = result;
            type.shape[axis] = size;
            return std::make_unique<ConstantExpression>(type, s.value);
        };
        std::vector<ExpressionPtr> parts;
        if (s.before > 0)
            parts.push_back(margin(s.before));
        parts.push_back(std::move(child));
        if (s.after > 0)
            parts.push_back(margin(s.after));
        return std::make_unique<JoinExpression>(result, axis, std::move(parts));
    }
    Result<ExpressionPtr> one(const ReshapeStep&, ExpressionPtr child, const ValueType& result)
    {
        return std::make_unique<ReshapeExpression>(result, std::move(child));
    }
    Result<ExpressionPtr> one(const SqueezeStep&, ExpressionPtr child, const ValueType& result)
    {
        return std::make_unique<ReshapeExpression>(result, std::move(child));
    }
    Result<ExpressionPtr> one(const UnsqueezeStep&, ExpressionPtr child, const ValueType& result)
    {
        return std::make_unique<ReshapeExpression>(result, std::move(child));
    }
    Result<ExpressionPtr> one(const CastStep&, ExpressionPtr child, const ValueType& result)
    {
        return std::make_unique<CastExpression>(result, std::move(child));
    }
    Result<ExpressionPtr> one(const FillStep& s, ExpressionPtr, const ValueType& result) { return fill(s, result); }
    Result<ExpressionPtr> one(const AffineStep& s, ExpressionPtr child, const ValueType& result)
    {
        return affineExpression(result, s, std::move(child));
    }
    Result<ExpressionPtr> one(const MixStep& s, ExpressionPtr child, const ValueType& result)
    {
        return mixExpression(result, s, std::move(child));
    }
    Result<ExpressionPtr> one(const ReorderStep& s, ExpressionPtr child, const ValueType& result)
    {
        auto v = viewOf(child);
        if (!v)
            return fail(std::move(v.error()));
        return reorderBlocks(result, s, *v);
    }
    Result<ExpressionPtr> one(const RepeatStep& s, ExpressionPtr child, const ValueType& result)
    {
        auto v = viewOf(child);
        if (!v)
            return fail(std::move(v.error()));
        return repeatAxis(result, s, *v);
    }
    Result<ExpressionPtr> one(const GroupsStep& s, ExpressionPtr child, const ValueType& result)
    {
        auto v = viewOf(child);
        if (!v)
            return fail(std::move(v.error()));
        if (s.kind == GroupsKind::Expand)
            return expandGroups(result, s, *v);
        return collapseGroups(result, s, *v);
    }
    template <typename Other>
    Result<ExpressionPtr> one(const Other&, ExpressionPtr, const ValueType&)
    {
        // Joins are handled by the caller; resolve() leaves no open pad_or_crop.
        return fail(ErrorCode::Unsupported, "a step of the transform cannot be applied to a single tensor");
    }

    const ExpressionContext& m_context;
};

} // namespace

ExpressionPtr viewExpression(ValueType type, StridedView view)
{
    return std::make_unique<ViewExpression>(std::move(type), std::move(view));
}

ExpressionPtr reshapeExpression(ValueType type, ExpressionPtr child)
{
    return std::make_unique<ReshapeExpression>(std::move(type), std::move(child));
}

ExpressionPtr constantExpression(ValueType type, double value) { return std::make_unique<ConstantExpression>(std::move(type), value); }

ExpressionPtr joinExpression(ValueType type, std::size_t axis, std::vector<ExpressionPtr> parts)
{
    return std::make_unique<JoinExpression>(std::move(type), axis, std::move(parts));
}

ExpressionPtr tensorExpression(std::shared_ptr<const ModelFile> model, std::size_t tensor)
{
    return std::make_unique<TensorExpression>(std::move(model), tensor);
}

Result<ExpressionPtr> buildExpression(const ExpressionContext& context, const std::vector<std::size_t>& sources,
                                      const ResolvedTransform& resolved)
{
    assert(sources.size() == resolved.inputs.size());
    Builder builder(context);
    std::vector<ExpressionPtr> operands;
    for (const std::size_t s : sources)
        operands.push_back(tensorExpression(context.model, s));

    for (const ResolvedStep& step : resolved.steps) {
        if (const auto* fill = std::get_if<FillStep>(&step.step)) {
            operands.clear();
            operands.push_back(builder.fill(*fill, step.result));
            continue;
        }
        const auto* concat = std::get_if<ConcatStep>(&step.step);
        const auto* stack = std::get_if<StackStep>(&step.step);
        if (concat || stack) {
            auto joined = builder.join(static_cast<std::size_t>(concat ? concat->axis : stack->axis), stack != nullptr,
                                       std::move(operands), step.result);
            if (!joined)
                return joined;
            operands.clear();
            operands.push_back(std::move(*joined));
            continue;
        }
        const auto* sum = std::get_if<SumStep>(&step.step);
        const auto* fold = std::get_if<FoldStep>(&step.step);
        if (sum || fold) {
            Result<ExpressionPtr> joined = sum ? Result<ExpressionPtr>(sumExpression(step.result, std::move(operands)))
                                               : foldExpression(step.result, *fold, std::move(operands));
            if (!joined)
                return joined;
            operands.clear();
            operands.push_back(std::move(*joined));
            continue;
        }
        for (std::size_t i = 0; i < operands.size(); ++i) {
            const Step& own = step.perSourceSteps.empty() ? step.step : step.perSourceSteps[i];
            const ValueType& type = step.perSourceResults.empty() ? step.result : step.perSourceResults[i];
            auto applied = builder.apply(own, std::move(operands[i]), type);
            if (!applied)
                return applied;
            operands[i] = std::move(*applied);
        }
    }
    if (operands.size() != 1)
        return fail(makeError(ErrorCode::Usage, "the transform leaves several tensors for one target")
                        .wanted("concat(axis), stack(axis) or sum to join them")
                        .got(std::to_string(operands.size()) + " tensors"));
    return std::move(operands.front());
}

} // namespace tensorgraft
