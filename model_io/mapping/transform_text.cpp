#include "model_io/mapping/transform_call.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace tensorgraft {
namespace {

using transforms::endWord;
using transforms::fillWords;
using transforms::FillWord;

std::string numberText(double value)
{
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string callText(std::string_view name, std::span<const std::int64_t> numbers)
{
    std::string text(name);
    text += '(';
    for (std::size_t i = 0; i < numbers.size(); ++i)
        text += (i ? "," : "") + std::to_string(numbers[i]);
    return text + ')';
}

struct StepText {
    using Numbers = std::vector<std::int64_t>;
    std::string operator()(const TransposeStep& s) const { return callText("transpose", s.permutation); }
    std::string operator()(const ReshapeStep& s) const { return s.sizes ? callText("reshape", *s.sizes) : "reshape"; }
    std::string operator()(const SqueezeStep& s) const { return s.axis ? callText("squeeze", Numbers{*s.axis}) : "squeeze"; }
    std::string operator()(const UnsqueezeStep& s) const { return s.axis ? callText("unsqueeze", Numbers{*s.axis}) : "unsqueeze"; }
    std::string operator()(const FlipStep& s) const { return callText("flip", s.axes); }
    std::string operator()(const SliceStep& s) const
    {
        const std::string stop = s.stop == endWord ? "end" : std::to_string(s.stop);
        return "slice(" + std::to_string(s.axis) + ',' + std::to_string(s.start) + ',' + stop +
               (s.step == 1 ? ")" : ',' + std::to_string(s.step) + ')');
    }
    std::string operator()(const ConcatStep& s) const { return callText("concat", Numbers{s.axis}); }
    std::string operator()(const StackStep& s) const { return callText("stack", Numbers{s.axis}); }
    std::string operator()(const PadStep& s) const
    {
        std::string text = callText("pad", Numbers{s.axis, s.before, s.after});
        if (s.value != 0)
            text.insert(text.size() - 1, ',' + numberText(s.value));
        return text;
    }
    std::string operator()(const CropStep& s) const
    {
        return callText("crop", s.offset ? Numbers{s.axis, s.size, s.offset} : Numbers{s.axis, s.size});
    }
    std::string operator()(const PadOrCropStep&) const { return "pad_or_crop"; }
    std::string operator()(const CastStep& s) const { return "cast(" + std::string(dtypeName(s.to)) + ')'; }
    std::string operator()(const FillStep& s) const
    {
        const auto word = std::find_if(fillWords.begin(), fillWords.end(), [&](const FillWord& w) { return w.kind == s.kind; });
        std::string text = "fill(" + std::string(word->name);
        if (word->parameters > 0)
            text += ',' + numberText(s.a);
        if (word->parameters > 1)
            text += ',' + numberText(s.b);
        if (word->seeded)
            text += ',' + std::to_string(s.seed);
        return text + ')';
    }
    std::string operator()(const ReorderStep& s) const
    {
        Numbers numbers{s.axis};
        numbers.insert(numbers.end(), s.blocks.begin(), s.blocks.end());
        return callText("reorder", numbers);
    }
    std::string operator()(const GroupsStep& s) const
    {
        const bool split = s.kind == GroupsKind::Split;
        return std::string("groups(") + (split ? "split" : s.kind == GroupsKind::Expand ? "expand" : "collapse") + ',' + std::to_string(s.count) +
               ',' + std::to_string(split ? s.index : s.inputAxis) + ',' + std::to_string(s.outputAxis) + ')';
    }
    std::string operator()(const SumStep& s) const { return s.axis ? callText("sum", Numbers{*s.axis}) : "sum"; }
    std::string operator()(const RepeatStep& s) const
    {
        std::string text = callText("repeat", Numbers{s.axis, s.count});
        if (s.tile)
            text.insert(text.size() - 1, ",tile");
        return text;
    }
    std::string operator()(const ScaleStep& s) const { return "scale(" + numberText(s.factor) + ')'; }
    std::string operator()(const AddStep& s) const { return "add(" + numberText(s.value) + ')'; }
    std::string operator()(const DequantizeStep& s) const
    {
        if (!s.scale)
            return "dequantize";
        return "dequantize(" + numberText(*s.scale) + (s.zeroPoint != 0 ? ',' + numberText(s.zeroPoint) : "") + ')';
    }
    std::string operator()(const ResizeStep& s) const
    {
        std::string text = s.mode == ResizeMode::Nearest ? "resize(nearest" : s.mode == ResizeMode::Linear ? "resize(bilinear" : "resize(bicubic";
        for (std::size_t i = 0; i < s.axes.size(); ++i)
            text += ',' + std::to_string(s.axes[i]) + ',' + std::to_string(s.sizes[i]);
        return text + (s.alignCorners ? ",align_corners" : "") + (s.antialias ? ",antialias" : "") + ')';
    }
    std::string operator()(const RecipeStep& s) const
    {
        std::string text = s.name;
        for (std::size_t i = 0; i < s.arguments.size(); ++i)
            text += (i ? "," : "(") + s.arguments[i];
        return text + (s.arguments.empty() ? "" : ")");
    }
    // What only resolve() makes has no text of its own; the digest tells two of them apart.
    std::string operator()(const MixStep& s) const
    {
        return "mix(" + std::to_string(s.axis) + ',' + std::to_string(s.weights->inputSize) + ',' + std::to_string(s.weights->outputSize()) + ",#" +
               digest({s.weights->weights}, s.weights->taps) + ')';
    }
    std::string operator()(const AffineStep& s) const
    {
        return "affine(" + std::to_string(s.axis) + ",#" + digest({s.zeros, s.factors, s.offsets}, {}) + ')';
    }
    std::string operator()(const FoldStep& s) const
    {
        const char* kind = s.kind == FoldKind::WeightNorm ? "weight_norm" : s.kind == FoldKind::BatchNormKernel ? "bn_kernel" : "bn_bias";
        return std::string("fold(") + kind + ',' + std::to_string(s.axis) + ',' + numberText(s.epsilon) + ')';
    }

private:
    static std::string digest(const std::vector<std::vector<double>>& lists, std::span<const std::int64_t> numbers)
    {
        std::uint64_t hash = 0xCBF29CE484222325u; // FNV-1a
        const auto add = [&hash](std::uint64_t word) {
            for (int shift = 0; shift < 64; shift += 8)
                hash = (hash ^ ((word >> shift) & 0xFF)) * 0x100000001B3u;
        };
        for (const auto& list : lists) {
            add(list.size());
            for (const double value : list)
                add(std::bit_cast<std::uint64_t>(value));
        }
        for (const std::int64_t number : numbers)
            add(static_cast<std::uint64_t>(number));
        return std::to_string(hash);
    }
};

} // namespace

std::string toString(const Step& step) { return std::visit(StepText{}, step); }

std::string Transform::toString() const
{
    std::string text;
    for (const Step& step : m_steps)
        text += (text.empty() ? "" : "|") + tensorgraft::toString(step);
    return text.empty() ? "identity" : text;
}

} // namespace tensorgraft
