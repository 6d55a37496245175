#include "model_io/mapping/matcher_copies.h"

#include <algorithm>
#include <map>

namespace tensorgraft::matching {
namespace {

constexpr std::size_t fewestKernels = 5, deepestScope = 3;

/// A scope: its units by their path inside it, and the words of its own name.
struct Scope {
    std::map<std::string, std::size_t> units;
    std::string words;
    std::size_t first = 0, kernels = 0;
};

std::string shapesOf(const Unit& unit)
{
    std::string key = unit.main.label + unit.main.shape.toString();
    for (const Part& part : unit.minors)
        key += part.label + part.shape.toString();
    return key;
}

// By parent, then by name: the scopes that end with the token `depth` segments from the root.
std::map<std::string, std::map<std::string, Scope>> scopesAt(const Model& model, std::size_t depth)
{
    std::map<std::string, std::map<std::string, Scope>> out;
    for (std::size_t u = 0; u < model.units.size(); ++u) {
        const Unit& unit = model.units[u];
        std::string parent, name, words, rest;
        std::size_t segment = 0;
        for (const Token& token : unit.path) {
            std::string& at = segment < depth ? parent : segment == depth ? name : rest;
            at += token.text + (token.ends ? "/" : "_");
            if (segment == depth && !token.isNumber())
                words += token.text + "_";
            segment += token.ends;
        }
        if (segment <= depth || words.empty())
            continue;
        Scope& scope = out[parent][name];
        if (scope.units.empty())
            scope.first = u;
        scope.words = words;
        scope.kernels += unit.type == Unit::Type::Kernel;
        scope.units.emplace(rest + shapesOf(unit), u);
    }
    return out;
}

bool sameMake(const Scope& a, const Scope& b)
{
    return a.units.size() == b.units.size()
        && std::equal(a.units.begin(), a.units.end(), b.units.begin(), [](const auto& x, const auto& y) { return x.first == y.first; });
}

std::map<std::string, std::size_t> kernelCounts(const Model& model)
{
    std::map<std::string, std::size_t> counts;
    for (const Unit& unit : model.units)
        if (unit.type == Unit::Type::Kernel)
            ++counts[bucketOf(unit)];
    return counts;
}

// Most kernels of the scope are in the source, and next to none of them often enough for two such scopes.
bool sourceHasOne(const Scope& scope, const Model& target, const std::map<std::string, std::size_t>& sourceCounts)
{
    std::map<std::string, std::size_t> own;
    for (const auto& [key, u] : scope.units)
        if (target.units[u].type == Unit::Type::Kernel)
            ++own[bucketOf(target.units[u])];
    std::size_t once = 0, twice = 0, all = 0;
    for (const auto& [bucket, count] : own) {
        const auto it = sourceCounts.find(bucket);
        const std::size_t there = it == sourceCounts.end() ? 0 : it->second;
        all += count;
        if (there >= 2 * count)
            twice += count;
        else if (there >= count)
            once += count;
    }
    return 2 * once >= all && 10 * twice <= all;
}

void addCopies(const Scope& scope, const Scope& of, const Model& target, std::vector<bool>& taken, std::vector<Copy>& out)
{
    for (auto a = scope.units.begin(), b = of.units.begin(); a != scope.units.end(); ++a, ++b) {
        const Unit& copy = target.units[a->second];
        const Unit& original = target.units[b->second];
        taken[a->second] = true;
        out.push_back({copy.main.tensors.front(), original.main.tensors.front()});
        for (std::size_t m = 0; m < copy.minors.size(); ++m)
            out.push_back({copy.minors[m].tensors.front(), original.minors[m].tensors.front()});
    }
}

} // namespace

std::vector<Copy> takeCopies(const Model& source, Model& target)
{
    std::vector<Copy> out;
    std::size_t kernels = 0;
    for (const Unit& unit : target.units)
        kernels += unit.type == Unit::Type::Kernel;
    if (kernels < 2 * fewestKernels)
        return out;
    const auto sourceCounts = kernelCounts(source);
    std::vector<bool> taken(target.units.size());
    for (std::size_t depth = 0; depth < deepestScope && out.empty(); ++depth)
        for (const auto& [parent, children] : scopesAt(target, depth)) {
            std::vector<const Scope*> large; // a network by its size, not a branch of one
            for (const auto& [name, scope] : children)
                if (scope.kernels >= fewestKernels && 4 * scope.kernels >= kernels)
                    large.push_back(&scope);
            std::sort(large.begin(), large.end(), [](const Scope* a, const Scope* b) { return a->first < b->first; });
            for (std::size_t i = 1; i < large.size(); ++i) {
                const auto of = std::find_if(large.begin(), large.begin() + static_cast<std::ptrdiff_t>(i), [&](const Scope* scope) {
                    return scope->words != large[i]->words && sameMake(*scope, *large[i]);
                });
                if (of != large.begin() + static_cast<std::ptrdiff_t>(i) && sourceHasOne(**of, target, sourceCounts))
                    addCopies(*large[i], **of, target, taken, out);
            }
        }
    if (out.empty())
        return out;
    std::vector<Unit> units;
    for (std::size_t u = 0; u < target.units.size(); ++u)
        if (!taken[u])
            units.push_back(std::move(target.units[u]));
    target.units = std::move(units);
    renumber(target);
    return out;
}

} // namespace tensorgraft::matching
