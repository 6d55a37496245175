#include "model_io/mapping/matcher_experts.h"

#include "model_io/mapping/matcher_axes.h"
#include "model_io/mapping/matcher_fused.h"

#include <algorithm>
#include <map>

namespace tensorgraft::matching {
namespace {

// Where in a path the number of an expert stands; 0 where there is none.
std::size_t expertNumber(const Unit& unit)
{
    for (std::size_t i = 1; i < unit.path.size(); ++i)
        if (unit.path[i].isNumber() && (unit.path[i - 1].text == "experts" || unit.path[i - 1].text == "expert"))
            return i;
    return 0;
}

// The number of experts that the target counts.
std::int64_t expertCount(const Model& model)
{
    std::int64_t count = 0;
    for (const Unit& unit : model.units)
        if (const std::size_t at = expertNumber(unit); at > 0)
            count = std::max(count, unit.path[at].number + 1);
    return count;
}

bool isStackOfExperts(const Unit& unit)
{
    return unit.type == Unit::Type::Kernel && unit.main.letters.size() == 3 && unit.main.letters[0] == 'E' && expertNumber(unit) == 0;
}

Unit withoutNumber(Unit unit, std::size_t at)
{
    unit.path.erase(unit.path.begin() + static_cast<std::ptrdiff_t>(at));
    describeUnit(unit);
    return unit;
}

// The experts 0 to n - 1 of a mixture as one kernel with a new first axis, as the target keeps them.
void stackExperts(Model& source)
{
    std::map<std::string, std::vector<std::size_t>> groups; // by the path without the number
    for (std::size_t u = 0; u < source.units.size(); ++u) {
        const Unit& unit = source.units[u];
        const std::size_t at = expertNumber(unit);
        if (at == 0 || unit.type != Unit::Type::Kernel || unit.main.shape.rank() != 2)
            continue;
        std::string key;
        for (std::size_t i = 0; i < unit.path.size(); ++i)
            key += (i == at ? "*" : unit.path[i].text) + "/";
        groups[key].push_back(u);
    }
    std::vector<bool> gone(source.units.size());
    std::vector<Unit> units;
    std::map<std::size_t, Unit> stacks;
    for (auto& [key, members] : groups) {
        const std::size_t at = expertNumber(source.units[members.front()]);
        std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
            return source.units[a].path[at].number < source.units[b].path[at].number;
        });
        const Part& first = source.units[members.front()].main;
        bool whole = members.size() > 1;
        for (std::size_t e = 0; e < members.size(); ++e) {
            const Unit& unit = source.units[members[e]];
            whole = whole && unit.path[at].number == static_cast<std::int64_t>(e) && unit.main.shape == first.shape
                && unit.main.letters == first.letters && unit.main.slice.empty();
        }
        if (!whole)
            continue;
        Unit stack = withoutNumber(source.units[members.front()], at);
        stack.minors.clear();
        stack.main.tensors.clear();
        stack.main.stacked = true;
        for (std::size_t u : members) {
            stack.main.tensors.push_back(source.units[u].main.tensors.front());
            stack.main.joined.push_back(source.units[u].main);
            gone[u] = true;
        }
        stack.main.letters = "E" + first.letters;
        stack.main.shape = Shape{static_cast<std::int64_t>(members.size()), first.shape[0], first.shape[1]};
        stacks.emplace(*std::min_element(members.begin(), members.end()), std::move(stack));
    }
    for (std::size_t u = 0; u < source.units.size(); ++u) {
        if (const auto it = stacks.find(u); it != stacks.end())
            units.push_back(std::move(it->second));
        else if (!gone[u])
            units.push_back(source.units[u]);
    }
    source.units = std::move(units);
    renumber(source);
}

// A stack of experts as one kernel an expert.
void unstackExperts(Model& source, std::int64_t count)
{
    std::vector<Unit> units;
    for (const Unit& unit : source.units) {
        const auto word = std::find_if(unit.path.begin(), unit.path.end(), [](const Token& token) {
            return token.text == "experts" || token.text == "expert" || token.text == "exps";
        });
        if (!isStackOfExperts(unit) || word == unit.path.end() || !unit.main.slice.empty() || !unit.main.joined.empty()
            || unit.main.shape[0] != count) {
            units.push_back(unit);
            continue;
        }
        for (std::int64_t e = 0; e < unit.main.shape[0]; ++e) {
            Unit one = unit;
            one.minors.clear();
            const auto after = one.path.begin() + (word - unit.path.begin()) + 1;
            one.path.insert(after, Token{std::to_string(e), e, true});
            one.main.shape = Shape{unit.main.shape[1], unit.main.shape[2]};
            one.main.letters = unit.main.letters.substr(1);
            one.main.slice = "slice(0," + std::to_string(e) + "," + std::to_string(e + 1) + ")|squeeze(0)";
            describeUnit(one);
            units.push_back(std::move(one));
        }
    }
    source.units = std::move(units);
    renumber(source);
}

} // namespace

void alignExperts(Model& source, const Model& target)
{
    const auto any = [](const Model& model, auto&& is) { return std::any_of(model.units.begin(), model.units.end(), is); };
    const auto apart = [](const Unit& unit) { return unit.type == Unit::Type::Kernel && expertNumber(unit) > 0; };
    if (any(source, apart) && any(target, isStackOfExperts) && !any(target, apart))
        stackExperts(source);
    else if (any(target, apart) && any(source, isStackOfExperts) && !any(source, apart))
        unstackExperts(source, expertCount(target));
}

std::optional<std::string> stackedSteps(const Part& source, const Part& target)
{
    if (target.shape.rank() != source.shape.rank() || target.shape[0] != source.shape[0] || target.letters.size() < 2)
        return std::nullopt;
    Part wanted = target;
    wanted.letters = target.letters.substr(1);
    wanted.shape = Shape(std::vector<std::int64_t>(target.shape.begin() + 1, target.shape.end()));
    const auto found = fit(source.joined.front(), wanted);
    if (!found)
        return std::nullopt;
    return found->steps == "identity" ? "stack(0)" : withSizes(found->steps, wanted.shape) + "|stack(0)";
}

} // namespace tensorgraft::matching
