#include "model_io/mapping/check.h"

#include "model_io/mapping/check_expand.h"
#include "model_io/mapping/check_warnings.h"
#include "model_io/mapping/name_index.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace tensorgraft {
namespace {

using checking::Draft;
using checking::Findings;

class Checker {
public:
    Checker(const MappingDocument& document, const Outline& source, const Outline& target)
        : m_document(document), m_source(source), m_target(target), m_sourceNames(source.tensors), m_targetNames(target.tensors),
          m_findings(m_result.diagnostics)
    {
    }

    CheckResult run()
    {
        m_expansion = checking::expand(m_document, m_sourceNames, m_source.tensors.size(), m_source, m_targetNames, m_target, m_findings);
        for (std::size_t t = 0; t < m_target.tensors.size(); ++t)
            if (m_expansion.drafts[t])
                bind(t, *m_expansion.drafts[t]);
        reportIdleRules();
        checking::addWarnings(m_source, m_target, m_sourceNames, m_expansion, m_result);
        reportUnmapped();
        setStates();
        return std::move(m_result);
    }

private:
    const Transform* parsed(std::string_view text, Error& error)
    {
        const auto known = m_transforms.find(text);
        if (known != m_transforms.end())
            return take(known->second, error);
        return take(m_transforms.emplace(std::string(text), Transform::parse(text)).first->second, error);
    }
    static const Transform* take(const Result<Transform>& result, Error& error)
    {
        if (result)
            return &*result;
        error = result.error();
        return nullptr;
    }

    [[nodiscard]] ValueType wantedType(const Transform& transform, const std::vector<ValueType>& inputs, const TensorInfo& target) const
    {
        ValueType wanted{target.dtype, target.shape};
        if (m_document.policy.dtype == DTypePolicy::Source && !inputs.empty())
            wanted.dtype = ownType(transform, inputs[0].dtype);
        return wanted;
    }

    Result<ResolvedTransform> resolved(const Transform& transform, const Draft& draft, std::size_t t) const
    {
        std::vector<ValueType> inputs;
        for (std::size_t s : draft.sources)
            inputs.push_back({m_source.tensors[s].dtype, m_source.tensors[s].shape, m_source.tensors[s].quantization});
        return resolve(transform, inputs, wantedType(transform, inputs, m_target.tensors[t]));
    }

    void bind(std::size_t t, Draft& draft)
    {
        ResolvedEntry entry;
        entry.target = t;
        entry.origin = draft.origin;
        entry.confidence = draft.confidence;
        entry.reason = draft.reason;

        Error error;
        std::optional<Result<ResolvedTransform>> outcome;
        std::string text(draft.transform);
        // The last rule that only sets a transform and whose transform fits here wins over what the entry says.
        for (std::size_t i = draft.transformRules.size(); i-- > 0 && !outcome;) {
            const std::size_t rule = draft.transformRules[i];
            const Transform* transform = parsed(m_document.rules[rule].transform, error);
            if (!transform) {
                reportBadRule(rule, error);
                continue;
            }
            auto fits = resolved(*transform, draft, t);
            if (!fits)
                continue;
            m_expansion.ruleUsed[rule] = 1;
            entry.transform = *transform;
            entry.transformRule = rule;
            entry.reason += (entry.reason.empty() ? "" : ". ") + std::string("The transform is that of rule ") + std::to_string(rule + 1);
            outcome = std::move(fits);
        }
        if (!outcome) {
            const Transform* transform = parsed(draft.transform, error);
            if (!transform) {
                if (draft.origin.kind == EntryOrigin::Kind::Rule)
                    reportBadRule(draft.origin.index, error);
                else
                    addError("bad-transform", t, draft, error.message, error.hint);
                m_expansion.conflict[t] = 1;
                return;
            }
            entry.transform = *transform;
            outcome = resolved(*transform, draft, t);
        }
        if (!*outcome) {
            reportMisfit(t, draft, entry.transform, outcome->error());
            return;
        }
        entry.sources = draft.sources;
        entry.resolved = std::move(**outcome);
        m_result.entries.push_back(std::move(entry));
    }

    std::vector<std::string> sourceNames(const Draft& draft) const
    {
        std::vector<std::string> names;
        for (std::size_t s : draft.sources)
            names.push_back(m_source.tensors[s].name);
        return names;
    }
    static DocumentPart partOf(const Draft& draft) { return draft.origin.kind == EntryOrigin::Kind::Rule ? DocumentPart::Rule : DocumentPart::Entry; }
    void addError(std::string code, std::size_t t, const Draft& draft, std::string message, std::string hint)
    {
        m_findings.add(partOf(draft), draft.origin.index, Severity::Error, std::move(code), m_target.tensors[t].name, sourceNames(draft), std::move(message),
                       std::move(hint));
    }
    void reportBadRule(std::size_t rule, const Error& error)
    {
        if (std::find(m_badRules.begin(), m_badRules.end(), rule) != m_badRules.end())
            return;
        m_badRules.push_back(rule);
        m_expansion.ruleUsed[rule] = 1;
        m_findings.add(DocumentPart::Rule, rule, Severity::Error, "bad-transform", {}, m_document.rules[rule].source,
                       checking::ruleName(m_document, rule) + ": " + error.message, error.hint);
    }

    void reportMisfit(std::size_t t, const Draft& draft, const Transform& transform, const Error& error)
    {
        const std::string& name = m_target.tensors[t].name;
        if (error.code != ErrorCode::Mismatch) {
            addError(error.code == ErrorCode::Unsupported ? "unsupported-type" : "bad-transform", t, draft, error.message, error.hint);
            m_expansion.conflict[t] = 1;
            return;
        }
        const bool skip = m_document.policy.shapeMismatch == ShapeMismatchPolicy::Skip;
        std::string message, hint;
        std::vector<std::string> transforms;
        checking::describeMisfit(m_source, m_target.tensors[t], draft.sources, transform, error, message, hint, transforms);
        m_findings.add(partOf(draft), draft.origin.index, skip ? Severity::Warning : Severity::Error, "shape-mismatch", name, sourceNames(draft),
                       message + (skip ? "; the target keeps its own values" : ""), std::move(hint))
            .transforms = std::move(transforms);
        if (!skip)
            m_expansion.conflict[t] = 1;
        checking::warnOfGroups(m_source, m_target, t, draft.sources, m_findings);
    }

    void reportIdleRules()
    {
        for (std::size_t r = 0; r < m_document.rules.size(); ++r)
            if (!m_expansion.ruleUsed[r])
                m_findings.add(DocumentPart::Rule, r, Severity::Warning, "shadowed-rule", {}, m_document.rules[r].source,
                               checking::ruleName(m_document, r) +
                                   (m_document.rules[r].source.empty() ? " changes nothing: its transform fits none of the targets that it matches, or a later rule or an entry decides there"
                                                                       : " changes nothing: later rules or entries decide for every target that it matches"),
                               "Remove it, or move it behind the rules that override it");
    }

    void reportUnmapped()
    {
        if (m_document.policy.unmappedTarget != UnmappedTargetPolicy::Error)
            return;
        std::vector<char> filled(m_target.tensors.size(), 0);
        for (const ResolvedEntry& entry : m_result.entries)
            filled[entry.target] = 1;
        for (std::size_t t = 0; t < filled.size(); ++t) {
            const TensorRole role = m_target.tensors[t].role;
            if (filled[t] || m_expansion.excluded[t] || m_expansion.conflict[t] || role == TensorRole::OptimizerState || role == TensorRole::Bookkeeping)
                continue;
            m_findings.add(Severity::Error, "unmapped-target", m_target.tensors[t].name, {}, "Nothing fills this tensor, and the policy unmappedTarget is error",
                           "Map it, exclude it, or set the policy to keep");
            m_expansion.conflict[t] = 1;
        }
    }

    void setStates()
    {
        m_result.targetStates.assign(m_target.tensors.size(), TargetState::Kept);
        std::vector<char> used(m_source.tensors.size(), 0);
        std::unordered_map<std::string_view, std::vector<std::size_t>> byTarget;
        for (std::size_t d = 0; d < m_result.diagnostics.size(); ++d)
            if (!m_result.diagnostics[d].target.empty())
                byTarget[m_result.diagnostics[d].target].push_back(d);
        for (ResolvedEntry& entry : m_result.entries) {
            TargetState state = TargetState::Mapped;
            if (const auto found = byTarget.find(m_target.tensors[entry.target].name); found != byTarget.end()) {
                entry.diagnostics = found->second;
                for (std::size_t d : entry.diagnostics)
                    if (m_result.diagnostics[d].severity == Severity::Warning)
                        state = TargetState::Warning;
            }
            m_result.targetStates[entry.target] = state;
            for (std::size_t s : entry.sources)
                used[s] = 1;
        }
        for (std::size_t t = 0; t < m_result.targetStates.size(); ++t) {
            if (m_expansion.conflict[t])
                m_result.targetStates[t] = TargetState::Conflict;
            else if (m_expansion.excluded[t])
                m_result.targetStates[t] = TargetState::Excluded;
        }
        for (std::size_t s = 0; s < used.size(); ++s)
            if (!used[s])
                m_result.unusedSources.push_back(s);
    }

    const MappingDocument& m_document;
    const Outline& m_source;
    const Outline& m_target;
    NameIndex m_sourceNames, m_targetNames;
    CheckResult m_result;
    Findings m_findings;
    checking::Expansion m_expansion;
    std::map<std::string, Result<Transform>, std::less<>> m_transforms; ///< thousands of entries share a few texts
    std::vector<std::size_t> m_badRules;
};

} // namespace

std::string_view severityName(Severity severity)
{
    switch (severity) {
    case Severity::Info: return "info";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return "info";
}

std::string_view targetStateName(TargetState state)
{
    switch (state) {
    case TargetState::Mapped: return "mapped";
    case TargetState::Warning: return "warning";
    case TargetState::Conflict: return "conflict";
    case TargetState::Kept: return "kept";
    case TargetState::Excluded: return "excluded";
    }
    return "kept";
}

bool CheckResult::hasErrors() const { return count(Severity::Error) > 0; }

std::size_t CheckResult::count(Severity severity) const
{
    return static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(), [severity](const Diagnostic& d) { return d.severity == severity; }));
}

CheckResult check(const MappingDocument& document, const Outline& source, const Outline& target)
{
    return Checker(document, source, target).run();
}

} // namespace tensorgraft
