#include "model_io/mapping/transform_apply.h"

#include <algorithm>
#include <limits>

namespace tensorgraft::transforms {

Failure misfit(const Step& step, std::string message, std::string hint)
{
    return fail(makeError(ErrorCode::Mismatch, "'" + toString(step) + "' " + std::move(message)).advise(std::move(hint)));
}

Failure openStep(const Step& step, std::string message, std::string hint)
{
    return fail(makeError(ErrorCode::Usage, "'" + toString(step) + "' " + std::move(message)).advise(std::move(hint)));
}

std::string axisName(std::int64_t axis, const Shape& shape) { return "axis " + std::to_string(axis) + " of " + shape.toString(); }

Outcome becomes(Step step, DType dtype, std::vector<std::int64_t> dims, std::string loss)
{
    Outcome outcome;
    outcome.steps.push_back(std::move(step));
    outcome.results.push_back({dtype, Shape(std::move(dims))});
    outcome.loss = std::move(loss);
    return outcome;
}

std::vector<std::int64_t> dimsOf(const Shape& shape) { return {shape.begin(), shape.end()}; }

Result<std::size_t> axisOf(const Step& step, std::int64_t axis, const Shape& shape)
{
    const auto rank = static_cast<std::int64_t>(shape.rank());
    if (axis < -rank || axis >= rank)
        return misfit(step, "names axis " + std::to_string(axis) + ", but the tensor " + shape.toString() + " has " + std::to_string(rank) +
                                (rank == 1 ? " axis" : " axes"));
    return static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
}

namespace {

Outcome unchanged() { return {}; }

Outcome reshaped(const ValueType& in, std::vector<std::int64_t> dims)
{
    if (dims == dimsOf(in.shape))
        return unchanged();
    Step step = ReshapeStep{dims};
    return becomes(std::move(step), in.dtype, std::move(dims));
}

/// Applies one step to one value. Joining steps and fills are the caller's.
class Applier {
public:
    Applier(const Step& step, const Operand& in, const ValueType* target)
        : m_step(step), m_operand(in), m_in(in.type), m_target(target)
    {
    }

    Result<Outcome> operator()(const TransposeStep& s) const
    {
        const std::size_t rank = m_in.shape.rank();
        if (s.permutation.size() != rank)
            return misfit(m_step, "names " + std::to_string(s.permutation.size()) + " axes, but the tensor " + m_in.shape.toString() +
                                      " has " + std::to_string(rank));
        std::vector<std::int64_t> permutation, dims;
        std::vector<bool> seen(rank, false);
        bool identity = true;
        for (std::int64_t given : s.permutation) {
            auto axis = axisIn(given, rank);
            if (!axis)
                return fail(std::move(axis.error()));
            if (seen[*axis])
                return misfit(m_step, "names axis " + std::to_string(*axis) + " twice");
            seen[*axis] = true;
            identity = identity && *axis == permutation.size();
            permutation.push_back(static_cast<std::int64_t>(*axis));
            dims.push_back(m_in.shape[*axis]);
        }
        return identity ? unchanged() : becomes(TransposeStep{std::move(permutation)}, m_in.dtype, std::move(dims));
    }

    Result<Outcome> operator()(const ReshapeStep& s) const
    {
        const std::uint64_t count = m_in.shape.elementCount();
        if (!s.sizes) {
            if (!m_target)
                return openStep(m_step, "takes its sizes from the target, and there is none", "Write the sizes: reshape(4096,-1)");
            if (m_target->shape.elementCount() != count)
                return misfit(m_step, "cannot turn " + m_in.shape.toString() + " into the target's " + m_target->shape.toString() +
                                          ": the numbers of elements differ");
            return reshaped(m_in, dimsOf(m_target->shape));
        }
        std::vector<std::int64_t> sizes = *s.sizes;
        if (sizes.size() > maxRank)
            return misfit(m_step, "has more than " + std::to_string(maxRank) + " axes");
        const auto open = std::find(sizes.begin(), sizes.end(), -1);
        if (open != sizes.end()) {
            *open = 1;
            const auto rest = Shape(sizes).checkedElementCount();
            if (!rest || *rest == 0 || count % *rest != 0)
                return misfit(m_step, "does not fit " + m_in.shape.toString() + ": " + std::to_string(count) +
                                          " elements are no multiple of the sizes given");
            *open = static_cast<std::int64_t>(count / *rest);
        }
        const auto product = Shape(sizes).checkedElementCount();
        if (!product || *product != count)
            return misfit(m_step, "does not fit " + m_in.shape.toString() + ": it has " + std::to_string(count) + " elements");
        return reshaped(m_in, std::move(sizes));
    }

    Result<Outcome> operator()(const SqueezeStep& s) const
    {
        std::vector<std::int64_t> dims = dimsOf(m_in.shape);
        if (s.axis) {
            auto axis = axisIn(*s.axis, dims.size());
            if (!axis)
                return fail(std::move(axis.error()));
            if (dims[*axis] != 1)
                return misfit(m_step, "drops an axis of size 1, but " + axisName(static_cast<std::int64_t>(*axis), m_in.shape) + " has size " +
                                          std::to_string(dims[*axis]));
            dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(*axis));
            return reshaped(m_in, std::move(dims));
        }
        if (!m_target)
            return openStep(m_step, "takes its axis from the target, and there is none", "Write the axis: squeeze(0)");
        if (isOnesRemoved(m_in.shape, m_target->shape))
            return reshaped(m_in, dimsOf(m_target->shape));
        // Steps follow that move axes: only the number of axes can be aimed at, where that leaves no choice.
        const auto ones = static_cast<std::size_t>(std::count(dims.begin(), dims.end(), 1));
        if (dims.size() > m_target->shape.rank() && dims.size() - m_target->shape.rank() == ones) {
            dims.erase(std::remove(dims.begin(), dims.end(), 1), dims.end());
            return reshaped(m_in, std::move(dims));
        }
        return misfit(m_step, "cannot tell which axes of " + m_in.shape.toString() + " to drop for the target's " + m_target->shape.toString(),
                      "Write the axis: squeeze(0)");
    }

    Result<Outcome> operator()(const UnsqueezeStep& s) const
    {
        std::vector<std::int64_t> dims = dimsOf(m_in.shape);
        if (s.axis) {
            auto axis = axisIn(*s.axis, dims.size() + 1);
            if (!axis)
                return fail(std::move(axis.error()));
            dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(*axis), 1);
            return reshaped(m_in, std::move(dims));
        }
        if (!m_target)
            return openStep(m_step, "takes its axis from the target, and there is none", "Write the axis: unsqueeze(0)");
        if (!isOnesRemoved(m_target->shape, m_in.shape))
            return misfit(m_step, "cannot turn " + m_in.shape.toString() + " into the target's " + m_target->shape.toString() + " by axes of size 1",
                          "Write the axis: unsqueeze(0)");
        return reshaped(m_in, dimsOf(m_target->shape));
    }

    Result<Outcome> operator()(const FlipStep& s) const
    {
        std::vector<std::int64_t> axes;
        for (std::int64_t given : s.axes) {
            auto axis = axisIn(given, m_in.shape.rank());
            if (!axis)
                return fail(std::move(axis.error()));
            const auto value = static_cast<std::int64_t>(*axis);
            if (std::find(axes.begin(), axes.end(), value) != axes.end())
                return misfit(m_step, "names axis " + std::to_string(value) + " twice");
            axes.push_back(value);
        }
        std::erase_if(axes, [&](std::int64_t axis) { return m_in.shape[static_cast<std::size_t>(axis)] < 2; });
        std::sort(axes.begin(), axes.end());
        return axes.empty() ? unchanged() : becomes(FlipStep{std::move(axes)}, m_in.dtype, dimsOf(m_in.shape));
    }

    Result<Outcome> operator()(const SliceStep& s) const
    {
        auto axis = axisIn(s.axis, m_in.shape.rank());
        if (!axis)
            return fail(std::move(axis.error()));
        const std::int64_t size = m_in.shape[*axis];
        const auto bound = [size](std::int64_t at) { return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size); };
        const std::int64_t start = bound(s.start), stop = std::max(start, bound(s.stop));
        if (s.step < 1)
            return misfit(m_step, "has a step below 1");
        const std::int64_t count = (stop - start) / s.step + ((stop - start) % s.step != 0);
        if (count == size)
            return unchanged();
        std::vector<std::int64_t> dims = dimsOf(m_in.shape);
        dims[*axis] = count;
        return becomes(SliceStep{static_cast<std::int64_t>(*axis), start, stop, s.step}, m_in.dtype, std::move(dims),
                       "takes " + std::to_string(count) + " of " + std::to_string(size) + " from axis " + std::to_string(*axis));
    }

    Result<Outcome> operator()(const PadStep& s) const
    {
        auto axis = axisIn(s.axis, m_in.shape.rank());
        if (!axis)
            return fail(std::move(axis.error()));
        if (s.before == 0 && s.after == 0)
            return unchanged();
        constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();
        std::vector<std::int64_t> dims = dimsOf(m_in.shape);
        std::int64_t& size = dims[*axis];
        if (s.before < 0 || s.after < 0 || s.before > limit - s.after || size > limit - s.after - s.before)
            return misfit(m_step, "makes the axis impossibly long");
        size += s.before + s.after;
        if (!Shape(dims).checkedElementCount())
            return misfit(m_step, "makes the tensor impossibly large");
        return becomes(PadStep{static_cast<std::int64_t>(*axis), s.before, s.after, s.value}, m_in.dtype, std::move(dims));
    }

    Result<Outcome> operator()(const CropStep& s) const
    {
        auto axis = axisIn(s.axis, m_in.shape.rank());
        if (!axis)
            return fail(std::move(axis.error()));
        const std::int64_t size = m_in.shape[*axis];
        if (s.size < 0 || s.offset < 0 || s.offset > size || s.size > size - s.offset)
            return misfit(m_step, "reaches beyond " + axisName(static_cast<std::int64_t>(*axis), m_in.shape));
        if (s.size == size)
            return unchanged();
        std::vector<std::int64_t> dims = dimsOf(m_in.shape);
        dims[*axis] = s.size;
        return becomes(CropStep{static_cast<std::int64_t>(*axis), s.size, s.offset}, m_in.dtype, std::move(dims), cropLoss(*axis, size, s.size));
    }

    Result<Outcome> operator()(const PadOrCropStep&) const
    {
        if (!m_target)
            return openStep(m_step, "takes its sizes from the target, and there is none", "Use crop(axis,size) or pad(axis,before,after)");
        if (m_target->shape.rank() != m_in.shape.rank())
            return misfit(m_step, "needs as many axes as the target has: " + m_in.shape.toString() + " against " + m_target->shape.toString());
        Outcome outcome;
        std::vector<std::int64_t> dims = dimsOf(m_in.shape);
        // Crops first: less to move.
        for (const bool crop : {true, false})
            for (std::size_t axis = 0; axis < dims.size(); ++axis) {
                const std::int64_t from = m_in.shape[axis], to = m_target->shape[axis];
                const auto at = static_cast<std::int64_t>(axis);
                if (crop ? to >= from : to <= from)
                    continue;
                dims[axis] = to;
                outcome.steps.push_back(crop ? Step(CropStep{at, to, 0}) : Step(PadStep{at, 0, to - from, 0}));
                outcome.results.push_back({m_in.dtype, Shape(dims)});
                if (crop)
                    outcome.loss += (outcome.loss.empty() ? "" : ", ") + cropLoss(axis, from, to);
            }
        return outcome;
    }

    Result<Outcome> operator()(const CastStep& s) const
    {
        if (s.to == m_in.dtype)
            return unchanged();
        const std::string from(dtypeName(m_in.dtype)), to(dtypeName(s.to));
        if (!isPlain(m_in.dtype) || !isPlain(s.to))
            return fail(makeError(ErrorCode::Unsupported, "elements of type " + from + " cannot be turned into " + to));
        if (dtypeClass(m_in.dtype) == DTypeClass::Complex && dtypeClass(s.to) != DTypeClass::Complex)
            return misfit(m_step, "would drop the imaginary part");
        // What was computed in float64 stands for values of another type: rounding back to that is no loss.
        const DType stands = m_operand.nominal.value_or(m_in.dtype);
        return becomes(CastStep{s.to}, s.to, dimsOf(m_in.shape),
                       castIsExact(stands, s.to) ? "" : "rounds " + std::string(dtypeName(stands)) + " to " + to);
    }

    Result<Outcome> operator()(const ConcatStep&) const { return unchanged(); }
    Result<Outcome> operator()(const StackStep&) const { return unchanged(); }
    Result<Outcome> operator()(const FillStep&) const { return unchanged(); }
    Result<Outcome> operator()(const FoldStep&) const { return unchanged(); }
    Result<Outcome> operator()(const RecipeStep&) const { return unchanged(); }
    template <typename Computing>
    Result<Outcome> operator()(const Computing&) const
    {
        return applyComputing(m_step, m_operand, m_target);
    }

private:
    Result<std::size_t> axisIn(std::int64_t axis, std::size_t rank) const
    {
        const auto signedRank = static_cast<std::int64_t>(rank);
        if (axis < -signedRank || axis >= signedRank)
            return axisOf(m_step, axis, m_in.shape);
        return static_cast<std::size_t>(axis < 0 ? axis + signedRank : axis);
    }

    /// True where dropping axes of size 1 from `longer` gives `shorter`.
    static bool isOnesRemoved(const Shape& longer, const Shape& shorter)
    {
        std::size_t at = 0;
        for (std::int64_t size : longer) {
            if (at < shorter.rank() && shorter[at] == size)
                ++at;
            else if (size != 1)
                return false;
        }
        return at == shorter.rank();
    }

    static std::string cropLoss(std::size_t axis, std::int64_t from, std::int64_t to)
    {
        return "crops axis " + std::to_string(axis) + " from " + std::to_string(from) + " to " + std::to_string(to);
    }

    const Step& m_step;
    const Operand& m_operand;
    const ValueType& m_in;
    const ValueType* m_target;
};

} // namespace

Result<Outcome> applyStep(const Step& step, const Operand& in, const ValueType* target)
{
    if (!isPlain(in.type.dtype) && !std::holds_alternative<CastStep>(step))
        return fail(makeError(ErrorCode::Unsupported, "elements of type " + std::string(dtypeName(in.type.dtype)) + " cannot be transformed")
                        .advise("Such tensors can only be copied as they are"));
    // float64 is what they are already: nothing is to be done but to keep it.
    if (const auto* cast = std::get_if<CastStep>(&step); cast && in.nominal && cast->to == in.type.dtype) {
        Outcome outcome;
        outcome.nominal = in.type.dtype;
        return outcome;
    }
    return std::visit(Applier(step, in, target), step);
}

Result<Outcome> applySteps(const std::vector<Step>& steps, const Operand& in, const ValueType* target)
{
    Outcome all;
    Operand now = in;
    for (const Step& step : steps) {
        auto one = applyStep(step, now, target);
        if (!one)
            return one;
        for (std::size_t i = 0; i < one->steps.size(); ++i) {
            now.type = one->results[i];
            all.steps.push_back(std::move(one->steps[i]));
            all.results.push_back(std::move(one->results[i]));
        }
        if (one->nominal)
            all.nominal = now.nominal = one->nominal;
        if (!one->loss.empty())
            all.loss += (all.loss.empty() ? "" : ", ") + one->loss;
    }
    return all;
}

} // namespace tensorgraft::transforms
