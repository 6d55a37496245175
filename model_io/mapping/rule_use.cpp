#include "model_io/mapping/rule_use.h"

#include "model_io/mapping/name_index.h"
#include "model_io/mapping/rule_matcher.h"

#include <algorithm>

namespace tensorgraft {
namespace {

std::string sentence(const Error& error) { return error.message + (error.hint.empty() ? "" : ". " + error.hint); }

std::vector<std::size_t> fitting(const Pattern& pattern, const NameIndex& names, std::size_t count)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < count; ++i)
        if (std::ranges::any_of(names.namesOf(i), [&](std::string_view name) { return pattern.matches(name); }))
            found.push_back(i);
    return found;
}

} // namespace

DocumentUse useOf(const MappingDocument& document, const CheckResult& checked, const Outline& source, const Outline& target)
{
    const NameIndex sources(source.tensors), targets(target.tensors);
    DocumentUse use;
    use.rules.resize(document.rules.size());
    for (std::size_t r = 0; r < document.rules.size(); ++r) {
        const MappingRule& rule = document.rules[r];
        RuleUse& mine = use.rules[r];
        mine.error = ruleError(rule);
        auto matcher = checking::RuleMatcher::make(rule, sources, source.tensors.size(), targets, target.tensors.size());
        if (!matcher)
            continue;
        for (const auto& outcome : (*matcher)->run())
            (outcome.complete() ? mine.matched : mine.incomplete).push_back(outcome.target);
    }
    for (const ResolvedEntry& entry : checked.entries) {
        if (entry.origin.kind == EntryOrigin::Kind::Rule && entry.origin.index < use.rules.size())
            use.rules[entry.origin.index].used.push_back(entry.target);
        if (entry.transformRule && *entry.transformRule < use.rules.size())
            use.rules[*entry.transformRule].used.push_back(entry.target);
    }
    const auto filters = [&](const std::vector<std::string>& patterns) {
        std::vector<FilterUse> uses;
        for (const std::string& text : patterns) {
            FilterUse& mine = uses.emplace_back();
            const auto pattern = Pattern::compile(text);
            if (!pattern) {
                mine.error = sentence(pattern.error());
                continue;
            }
            mine.targets = fitting(*pattern, targets, target.tensors.size());
            mine.sources = fitting(*pattern, sources, source.tensors.size());
        }
        return uses;
    };
    use.include = filters(document.include);
    use.exclude = filters(document.exclude);
    return use;
}

std::string ruleError(const MappingRule& rule)
{
    const std::vector<TensorInfo> none;
    const NameIndex names(none);
    if (rule.target.empty())
        return "A rule needs a pattern for its targets";
    if (const auto matcher = checking::RuleMatcher::make(rule, names, 0, names, 0); !matcher)
        return sentence(matcher.error());
    if (const auto transform = Transform::parse(rule.transform); !transform)
        return sentence(transform.error());
    return {};
}

std::string patternError(const std::string& text)
{
    const auto pattern = Pattern::compile(text);
    return pattern ? std::string() : sentence(pattern.error());
}

} // namespace tensorgraft
