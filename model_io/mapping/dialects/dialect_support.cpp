#include "model_io/mapping/dialects/dialect_support.h"

#include "model_io/mapping/check_expand.h"
#include "model_io/mapping/pattern.h"

#include <algorithm>
#include <map>
#include <set>

namespace tensorgraft::dialects {
namespace {

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// A literal pattern as the name it stands for; nullopt where it is no literal.
std::optional<std::string> literalOf(std::string_view pattern)
{
    if (pattern.starts_with("re:"))
        return std::nullopt;
    auto compiled = Pattern::compile(pattern);
    if (!compiled || !compiled->isLiteral())
        return std::nullopt;
    return compiled->instantiate(Bindings());
}

using PairSet = std::set<std::pair<std::string, std::string>>; ///< target, source

/// What the document's rules and entries pair, by exact names.
PairSet expandedPairs(const MappingDocument& document, const Outline& source, const Outline& target)
{
    const NameIndex sourceNames(source.tensors), targetNames(target.tensors);
    std::vector<Diagnostic> ignored;
    checking::Findings findings(ignored);
    const auto expansion = checking::expand(document, sourceNames, source.tensors.size(), source, targetNames, target, findings);
    PairSet pairs;
    for (std::size_t t = 0; t < expansion.drafts.size(); ++t)
        if (const auto& draft = expansion.drafts[t])
            for (const std::size_t s : draft->sources)
                pairs.emplace(target.tensors[t].name, source.tensors[s].name);
    return pairs;
}

} // namespace

void ImportJob::note(Severity severity, std::string code, std::size_t position, std::string message, std::string hint)
{
    notes.push_back({severity, std::move(code), placeOf(text, position), std::move(message), std::move(hint)});
}

void ExportJob::note(Severity severity, std::string code, std::string place, std::string message, std::string hint)
{
    notes.push_back({severity, std::move(code), std::move(place), std::move(message), std::move(hint)});
}

Pairs::Pairs(ExportJob& job)
{
    const DialectContext& context = job.context;
    if (context.source && context.target) {
        if (context.plan) {
            m_check = context.plan;
        } else {
            m_own = tensorgraft::check(job.document, *context.source, *context.target);
            m_check = &m_own;
        }
        for (const Diagnostic& diagnostic : m_check->diagnostics)
            if (diagnostic.severity == Severity::Error)
                job.note(Severity::Error, diagnostic.code, diagnostic.target.empty() ? joined(diagnostic.source) : diagnostic.target,
                         "The check finds an error, so this is left out: " + diagnostic.message, diagnostic.hint);
        for (const ResolvedEntry& entry : m_check->entries) {
            NamedPair pair;
            pair.targetTensor = &context.target->tensors[entry.target];
            pair.target = pair.targetTensor->name;
            for (const std::size_t s : entry.sources) {
                pair.sourceTensors.push_back(&context.source->tensors[s]);
                pair.source.push_back(pair.sourceTensors.back()->name);
            }
            pair.transform = entry.transform.isIdentity() ? "" : entry.transform.toString();
            pair.resolved = &entry.resolved;
            m_pairs.push_back(std::move(pair));
        }
        return;
    }
    const auto normal = [&](const std::string& text, const std::string& place) {
        auto transform = Transform::parse(text);
        if (!transform) {
            job.note(Severity::Error, "bad-transform", place, "The transform '" + text + "' makes no sense: " + transform.error().message);
            return text;
        }
        return transform->isIdentity() ? std::string() : transform->toString();
    };
    for (std::size_t r = 0; r < job.document.rules.size(); ++r) {
        const MappingRule& rule = job.document.rules[r];
        const std::string place = checking::ruleName(job.document, r);
        NamedPair pair;
        const auto target = literalOf(rule.target);
        bool literal = target.has_value() && !rule.source.empty();
        for (const std::string& text : rule.source) {
            const auto source = literalOf(text);
            literal = literal && source.has_value();
            pair.source.push_back(source.value_or(""));
        }
        if (!literal) {
            job.note(Severity::Error, "needs-models", place, "The rule is a pattern, and what it matches is known only with both models", "Give the source and the target");
            continue;
        }
        pair.target = *target;
        pair.transform = normal(rule.transform, place);
        m_pairs.push_back(std::move(pair));
    }
    std::set<std::string_view> byPerson; // entries beat rules
    for (const MappingEntry& entry : job.document.entries)
        byPerson.insert(entry.target);
    std::erase_if(m_pairs, [&](const NamedPair& known) { return byPerson.count(known.target) != 0; });
    for (const MappingEntry& entry : job.document.entries) {
        NamedPair pair;
        pair.target = entry.target;
        pair.source = entry.source;
        pair.transform = normal(entry.transform, entry.target);
        m_pairs.push_back(std::move(pair));
    }
}

std::vector<NamedPair> plainPairs(ExportJob& job, const Pairs& pairs, std::string_view dialect)
{
    std::vector<NamedPair> plain;
    const std::string who(dialect);
    for (const NamedPair& pair : pairs.all()) {
        if (pair.source.empty())
            job.note(Severity::Error, "not-expressible", pair.target, "It is filled by '" + pair.transform + "'; " + who + " cannot say that", "Let the model's own initialiser do it");
        else if (pair.source.size() > 1)
            job.note(Severity::Error, "not-expressible", pair.target, "It is made of " + countOf(pair.source.size(), "source") + " (" + joined(pair.source) + "); " + who + " names one",
                     "Write the converted file with `tensorgraft run`, or copy the mapping as NumPy or PyTorch code");
        else if (!pair.transform.empty())
            job.note(Severity::Error, "not-expressible", pair.target, "The transform '" + pair.transform + "' of '" + pair.source[0] + "' cannot be said in " + who,
                     "Write the converted file with `tensorgraft run`, or copy the mapping as NumPy or PyTorch code");
        else
            plain.push_back(pair);
    }
    return plain;
}

void notePolicies(ExportJob& job, std::string_view dialect, bool missingSource, bool shapeMismatch)
{
    const MappingPolicy& policy = job.document.policy;
    const std::string who(dialect);
    const auto lost = [&](std::string_view name, std::string_view value) {
        job.note(Severity::Warning, "policy-lost", "policy " + std::string(name), "'" + std::string(value) + "' cannot be said in " + who);
    };
    const bool expanded = job.context.source && job.context.target;
    if (policy.missingSource == MissingSourcePolicy::Skip && !missingSource && !expanded)
        lost("missingSource", "skip");
    if (policy.shapeMismatch == ShapeMismatchPolicy::Skip && !shapeMismatch && !expanded)
        lost("shapeMismatch", "skip");
    if (policy.unmappedTarget == UnmappedTargetPolicy::Error)
        lost("unmappedTarget", "error");
    if (policy.dtype == DTypePolicy::Source)
        lost("dtype", "source");
    if (expanded)
        return;
    for (const std::string& pattern : job.document.include)
        if (pattern != "**")
            job.note(Severity::Error, "not-expressible", "include '" + pattern + "'", "Filters cannot be said in " + who, "Give both models: then what they leave is written out");
    for (const std::string& pattern : job.document.exclude)
        job.note(Severity::Error, "not-expressible", "exclude '" + pattern + "'", "Filters cannot be said in " + who, "Give both models: then what they leave is written out");
}

std::string literalPattern(std::string_view name)
{
    std::string pattern;
    if (name.starts_with("re:"))
        pattern = '\\';
    for (const char c : name) {
        if (c == '*' || c == '{' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

Result<void> settleRenames(ImportJob& job, const Rename& rename, bool rulesHold, const std::string& why)
{
    const Outline* source = job.context.source;
    if (!source) {
        if (!rulesHold)
            return fail(makeError(ErrorCode::Unsupported, why).advise("Give the source model: then the names themselves are translated, one entry each"));
        return {};
    }
    // Exactly what the dialect does, name by name. A later tensor of the same new name replaces the earlier one.
    std::map<std::string, std::string, std::less<>> byTarget;
    for (const TensorInfo& tensor : source->tensors) {
        const auto renamed = rename(tensor.name);
        if (!renamed)
            continue;
        const auto [place, isNew] = byTarget.try_emplace(*renamed, tensor.name);
        if (!isNew) {
            job.notes.push_back({Severity::Warning, "name-collision", {}, "'" + place->second + "' and '" + tensor.name + "' both become '" + *renamed + "'; the last one wins", "One of the two is lost in the dialect too"});
            place->second = tensor.name;
        }
    }
    Outline pretended;
    std::vector<TensorInfo> named;
    const Outline* target = job.context.target;
    if (!target) {
        for (const auto& [name, from] : byTarget) {
            TensorInfo tensor;
            tensor.name = name;
            named.push_back(std::move(tensor));
        }
        pretended.tensors = named;
        target = &pretended;
    }
    const NameIndex targetNames(target->tensors);
    PairSet wanted;
    std::vector<std::string> strangers;
    for (const auto& [name, from] : byTarget) {
        if (const auto found = targetNames.find(name); found.index)
            wanted.emplace(target->tensors[*found.index].name, from);
        else
            strangers.push_back(name);
    }
    if (!strangers.empty())
        job.notes.push_back({Severity::Info, "not-in-target", {}, countOf(strangers.size(), "new name") + " that the target does not have: " + listed(strangers), "Those tensors are not used"});
    if (rulesHold && expandedPairs(job.document, *source, *target) == wanted)
        return {};
    if (wanted.empty())
        return fail(makeError(ErrorCode::Mismatch, "No new name is a tensor of the target").advise("Check that source and target are not exchanged, and that the text belongs to these two models"));
    job.document.rules.clear();
    job.document.entries.clear();
    job.document.exclude.clear();
    for (const auto& [to, from] : wanted)
        job.document.entries.push_back({to, {from}, {}, {}, {}});
    job.notes.push_back({Severity::Info, "written-as-entries", {}, why.empty() ? "Rules alone would not pair these models exactly as the dialect does, so every tensor is an entry" : why + "; every tensor is an entry", "The entries hold for models of these names"});
    return {};
}

std::string listed(const std::vector<std::string>& names, std::size_t shown)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
        text += (i ? ", " : "") + names[i];
    if (names.size() > shown)
        text += " and " + std::to_string(names.size() - shown) + " more";
    return text;
}

std::string countOf(std::size_t count, std::string_view noun)
{
    return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

std::string_view opName(std::string_view name)
{
    if (name.ends_with(":0"))
        name.remove_suffix(2);
    return name;
}

Result<Literal> onlyValue(ImportJob& job)
{
    auto statements = parseLiterals(job.text);
    if (!statements)
        return fail(std::move(statements.error()));
    if (statements->empty())
        return fail(ErrorCode::Usage, "the text holds no value");
    if (statements->size() > 1)
        return job.error(ErrorCode::Usage, (*statements)[1].value.position, "a second value follows the first", "Paste one dictionary, list or call alone");
    return std::move(statements->front().value);
}

} // namespace tensorgraft::dialects
