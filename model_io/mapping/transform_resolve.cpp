#include "model_io/mapping/transform.h"

#include <algorithm>
#include <limits>

namespace tensorgraft {
namespace {

constexpr std::size_t maxRank = 64;

Failure misfit(const Step& step, std::string message, std::string hint = {})
{
    return fail(makeError(ErrorCode::Mismatch, "'" + toString(step) + "' " + std::move(message)).advise(std::move(hint)));
}

Failure openStep(const Step& step, std::string message, std::string hint)
{
    return fail(makeError(ErrorCode::Usage, "'" + toString(step) + "' " + std::move(message)).advise(std::move(hint)));
}

std::string axisName(std::int64_t axis, const Shape& shape) { return "axis " + std::to_string(axis) + " of " + shape.toString(); }

/// What one step does to one value: the step with nothing left open and the type it yields. No step: nothing changes.
struct Outcome {
    std::vector<Step> steps; ///< none, one, or several (pad_or_crop)
    std::vector<ValueType> results; ///< after each
    std::string loss;
};

Outcome unchanged() { return {}; }

Outcome becomes(Step step, DType dtype, std::vector<std::int64_t> dims, std::string loss = {})
{
    Outcome outcome;
    outcome.steps.push_back(std::move(step));
    outcome.results.push_back({dtype, Shape(std::move(dims))});
    outcome.loss = std::move(loss);
    return outcome;
}

std::vector<std::int64_t> dimsOf(const Shape& shape) { return {shape.begin(), shape.end()}; }

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
    Applier(const Step& step, const ValueType& in, const ValueType* target) : m_step(step), m_in(in), m_target(target) {}

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
        return becomes(CastStep{s.to}, s.to, dimsOf(m_in.shape), castIsExact(m_in.dtype, s.to) ? "" : "rounds " + from + " to " + to);
    }

    Result<Outcome> operator()(const ConcatStep&) const { return unchanged(); }
    Result<Outcome> operator()(const StackStep&) const { return unchanged(); }
    Result<Outcome> operator()(const FillStep&) const { return unchanged(); }

private:
    Result<std::size_t> axisIn(std::int64_t axis, std::size_t rank) const
    {
        const auto signedRank = static_cast<std::int64_t>(rank);
        if (axis < -signedRank || axis >= signedRank)
            return misfit(m_step, "names axis " + std::to_string(axis) + ", but the tensor " + m_in.shape.toString() + " has " +
                                      std::to_string(m_in.shape.rank()) + (m_in.shape.rank() == 1 ? " axis" : " axes"));
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
    const ValueType& m_in;
    const ValueType* m_target;
};

class Resolver {
public:
    Resolver(const Transform& transform, std::span<const ValueType> sources, const ValueType* target)
        : m_transform(transform), m_values(sources.begin(), sources.end()), m_target(target)
    {
        m_result.inputs = m_values;
    }

    Result<ResolvedTransform> run()
    {
        if (auto ok = checkInputs(); !ok)
            return fail(std::move(ok.error()));
        for (const Step& step : m_transform.steps())
            if (auto ok = apply(step); !ok)
                return fail(std::move(ok.error()));
        if (m_values.size() > 1)
            return fail(makeError(ErrorCode::Usage, std::to_string(m_values.size()) + " sources are given, but nothing joins them")
                            .advise("Add concat(axis) or stack(axis) to the transform"));
        if (m_target) {
            if (m_values[0].shape != m_target->shape)
                return fail(makeError(ErrorCode::Mismatch, "the shapes differ")
                                .wanted(m_target->shape.toString()).got(m_values[0].shape.toString()));
            if (m_values[0].dtype != m_target->dtype)
                if (auto ok = apply(CastStep{m_target->dtype}); !ok)
                    return fail(std::move(ok.error()));
        }
        m_result.output = m_values[0];
        m_result.losesData = !m_result.lossReason.empty();
        return std::move(m_result);
    }

private:
    Result<void> checkInputs()
    {
        const auto& steps = m_transform.steps();
        const bool fills = !steps.empty() && std::holds_alternative<FillStep>(steps[0]);
        if (fills && !m_values.empty())
            return fail(makeError(ErrorCode::Usage, "'" + toString(steps[0]) + "' takes no source").advise("Leave the source out, or the fill"));
        if (!fills && m_values.empty())
            return fail(makeError(ErrorCode::Usage, "there is no source").advise("Name a source, or use a fill such as fill(zeros)"));
        for (std::size_t i = fills ? 1 : 0; i < steps.size(); ++i)
            if (std::holds_alternative<FillStep>(steps[i]))
                return fail(makeError(ErrorCode::Usage, "'" + toString(steps[i]) + "' must be the first step"));
        for (const ValueType& value : m_values)
            if (!value.shape.checkedElementCount())
                return fail(makeError(ErrorCode::Mismatch, "the shape " + value.shape.toString() + " is impossible"));
        if (m_target && !m_target->shape.checkedElementCount())
            return fail(makeError(ErrorCode::Mismatch, "the target's shape " + m_target->shape.toString() + " is impossible"));
        return {};
    }

    Result<void> apply(const Step& step)
    {
        if (std::holds_alternative<FillStep>(step))
            return fill(std::get<FillStep>(step));
        for (const ValueType& value : m_values)
            if (!isPlain(value.dtype) && !std::holds_alternative<CastStep>(step))
                return fail(makeError(ErrorCode::Unsupported, "elements of type " + std::string(dtypeName(value.dtype)) + " cannot be transformed")
                                .advise("Such tensors can only be copied as they are"));
        if (const auto* concat = std::get_if<ConcatStep>(&step))
            return join(step, concat->axis, false);
        if (const auto* stack = std::get_if<StackStep>(&step))
            return join(step, stack->axis, true);

        std::vector<Outcome> outcomes;
        for (const ValueType& value : m_values) {
            auto outcome = std::visit(Applier(step, value, m_target), step);
            if (!outcome)
                return fail(std::move(outcome.error()));
            outcomes.push_back(std::move(*outcome));
        }
        for (Outcome& outcome : outcomes)
            if (!outcome.loss.empty() && m_result.lossReason.find(outcome.loss) == std::string::npos)
                m_result.lossReason += (m_result.lossReason.empty() ? "" : ", ") + outcome.loss;
        append(step, std::move(outcomes));
        return {};
    }

    /// Adds what the step became. A step that is nothing to one source and something to another (reshape, flip, slice
    /// of sources of different shapes) is written out for each.
    void append(const Step& written, std::vector<Outcome> outcomes)
    {
        std::size_t parts = 0;
        for (const Outcome& outcome : outcomes)
            parts = std::max(parts, outcome.steps.size());
        for (std::size_t part = 0; part < parts; ++part) {
            ResolvedStep resolved;
            resolved.perSource = !m_joined;
            std::vector<Step> steps;
            for (std::size_t i = 0; i < m_values.size(); ++i) {
                Outcome& outcome = outcomes[i];
                if (part < outcome.steps.size()) {
                    m_values[i] = outcome.results[part];
                    steps.push_back(std::move(outcome.steps[part]));
                } else {
                    steps.push_back(nothing(written, m_values[i]));
                }
            }
            const bool alone = steps.size() == 1;
            const bool equalSteps = alone || std::all_of(steps.begin(), steps.end(), [&](const Step& s) { return toString(s) == toString(steps[0]); });
            const bool equalResults = alone || std::all_of(m_values.begin(), m_values.end(), [&](const ValueType& v) { return v == m_values[0]; });
            resolved.step = steps[0];
            resolved.result = m_values[0];
            if (!equalResults)
                resolved.perSourceResults = m_values;
            if (!equalSteps)
                resolved.perSourceSteps = std::move(steps);
            m_result.steps.push_back(std::move(resolved));
        }
    }

    /// A step of the kind of `written` that leaves `value` as it is.
    static Step nothing(const Step& written, const ValueType& value)
    {
        if (std::holds_alternative<CastStep>(written))
            return CastStep{value.dtype};
        return ReshapeStep{dimsOf(value.shape)};
    }

    Result<void> fill(const FillStep& step)
    {
        if (!m_target)
            return openStep(step, "takes its shape from the target, and there is none", "A fill needs a target");
        if (!isPlain(m_target->dtype))
            return fail(makeError(ErrorCode::Unsupported, "elements of type " + std::string(dtypeName(m_target->dtype)) + " cannot be filled"));
        m_values = {*m_target};
        m_joined = true;
        m_result.steps.push_back({step, *m_target, false, {}, {}});
        return {};
    }

    Result<void> join(const Step& step, std::int64_t axis, bool stack)
    {
        if (m_joined)
            return misfit(step, "has nothing left to join");
        const ValueType& first = m_values[0];
        const auto rank = static_cast<std::int64_t>(first.shape.rank() + (stack ? 1 : 0));
        if (axis < -rank || axis >= rank)
            return misfit(step, "names axis " + std::to_string(axis) + ", but the tensor has " + std::to_string(rank) + (rank == 1 ? " axis" : " axes"));
        const auto at = static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
        std::vector<std::int64_t> dims = dimsOf(first.shape);
        if (stack)
            dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::int64_t>(m_values.size()));
        for (std::size_t i = 1; i < m_values.size(); ++i) {
            const ValueType& other = m_values[i];
            if (other.dtype != first.dtype)
                return misfit(step, "joins elements of one type, but source 1 is " + std::string(dtypeName(first.dtype)) + " and source " +
                                        std::to_string(i + 1) + " is " + std::string(dtypeName(other.dtype)),
                              "Put a cast before it, such as cast(float32)");
            bool fits = other.shape.rank() == first.shape.rank();
            for (std::size_t k = 0; fits && k < first.shape.rank(); ++k)
                fits = other.shape[k] == first.shape[k] || (!stack && k == at);
            if (!fits)
                return misfit(step, "cannot join " + first.shape.toString() + " and " + other.shape.toString());
            if (!stack && dims[at] > std::numeric_limits<std::int64_t>::max() - other.shape[at])
                return misfit(step, "makes the axis impossibly long");
            if (!stack)
                dims[at] += other.shape[at];
        }
        if (dims.size() > maxRank || !Shape(dims).checkedElementCount())
            return misfit(step, "makes the tensor impossibly large");
        m_joined = true;
        ValueType joined{first.dtype, Shape(dims)};
        const bool alone = m_values.size() == 1;
        m_values = {joined};
        if (alone && !stack)
            return {};
        Step done = alone ? Step(ReshapeStep{dims}) : stack ? Step(StackStep{static_cast<std::int64_t>(at)}) : Step(ConcatStep{static_cast<std::int64_t>(at)});
        m_result.steps.push_back({std::move(done), std::move(joined), false, {}, {}});
        return {};
    }

    const Transform& m_transform;
    std::vector<ValueType> m_values;
    const ValueType* m_target;
    bool m_joined = false;
    ResolvedTransform m_result;
};

} // namespace

Result<ResolvedTransform> resolve(const Transform& transform, std::span<const ValueType> sources, const std::optional<ValueType>& target)
{
    return Resolver(transform, sources, target ? &*target : nullptr).run();
}

} // namespace tensorgraft
