#include "model_io/mapping/alike_numbers.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace tensorgraft::alike {
namespace {

constexpr std::size_t maxNumbers = 16; ///< in a name
constexpr std::size_t maxReadings = 256; ///< they grow with the power of the numbers that vary

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The numbers of the source that tell its siblings apart: not those that all share ("conv2d"), and of those that are
/// always equal the first.
std::vector<std::size_t> telling(const Numbered& first, const std::vector<std::pair<std::size_t, std::vector<std::int64_t>>>& alike)
{
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < first.numbers.size(); ++k) {
        const bool varies = std::ranges::any_of(alike, [&](const auto& one) { return one.second[k] != first.numbers[k]; });
        const bool again = std::ranges::any_of(found, [&](std::size_t earlier) {
            return first.numbers[earlier] == first.numbers[k] && std::ranges::all_of(alike, [&](const auto& one) { return one.second[earlier] == one.second[k]; });
        });
        if (varies && !again)
            found.push_back(k);
    }
    return found;
}

/// Every way in which the numbers of `target` may follow from the `telling` ones of `source`; none where they are too many.
std::vector<Reading> readings(const Numbered& source, const std::vector<std::size_t>& telling, const Numbered& target)
{
    std::vector<Reading> all{{}};
    for (const std::int64_t number : target.numbers) {
        if (all.size() * (telling.size() + 1) > maxReadings)
            return {};
        std::vector<Reading> longer;
        for (const Reading& prefix : all) {
            const auto with = [&](Origin origin) {
                longer.push_back(prefix);
                longer.back().push_back(origin);
            };
            for (const std::size_t k : telling)
                with({static_cast<std::ptrdiff_t>(k), number - source.numbers[k]});
            with({-1, number});
        }
        all = std::move(longer);
    }
    return all;
}

std::string nameBy(const Reading& reading, const std::string& skeleton, const std::vector<std::int64_t>& first)
{
    std::vector<std::int64_t> numbers;
    for (const Origin& origin : reading)
        numbers.push_back(origin.from < 0 ? origin.shift : first[static_cast<std::size_t>(origin.from)] + origin.shift);
    return filledIn(skeleton, numbers);
}

using Names = std::unordered_map<std::string_view, std::size_t>;

Names namesOf(const Outline& outline)
{
    Names names;
    for (std::size_t i = 0; i < outline.tensors.size(); ++i)
        names.emplace(outline.tensors[i].name, i);
    return names;
}

ValueType typeOf(const TensorInfo& tensor) { return {tensor.dtype, tensor.shape, tensor.quantization}; }

bool fits(const Transform& transform, const std::vector<std::size_t>& sources, const Outline& source, const TensorInfo& target)
{
    std::vector<ValueType> inputs;
    for (const std::size_t s : sources)
        inputs.push_back(typeOf(source.tensors[s]));
    if (transform.isIdentity())
        return inputs.size() == 1 && inputs[0].shape == target.shape && (inputs[0].dtype == target.dtype || (isPlain(inputs[0].dtype) && isPlain(target.dtype)));
    // A step that changes nothing here is not what the example did.
    const auto resolved = resolve(transform, inputs, typeOf(target));
    return resolved && !resolved->isIdentity();
}

} // namespace

Numbered numbered(std::string_view name)
{
    Numbered result;
    for (std::size_t i = 0; i < name.size();) {
        if (!isDigit(name[i])) {
            result.skeleton += name[i++];
            continue;
        }
        std::size_t end = i;
        while (end < name.size() && isDigit(name[end]))
            ++end;
        std::int64_t value = 0;
        const bool plain = end - i <= 9 && (end - i == 1 || name[i] != '0'); // "007" is a word, not a count
        if (plain && std::from_chars(name.data() + i, name.data() + end, value).ec == std::errc{}) {
            result.skeleton += hole;
            result.numbers.push_back(value);
        } else {
            result.skeleton += name.substr(i, end - i);
        }
        i = end;
    }
    return result;
}

std::string filledIn(const std::string& skeleton, const std::vector<std::int64_t>& numbers)
{
    std::string name;
    std::size_t next = 0;
    for (const char c : skeleton)
        name += c == hole && next < numbers.size() ? std::to_string(numbers[next++]) : std::string(1, c);
    return name;
}

std::optional<Family> familyOf(const AlikeEntry& example, const Outline& source, const Outline& target, const std::vector<bool>& taken)
{
    const auto transform = Transform::parse(example.transform);
    if (example.sources.empty() || !transform)
        return std::nullopt;
    Family family;
    family.first = numbered(source.tensors[example.sources.front()].name);
    family.target = numbered(target.tensors[example.target].name);
    for (std::size_t k = 1; k < example.sources.size(); ++k)
        family.others.push_back(numbered(source.tensors[example.sources[k]].name));
    const auto usable = [](const Numbered& n) { return !n.numbers.empty() && n.numbers.size() <= maxNumbers; };
    if (!usable(family.first) || !usable(family.target) || !std::ranges::all_of(family.others, usable))
        return std::nullopt;

    std::vector<std::pair<std::size_t, std::vector<std::int64_t>>> alike;
    for (std::size_t s = 0; s < source.tensors.size(); ++s)
        if (s != example.sources.front())
            if (Numbered n = numbered(source.tensors[s].name); n.skeleton == family.first.skeleton)
                alike.emplace_back(s, std::move(n.numbers));
    const std::vector<std::size_t> tells = telling(family.first, alike);
    const Names targetNames = namesOf(target);
    const Names sourceNames = family.others.empty() ? Names() : namesOf(source);
    // Each further source is read on its own: the way in which it is there for most of the siblings.
    for (const Numbered& other : family.others) {
        Reading best;
        std::size_t most = 0;
        for (Reading& reading : readings(family.first, tells, other)) {
            const auto count = static_cast<std::size_t>(
                std::ranges::count_if(alike, [&](const auto& one) { return sourceNames.contains(nameBy(reading, other.skeleton, one.second)); }));
            if (best.empty() || count > most) {
                best = std::move(reading);
                most = count;
            }
        }
        family.otherReadings.push_back(std::move(best));
    }
    for (const Reading& reading : readings(family.first, tells, family.target)) {
        std::vector<AlikeEntry> siblings;
        std::vector<std::vector<std::int64_t>> numbers;
        std::vector<bool> claimed(target.tensors.size());
        for (const auto& [s, own] : alike) {
            const auto it = targetNames.find(nameBy(reading, family.target.skeleton, own));
            if (it == targetNames.end() || it->second == example.target || taken[it->second] || claimed[it->second])
                continue;
            AlikeEntry entry{{s}, it->second, example.transform};
            for (std::size_t k = 0; k < family.others.size(); ++k)
                if (const auto more = sourceNames.find(nameBy(family.otherReadings[k], family.others[k].skeleton, own)); more != sourceNames.end())
                    entry.sources.push_back(more->second);
            if (entry.sources.size() != example.sources.size() || !fits(*transform, entry.sources, source, target.tensors[it->second]))
                continue;
            claimed[it->second] = true;
            siblings.push_back(std::move(entry));
            numbers.push_back(own);
        }
        if (family.targetReading.empty() || siblings.size() > family.siblings.size()) {
            family.targetReading = reading;
            family.siblings = std::move(siblings);
            family.siblingNumbers = std::move(numbers);
        }
    }
    return family;
}

} // namespace tensorgraft::alike

namespace tensorgraft {

std::vector<AlikeEntry> alikeEntries(std::span<const AlikeEntry> examples, const Outline& source, const Outline& target, std::vector<bool> taken)
{
    std::vector<AlikeEntry> found;
    taken.resize(target.tensors.size());
    for (const AlikeEntry& example : examples)
        taken[example.target] = true;
    for (const AlikeEntry& example : examples) {
        auto family = alike::familyOf(example, source, target, taken);
        if (!family)
            continue;
        for (AlikeEntry& sibling : family->siblings) {
            taken[sibling.target] = true;
            found.push_back(std::move(sibling));
        }
    }
    std::ranges::sort(found, {}, &AlikeEntry::target);
    return found;
}

} // namespace tensorgraft
