#include "model_io/mapping/check_expand.h"

#include "model_io/mapping/pattern.h"
#include "model_io/mapping/rule_matcher.h"

#include <algorithm>

namespace tensorgraft::checking {
namespace {

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// One word for a finding about a name that nothing, or more than one tensor, answers to.
struct BadName {
    std::string name;
    bool ambiguous = false;
};

class Expander {
public:
    Expander(const MappingDocument& document, const NameIndex& sourceNames, std::size_t sourceCount, const Outline& source,
             const NameIndex& targetNames, const Outline& target, Findings& findings)
        : m_document(document), m_sourceNames(sourceNames), m_sourceCount(sourceCount), m_source(source), m_targetNames(targetNames),
          m_target(target), m_findings(findings)
    {
        const std::size_t count = target.tensors.size();
        m_expansion.drafts.resize(count);
        m_expansion.excluded.assign(count, 0);
        m_expansion.conflict.assign(count, 0);
        m_expansion.ruleMatched.assign(document.rules.size(), 0);
        m_expansion.ruleUsed.assign(document.rules.size(), 0);
        m_entryOf.assign(count, noEntry);
        m_missing.resize(count);
    }

    Expansion run()
    {
        filter(m_document.include, false);
        filter(m_document.exclude, true);
        takeEntries();
        takeRules();
        applyFilters();
        return std::move(m_expansion);
    }

private:
    static constexpr std::size_t noEntry = static_cast<std::size_t>(-1);

    [[nodiscard]] const std::string& targetName(std::size_t t) const { return m_target.tensors[t].name; }
    [[nodiscard]] std::vector<std::string> sourceNames(const std::vector<std::size_t>& sources) const
    {
        std::vector<std::string> names;
        for (std::size_t s : sources)
            names.push_back(m_source.tensors[s].name);
        return names;
    }

    void filter(const std::vector<std::string>& patterns, bool exclude)
    {
        auto& sources = exclude ? m_sourceExcluded : m_sourceIncluded;
        auto& targets = exclude ? m_targetExcluded : m_targetIncluded;
        const bool all = patterns.size() == 1 && patterns[0] == "**";
        sources.assign(m_sourceCount, all);
        targets.assign(m_target.tensors.size(), all);
        if (all)
            return;
        const char* word = exclude ? "exclude" : "include";
        const DocumentPart part = exclude ? DocumentPart::Exclude : DocumentPart::Include;
        for (std::size_t p = 0; p < patterns.size(); ++p) {
            const std::string& text = patterns[p];
            const auto pattern = Pattern::compile(text);
            if (!pattern) {
                m_findings.add(part, p, Severity::Error, "bad-pattern", {}, {}, std::string(word) + " '" + text + "': " + pattern.error().message, pattern.error().hint);
                continue;
            }
            bool any = false;
            const auto mark = [&](const NameIndex& index, std::vector<char>& marks) {
                for (std::size_t i = 0; i < marks.size(); ++i) {
                    const auto names = index.namesOf(i);
                    if (std::any_of(names.begin(), names.end(), [&](std::string_view name) { return pattern->matches(name); }))
                        marks[i] = 1, any = true;
                }
            };
            mark(m_sourceNames, sources);
            mark(m_targetNames, targets);
            if (!any)
                m_findings.add(part, p, Severity::Warning, "unused-filter", {}, {}, std::string(word) + " '" + text + "' matches no tensor of either model",
                               "Check the spelling; patterns match whole path segments, use ** for the rest of a path");
        }
    }

    std::optional<std::vector<std::size_t>> findSources(const std::vector<std::string>& names, BadName& bad) const
    {
        std::vector<std::size_t> sources;
        for (const std::string& name : names) {
            const auto found = m_sourceNames.find(name);
            if (!found.index) {
                bad = {name, found.ambiguous};
                return std::nullopt;
            }
            sources.push_back(*found.index);
        }
        return sources;
    }

    void takeEntries()
    {
        for (std::size_t i = 0; i < m_document.entries.size(); ++i) {
            const MappingEntry& entry = m_document.entries[i];
            const auto target = m_targetNames.find(entry.target);
            if (!target.index) {
                if (target.ambiguous)
                    m_findings.add(DocumentPart::Entry, i, Severity::Error, "ambiguous-name", entry.target, entry.source,
                                   "Several tensors of the target answer to '" + entry.target + "'", "Write the full name");
                else
                    m_findings.add(DocumentPart::Entry, i, Severity::Error, "missing-target", entry.target, entry.source,
                                   "The target has no tensor '" + entry.target + "'", "Remove the entry or correct the name");
                continue;
            }
            const std::size_t t = *target.index;
            if (m_entryOf[t] != noEntry) {
                m_findings.add(DocumentPart::Entry, i, Severity::Error, "duplicate-entry", targetName(t), entry.source,
                               "Entries " + std::to_string(m_entryOf[t] + 1) + " and " + std::to_string(i + 1) + " both fill this tensor",
                               "Keep one of them");
                m_duplicated.push_back(t);
                continue;
            }
            m_entryOf[t] = i;
            BadName bad;
            auto sources = findSources(entry.source, bad);
            if (!sources) {
                m_badEntries.push_back({t, i, std::move(bad)});
                continue;
            }
            Draft draft;
            draft.origin = {EntryOrigin::Kind::Entry, i};
            draft.sources = std::move(*sources);
            draft.transform = entry.transform;
            draft.confidence = entry.confidence;
            draft.reason = entry.reason;
            draft.fromPerson = !entry.confidence.has_value();
            m_expansion.drafts[t] = std::move(draft);
        }
    }

    void reportMissing(std::size_t t, DocumentPart part, std::size_t index, const std::vector<std::string>& sources, const BadName& bad, const std::string& who)
    {
        if (bad.ambiguous) {
            m_findings.add(part, index, Severity::Error, "ambiguous-name", targetName(t), sources,
                           who + " names the source '" + bad.name + "', and several tensors answer to that", "Write the full name");
            m_expansion.conflict[t] = 1;
            return;
        }
        const bool skip = m_document.policy.missingSource == MissingSourcePolicy::Skip;
        m_findings.add(part, index, skip ? Severity::Warning : Severity::Error, "missing-source", targetName(t), sources,
                       who + " names the source '" + bad.name + "', which is not there" + (skip ? "; the target keeps its own values" : ""),
                       skip ? "" : "Correct the name, exclude the target, or set the policy missingSource to skip");
        if (!skip)
            m_expansion.conflict[t] = 1;
    }

    void takeRules()
    {
        std::vector<char> matchedAnything(m_document.rules.size(), 0);
        for (std::size_t r = 0; r < m_document.rules.size(); ++r) {
            const MappingRule& rule = m_document.rules[r];
            auto matcher = RuleMatcher::make(rule, m_sourceNames, m_sourceCount, m_targetNames, m_target.tensors.size());
            if (!matcher) {
                m_findings.add(DocumentPart::Rule, r, Severity::Error, "bad-pattern", {}, rule.source, ruleName(m_document, r) + ": " + matcher.error().message, matcher.error().hint);
                m_expansion.ruleMatched[r] = m_expansion.ruleUsed[r] = 1; // said already
                continue;
            }
            for (RuleMatcher::Outcome& outcome : (*matcher)->run()) {
                matchedAnything[r] = 1;
                takeOutcome(r, std::move(outcome));
            }
        }
        for (std::size_t t = 0; t < m_expansion.drafts.size(); ++t)
            if (const auto& draft = m_expansion.drafts[t]; draft && draft->origin.kind == EntryOrigin::Kind::Rule)
                m_expansion.ruleUsed[draft->origin.index] = 1;
        // A proposal whose source is gone is no loss where a rule fills the target.
        for (const BadEntry& bad : m_badEntries)
            if (m_targetExcluded[bad.target])
                reportExcluded(bad.target, bad.entry, m_document.entries[bad.entry].source);
            else if (!m_expansion.drafts[bad.target])
                reportMissing(bad.target, DocumentPart::Entry, bad.entry, m_document.entries[bad.entry].source, bad.name, "Entry " + std::to_string(bad.entry + 1));
        for (std::size_t t : m_duplicated)
            m_expansion.conflict[t] = 1;
        for (std::size_t t = 0; t < m_missing.size(); ++t)
            if (m_missing[t])
                reportRuleMissing(t, *m_missing[t]);
        for (std::size_t r = 0; r < m_document.rules.size(); ++r)
            if (!m_expansion.ruleMatched[r])
                reportUnused(r, matchedAnything[r] != 0);
    }

    void takeOutcome(std::size_t r, RuleMatcher::Outcome outcome)
    {
        const MappingRule& rule = m_document.rules[r];
        auto& draft = m_expansion.drafts[outcome.target];
        if (rule.source.empty()) {
            if (!draft)
                return; // nothing fills this target, so there is nothing to set
            m_expansion.ruleMatched[r] = 1;
            if (!draft->fromPerson)
                draft->transformRules.push_back(r);
            return;
        }
        const std::size_t entry = m_entryOf[outcome.target];
        const bool person = entry != noEntry && !m_document.entries[entry].confidence;
        if (!outcome.complete()) {
            if (!person)
                m_missing[outcome.target] = Missing{r, std::move(outcome)};
            return;
        }
        m_expansion.ruleMatched[r] = 1;
        m_missing[outcome.target].reset();
        if (person)
            return;
        Draft fromRule;
        fromRule.origin = {EntryOrigin::Kind::Rule, r};
        fromRule.sources = std::move(outcome.sources);
        fromRule.transform = rule.transform;
        draft = std::move(fromRule);
    }

    void reportExcluded(std::size_t t, std::size_t entry, std::vector<std::string> sources)
    {
        m_findings.add(DocumentPart::Entry, entry, Severity::Info, "excluded-entry", targetName(t), std::move(sources),
                       "Entry " + std::to_string(entry + 1) + " is left out by the filters", "Change include or exclude where it is wanted");
    }

    struct Missing {
        std::size_t rule;
        RuleMatcher::Outcome outcome;
    };

    void reportRuleMissing(std::size_t t, const Missing& missing)
    {
        if (filtered(t, {}))
            return;
        m_expansion.ruleMatched[missing.rule] = m_expansion.ruleUsed[missing.rule] = 1; // it is no idle rule; this says what is wrong
        const std::vector<std::string>& sources = m_document.rules[missing.rule].source;
        const BadName bad{missing.outcome.ambiguous.empty() ? missing.outcome.missing : missing.outcome.ambiguous, !missing.outcome.ambiguous.empty()};
        if (const auto& draft = m_expansion.drafts[t]) {
            // Something else fills it. A person who wrote the rule later meant it to win, so it is not passed over silently.
            const bool proposal = draft->origin.kind == EntryOrigin::Kind::Entry;
            m_findings.add(DocumentPart::Rule, missing.rule, Severity::Warning, bad.ambiguous ? "ambiguous-name" : "missing-source", targetName(t), sources,
                           ruleName(m_document, missing.rule) + " names the source '" + bad.name + (bad.ambiguous ? "', to which several tensors answer" : "', which is not there") +
                               (proposal ? "; the proposal is used" : "; an earlier rule is used"),
                           "Correct the rule, or let it match fewer targets");
            return;
        }
        reportMissing(t, DocumentPart::Rule, missing.rule, sources, bad, ruleName(m_document, missing.rule));
    }

    void reportUnused(std::size_t r, bool matchedTargets)
    {
        const MappingRule& rule = m_document.rules[r];
        m_expansion.ruleUsed[r] = 1; // not also shadowed
        std::string message = ruleName(m_document, r);
        if (rule.source.empty())
            message += matchedTargets ? " sets the transform of targets that nothing fills" : " matches no target";
        else
            message += matchedTargets ? " matches targets, but not their sources" : " matches no target";
        m_findings.add(DocumentPart::Rule, r, Severity::Warning, "unused-rule", {}, rule.source, std::move(message),
                       "Check the spelling; patterns match whole path segments: * stays inside one, ** is any number of them");
    }

    /// What include and exclude say of a target and the sources that would fill it.
    [[nodiscard]] bool filtered(std::size_t t, const std::vector<std::size_t>& sources) const
    {
        const auto any = [&](const std::vector<char>& marks) { return std::any_of(sources.begin(), sources.end(), [&](std::size_t s) { return marks[s] != 0; }); };
        if (m_targetExcluded[t] || any(m_sourceExcluded))
            return true;
        return !m_targetIncluded[t] && !any(m_sourceIncluded);
    }

    void applyFilters()
    {
        for (std::size_t t = 0; t < m_expansion.drafts.size(); ++t) {
            auto& draft = m_expansion.drafts[t];
            m_expansion.excluded[t] = filtered(t, draft ? draft->sources : std::vector<std::size_t>{});
            if (!m_expansion.excluded[t])
                continue;
            if (draft && draft->fromPerson)
                reportExcluded(t, draft->origin.index, sourceNames(draft->sources));
            draft.reset();
            m_expansion.conflict[t] = 0;
        }
    }

    const MappingDocument& m_document;
    const NameIndex& m_sourceNames;
    std::size_t m_sourceCount;
    const Outline& m_source;
    const NameIndex& m_targetNames;
    const Outline& m_target;
    Findings& m_findings;
    Expansion m_expansion;
    std::vector<std::size_t> m_entryOf; ///< the entry of each target, whether it could be used or not
    struct BadEntry {
        std::size_t target, entry;
        BadName name;
    };
    std::vector<BadEntry> m_badEntries;
    std::vector<std::size_t> m_duplicated;
    std::vector<std::optional<Missing>> m_missing;
    std::vector<char> m_sourceIncluded, m_sourceExcluded, m_targetIncluded, m_targetExcluded;
};

} // namespace

std::string ruleName(const MappingDocument& document, std::size_t rule)
{
    const MappingRule& r = document.rules[rule];
    return "Rule " + std::to_string(rule + 1) + " (" + (r.source.empty() ? "" : joined(r.source) + " -> ") + r.target + ")";
}

Expansion expand(const MappingDocument& document, const NameIndex& sourceNames, std::size_t sourceCount, const Outline& source,
                 const NameIndex& targetNames, const Outline& target, Findings& findings)
{
    return Expander(document, sourceNames, sourceCount, source, targetNames, target, findings).run();
}

} // namespace tensorgraft::checking
