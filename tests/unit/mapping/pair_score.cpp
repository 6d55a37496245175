#include "pair_score.h"

#include "model_io/mapping/transform.h"

#include <algorithm>
#include <map>
#include <optional>
#include <random>

namespace tensorgraft::test {
namespace {

using Index = std::vector<std::int64_t>;

Index unravel(const Shape& shape, std::int64_t offset)
{
    Index index(shape.rank());
    for (std::size_t k = shape.rank(); k-- > 0;) {
        index[k] = offset % shape[k];
        offset /= shape[k];
    }
    return index;
}

std::int64_t ravel(const Shape& shape, const Index& index)
{
    std::int64_t offset = 0;
    for (std::size_t k = 0; k < shape.rank(); ++k)
        offset = offset * shape[k] + index[k];
    return offset;
}

struct Place {
    std::size_t source = 0;
    std::int64_t offset = 0;
    bool operator==(const Place&) const = default;
};

// Walks the resolved steps backwards: which element of which source becomes element `index` of the result.
std::optional<Place> origin(const ResolvedTransform& resolved, Index index)
{
    std::size_t source = 0;
    for (std::size_t s = resolved.steps.size(); s-- > 0;) {
        const ResolvedStep& step = resolved.steps[s];
        const auto typeBefore = [&](std::size_t input) {
            if (s == 0)
                return resolved.inputs[input];
            const ResolvedStep& before = resolved.steps[s - 1];
            return before.perSourceResults.empty() ? before.result : before.perSourceResults[input];
        };
        if (const auto* transpose = std::get_if<TransposeStep>(&step.step)) {
            Index before(index.size());
            for (std::size_t k = 0; k < index.size(); ++k)
                before[static_cast<std::size_t>(transpose->permutation[k])] = index[k];
            index = std::move(before);
        } else if (std::holds_alternative<ReshapeStep>(step.step)) {
            const Shape after = step.perSourceResults.empty() ? step.result.shape : step.perSourceResults[source].shape;
            index = unravel(typeBefore(source).shape, ravel(after, index));
        } else if (const auto* slice = std::get_if<SliceStep>(&step.step)) {
            auto& i = index[static_cast<std::size_t>(slice->axis)];
            i = slice->start + i * slice->step;
        } else if (const auto* crop = std::get_if<CropStep>(&step.step)) {
            index[static_cast<std::size_t>(crop->axis)] += crop->offset;
        } else if (const auto* concat = std::get_if<ConcatStep>(&step.step)) {
            auto& i = index[static_cast<std::size_t>(concat->axis)];
            while (source < resolved.inputs.size()) {
                const std::int64_t size = typeBefore(source).shape[static_cast<std::size_t>(concat->axis)];
                if (i < size)
                    break;
                i -= size;
                ++source;
            }
        } else if (!std::holds_alternative<CastStep>(step.step)) {
            return std::nullopt;
        }
    }
    return Place{source, ravel(resolved.inputs[source].shape, index)};
}

using Named = std::map<std::string, ValueType>;

std::optional<ResolvedTransform> resolved(const std::string& text, const std::vector<std::string>& sources,
                                          const Named& types, const ValueType& target)
{
    const auto transform = Transform::parse(text);
    if (!transform)
        return std::nullopt;
    std::vector<ValueType> inputs;
    for (const std::string& name : sources)
        inputs.push_back(types.at(name));
    const auto result = resolve(*transform, inputs, target);
    return result ? std::optional(*result) : std::nullopt;
}

bool sameEffect(const ResolvedTransform& a, const ResolvedTransform& b, const Shape& target)
{
    std::mt19937_64 random(12345);
    const auto count = static_cast<std::int64_t>(target.elementCount());
    for (int probe = 0; probe < 48; ++probe) {
        const std::int64_t at = probe == 0 ? 0 : probe == 1 ? count - 1 : static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(count));
        const Index index = unravel(target, at);
        const auto x = origin(a, index), y = origin(b, index);
        if (!x || !y || *x != *y)
            return false;
    }
    return true;
}

} // namespace

double PairScore::precision() const { return claims ? static_cast<double>(right) / static_cast<double>(claims) : 0; }
double PairScore::recall() const { return truth ? static_cast<double>(right) / static_cast<double>(truth) : 0; }
double PairScore::f1() const
{
    if (truth == 0)
        return claims == 0 ? 1 : 0;
    const double p = precision(), r = recall();
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

PairScore scorePair(const PairFile& pair, const MatchResult& result)
{
    PairScore score;
    score.truth = pair.truth.size();
    Named sources, targets;
    for (const TensorInfo& info : pair.source)
        sources[info.name] = {info.dtype, info.shape};
    for (const TensorInfo& info : pair.target)
        targets[info.name] = {info.dtype, info.shape};
    std::map<std::string, const PairFile::Answer*> answers;
    for (const PairFile::Answer& answer : pair.truth)
        answers[answer.target] = &answer;
    for (const Match& match : result.matches) {
        if (match.confidence < 0.5)
            continue;
        ++score.claims;
        const std::string& target = pair.target[match.target].name;
        std::vector<std::string> names;
        for (std::size_t s : match.sources)
            names.push_back(pair.source[s].name);
        const auto mine = resolved(match.transform, names, sources, targets.at(target));
        std::vector<std::string> sorted = names;
        std::sort(sorted.begin(), sorted.end());
        bool right = false;
        if (const auto it = answers.find(target); it != answers.end() && mine)
            for (const auto& [want, transform] : it->second->accepted) {
                const auto theirs = want == sorted ? resolved(transform, names, sources, targets.at(target)) : std::nullopt;
                right = right || (theirs && sameEffect(*mine, *theirs, targets.at(target).shape));
            }
        score.right += right;
        if (!right)
            score.faults.push_back(target + " <- " + names.front() + " " + match.transform + (mine ? "" : " (does not resolve)"));
    }
    return score;
}

} // namespace tensorgraft::test
