#include "model_io/mapping/dialects/key_mapping.h"

#include "model_io/mapping/check_expand.h"
#include "model_io/mapping/dialects/python_regex.h"

#include <algorithm>
#include <map>

namespace tensorgraft::dialects {
namespace {

struct KeyPattern {
    std::string pattern, replacement;
    std::size_t position = 0;
    Substitution substitution;
};

/// Adds one pair of literals. What cannot be is a note; false then.
bool addPattern(ImportJob& job, const Literal& key, const Literal& value, std::vector<KeyPattern>& patterns)
{
    if (!key.isString() || !value.isString()) {
        const Literal& wrong = key.isString() ? value : key;
        job.note(Severity::Error, "not-a-string", wrong.position, "A pattern and its replacement are strings, this is " + wrong.described(), "Callables cannot be imported; give the strings that they make");
        return false;
    }
    auto substitution = Substitution::compile(key.text, value.text);
    if (!substitution) {
        job.note(Severity::Error, substitution.error().code == ErrorCode::Unsupported ? "regex-unsupported" : "bad-regex", key.position, "'" + key.text + "': " + substitution.error().message, substitution.error().hint);
        return false;
    }
    patterns.push_back({key.text, value.text, key.position, std::move(*substitution)});
    return true;
}

/// The argument `name` of a call, or the value itself.
const Literal& argument(const Literal& value, std::string_view name)
{
    if (value.kind == Literal::Kind::Call || value.isDict())
        if (const Literal* found = value.find(name))
            return *found;
    return value;
}

Failure firstError(const ImportJob& job, const char* nothing)
{
    for (const DialectNote& note : job.notes)
        if (note.severity == Severity::Error)
            return fail(makeError(ErrorCode::Unsupported, note.place + ": " + note.message).advise(note.hint));
    return fail(ErrorCode::Usage, nothing);
}

void noteSeveralOccurrences(ImportJob& job, const std::vector<KeyPattern>& patterns)
{
    if (job.context.source)
        return;
    for (const KeyPattern& one : patterns)
        if (!one.substitution.once())
            job.note(Severity::Info, "first-occurrence", one.position, "'" + one.pattern + "' is not anchored: where it occurs twice in a name, the rule renames only the first occurrence",
                     "Give the source model, and the names are translated exactly");
}

} // namespace

Result<void> importKeyMapping(ImportJob& job)
{
    auto value = onlyValue(job);
    if (!value)
        return fail(std::move(value.error()));
    const Literal& map = argument(*value, "key_mapping");
    std::vector<KeyPattern> patterns;
    bool complete = true;
    if (map.isDict()) {
        for (const Literal::Member& member : map.members)
            complete = addPattern(job, member.key, member.value, patterns) && complete;
    } else if (map.isSequence()) {
        for (const Literal& item : map.items) {
            if (!item.isSequence() || item.items.size() != 2)
                return job.error(ErrorCode::Usage, item.position, "an item of the list is no pair of pattern and replacement");
            complete = addPattern(job, item.items[0], item.items[1], patterns) && complete;
        }
    } else {
        return job.error(ErrorCode::Usage, map.position, "key_mapping is a dictionary of patterns, this is " + map.described());
    }
    if (patterns.empty())
        return firstError(job, "the dictionary is empty");

    bool rulesHold = true;
    job.document.policy.missingSource = MissingSourcePolicy::Skip; // what the checkpoint has not is initialised anew
    job.document.rules.push_back({{"**"}, "**", {}});
    for (auto one = patterns.rbegin(); one != patterns.rend(); ++one) { // the first pattern wins, of rules the last
        if (auto rule = one->substitution.rule())
            job.document.rules.push_back(std::move(*rule));
        else
            rulesHold = false;
    }
    noteSeveralOccurrences(job, patterns);
    // Without a pattern that could not be read, names that it would have taken must not go another way unseen.
    if (!complete)
        job.notes.push_back({Severity::Warning, "incomplete", {}, "Names that the patterns above would rename are translated by the others", "Check the entries of those names"});
    const Rename rename = [&](const std::string& name) -> std::optional<std::string> {
        std::string renamed = name;
        for (const KeyPattern& one : patterns)
            if (one.substitution.apply(renamed) > 0)
                break;
        return renamed;
    };
    return settleRenames(job, rename, rulesHold, rulesHold ? "" : "A pattern has more groups than a rule can take");
}

Result<void> importReviseKeys(ImportJob& job)
{
    auto value = onlyValue(job);
    if (!value)
        return fail(std::move(value.error()));
    const Literal& list = argument(*value, "revise_keys");
    if (!list.isSequence())
        return job.error(ErrorCode::Usage, list.position, "revise_keys is a list of pairs, this is " + list.described());
    std::vector<KeyPattern> patterns;
    const bool onePair = list.items.size() == 2 && list.items[0].isString() && list.items[1].isString();
    if (onePair)
        addPattern(job, list.items[0], list.items[1], patterns);
    else
        for (const Literal& item : list.items) {
            if (!item.isSequence() || item.items.size() != 2)
                return job.error(ErrorCode::Usage, item.position, "an item of revise_keys is no pair of pattern and replacement");
            addPattern(job, item.items[0], item.items[1], patterns);
        }
    if (patterns.empty())
        return firstError(job, "the list is empty");
    bool rulesHold = patterns.size() == 1;
    job.document.policy.missingSource = MissingSourcePolicy::Skip; // mmengine loads with strict=False
    job.document.rules.push_back({{"**"}, "**", {}});
    for (const KeyPattern& one : patterns) {
        if (auto rule = one.substitution.rule())
            job.document.rules.push_back(std::move(*rule));
        else
            rulesHold = false;
    }
    noteSeveralOccurrences(job, patterns);
    const Rename rename = [&](const std::string& name) -> std::optional<std::string> {
        std::string renamed = name;
        for (const KeyPattern& one : patterns)
            one.substitution.apply(renamed);
        return renamed;
    };
    // With the source the rules are tried first: most lists rename different names.
    return settleRenames(job, rename, rulesHold || (job.context.source && job.document.rules.size() == patterns.size() + 1),
                         patterns.size() > 1 ? "revise_keys applies its " + countOf(patterns.size(), "pattern") + " one after the other to the same name, and rules do not" : "The pattern has more groups than a rule can take");
}

namespace {

struct Written {
    std::string pattern, replacement;
    Substitution substitution;
};

/// Tensors that the written patterns would rename otherwise than the mapping says, by source name.
std::map<std::string, std::string> wantedNames(const std::vector<NamedPair>& pairs, ExportJob& job)
{
    std::map<std::string, std::string> wanted;
    for (const NamedPair& pair : pairs) {
        const auto [place, isNew] = wanted.try_emplace(pair.source[0], pair.target);
        if (!isNew)
            job.note(Severity::Error, "not-expressible", pair.target, "'" + pair.source[0] + "' already goes to '" + place->second + "', and a key has one new name", "Use a list of pairs for init_from_checkpoint, or CSV");
    }
    return wanted;
}

/// Rules as patterns (strongest first) where they rename as the mapping does; else one pattern for each name.
Result<std::vector<Written>> writePatterns(ExportJob& job, std::string_view dialect, bool chained)
{
    const Pairs pairs(job);
    notePolicies(job, dialect, true);
    std::vector<Written> patterns;
    const auto add = [&](const std::string& pattern, const std::string& replacement) {
        auto substitution = Substitution::compile(pattern, replacement);
        if (substitution)
            patterns.push_back({pattern, replacement, std::move(*substitution)});
        return substitution.has_value();
    };
    const bool models = pairs.check() != nullptr;
    const MappingDocument& document = job.document;
    std::vector<NamedPair> plain;
    if (!models) { // rules are patterns too; only those that are none of `re` are left out
        std::vector<DialectNote> kept;
        for (DialectNote& note : job.notes)
            if (note.code != "needs-models")
                kept.push_back(std::move(note));
        job.notes = std::move(kept);
    }
    plain = plainPairs(job, pairs, dialect);
    const auto wanted = wantedNames(plain, job);
    bool rulesHold = !chained || document.rules.size() + document.entries.size() <= 1;
    std::vector<std::string> lost;
    for (const MappingEntry& entry : document.entries)
        if (!models && entry.source.size() == 1 && wanted.count(entry.source[0]))
            rulesHold = add('^' + escapeRegex(entry.source[0]) + '$', escapeReplacement(entry.target)) && rulesHold;
    if (models && !document.entries.empty())
        rulesHold = false; // proved below by the names themselves
    for (std::size_t r = document.rules.size(); rulesHold && r-- > 0;) {
        const MappingRule& rule = document.rules[r];
        if (rule.source == std::vector<std::string>{"**"} && rule.target == "**" && rule.transform.empty())
            continue; // what no pattern matches keeps its name anyway
        const auto regex = rule.transform.empty() || rule.transform == "identity" ? regexOfRule(rule) : std::nullopt;
        if (regex && add(regex->first, regex->second))
            continue;
        rulesHold = false;
        if (!models)
            job.note(Severity::Error, "not-expressible", checking::ruleName(document, r), "The rule cannot be said as a pattern of " + std::string(dialect),
                     rule.transform.empty() ? "Give both models: then its tensors are written one by one" : "Its transform cannot be said; write the converted file with `tensorgraft run`");
    }
    if (!models)
        return patterns;
    const auto renamed = [&](const std::string& name) {
        std::string out = name;
        for (const Written& one : patterns)
            if (one.substitution.apply(out) > 0 && !chained)
                break;
        return out;
    };
    rulesHold = rulesHold && std::all_of(wanted.begin(), wanted.end(), [&](const auto& pair) { return renamed(pair.first) == pair.second; });
    if (!rulesHold) {
        patterns.clear();
        for (const auto& [from, to] : wanted)
            if (from != to)
                add('^' + escapeRegex(from) + '$', escapeReplacement(to));
        if (chained) // a new name that is another's old one would be renamed again
            for (const auto& [from, to] : wanted)
                if (renamed(from) != to)
                    job.note(Severity::Error, "not-expressible", to, "'" + from + "' is renamed to '" + to + "', which is itself renamed, and " + std::string(dialect) + " applies its patterns one after the other", "Use hf-key-mapping or CSV");
    }
    // Names that the mapping leaves out, but which the target has too: the dialect would load them.
    for (const TensorInfo& tensor : job.context.source->tensors)
        if (!wanted.count(tensor.name))
            if (const std::string name = renamed(tensor.name); findTensor(job.context.target->tensors, name))
                job.note(Severity::Warning, "loads-more", tensor.name, "The mapping does not use it, but the target has '" + name + "', so " + std::string(dialect) + " loads it", "Delete the key from the state dict before loading");
    return patterns;
}

} // namespace

Result<std::string> exportKeyMapping(ExportJob& job)
{
    const auto patterns = writePatterns(job, "a key_mapping", false);
    if (!patterns)
        return fail(patterns.error());
    std::string text;
    for (const Written& one : *patterns)
        text += "    " + pythonRawString(one.pattern) + ": " + pythonRawString(one.replacement) + ",\n";
    return "key_mapping = {\n" + text + "}\n";
}

Result<std::string> exportReviseKeys(ExportJob& job)
{
    const auto patterns = writePatterns(job, "revise_keys", true);
    if (!patterns)
        return fail(patterns.error());
    std::string text;
    for (const Written& one : *patterns)
        text += "    (" + pythonRawString(one.pattern) + ", " + pythonRawString(one.replacement) + "),\n";
    return "revise_keys = [\n" + text + "]\n";
}

} // namespace tensorgraft::dialects
