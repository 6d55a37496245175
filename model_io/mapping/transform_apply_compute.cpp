#include "model_io/mapping/transform_apply.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tensorgraft::transforms {

Result<DType> computedType(const Step& step, DType in)
{
    if (isFloating(in))
        return in;
    if (isInteger(in) && isPlain(in))
        return DType::Float32;
    return fail(makeError(ErrorCode::Unsupported, "'" + toString(step) + "' cannot compute with elements of type " + std::string(dtypeName(in)))
                    .advise("Put a cast before it, such as cast(float32)"));
}

namespace {

class Computing {
public:
    Computing(const Step& step, const Operand& in, const ValueType* target) : m_step(step), m_operand(in), m_in(in.type), m_target(target) {}

    Result<Outcome> operator()(const ReorderStep& s) const
    {
        auto axis = axisOf(m_step, s.axis, m_in.shape);
        if (!axis)
            return fail(std::move(axis.error()));
        const auto count = static_cast<std::int64_t>(s.blocks.size());
        const std::int64_t size = m_in.shape[*axis];
        if (count == 0 || size % count != 0)
            return misfit(m_step, "needs " + std::to_string(count) + " equal blocks, but " + axisName(static_cast<std::int64_t>(*axis), m_in.shape) +
                                      " has size " + std::to_string(size));
        std::vector<bool> seen(s.blocks.size(), false);
        bool same = true;
        for (std::size_t k = 0; k < s.blocks.size(); ++k) {
            const std::int64_t block = s.blocks[k];
            if (block < 0 || block >= count || seen[static_cast<std::size_t>(block)])
                return misfit(m_step, "must name each of the " + std::to_string(count) + " blocks once");
            seen[static_cast<std::size_t>(block)] = true;
            same = same && block == static_cast<std::int64_t>(k);
        }
        if (same || size == 0)
            return Outcome{};
        return becomes(ReorderStep{static_cast<std::int64_t>(*axis), s.blocks}, m_in.dtype, dimsOf(m_in.shape));
    }

    Result<Outcome> operator()(const GroupsStep& s) const
    {
        auto out = axisOf(m_step, s.outputAxis, m_in.shape);
        if (!out)
            return fail(std::move(out.error()));
        const std::int64_t outputs = m_in.shape[*out];
        if (s.count < 1 || outputs % s.count != 0)
            return misfit(m_step, "needs output channels in " + std::to_string(s.count) + " equal groups, but " +
                                      axisName(static_cast<std::int64_t>(*out), m_in.shape) + " has size " + std::to_string(outputs));
        std::vector<std::int64_t> dims = dimsOf(m_in.shape);
        if (s.kind == GroupsKind::Split) {
            if (s.index < 0 || s.index >= s.count)
                return misfit(m_step, "has no group " + std::to_string(s.index) + ": they count from 0 to " + std::to_string(s.count - 1));
            if (s.count == 1)
                return Outcome{};
            const std::int64_t part = outputs / s.count;
            dims[*out] = part;
            return becomes(SliceStep{static_cast<std::int64_t>(*out), s.index * part, (s.index + 1) * part, 1}, m_in.dtype, std::move(dims),
                           "takes group " + std::to_string(s.index) + " of " + std::to_string(s.count));
        }
        auto in = axisOf(m_step, s.inputAxis, m_in.shape);
        if (!in)
            return fail(std::move(in.error()));
        if (*in == *out)
            return misfit(m_step, "needs different axes for input and output channels");
        if (s.count == 1)
            return Outcome{};
        std::int64_t& inputs = dims[*in];
        if (s.kind == GroupsKind::Expand) {
            if (inputs > std::numeric_limits<std::int64_t>::max() / s.count)
                return misfit(m_step, "makes the axis impossibly long");
            inputs *= s.count;
            if (!Shape(dims).checkedElementCount())
                return misfit(m_step, "makes the tensor impossibly large");
        } else {
            if (inputs % s.count != 0)
                return misfit(m_step, "needs input channels in " + std::to_string(s.count) + " equal groups, but " +
                                          axisName(static_cast<std::int64_t>(*in), m_in.shape) + " has size " + std::to_string(inputs));
            inputs /= s.count;
        }
        GroupsStep done = s;
        done.inputAxis = static_cast<std::int64_t>(*in);
        done.outputAxis = static_cast<std::int64_t>(*out);
        return becomes(done, m_in.dtype, std::move(dims));
    }

    Result<Outcome> operator()(const RepeatStep& s) const
    {
        auto axis = axisOf(m_step, s.axis, m_in.shape);
        if (!axis)
            return fail(std::move(axis.error()));
        if (s.count < 1)
            return misfit(m_step, "repeats less than once");
        if (s.count == 1)
            return Outcome{};
        std::vector<std::int64_t> dims = dimsOf(m_in.shape);
        if (dims.size() >= maxRank || dims[*axis] > std::numeric_limits<std::int64_t>::max() / s.count)
            return misfit(m_step, "makes the axis impossibly long");
        dims[*axis] *= s.count;
        if (!Shape(dims).checkedElementCount())
            return misfit(m_step, "makes the tensor impossibly large");
        return becomes(RepeatStep{static_cast<std::int64_t>(*axis), s.count, s.tile}, m_in.dtype, std::move(dims));
    }

    Result<Outcome> operator()(const SumStep& s) const
    {
        auto axis = axisOf(m_step, s.axis.value_or(0), m_in.shape);
        if (!axis)
            return fail(std::move(axis.error()));
        AxisWeights weights;
        weights.inputSize = m_in.shape[*axis];
        for (std::int64_t i = 0; i < weights.inputSize; ++i) {
            weights.taps.push_back(i);
            weights.weights.push_back(1);
        }
        weights.endRow();
        auto outcome = mixed(*axis, std::move(weights), "adds up axis " + std::to_string(*axis));
        if (!outcome)
            return outcome;
        // NumPy drops the axis.
        std::vector<std::int64_t> dims = dimsOf(outcome->results.back().shape);
        dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(*axis));
        outcome->steps.push_back(ReshapeStep{dims});
        outcome->results.push_back({DType::Float64, Shape(std::move(dims))});
        return outcome;
    }

    Result<Outcome> operator()(const ScaleStep& s) const
    {
        if (s.factor == 1)
            return Outcome{};
        int exponent = 0;
        const bool exact = std::abs(std::frexp(s.factor, &exponent)) == 0.5 && isFloating(m_operand.nominal.value_or(m_in.dtype));
        AffineStep affine;
        affine.factors = {s.factor};
        return affinely(std::move(affine), exact ? "" : "rounds products with " + textOf(s.factor));
    }

    Result<Outcome> operator()(const AddStep& s) const
    {
        if (s.value == 0)
            return Outcome{};
        AffineStep affine;
        affine.offsets = {s.value};
        return affinely(std::move(affine), "rounds sums with " + textOf(s.value));
    }

    Result<Outcome> operator()(const DequantizeStep& s) const
    {
        AffineStep affine;
        if (s.scale) {
            affine.zeros = {s.zeroPoint};
            affine.factors = {*s.scale};
            return affinely(std::move(affine), "");
        }
        if (!m_in.quantization)
            return misfit(m_step, "needs the tensor's own scale, and the file has none for it (or another step came before)",
                          "Write the numbers: dequantize(scale,zero_point)");
        const AffineQuantization& record = *m_in.quantization;
        const std::size_t count = record.scales.size();
        affine.factors = record.scales;
        if (!record.zeroPoints.empty())
            affine.zeros.assign(record.zeroPoints.begin(), record.zeroPoints.end());
        const bool perAxis = record.axis >= 0 && count != 1;
        if (perAxis)
            affine.axis = record.axis;
        const bool fits = count == 1 || (perAxis && static_cast<std::size_t>(record.axis) < m_in.shape.rank() &&
                                         m_in.shape[static_cast<std::size_t>(record.axis)] == static_cast<std::int64_t>(count));
        if (!fits || (affine.zeros.size() != 1 && affine.zeros.size() != count))
            return misfit(m_step, "does not fit: " + std::to_string(count) + " scales along axis " + std::to_string(record.axis) + " of " + m_in.shape.toString());
        return affinely(std::move(affine), "");
    }

    Result<Outcome> operator()(const ResizeStep& s) const
    {
        std::vector<std::int64_t> axes, sizes;
        if (s.axes.empty()) {
            if (!m_target)
                return openStep(m_step, "takes its sizes from the target, and there is none", "Write axes and sizes: resize(bilinear,2,14,3,14)");
            if (m_target->shape.rank() != m_in.shape.rank())
                return misfit(m_step, "needs as many axes as the target has: " + m_in.shape.toString() + " against " + m_target->shape.toString(),
                              "Write axes and sizes: resize(bilinear,2,14,3,14)");
            for (std::size_t a = 0; a < m_in.shape.rank(); ++a)
                if (m_in.shape[a] != m_target->shape[a]) {
                    axes.push_back(static_cast<std::int64_t>(a));
                    sizes.push_back(m_target->shape[a]);
                }
        } else {
            for (std::size_t k = 0; k < s.axes.size(); ++k) {
                auto axis = axisOf(m_step, s.axes[k], m_in.shape);
                if (!axis)
                    return fail(std::move(axis.error()));
                if (std::find(axes.begin(), axes.end(), static_cast<std::int64_t>(*axis)) != axes.end())
                    return misfit(m_step, "names axis " + std::to_string(*axis) + " twice");
                axes.push_back(static_cast<std::int64_t>(*axis));
                sizes.push_back(s.sizes[k]);
            }
        }
        Outcome all;
        Operand now = m_operand;
        for (std::size_t k = 0; k < axes.size(); ++k) {
            const auto axis = static_cast<std::size_t>(axes[k]);
            const std::int64_t from = m_in.shape[axis];
            if (sizes[k] == from)
                continue;
            constexpr std::int64_t longest = std::int64_t{1} << 24;
            if (from < 1 || sizes[k] < 1 || from > longest || sizes[k] > longest)
                return misfit(m_step, "cannot make " + std::to_string(sizes[k]) + " of " + axisName(axes[k], m_in.shape));
            auto one = Computing(m_step, now, m_target)
                           .mixed(axis, resizeWeights(from, sizes[k], s.mode, s.alignCorners, s.antialias),
                                  "resizes axis " + std::to_string(axis) + " from " + std::to_string(from) + " to " + std::to_string(sizes[k]));
            if (!one)
                return one;
            now = {one->results.back(), one->nominal};
            all.steps.push_back(std::move(one->steps.back()));
            all.results.push_back(std::move(one->results.back()));
            all.loss += (all.loss.empty() ? "" : ", ") + one->loss;
            all.nominal = one->nominal;
        }
        return all;
    }

    Result<Outcome> operator()(const MixStep& s) const
    {
        auto axis = axisOf(m_step, s.axis, m_in.shape);
        if (!axis)
            return fail(std::move(axis.error()));
        if (!s.weights || s.weights->inputSize != m_in.shape[*axis])
            return misfit(m_step, "does not fit " + m_in.shape.toString());
        return mixed(*axis, *s.weights, "mixes axis " + std::to_string(*axis));
    }

    Result<Outcome> operator()(const AffineStep& s) const
    {
        auto axis = axisOf(m_step, s.axis, m_in.shape);
        for (const auto* list : {&s.zeros, &s.factors, &s.offsets})
            if (list->size() != 1 && (!axis || static_cast<std::int64_t>(list->size()) != m_in.shape[*axis]))
                return misfit(m_step, "does not fit " + m_in.shape.toString());
        return affinely(s, "computes new values");
    }

    template <typename Other>
    Result<Outcome> operator()(const Other&) const
    {
        return misfit(m_step, "cannot be applied to a single tensor");
    }

private:
    static std::string textOf(double value) { return toString(ScaleStep{value}).substr(5); } // "scale(0.1)" -> "(0.1)"

    Result<Outcome> affinely(AffineStep step, std::string loss) const
    {
        auto nominal = computedType(m_step, m_operand.nominal.value_or(m_in.dtype));
        if (!nominal)
            return fail(std::move(nominal.error()));
        Outcome outcome = becomes(std::move(step), DType::Float64, dimsOf(m_in.shape), std::move(loss));
        outcome.nominal = *nominal;
        return outcome;
    }

    Result<Outcome> mixed(std::size_t axis, AxisWeights weights, std::string loss) const
    {
        auto nominal = computedType(m_step, m_operand.nominal.value_or(m_in.dtype));
        if (!nominal)
            return fail(std::move(nominal.error()));
        std::vector<std::int64_t> dims = dimsOf(m_in.shape);
        dims[axis] = weights.outputSize();
        if (!Shape(dims).checkedElementCount())
            return misfit(m_step, "makes the tensor impossibly large");
        Outcome outcome = becomes(MixStep{static_cast<std::int64_t>(axis), std::make_shared<const AxisWeights>(std::move(weights))},
                                  DType::Float64, std::move(dims), std::move(loss));
        outcome.nominal = *nominal;
        return outcome;
    }

    const Step& m_step;
    const Operand& m_operand;
    const ValueType& m_in;
    const ValueType* m_target;
};

} // namespace

Result<Outcome> applyComputing(const Step& step, const Operand& in, const ValueType* target)
{
    return std::visit(Computing(step, in, target), step);
}

} // namespace tensorgraft::transforms
