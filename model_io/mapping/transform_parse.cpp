#include "model_io/mapping/recipes.h"
#include "model_io/mapping/transform_call.h"

#include <algorithm>
#include <array>

namespace tensorgraft {
namespace {

constexpr std::size_t maxSteps = 256;

using namespace transforms;

constexpr std::array stepNames{"identity", "transpose", "reshape", "squeeze", "unsqueeze", "flip", "slice", "concat",
                               "stack", "pad", "crop", "pad_or_crop", "cast", "fill", "reorder", "groups", "sum", "repeat", "scale", "add",
                               "dequantize", "resize"};

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
    if (auto computing = readComputingStep(call))
        return std::move(*computing);
    return fail(at(call.column, "there is no step '" + std::string(name) + "'", suggestion(name)));
}

Result<void> appendSteps(std::string_view text, std::vector<Step>& steps);

Result<void> appendRecipe(const Call& call, std::vector<Step>& steps)
{
    RecipeStep recipe{std::string(call.name), {}};
    for (const Argument& argument : call.arguments)
        recipe.arguments.emplace_back(argument.text);
    auto meaning = expandRecipe(recipe);
    if (!meaning)
        return fail(at(call.column, std::move(meaning.error().message), std::move(meaning.error().hint)));
    if (!*meaning) {
        steps.emplace_back(std::move(recipe));
        return {};
    }
    return appendSteps(**meaning, steps); // only plain steps come out of a recipe, so this ends here
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

} // namespace tensorgraft
