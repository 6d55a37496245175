#include "ui/models/alike_pairs.h"

#include "ui/models/transform_proposal.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tensorgraft {
namespace {

constexpr std::size_t maxNumbers = 4;   ///< in a name; readings grow with its power
constexpr std::size_t maxReadings = 256;

/// A name as text with holes and the numbers in them: "conv#/conv#_#/kernel" and {3, 3, 1}.
struct Pattern {
    std::string skeleton;
    std::vector<std::int64_t> numbers;
};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

Pattern patternOf(std::string_view name)
{
    Pattern pattern;
    for (std::size_t i = 0; i < name.size();) {
        if (!isDigit(name[i])) {
            pattern.skeleton += name[i++];
            continue;
        }
        std::size_t end = i;
        while (end < name.size() && isDigit(name[end]))
            ++end;
        std::int64_t value = 0;
        const bool plain = end - i <= 9 && (end - i == 1 || name[i] != '0'); // "007" is a word, not a count
        if (plain && std::from_chars(name.data() + i, name.data() + end, value).ec == std::errc{}) {
            pattern.skeleton += '#';
            pattern.numbers.push_back(value);
        } else {
            pattern.skeleton += name.substr(i, end - i);
        }
        i = end;
    }
    return pattern;
}

std::string filledIn(const std::string& skeleton, const std::vector<std::int64_t>& numbers)
{
    std::string name;
    std::size_t next = 0;
    for (const char c : skeleton)
        name += c == '#' && next < numbers.size() ? std::to_string(numbers[next++]) : std::string(1, c);
    return name;
}

/// Where each number of the target comes from: a number of the source plus a shift, or nowhere (a constant).
struct NumberOrigin {
    std::ptrdiff_t from = -1;
    std::int64_t shift = 0;
};

std::vector<std::vector<NumberOrigin>> readings(const Pattern& source, const Pattern& target)
{
    std::vector<std::vector<NumberOrigin>> all{{}};
    for (const std::int64_t number : target.numbers) {
        std::vector<std::vector<NumberOrigin>> longer;
        for (const auto& prefix : all) {
            const auto with = [&](NumberOrigin origin) {
                longer.push_back(prefix);
                longer.back().push_back(origin);
            };
            for (std::size_t k = 0; k < source.numbers.size(); ++k)
                with({static_cast<std::ptrdiff_t>(k), number - source.numbers[k]});
            with({-1, number});
        }
        all = std::move(longer);
        if (all.size() > maxReadings)
            all.resize(maxReadings);
    }
    return all;
}

} // namespace

std::vector<DropPair> alikePairs(std::span<const DropPair> examples, const Outline& source, const Outline& target, std::vector<bool> taken)
{
    std::vector<DropPair> found;
    taken.resize(target.tensors.size());
    for (const DropPair& example : examples)
        taken[example.target] = true;
    std::unordered_map<std::string_view, std::size_t> targetByName;
    for (std::size_t t = 0; t < target.tensors.size(); ++t)
        targetByName.emplace(target.tensors[t].name, t);

    for (const DropPair& example : examples) {
        if (example.sources.size() != 1)
            continue;
        const Pattern from = patternOf(source.tensors[example.sources.front()].name);
        const Pattern to = patternOf(target.tensors[example.target].name);
        if (from.numbers.empty() || to.numbers.empty() || from.numbers.size() > maxNumbers || to.numbers.size() > maxNumbers ||
            from.skeleton.find('#') == std::string::npos)
            continue;
        std::vector<std::pair<std::size_t, Pattern>> siblings;
        for (std::size_t s = 0; s < source.tensors.size(); ++s)
            if (s != example.sources.front())
                if (Pattern p = patternOf(source.tensors[s].name); p.skeleton == from.skeleton)
                    siblings.emplace_back(s, std::move(p));
        std::vector<DropPair> best;
        for (const auto& reading : readings(from, to)) {
            std::vector<DropPair> pairs;
            std::vector<bool> claimed;
            for (const auto& [s, pattern] : siblings) {
                std::vector<std::int64_t> numbers;
                for (const NumberOrigin& origin : reading)
                    numbers.push_back(origin.from < 0 ? origin.shift : pattern.numbers[static_cast<std::size_t>(origin.from)] + origin.shift);
                const auto it = targetByName.find(filledIn(to.skeleton, numbers));
                if (it == targetByName.end() || taken[it->second])
                    continue;
                claimed.resize(target.tensors.size());
                const auto fits = proposeTransforms(source.tensors[s], target.tensors[it->second]);
                if (claimed[it->second] || std::ranges::find(fits, example.transform) == fits.end())
                    continue;
                claimed[it->second] = true;
                pairs.push_back({{s}, it->second, example.transform});
            }
            if (pairs.size() > best.size())
                best = std::move(pairs);
        }
        for (DropPair& pair : best)
            taken[pair.target] = true;
        found.insert(found.end(), std::make_move_iterator(best.begin()), std::make_move_iterator(best.end()));
    }
    std::ranges::sort(found, {}, &DropPair::target);
    return found;
}

} // namespace tensorgraft
