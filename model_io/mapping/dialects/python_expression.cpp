#include "model_io/mapping/dialects/python_code.h"

#include <charconv>

namespace tensorgraft::dialects {
namespace {

std::string numbers(std::span<const std::int64_t> values)
{
    std::string text;
    for (const std::int64_t value : values)
        text += (text.empty() ? "" : ", ") + std::to_string(value);
    return text;
}

std::string tuple(std::span<const std::int64_t> values) { return '(' + numbers(values) + (values.size() == 1 ? ",)" : ")"); }

std::string number(double value)
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return {text, end};
}

/// [:, :, 3:7] with `what` at `axis`.
std::string indexAt(std::int64_t axis, const std::string& what)
{
    std::string text = "[";
    for (std::int64_t k = 0; k < axis; ++k)
        text += ":, ";
    return text + what + ']';
}

std::string joinedList(const std::vector<std::string>& operands)
{
    std::string text = "[";
    for (const std::string& operand : operands)
        text += (text.size() == 1 ? "" : ", ") + operand;
    return text + ']';
}

std::string reordered(const ReorderStep& step, const ValueType& result, const std::string& value, bool torch)
{
    // The axis as (blocks, rest), the blocks picked in their new order.
    const Shape& shape = result.shape;
    const auto blocks = static_cast<std::int64_t>(step.blocks.size());
    std::vector<std::int64_t> split(shape.begin(), shape.begin() + step.axis);
    split.push_back(blocks);
    split.push_back(blocks ? shape[static_cast<std::size_t>(step.axis)] / blocks : 0);
    split.insert(split.end(), shape.begin() + step.axis + 1, shape.end());
    return value + ".reshape(" + numbers(split) + ")" + indexAt(step.axis, '[' + numbers(step.blocks) + ']') + ".reshape(" + (torch || shape.rank() > 0 ? numbers(shape.dims()) : "()") + ")";
}

/// One step on one operand; nullopt where there is no short form.
std::optional<std::string> applied(const Step& step, const ValueType& result, const std::string& value, bool torch)
{
    if (const auto* s = std::get_if<TransposeStep>(&step))
        return value + (torch ? ".permute(" : ".transpose(") + numbers(s->permutation) + ")";
    if (std::holds_alternative<ReshapeStep>(step))
        return value + ".reshape(" + (result.shape.rank() == 0 ? "()" : numbers(result.shape.dims())) + ")";
    if (const auto* s = std::get_if<FlipStep>(&step))
        return torch ? "torch.flip(" + value + ", " + tuple(s->axes) + ")" : "np.flip(" + value + ", " + tuple(s->axes) + ")";
    if (const auto* s = std::get_if<SliceStep>(&step)) {
        const std::string bounds = std::to_string(s->start) + ':' + (s->stop == INT64_MAX ? "" : std::to_string(s->stop));
        return value + indexAt(s->axis, bounds + (s->step == 1 ? "" : ':' + std::to_string(s->step)));
    }
    if (const auto* s = std::get_if<CropStep>(&step))
        return value + indexAt(s->axis, std::to_string(s->offset) + ':' + std::to_string(s->offset + s->size));
    if (const auto* s = std::get_if<PadStep>(&step)) {
        const auto rank = static_cast<std::int64_t>(result.shape.rank());
        std::string widths;
        if (torch) { // pairs from the last axis to this one
            for (std::int64_t k = rank - 1; k > s->axis; --k)
                widths += "0, 0, ";
            return "torch.nn.functional.pad(" + value + ", (" + widths + std::to_string(s->before) + ", " + std::to_string(s->after) + "), value=" + number(s->value) + ")";
        }
        for (std::int64_t k = 0; k < rank; ++k)
            widths += (k ? ", (" : "(") + (k == s->axis ? std::to_string(s->before) + ", " + std::to_string(s->after) : std::string("0, 0")) + ")";
        return "np.pad(" + value + ", [" + widths + "], constant_values=" + number(s->value) + ")";
    }
    if (const auto* s = std::get_if<CastStep>(&step)) {
        const std::string name(dtypeName(s->to));
        static constexpr std::string_view known[] = {"float16", "float32", "float64", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "bool", "complex64", "complex128"};
        for (const std::string_view dtype : known)
            if (dtype == name && (torch || name != "bfloat16"))
                return torch ? value + ".to(torch." + name + ")" : value + ".astype(np." + (name == "bool" ? "bool_" : name) + ")";
        return std::nullopt;
    }
    if (const auto* s = std::get_if<ReorderStep>(&step))
        return reordered(*s, result, value, torch);
    if (const auto* s = std::get_if<SumStep>(&step); s && s->axis)
        return value + ".sum(" + (torch ? "" : "axis=") + std::to_string(*s->axis) + ")";
    if (const auto* s = std::get_if<RepeatStep>(&step)) {
        if (!s->tile)
            return (torch ? "torch.repeat_interleave(" : "np.repeat(") + value + ", " + std::to_string(s->count) + (torch ? ", dim=" : ", axis=") + std::to_string(s->axis) + ")";
        std::vector<std::int64_t> times(result.shape.rank(), 1);
        times[static_cast<std::size_t>(s->axis)] = s->count;
        return torch ? value + ".repeat(" + numbers(times) + ")" : "np.tile(" + value + ", " + tuple(times) + ")";
    }
    if (const auto* s = std::get_if<AffineStep>(&step)) {
        std::string text = value + (torch ? ".double()" : ".astype(np.float64)");
        const auto part = [&](const std::vector<double>& list, double neutral, const char* sign) {
            if (list.size() != 1)
                return false;
            if (list[0] != neutral)
                text = '(' + text + ' ' + sign + ' ' + number(list[0]) + ')';
            return true;
        };
        return part(s->zeros, 0, "-") && part(s->factors, 1, "*") && part(s->offsets, 0, "+") ? std::optional(text) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::string> filled(const FillStep& step, const ValueType& result, bool torch)
{
    const std::string shape = tuple(result.shape.dims());
    switch (step.kind) {
    case FillKind::Zeros: return (torch ? "torch.zeros(" : "np.zeros(") + shape + ")";
    case FillKind::Ones: return (torch ? "torch.ones(" : "np.ones(") + shape + ")";
    case FillKind::Constant: return (torch ? "torch.full(" : "np.full(") + shape + ", " + number(step.a) + ")";
    default: return std::nullopt; // our generator's values are not theirs
    }
}

} // namespace

std::optional<std::string> pythonExpression(const ResolvedTransform& transform, const std::vector<std::string>& operands, bool torch, std::string& why)
{
    std::vector<std::string> values = operands;
    for (const ResolvedStep& step : transform.steps) {
        const auto missing = [&] {
            why = "'" + toString(step.step) + "' has no short form in " + (torch ? "PyTorch" : "NumPy");
            return std::nullopt;
        };
        if (const auto* fill = std::get_if<FillStep>(&step.step)) {
            const auto text = filled(*fill, step.result, torch);
            if (!text)
                return missing();
            values = {*text};
        } else if (const auto* concat = std::get_if<ConcatStep>(&step.step)) {
            values = {(torch ? "torch.cat(" : "np.concatenate(") + joinedList(values) + ", " + std::to_string(concat->axis) + ")"};
        } else if (const auto* stack = std::get_if<StackStep>(&step.step)) {
            values = {(torch ? "torch.stack(" : "np.stack(") + joinedList(values) + ", " + std::to_string(stack->axis) + ")"};
        } else if (const auto* sum = std::get_if<SumStep>(&step.step); sum && !sum->axis) {
            std::string text;
            for (const std::string& value : values)
                text += (text.empty() ? "(" : " + ") + value;
            values = {text + ')'};
        } else {
            for (std::size_t k = 0; k < values.size(); ++k) {
                const Step& own = k < step.perSourceSteps.size() ? step.perSourceSteps[k] : step.step;
                const ValueType& result = k < step.perSourceResults.size() ? step.perSourceResults[k] : step.result;
                auto text = applied(own, result, values[k], torch);
                if (!text)
                    return missing();
                values[k] = std::move(*text);
            }
        }
    }
    if (values.size() != 1) {
        why = "its sources are not joined";
        return std::nullopt;
    }
    return values[0];
}

} // namespace tensorgraft::dialects
