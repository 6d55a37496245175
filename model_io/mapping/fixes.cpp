#include "model_io/mapping/fixes.h"

#include "model_io/mapping/name_index.h"
#include "model_io/mapping/pattern.h"
#include "model_io/mapping/similar_names.h"
#include "model_io/mapping/transform_proposal.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace tensorgraft {
namespace {

constexpr std::string_view glorot = "fill(glorot_uniform,0)", zeros = "fill(zeros)";
constexpr std::size_t mostTransforms = 4, mostNames = 3;

/// The two models by name; built once for all findings.
struct Models {
    const MappingDocument& document;
    const Outline& source;
    const Outline& target;
    NameIndex sources, targets;
    Models(const MappingDocument& d, const Outline& s, const Outline& t) : document(d), source(s), target(t), sources(s.tensors), targets(t.tensors) {}
};

bool has(const std::vector<Fix>& fixes, FixKind kind)
{
    return std::ranges::any_of(fixes, [&](const Fix& fix) { return fix.kind == kind; });
}

/// Transforms of one source that fit the target: those that the finding names, then the known layout changes.
void addTransforms(std::vector<Fix>& fixes, const Diagnostic& finding, const Models& models, bool alsoKnown)
{
    const auto target = models.targets.find(finding.target).index;
    if (!target || finding.source.empty())
        return;
    const TensorInfo& to = models.target.tensors[*target];
    std::vector<ValueType> inputs;
    std::vector<const TensorInfo*> from;
    for (const std::string& name : finding.source) {
        const auto source = models.sources.find(name).index;
        if (!source)
            return;
        from.push_back(&models.source.tensors[*source]);
        inputs.push_back({from.back()->dtype, from.back()->shape, from.back()->quantization});
    }
    std::vector<std::string> texts = finding.transforms;
    if (alsoKnown && from.size() == 1)
        for (std::string& text : proposeTransforms(*from.front(), to))
            texts.push_back(std::move(text));
    if (alsoKnown && from.size() > 1)
        if (auto join = proposeJoin(from, to))
            texts.push_back(*std::move(join));
    std::size_t added = 0;
    for (std::string& text : texts) {
        const auto parsed = Transform::parse(text);
        const bool fits = parsed && resolve(*parsed, inputs, ValueType{to.dtype, to.shape}).has_value();
        const Fix fix{FixKind::UseTransform, std::move(text)};
        if (fits && added < mostTransforms && std::ranges::find(fixes, fix) == fixes.end()) {
            fixes.push_back(fix);
            ++added;
        }
    }
}

/// Names that the entry may have meant by the one that is not there.
void addSimilarSources(std::vector<Fix>& fixes, const Diagnostic& finding, const Models& models)
{
    if (finding.part != DocumentPart::Entry || finding.partIndex >= models.document.entries.size())
        return;
    for (const std::string& name : models.document.entries[finding.partIndex].source)
        if (const auto found = models.sources.find(name); !found.index)
            for (const std::size_t s : similarNames(models.source.tensors, name, mostNames))
                fixes.push_back({FixKind::UseSource, models.source.tensors[s].name});
}

std::vector<Fix> fixesOf(const Diagnostic& finding, const Models& models)
{
    std::vector<Fix> fixes;
    const auto add = [&](FixKind kind, std::string_view text = {}) { fixes.push_back({kind, std::string(text)}); };
    const auto addFills = [&] {
        add(FixKind::Fill, glorot);
        add(FixKind::Fill, zeros);
    };
    const bool ofEntry = finding.part == DocumentPart::Entry, ofRule = finding.part == DocumentPart::Rule;
    const bool knownTarget = !finding.target.empty() && models.targets.find(finding.target).index.has_value();
    const std::string& code = finding.code;

    if (code == "ambiguous-transpose" || code == "spatial-order" || code == "flatten-order" || code == "theano-kernels") {
        addTransforms(fixes, finding, models, false);
    } else if (code == "grouped-kernel") {
        addTransforms(fixes, finding, models, false);
        add(FixKind::ExcludeTarget);
    } else if (code == "shape-mismatch") {
        addTransforms(fixes, finding, models, true);
        add(FixKind::ExcludeTarget);
        addFills();
        if (finding.severity == Severity::Error)
            add(FixKind::SkipMisfits);
        if (ofEntry)
            add(FixKind::RemoveEntry);
    } else if (code == "missing-source") {
        addSimilarSources(fixes, finding, models);
        add(FixKind::ExcludeTarget);
        if (finding.severity == Severity::Error) {
            addFills();
            add(FixKind::SkipMissingSources);
        }
        if (ofEntry)
            add(FixKind::RemoveEntry);
    } else if (code == "missing-target" || code == "duplicate-entry") {
        add(FixKind::RemoveEntry);
    } else if (code == "ambiguous-name") {
        if (knownTarget)
            add(FixKind::ExcludeTarget);
        add(ofRule ? FixKind::RemoveRule : FixKind::RemoveEntry);
    } else if (code == "bad-transform" || code == "unsupported-type") {
        addTransforms(fixes, finding, models, true);
        if (knownTarget)
            add(FixKind::ExcludeTarget);
        if (ofEntry)
            add(FixKind::RemoveEntry);
        else if (ofRule && !knownTarget)
            add(FixKind::RemoveRule);
    } else if (code == "bad-pattern") {
        add(ofRule ? FixKind::RemoveRule : FixKind::RemoveFilter);
    } else if (code == "unused-rule") {
        add(FixKind::RemoveRule);
    } else if (code == "shadowed-rule") {
        add(FixKind::RemoveRule);
        if (finding.partIndex + 1 < models.document.rules.size())
            add(FixKind::MoveRuleLast);
    } else if (code == "unused-filter") {
        add(FixKind::RemoveFilter);
    } else if (code == "unmapped-target") {
        add(FixKind::ExcludeTarget);
        addFills();
        add(FixKind::KeepUnmapped);
    } else if (code == "lossy-cast") {
        add(FixKind::KeepSourceType);
        add(FixKind::ExcludeTarget);
    } else if (code == "optimizer-state" || code == "crops-data") {
        add(FixKind::ExcludeTarget);
    } else if (code == "excluded-entry") {
        add(FixKind::RemoveEntry);
    }
    // What has no place in the document cannot be taken out of it.
    const bool placed = finding.part != DocumentPart::None;
    std::erase_if(fixes, [&](const Fix& fix) {
        const bool takesOut = fix.kind == FixKind::RemoveEntry || fix.kind == FixKind::RemoveRule || fix.kind == FixKind::MoveRuleLast || fix.kind == FixKind::RemoveFilter;
        const bool needsTarget = fix.kind == FixKind::ExcludeTarget || fix.kind == FixKind::Fill;
        return (takesOut && !placed) || (needsTarget && !knownTarget);
    });
    return fixes;
}

/// Collects changes of a document and makes them at once, so that places stay what they were when the check named them.
class Edits {
public:
    explicit Edits(const Models& models) : m_models(models), m_document(models.document), m_removedEntries(m_document.entries.size()),
                                           m_removedRules(m_document.rules.size())
    {
        for (std::size_t i = 0; i < m_document.entries.size(); ++i)
            if (const auto target = models.targets.find(m_document.entries[i].target).index)
                m_entryOf.emplace(*target, i);
    }

    /// False where it was done before or cannot be done.
    bool apply(const Diagnostic& finding, const Fix& fix)
    {
        const auto target = finding.target.empty() ? std::nullopt : m_models.targets.find(finding.target).index;
        switch (fix.kind) {
        case FixKind::UseTransform: return target && setEntry(*target, finding.source, fix.text);
        case FixKind::Fill: return target && setEntry(*target, {}, fix.text);
        case FixKind::UseSource: return useSource(finding, fix.text);
        case FixKind::ExcludeTarget: return target && m_excluded.insert(*target).second;
        case FixKind::RemoveEntry: return mark(m_removedEntries, finding.partIndex);
        case FixKind::RemoveRule: return mark(m_removedRules, finding.partIndex);
        case FixKind::MoveRuleLast:
            if (!mark(m_removedRules, finding.partIndex))
                return false;
            m_moved.push_back(m_document.rules[finding.partIndex]);
            return true;
        case FixKind::RemoveFilter: {
            auto& removed = finding.part == DocumentPart::Include ? m_removedIncludes : m_removedExcludes;
            return removed.insert(finding.partIndex).second;
        }
        case FixKind::SkipMissingSources: return change(m_document.policy.missingSource, MissingSourcePolicy::Skip);
        case FixKind::SkipMisfits: return change(m_document.policy.shapeMismatch, ShapeMismatchPolicy::Skip);
        case FixKind::KeepUnmapped: return change(m_document.policy.unmappedTarget, UnmappedTargetPolicy::Keep);
        case FixKind::KeepSourceType: return change(m_document.policy.dtype, DTypePolicy::Source);
        }
        return false;
    }

    MappingDocument done()
    {
        std::size_t index = 0;
        m_document.entries.eraseIf([&](const MappingEntry&) { return index < m_removedEntries.size() && m_removedEntries[index++]; });
        removeMarked(m_document.rules, [&](std::size_t i) { return i < m_removedRules.size() && m_removedRules[i]; });
        for (MappingRule& rule : m_moved)
            m_document.rules.push_back(std::move(rule));
        removeMarked(m_document.include, [&](std::size_t i) { return m_removedIncludes.contains(i); });
        if (m_document.include.empty())
            m_document.include = {"**"}; // nothing at all is never meant by taking the last pattern away
        removeMarked(m_document.exclude, [&](std::size_t i) { return m_removedExcludes.contains(i); });
        std::vector<std::size_t> excluded(m_excluded.begin(), m_excluded.end());
        std::ranges::sort(excluded);
        for (const std::size_t t : excluded)
            m_document.exclude.push_back(Pattern::literal(m_models.target.tensors[t].name));
        return std::move(m_document);
    }

private:
    template <typename Value>
    static bool change(Value& value, Value to)
    {
        const bool differs = value != to;
        value = to;
        return differs;
    }
    static bool mark(std::vector<bool>& marks, std::size_t index)
    {
        if (index >= marks.size() || marks[index])
            return false;
        marks[index] = true;
        return true;
    }
    template <typename List, typename Test>
    static void removeMarked(List& list, const Test& isGone)
    {
        std::size_t index = 0;
        std::erase_if(list, [&](const auto&) { return isGone(index++); });
    }

    bool setEntry(std::size_t target, const std::vector<std::string>& sources, const std::string& transform)
    {
        if (!m_set.insert(target).second)
            return false;
        const std::string text = transform == "identity" ? std::string() : transform;
        if (const auto it = m_entryOf.find(target); it != m_entryOf.end()) {
            MappingEntry& entry = m_document.entries.edit(it->second);
            if (!sources.empty() || transform.starts_with("fill("))
                entry.source = sources;
            entry.transform = text;
            entry.confidence.reset(); // a person decided
            entry.reason.clear();
        } else {
            m_document.entries.push_back({m_models.target.tensors[target].name, sources, text, std::nullopt, {}});
        }
        return true;
    }
    bool useSource(const Diagnostic& finding, const std::string& name)
    {
        if (finding.part != DocumentPart::Entry || finding.partIndex >= m_document.entries.size())
            return false;
        for (std::string& source : m_document.entries.edit(finding.partIndex).source)
            if (!m_models.sources.find(source).index) {
                source = name;
                return true;
            }
        return false;
    }

    const Models& m_models;
    MappingDocument m_document;
    std::unordered_map<std::size_t, std::size_t> m_entryOf; ///< target tensor -> its first entry
    std::unordered_set<std::size_t> m_set, m_excluded;      ///< target tensors
    std::vector<bool> m_removedEntries, m_removedRules;
    std::unordered_set<std::size_t> m_removedIncludes, m_removedExcludes;
    std::vector<MappingRule> m_moved;
};

} // namespace

bool isPolicy(FixKind kind)
{
    return kind == FixKind::SkipMissingSources || kind == FixKind::SkipMisfits || kind == FixKind::KeepUnmapped || kind == FixKind::KeepSourceType;
}

std::vector<Fix> fixesFor(const Diagnostic& finding, const MappingDocument& document, const Outline& source, const Outline& target)
{
    return fixesOf(finding, Models(document, source, target));
}

FixedDocument withFix(const MappingDocument& document, std::span<const Diagnostic> findings, const Fix& fix, const Outline& source, const Outline& target)
{
    const Models models(document, source, target);
    Edits edits(models);
    std::size_t solved = 0;
    const bool textMatters = fix.kind == FixKind::UseTransform || fix.kind == FixKind::UseSource;
    for (const Diagnostic& finding : findings) {
        const std::vector<Fix> offered = fixesOf(finding, models);
        if (!has(offered, fix.kind))
            continue;
        auto chosen = std::ranges::find(offered, fix);
        if (chosen == offered.end() && textMatters)
            chosen = std::ranges::find(offered, fix.kind, &Fix::kind);
        const bool done = edits.apply(finding, chosen == offered.end() ? fix : *chosen);
        solved += done || isPolicy(fix.kind);
    }
    return {edits.done(), solved};
}

std::vector<Diagnostic> findingsLike(std::span<const Diagnostic> findings, const Diagnostic& like)
{
    std::vector<Diagnostic> alike;
    std::ranges::copy_if(findings, std::back_inserter(alike), [&](const Diagnostic& d) { return d.code == like.code && d.severity == like.severity; });
    return alike;
}

} // namespace tensorgraft
