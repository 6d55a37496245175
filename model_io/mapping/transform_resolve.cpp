#include "model_io/mapping/recipe_shapes.h"
#include "model_io/mapping/transform_apply.h"

#include <algorithm>
#include <limits>

namespace tensorgraft {
namespace {

using namespace transforms;

class Resolver {
public:
    Resolver(const Transform& transform, std::span<const ValueType> sources, const ValueType* target)
        : m_transform(transform), m_values(sources.begin(), sources.end()), m_target(target)
    {
        m_nominals.resize(m_values.size());
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
                            .advise("Add concat(axis), stack(axis) or sum to the transform"));
        if (m_target) {
            if (m_values[0].shape != m_target->shape)
                return fail(makeError(ErrorCode::Mismatch, "the shapes differ")
                                .wanted(m_target->shape.toString()).got(m_values[0].shape.toString()));
            if (m_values[0].dtype != m_target->dtype)
                if (auto ok = apply(CastStep{m_target->dtype}); !ok)
                    return fail(std::move(ok.error()));
        } else if (m_nominals[0] && *m_nominals[0] != m_values[0].dtype) {
            if (auto ok = apply(CastStep{*m_nominals[0]}); !ok)
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
        if (const auto* concat = std::get_if<ConcatStep>(&step))
            return join(step, concat->axis, false);
        if (const auto* stack = std::get_if<StackStep>(&step))
            return join(step, stack->axis, true);
        if (const auto* sum = std::get_if<SumStep>(&step); sum && !sum->axis)
            return add(step);
        if (const auto* fold = std::get_if<FoldStep>(&step))
            return this->fold(*fold);
        if (const auto* recipe = std::get_if<RecipeStep>(&step))
            return follow(step, *recipe);
        return applyToEach(step, [&](std::size_t i) { return applyStep(step, operand(i), m_target); });
    }

    [[nodiscard]] Operand operand(std::size_t i) const { return {m_values[i], m_nominals[i]}; }

    template <typename Apply>
    Result<void> applyToEach(const Step& step, Apply applyTo)
    {
        std::vector<Outcome> outcomes;
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            Result<Outcome> outcome = applyTo(i);
            if (!outcome)
                return fail(std::move(outcome.error()));
            outcomes.push_back(std::move(*outcome));
        }
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            Outcome& outcome = outcomes[i];
            addLoss(outcome.loss);
            if (outcome.nominal)
                m_nominals[i] = outcome.nominal;
            // A cast says which type is meant; what was computed before is rounded to it.
            if (std::holds_alternative<CastStep>(step))
                m_nominals[i].reset();
        }
        append(step, std::move(outcomes));
        return {};
    }

    void addLoss(const std::string& loss)
    {
        if (!loss.empty() && m_result.lossReason.find(loss) == std::string::npos)
            m_result.lossReason += (m_result.lossReason.empty() ? "" : ", ") + loss;
    }

    /// A recipe that depends on shapes: steps for each source, perhaps a join, and steps behind it.
    Result<void> follow(const Step& written, const RecipeStep& recipe)
    {
        std::vector<ValueType> inputs = m_values;
        auto plan = planRecipe(recipe, inputs, m_target);
        if (!plan)
            return fail(std::move(plan.error()));
        if (!plan->perSource.empty()) {
            auto done = applyToEach(written, [&](std::size_t i) { return applySteps(plan->perSource[i], operand(i), m_target); });
            if (!done)
                return done;
        }
        for (const Step& step : plan->after)
            if (auto done = apply(step); !done)
                return done;
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
        m_nominals = {std::nullopt};
        m_joined = true;
        m_result.steps.push_back({step, *m_target, false, {}, {}});
        return {};
    }

    /// One value remains of all: float64 that stands for `nominal`.
    Result<void> computed(Step step, Shape shape, DType nominal, const std::string& loss)
    {
        ValueType result{DType::Float64, std::move(shape)};
        m_values = {result};
        m_nominals = {nominal};
        m_joined = true;
        addLoss(loss);
        m_result.steps.push_back({std::move(step), std::move(result), false, {}, {}});
        return {};
    }

    Result<void> add(const Step& step)
    {
        if (m_joined)
            return misfit(step, "has nothing left to add up", "Name several sources, or the axis: sum(0)");
        if (m_values.size() == 1)
            return misfit(step, "adds up several sources, and there is one", "Name the axis where one is meant: sum(0)");
        std::optional<DType> nominal;
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            auto type = computedType(step, m_nominals[i].value_or(m_values[i].dtype));
            if (!type)
                return fail(std::move(type.error()));
            if (m_values[i].shape != m_values[0].shape)
                return fail(makeError(ErrorCode::Mismatch, "'sum' adds tensors of one shape, but source " + std::to_string(i + 1) + " is another")
                                .wanted(m_values[0].shape.toString())
                                .got(m_values[i].shape.toString()));
            nominal = !nominal || *nominal == *type ? *type : *nominal == DType::Float64 || *type == DType::Float64 ? DType::Float64 : DType::Float32;
        }
        const Shape shape = m_values[0].shape;
        return computed(step, shape, *nominal, "adds up " + std::to_string(m_values.size()) + " sources");
    }

    Result<void> fold(const FoldStep& step)
    {
        auto shape = foldShape(step, m_values);
        if (!shape)
            return fail(std::move(shape.error()));
        const std::size_t main = step.kind == FoldKind::WeightNorm ? 1 : 0;
        auto nominal = computedType(step, m_nominals[main].value_or(m_values[main].dtype));
        if (!nominal)
            return fail(std::move(nominal.error()));
        return computed(step, std::move(*shape), *nominal,
                        step.kind == FoldKind::WeightNorm ? "multiplies magnitude and direction into one kernel" : "folds statistics of a normalisation into the weights");
    }

    Result<void> join(const Step& step, std::int64_t axis, bool stack)
    {
        if (m_joined)
            return misfit(step, "has nothing left to join");
        for (const ValueType& value : m_values)
            if (!isPlain(value.dtype))
                return fail(makeError(ErrorCode::Unsupported, "elements of type " + std::string(dtypeName(value.dtype)) + " cannot be transformed")
                                .advise("Such tensors can only be copied as they are"));
        const ValueType first = m_values[0];
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
        m_nominals.resize(1);
        if (alone && !stack)
            return {};
        Step done = alone ? Step(ReshapeStep{dims}) : stack ? Step(StackStep{static_cast<std::int64_t>(at)}) : Step(ConcatStep{static_cast<std::int64_t>(at)});
        m_result.steps.push_back({std::move(done), std::move(joined), false, {}, {}});
        return {};
    }

    const Transform& m_transform;
    std::vector<ValueType> m_values;
    std::vector<std::optional<DType>> m_nominals; ///< of each value that a step computed: what it is rounded to
    const ValueType* m_target;
    bool m_joined = false;
    ResolvedTransform m_result;
};

} // namespace

Result<ResolvedTransform> resolve(const Transform& transform, std::span<const ValueType> sources, const std::optional<ValueType>& target)
{
    return Resolver(transform, sources, target ? &*target : nullptr).run();
}

DType ownType(const Transform& transform, DType input)
{
    DType type = input;
    for (const Step& step : transform.steps()) {
        const auto* const cast = std::get_if<CastStep>(&step);
        const auto* const recipe = std::get_if<RecipeStep>(&step);
        const bool computes = std::holds_alternative<SumStep>(step) || std::holds_alternative<ScaleStep>(step) || std::holds_alternative<AddStep>(step) ||
                              std::holds_alternative<DequantizeStep>(step) || std::holds_alternative<ResizeStep>(step) ||
                              (recipe && (recipe->name.ends_with(":fold") || recipe->name.ends_with(":resize") || recipe->name.ends_with("->gray")));
        if (cast)
            type = cast->to;
        else if (computes && isInteger(type))
            type = DType::Float32;
    }
    return type;
}

} // namespace tensorgraft
