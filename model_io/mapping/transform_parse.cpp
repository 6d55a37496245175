#include "model_io/mapping/recipes.h"
#include "model_io/mapping/transform.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace tensorgraft {
namespace {

constexpr std::size_t maxSteps = 256, maxArguments = 64;
constexpr std::int64_t endWord = std::numeric_limits<std::int64_t>::max();

struct Argument {
    std::string_view text;
    std::size_t column; ///< from 1
};

struct Call {
    std::string_view name;
    std::size_t column;
    bool hasParentheses = false;
    std::vector<Argument> arguments;
};

Error at(std::size_t column, std::string message, std::string hint = {})
{
    return makeError(ErrorCode::Usage, "column " + std::to_string(column) + " of the transform: " + std::move(message))
        .advise(std::move(hint));
}

constexpr std::array stepNames{"identity", "transpose", "reshape", "squeeze", "unsqueeze", "flip", "slice", "concat",
                               "stack", "pad", "crop", "pad_or_crop", "cast", "fill"};

/// Number of letters to change, add or drop; for "did you mean".
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return row[b.size()];
}

std::string suggestion(std::string_view name)
{
    if (name.size() <= 40)
        for (std::string_view known : stepNames)
            if (distance(name, known) <= 2)
                return "Did you mean '" + std::string(known) + "'?";
    std::string all;
    for (std::string_view known : stepNames)
        all += (all.empty() ? "" : ", ") + std::string(known);
    return "Steps are " + all + ", and recipes such as conv:HWIO->OIHW";
}

/// Splits one step into its name and arguments. `base`: column of its first character, less one.
Result<Call> readCall(std::string_view text, std::size_t base)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    std::size_t begin = 0, end = text.size();
    while (begin < end && blank(text[begin]))
        ++begin;
    while (end > begin && blank(text[end - 1]))
        --end;
    Call call;
    call.column = base + begin + 1;
    if (begin == end)
        return fail(at(call.column, "a step is missing", "Steps are joined by one '|', as in reshape(4,-1)|transpose(1,0)"));
    const std::size_t open = text.find('(', begin);
    std::size_t nameEnd = std::min(open, end);
    if (open != std::string_view::npos) {
        call.hasParentheses = true;
        if (text[end - 1] != ')')
            return fail(at(base + end, "')' is missing after the arguments of '" + std::string(text.substr(begin, open - begin)) + "'"));
        std::size_t from = open + 1;
        const std::size_t last = end - 1;
        bool any = false;
        for (std::size_t i = from; i < last; ++i)
            any = any || !blank(text[i]);
        while (any) {
            const std::size_t comma = std::min(text.find(',', from), last);
            std::size_t a = from, b = comma;
            while (a < b && blank(text[a]))
                ++a;
            while (b > a && blank(text[b - 1]))
                --b;
            if (a == b)
                return fail(at(base + from + 1, "an argument is missing"));
            if (call.arguments.size() == maxArguments)
                return fail(at(base + a + 1, "too many arguments"));
            call.arguments.push_back({text.substr(a, b - a), base + a + 1});
            if (comma == last)
                break;
            from = comma + 1;
        }
    }
    while (nameEnd > begin && blank(text[nameEnd - 1]))
        --nameEnd;
    call.name = text.substr(begin, nameEnd - begin);
    if (call.name.empty())
        return fail(at(call.column, "the name of a step is missing"));
    return call;
}

Result<std::int64_t> integerOf(const Argument& argument)
{
    std::int64_t value = 0;
    const char* end = argument.text.data() + argument.text.size();
    const auto [stopped, error] = std::from_chars(argument.text.data(), end, value);
    if (error != std::errc{} || stopped != end)
        return fail(at(argument.column, "'" + std::string(argument.text) + "' is no whole number"));
    return value;
}

Result<double> numberOf(const Argument& argument)
{
    double value = 0;
    const char* end = argument.text.data() + argument.text.size();
    const auto [stopped, error] = std::from_chars(argument.text.data(), end, value);
    if (error != std::errc{} || stopped != end || !std::isfinite(value))
        return fail(at(argument.column, "'" + std::string(argument.text) + "' is no number"));
    return value;
}

Result<std::vector<std::int64_t>> integersOf(const Call& call)
{
    std::vector<std::int64_t> values;
    for (const Argument& argument : call.arguments) {
        auto value = integerOf(argument);
        if (!value)
            return fail(std::move(value.error()));
        values.push_back(*value);
    }
    return values;
}

Result<void> expectCount(const Call& call, std::size_t least, std::size_t most, std::string_view usage)
{
    if (call.arguments.size() >= least && call.arguments.size() <= most)
        return {};
    return fail(at(call.column, "'" + std::string(call.name) + "' has " + std::to_string(call.arguments.size()) + " arguments",
                   "Write it as " + std::string(usage)));
}

struct FillWord {
    std::string_view name;
    FillKind kind;
    std::size_t parameters; ///< numbers before the seed
    bool seeded;
};
constexpr std::array fillWords{
    FillWord{"zeros", FillKind::Zeros, 0, false}, FillWord{"ones", FillKind::Ones, 0, false},
    FillWord{"constant", FillKind::Constant, 1, false}, FillWord{"normal", FillKind::Normal, 2, true},
    FillWord{"truncated_normal", FillKind::TruncatedNormal, 2, true}, FillWord{"uniform", FillKind::Uniform, 2, true},
    FillWord{"glorot_uniform", FillKind::GlorotUniform, 0, true}, FillWord{"glorot_normal", FillKind::GlorotNormal, 0, true},
    FillWord{"he_uniform", FillKind::HeUniform, 0, true}, FillWord{"he_normal", FillKind::HeNormal, 0, true},
};

Result<Step> readFill(const Call& call)
{
    if (auto ok = expectCount(call, 1, 4, "fill(zeros), fill(constant,0.1), fill(normal,mean,stddev,seed) or fill(he_normal,seed)"); !ok)
        return fail(std::move(ok.error()));
    const auto word = std::find_if(fillWords.begin(), fillWords.end(),
                                   [&](const FillWord& w) { return w.name == call.arguments[0].text; });
    if (word == fillWords.end()) {
        std::string known;
        for (const FillWord& w : fillWords)
            known += (known.empty() ? "" : ", ") + std::string(w.name);
        return fail(at(call.arguments[0].column, "there is no filling '" + std::string(call.arguments[0].text) + "'", "Fillings are " + known));
    }
    const std::size_t given = call.arguments.size() - 1;
    if (given < word->parameters || given > word->parameters + (word->seeded ? 1 : 0))
        return fail(at(call.column, "fill(" + std::string(word->name) + ") has " + std::to_string(given) + " numbers",
                       "It takes " + std::to_string(word->parameters) + (word->seeded ? " and a seed" : "")));
    FillStep step;
    step.kind = word->kind;
    for (std::size_t i = 0; i < word->parameters; ++i) {
        auto value = numberOf(call.arguments[i + 1]);
        if (!value)
            return fail(std::move(value.error()));
        (i == 0 ? step.a : step.b) = *value;
    }
    const bool spread = step.kind == FillKind::Normal || step.kind == FillKind::TruncatedNormal;
    if (spread && step.b < 0)
        return fail(at(call.arguments[2].column, "a standard deviation is not negative"));
    if (step.kind == FillKind::Uniform && step.b < step.a)
        return fail(at(call.arguments[2].column, "the upper bound is below the lower one"));
    if (given > word->parameters) {
        auto seed = integerOf(call.arguments.back());
        if (!seed)
            return fail(std::move(seed.error()));
        if (*seed < 0)
            return fail(at(call.arguments.back().column, "a seed is not negative"));
        step.seed = static_cast<std::uint64_t>(*seed);
    }
    return Step(step);
}

Result<Step> readSlice(const Call& call)
{
    if (auto ok = expectCount(call, 3, 4, "slice(axis,start,stop) or slice(axis,start,stop,step)"); !ok)
        return fail(std::move(ok.error()));
    std::array<std::int64_t, 4> value{0, 0, 0, 1};
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
        if (i == 2 && call.arguments[i].text == "end") {
            value[i] = endWord;
            continue;
        }
        auto number = integerOf(call.arguments[i]);
        if (!number)
            return fail(std::move(number.error()));
        value[i] = *number;
    }
    if (value[3] < 1)
        return fail(at(call.arguments[3].column, "the step of a slice is 1 or more", "Use flip to reverse an axis"));
    return Step(SliceStep{value[0], value[1], value[2], value[3]});
}

Result<Step> readPad(const Call& call)
{
    if (auto ok = expectCount(call, 3, 4, "pad(axis,before,after) or pad(axis,before,after,value)"); !ok)
        return fail(std::move(ok.error()));
    PadStep step;
    std::array<std::int64_t*, 3> places{&step.axis, &step.before, &step.after};
    for (std::size_t i = 0; i < 3; ++i) {
        auto number = integerOf(call.arguments[i]);
        if (!number)
            return fail(std::move(number.error()));
        if (i > 0 && *number < 0)
            return fail(at(call.arguments[i].column, "padding is not negative", "Use crop or slice to shorten an axis"));
        *places[i] = *number;
    }
    if (call.arguments.size() == 4) {
        auto value = numberOf(call.arguments[3]);
        if (!value)
            return fail(std::move(value.error()));
        step.value = *value;
    }
    return Step(step);
}

Result<Step> readCrop(const Call& call)
{
    if (auto ok = expectCount(call, 2, 3, "crop(axis,size) or crop(axis,size,offset)"); !ok)
        return fail(std::move(ok.error()));
    auto numbers = integersOf(call);
    if (!numbers)
        return fail(std::move(numbers.error()));
    for (std::size_t i = 1; i < numbers->size(); ++i)
        if ((*numbers)[i] < 0)
            return fail(at(call.arguments[i].column, "a size or offset is not negative"));
    return Step(CropStep{(*numbers)[0], (*numbers)[1], numbers->size() > 2 ? (*numbers)[2] : 0});
}

Result<Step> readReshape(const Call& call)
{
    if (!call.hasParentheses)
        return Step(ReshapeStep{});
    auto sizes = integersOf(call);
    if (!sizes)
        return fail(std::move(sizes.error()));
    bool open = false;
    for (std::size_t i = 0; i < sizes->size(); ++i) {
        if ((*sizes)[i] >= 0)
            continue;
        if ((*sizes)[i] != -1)
            return fail(at(call.arguments[i].column, "a size is 0 or more, or -1 for what is left"));
        if (open)
            return fail(at(call.arguments[i].column, "only one size may be -1"));
        open = true;
    }
    return Step(ReshapeStep{std::move(*sizes)});
}

/// concat, stack: one axis. squeeze, unsqueeze: one axis or none.
Result<std::optional<std::int64_t>> readAxis(const Call& call, bool needed)
{
    const std::string name(call.name);
    if (auto ok = expectCount(call, needed ? 1 : 0, 1, needed ? name + "(axis)" : name + " or " + name + "(axis)"); !ok)
        return fail(std::move(ok.error()));
    if (call.arguments.empty())
        return std::optional<std::int64_t>();
    auto axis = integerOf(call.arguments[0]);
    if (!axis)
        return fail(std::move(axis.error()));
    return std::optional(*axis);
}

Result<Step> readStep(const Call& call)
{
    const std::string_view name = call.name;
    if (name == "reshape")
        return readReshape(call);
    if (name == "slice")
        return readSlice(call);
    if (name == "pad")
        return readPad(call);
    if (name == "crop")
        return readCrop(call);
    if (name == "fill")
        return readFill(call);
    if (name == "transpose" || name == "flip") {
        if (call.arguments.empty())
            return fail(at(call.column, "'" + std::string(name) + "' needs its axes",
                           name == "flip" ? "Write it as flip(0)" : "Write it as transpose(3,2,0,1)"));
        auto numbers = integersOf(call);
        if (!numbers)
            return fail(std::move(numbers.error()));
        return name == "flip" ? Step(FlipStep{std::move(*numbers)}) : Step(TransposeStep{std::move(*numbers)});
    }
    if (name == "squeeze" || name == "unsqueeze" || name == "concat" || name == "stack") {
        auto axis = readAxis(call, name == "concat" || name == "stack");
        if (!axis)
            return fail(std::move(axis.error()));
        if (name == "squeeze")
            return Step(SqueezeStep{*axis});
        if (name == "unsqueeze")
            return Step(UnsqueezeStep{*axis});
        return name == "concat" ? Step(ConcatStep{**axis}) : Step(StackStep{**axis});
    }
    if (name == "pad_or_crop") {
        if (auto ok = expectCount(call, 0, 0, "pad_or_crop"); !ok)
            return fail(std::move(ok.error()));
        return Step(PadOrCropStep{});
    }
    if (name == "cast") {
        if (auto ok = expectCount(call, 1, 1, "cast(float16)"); !ok)
            return fail(std::move(ok.error()));
        const auto type = dtypeFromName(call.arguments[0].text);
        if (!type)
            return fail(at(call.arguments[0].column, "there is no element type '" + std::string(call.arguments[0].text) + "'",
                           "Types are named as in NumPy: float32, float16, bfloat16, int8, ..."));
        return Step(CastStep{*type});
    }
    return fail(at(call.column, "there is no step '" + std::string(name) + "'", suggestion(name)));
}

Result<void> appendSteps(std::string_view text, std::vector<Step>& steps);

Result<void> appendRecipe(const Call& call, std::vector<Step>& steps)
{
    auto numbers = integersOf(call);
    if (!numbers)
        return fail(std::move(numbers.error()));
    auto expanded = expandRecipe(call.name, *numbers);
    if (!expanded)
        return fail(at(call.column, std::move(expanded.error().message), std::move(expanded.error().hint)));
    return appendSteps(*expanded, steps); // only plain steps come out of a recipe, so this ends here
}

Result<void> appendSteps(std::string_view text, std::vector<Step>& steps)
{
    for (std::size_t from = 0;;) {
        const std::size_t bar = std::min(text.find('|', from), text.size());
        auto call = readCall(text.substr(from, bar - from), from);
        if (!call)
            return fail(std::move(call.error()));
        if (steps.size() >= maxSteps)
            return fail(at(call->column, "too many steps"));
        if (call->name.find(':') != std::string_view::npos) {
            if (auto ok = appendRecipe(*call, steps); !ok)
                return ok;
        } else if (call->name == "identity") {
            if (auto ok = expectCount(*call, 0, 0, "identity"); !ok)
                return ok;
        } else {
            auto step = readStep(*call);
            if (!step)
                return fail(std::move(step.error()));
            steps.push_back(std::move(*step));
        }
        if (bar == text.size())
            return {};
        from = bar + 1;
    }
}

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
};

} // namespace

Result<Transform> Transform::parse(std::string_view text)
{
    std::vector<Step> steps;
    if (text.find_first_not_of(" \t") == std::string_view::npos)
        return Transform();
    if (auto ok = appendSteps(text, steps); !ok)
        return fail(std::move(ok.error()));
    return Transform(std::move(steps));
}

std::string toString(const Step& step) { return std::visit(StepText{}, step); }

std::string Transform::toString() const
{
    std::string text;
    for (const Step& step : m_steps)
        text += (text.empty() ? "" : "|") + tensorgraft::toString(step);
    return text.empty() ? "identity" : text;
}

} // namespace tensorgraft
