#include "model_io/mapping/generalise.h"

#include "model_io/mapping/alike_numbers.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace tensorgraft {
namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '*' || c == '{' || c == '}' || c == '\\')
            out += '\\';
        out += c;
    }
    return out;
}

/// The pattern of a name whose holes hold `texts`.
std::string patternText(const std::string& skeleton, const std::vector<std::string>& texts)
{
    std::string out;
    std::size_t next = 0;
    for (const char c : skeleton)
        out += c == alike::hole && next < texts.size() ? texts[next++] : escaped(std::string_view(&c, 1));
    return out;
}

/// What stands in the holes of the first source: its number where all siblings share it, else a placeholder; numbers
/// that are always equal share one.
std::vector<std::string> placeholders(const alike::Family& family)
{
    const auto& numbers = family.first.numbers;
    std::vector<std::string> texts;
    char letter = 'i';
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const auto same = [&](std::size_t other) {
            return numbers[k] == numbers[other] && std::ranges::all_of(family.siblingNumbers, [&](const auto& n) { return n[k] == n[other]; });
        };
        if (std::ranges::all_of(family.siblingNumbers, [&](const auto& n) { return n[k] == numbers[k]; })) {
            texts.emplace_back();
            continue;
        }
        std::size_t earlier = 0;
        while (earlier < k && (texts[earlier].empty() || !same(earlier)))
            ++earlier;
        texts.push_back(earlier < k ? texts[earlier] : std::string(1, letter++));
    }
    return texts;
}

std::string holeText(const std::string& letter, std::int64_t shift, std::int64_t number)
{
    if (letter.empty())
        return std::to_string(number);
    return '{' + letter + (shift > 0 ? "+" + std::to_string(shift) : shift < 0 ? std::to_string(shift) : "") + '}';
}

std::string followed(const alike::Numbered& name, const alike::Reading& reading, const std::vector<std::string>& letters)
{
    std::vector<std::string> texts;
    for (std::size_t k = 0; k < name.numbers.size(); ++k) {
        const alike::Origin& origin = reading[k];
        texts.push_back(holeText(origin.from < 0 ? std::string() : letters[static_cast<std::size_t>(origin.from)], origin.shift, name.numbers[k]));
    }
    return patternText(name.skeleton, texts);
}

/// A rule over the numbers in the names; none where no sibling is found.
std::optional<MappingRule> byNumbers(const AlikeEntry& example, const Outline& source, const Outline& target)
{
    const auto family = alike::familyOf(example, source, target, std::vector<bool>(target.tensors.size()));
    if (!family || family->siblings.empty())
        return std::nullopt;
    const std::vector<std::string> letters = placeholders(*family);
    std::vector<std::string> texts;
    for (std::size_t k = 0; k < letters.size(); ++k)
        texts.push_back(holeText(letters[k], 0, family->first.numbers[k]));
    MappingRule rule;
    rule.source.push_back(patternText(family->first.skeleton, texts));
    for (std::size_t k = 0; k < family->others.size(); ++k)
        rule.source.push_back(followed(family->others[k], family->otherReadings[k], letters));
    rule.target = followed(family->target, family->targetReading, letters);
    rule.transform = example.transform == "identity" ? std::string() : example.transform;
    return rule;
}

/// A rule over everything below two scopes whose names go on alike; none where not even the last segment is the same.
std::optional<MappingRule> byScope(const AlikeEntry& example, const Outline& source, const Outline& target)
{
    if (example.sources.size() != 1)
        return std::nullopt;
    const std::string_view from = source.tensors[example.sources[0]].name, to = target.tensors[example.target].name;
    const auto separates = [](char c) { return c == '/' || c == '.'; };
    std::size_t same = 0, cut = 0;
    while (same < from.size() && same < to.size() && from[from.size() - 1 - same] == to[to.size() - 1 - same]) {
        ++same;
        const bool fromStarts = same == from.size() || separates(from[from.size() - 1 - same]);
        const bool toStarts = same == to.size() || separates(to[to.size() - 1 - same]);
        if (fromStarts && toStarts)
            cut = same;
    }
    if (cut == 0 || (cut == from.size() && cut == to.size()))
        return std::nullopt;
    MappingRule rule;
    rule.source.push_back(escaped(from.substr(0, from.size() - cut)) + "**");
    rule.target = escaped(to.substr(0, to.size() - cut)) + "**";
    rule.transform = example.transform == "identity" ? std::string() : example.transform;
    return rule;
}

/// What the check says of the document with the rule, beside what it says without.
std::optional<Generalisation> tried(const MappingDocument& document, std::span<const std::size_t> entries, const MappingRule& rule,
                                    const CheckResult& before, const Outline& source, const Outline& target)
{
    Generalisation result;
    result.rule = rule;
    MappingDocument with = document;
    with.rules.push_back(rule);
    // The entries given are left out, so that the rule shows what it makes of them.
    std::vector<bool> drop(document.entries.size());
    for (const std::size_t e : entries)
        drop[e] = true;
    std::size_t index = 0;
    with.entries.eraseIf([&](const MappingEntry&) { return drop[index++]; });
    const CheckResult after = check(with, source, target);

    std::vector<const ResolvedEntry*> old(target.tensors.size(), nullptr);
    for (const ResolvedEntry& entry : before.entries)
        old[entry.target] = &entry;
    for (const ResolvedEntry& entry : after.entries) {
        if (entry.origin.kind != EntryOrigin::Kind::Rule || entry.origin.index + 1 != with.rules.size())
            continue;
        const ResolvedEntry* const was = old[entry.target];
        const bool given = was && was->origin.kind == EntryOrigin::Kind::Entry && drop[was->origin.index];
        if (given && was->sources == entry.sources && was->transform.toString() == entry.transform.toString())
            result.replaces.push_back(was->origin.index);
        else if (!was)
            result.adds.push_back({entry.sources, entry.target, entry.transform.toString()});
    }
    std::ranges::sort(result.replaces);
    if (result.replaces.empty() || result.adds.empty())
        return std::nullopt;
    std::set<std::tuple<std::string, std::string, std::string>> known;
    for (const Diagnostic& d : before.diagnostics)
        known.emplace(d.code, d.target, d.message);
    for (const Diagnostic& d : after.diagnostics)
        if (d.severity != Severity::Info && !known.contains({d.code, d.target, d.message}))
            result.problems.push_back(d);
    return result;
}

} // namespace

std::vector<Generalisation> generalise(const MappingDocument& document, std::span<const std::size_t> entries, const Outline& source, const Outline& target)
{
    const CheckResult before = check(document, source, target);
    std::vector<Generalisation> found;
    const auto propose = [&](const std::optional<MappingRule>& rule) {
        if (!rule || std::ranges::any_of(found, [&](const Generalisation& g) { return g.rule == *rule; }))
            return;
        if (auto result = tried(document, entries, *rule, before, source, target))
            found.push_back(std::move(*result));
    };
    std::vector<AlikeEntry> examples;
    for (const ResolvedEntry& entry : before.entries)
        if (entry.origin.kind == EntryOrigin::Kind::Entry && std::ranges::find(entries, entry.origin.index) != entries.end())
            examples.push_back({entry.sources, entry.target, entry.transform.toString()});
    for (const AlikeEntry& example : examples)
        propose(byNumbers(example, source, target));
    for (const AlikeEntry& example : examples)
        propose(byScope(example, source, target));
    return found;
}

MappingDocument withGeneralisation(MappingDocument document, const Generalisation& made)
{
    std::size_t index = 0;
    document.entries.eraseIf([&](const MappingEntry&) { return std::ranges::binary_search(made.replaces, index++); });
    document.rules.push_back(made.rule);
    return document;
}

} // namespace tensorgraft
