#include "model_io/mapping/rule_matcher.h"

#include <algorithm>

namespace tensorgraft::checking {
namespace {

constexpr std::size_t maxAmbiguous = 4;

bool contains(const std::vector<std::string>& list, const std::string& name) { return std::find(list.begin(), list.end(), name) != list.end(); }

} // namespace

Result<std::unique_ptr<RuleMatcher>> RuleMatcher::make(const MappingRule& rule, const NameIndex& sources, std::size_t sourceCount,
                                                       const NameIndex& targets, std::size_t targetCount)
{
    std::unique_ptr<RuleMatcher> matcher(new RuleMatcher(rule, sources, sourceCount, targets, targetCount));
    if (auto ok = matcher->compile(); !ok)
        return fail(std::move(ok.error()));
    return matcher;
}

Result<void> RuleMatcher::compile()
{
    // What one side counts with is a number on both.
    std::vector<std::string> numbers = Pattern::numbersOf(m_rule.target);
    for (const std::string& source : m_rule.source)
        for (std::string& name : Pattern::numbersOf(source))
            numbers.push_back(std::move(name));

    auto target = Pattern::compile(m_rule.target, numbers);
    if (!target)
        return fail(std::move(target.error()));
    m_targetPattern = std::move(*target);
    for (const std::string& text : m_rule.source) {
        auto source = Pattern::compile(text, numbers);
        if (!source)
            return fail(std::move(source.error()));
        // Wildcards of the two sides stand for the same text, in their order, where there are as many on both.
        for (const bool segments : {false, true})
            if (source->wildcards(segments) != m_targetPattern.wildcards(segments))
                source->separateWildcards(segments, "source ");
        if (source->isRegularExpression() && (m_rule.source.size() > 1 || m_targetPattern.isRegularExpression()))
            return fail(makeError(ErrorCode::Usage, "a regular expression stands on one side only, and not in a list of sources")
                            .advise("Write the other side with \\1, \\2 for the groups"));
        m_sourcePatterns.push_back(std::move(*source));
    }
    if (m_targetPattern.usesGroups()) {
        if (m_sourcePatterns.size() != 1 || !m_sourcePatterns[0].isRegularExpression())
            return fail(makeError(ErrorCode::Usage, "the target takes \\1, but the source is no regular expression")
                            .advise("Begin the source with re:, or use placeholders such as {i} on both sides"));
        for (const std::string& name : m_targetPattern.variables())
            if (!contains(m_sourcePatterns[0].variables(), name))
                return fail(makeError(ErrorCode::Usage, "the target takes '" + name + "', which the regular expression does not give"));
    }
    for (const Pattern& source : m_sourcePatterns)
        if (source.usesGroups() && !m_targetPattern.isRegularExpression())
            return fail(makeError(ErrorCode::Usage, "the source takes \\1, but the target is no regular expression")
                            .advise("Begin the target with re:, or use placeholders such as {i} on both sides"));
    return {};
}

std::string RuleMatcher::keyOf(const Bindings& bindings, const std::vector<std::string>& names)
{
    std::string key;
    for (const std::string& name : names) {
        if (const std::string* value = bindings.find(name))
            key += *value;
        key += '\0';
    }
    return key;
}

void RuleMatcher::buildSearches()
{
    for (const Pattern& pattern : m_sourcePatterns) {
        m_searches.emplace_back();
        const auto& variables = pattern.variables();
        const auto& known = m_targetPattern.variables();
        const bool determined = !pattern.isRegularExpression() &&
                                std::all_of(variables.begin(), variables.end(), [&](const std::string& v) { return contains(known, v); });
        if (determined)
            continue;
        m_searches.back() = std::make_unique<Search>();
        Search& search = *m_searches.back();
        for (const std::string& name : variables)
            if (contains(known, name))
                search.shared.push_back(name);
        for (std::size_t i = 0; i < m_sourceCount; ++i)
            for (std::string_view name : m_sources.namesOf(i)) {
                const auto bindings = pattern.match(name);
                if (!bindings)
                    continue;
                auto& found = search.found[keyOf(*bindings, search.shared)];
                if (found.size() < maxAmbiguous)
                    found.push_back(i);
                break;
            }
    }
}

/// nullopt where the rule does not concern this target: a word or number that the source side does not allow.
std::optional<RuleMatcher::Outcome> RuleMatcher::bindSources(std::size_t target, const Bindings& bindings) const
{
    Outcome outcome;
    outcome.target = target;
    for (std::size_t k = 0; k < m_sourcePatterns.size(); ++k) {
        if (const Search* search = m_searches[k].get()) {
            const auto found = search->found.find(keyOf(bindings, search->shared));
            if (found == search->found.end()) {
                if (outcome.missing.empty())
                    outcome.missing = m_rule.source[k];
            } else if (found->second.size() > 1) {
                if (outcome.ambiguous.empty())
                    outcome.ambiguous = m_rule.source[k];
            } else {
                outcome.sources.push_back(found->second[0]);
            }
            continue;
        }
        const auto name = m_sourcePatterns[k].instantiate(bindings);
        if (!name)
            return std::nullopt;
        const NameIndex::Found found = m_sources.find(*name);
        if (found.index)
            outcome.sources.push_back(*found.index);
        else if (auto& where = found.ambiguous ? outcome.ambiguous : outcome.missing; where.empty())
            where = *name;
    }
    return outcome;
}

std::vector<RuleMatcher::Outcome> RuleMatcher::runFromSources()
{
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < m_sourceCount; ++i)
        for (std::string_view name : m_sources.namesOf(i)) {
            const auto bindings = m_sourcePatterns[0].match(name);
            if (!bindings)
                continue;
            const auto target = m_targetPattern.instantiate(*bindings);
            if (!target)
                continue;
            if (const auto found = m_targets.find(*target); found.index) {
                outcomes.push_back({*found.index, {i}, {}, {}});
                break;
            }
        }
    // In the order of the target; two sources for one target cannot both be meant.
    std::stable_sort(outcomes.begin(), outcomes.end(), [](const Outcome& a, const Outcome& b) { return a.target < b.target; });
    std::vector<Outcome> unique;
    for (Outcome& outcome : outcomes) {
        if (!unique.empty() && unique.back().target == outcome.target) {
            unique.back().ambiguous = m_rule.source[0];
            continue;
        }
        unique.push_back(std::move(outcome));
    }
    return unique;
}

std::vector<RuleMatcher::Outcome> RuleMatcher::run()
{
    if (m_targetPattern.usesGroups())
        return runFromSources();
    buildSearches();
    std::vector<Outcome> outcomes;
    for (std::size_t t = 0; t < m_targetCount; ++t) {
        // A target has several names; the first under which the sources are all there is the one meant.
        std::optional<Outcome> best;
        for (std::string_view name : m_targets.namesOf(t)) {
            const auto bindings = m_targetPattern.match(name);
            if (!bindings)
                continue;
            auto outcome = bindSources(t, *bindings);
            if (!outcome)
                continue;
            if (outcome->complete()) {
                best = std::move(outcome);
                break;
            }
            if (!best || (best->ambiguous.empty() && !outcome->ambiguous.empty()))
                best = std::move(outcome);
        }
        if (best)
            outcomes.push_back(std::move(*best));
    }
    return outcomes;
}

} // namespace tensorgraft::checking
