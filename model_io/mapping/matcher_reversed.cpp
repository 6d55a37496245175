#include "model_io/mapping/matcher_reversed.h"

#include <algorithm>
#include <map>
#include <set>

namespace tensorgraft::matching {
namespace {

/// Numbered scopes beside each other, by number: the sorted sizes of the kernels in each.
using Family = std::map<std::int64_t, std::multiset<std::string>>;
using Makes = std::vector<std::multiset<std::string>>;

std::string prefixKey(const Unit& unit, std::size_t end)
{
    std::string key;
    for (std::size_t i = 0; i < end; ++i)
        key += unit.path[i].text + (unit.path[i].ends ? "/" : "_");
    return key;
}

bool isScopeNumber(const Token& token) { return token.isNumber() && token.ends; }

std::map<std::string, Family> familiesOf(const Model& model)
{
    std::map<std::string, Family> families;
    for (const Unit& unit : model.units)
        if (unit.type == Unit::Type::Kernel)
            for (std::size_t i = 1; i < unit.path.size(); ++i)
                if (isScopeNumber(unit.path[i]))
                    families[prefixKey(unit, i)][unit.path[i].number].insert(bucketOf(unit));
    return families;
}

Makes makesOf(const Family& family)
{
    Makes makes;
    for (const auto& [number, kernels] : family)
        makes.push_back(kernels);
    return makes;
}

} // namespace

void alignReversed(Model& source, const Model& target)
{
    std::set<Makes> forward;
    for (const auto& [key, family] : familiesOf(target))
        forward.insert(makesOf(family));
    std::map<std::string, std::int64_t> turned; // the prefix, and the sum of the first number and the last
    for (const auto& [key, family] : familiesOf(source)) {
        const bool scopes = std::any_of(family.begin(), family.end(), [](const auto& child) { return child.second.size() > 1; });
        Makes makes = makesOf(family);
        if (family.size() < 2 || !scopes || forward.contains(makes))
            continue;
        std::reverse(makes.begin(), makes.end());
        if (forward.contains(makes))
            turned[key] = family.begin()->first + family.rbegin()->first;
    }
    if (turned.empty())
        return;
    for (Unit& unit : source.units) {
        bool changed = false;
        std::vector<Token> path = unit.path;
        for (std::size_t i = 1; i < path.size(); ++i) {
            if (!isScopeNumber(path[i]))
                continue;
            if (const auto it = turned.find(prefixKey(unit, i)); it != turned.end()) {
                path[i].number = it->second - path[i].number;
                path[i].text = std::to_string(path[i].number);
                changed = true;
            }
        }
        if (changed) {
            unit.path = std::move(path);
            describeUnit(unit);
        }
    }
}

} // namespace tensorgraft::matching
