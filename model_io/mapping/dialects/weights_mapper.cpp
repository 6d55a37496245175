#include "model_io/mapping/dialects/name_maps.h"

#include "model_io/mapping/check_expand.h"
#include "model_io/mapping/dialects/python_regex.h"

#include <algorithm>
#include <map>

namespace tensorgraft::dialects {
namespace {

struct Change {
    std::string from;
    std::optional<std::string> to; ///< none: the tensor is dropped
};
struct Mapper {
    std::vector<std::pair<Substitution, bool>> regex; ///< and whether it drops
    std::vector<Change> substr, prefix, suffix;

    [[nodiscard]] std::optional<std::string> rename(std::string name) const
    {
        for (const auto& [substitution, drops] : regex)
            if (std::string changed = name; substitution.apply(changed) > 0) {
                if (drops)
                    return std::nullopt;
                name = std::move(changed);
            }
        for (const Change& change : substr)
            if (const std::size_t at = name.find(change.from); at != std::string::npos) {
                if (!change.to)
                    return std::nullopt;
                name.replace(at, change.from.size(), *change.to);
            }
        for (const Change& change : prefix)
            if (name.starts_with(change.from)) {
                if (!change.to)
                    return std::nullopt;
                name.replace(0, change.from.size(), *change.to);
            }
        for (const Change& change : suffix)
            if (name.ends_with(change.from)) {
                if (!change.to)
                    return std::nullopt;
                // new.join(key.rsplit(old)): every occurrence that rsplit cuts at.
                std::string joined;
                std::size_t end = name.size();
                for (;;) {
                    const std::size_t at = end < change.from.size() ? std::string::npos : name.rfind(change.from, end - change.from.size());
                    if (at == std::string::npos)
                        break;
                    joined = *change.to + name.substr(at + change.from.size(), end - at - change.from.size()) + joined;
                    end = at;
                }
                name = name.substr(0, end) + joined;
            }
        return name;
    }
};

/// Rules for mappers of beginnings and ends only, whose entries do not follow one on another; false else.
bool addRules(const Mapper& mapper, MappingDocument& document)
{
    const auto follows = [](const std::vector<Change>& list, bool ends) {
        for (std::size_t i = 0; i < list.size(); ++i)
            for (std::size_t k = 0; k < list.size(); ++k) {
                const std::string& later = list[k].from;
                if (i == k)
                    continue;
                if (ends ? list[i].from.ends_with(later) || later.ends_with(list[i].from) : list[i].from.starts_with(later) || later.starts_with(list[i].from))
                    return true;
                if (k > i && list[i].to && (ends ? list[i].to->ends_with(later) || later.ends_with(*list[i].to) : list[i].to->starts_with(later) || later.starts_with(*list[i].to)))
                    return true;
            }
        return false;
    };
    if (follows(mapper.prefix, false) || follows(mapper.suffix, true) || mapper.prefix.size() * mapper.suffix.size() > 64)
        return false;
    const std::size_t others = mapper.regex.size() + mapper.substr.size();
    if (others > 1 || (others == 1 && mapper.prefix.size() + mapper.suffix.size() > 0))
        return false;
    document.rules.push_back({{"**"}, "**", {}});
    const auto drop = [&](const std::string& regex) { document.exclude.push_back("re:" + regex); };
    for (const Change& change : mapper.substr) {
        const auto substitution = Substitution::compile(escapeRegex(change.from), escapeReplacement(change.to.value_or("")));
        const auto rule = substitution ? substitution->rule() : std::nullopt;
        if (!rule)
            return false;
        change.to ? document.rules.push_back(*rule) : drop(".*" + escapeRegex(change.from) + ".*");
    }
    for (const auto& [substitution, drops] : mapper.regex) {
        const auto rule = substitution.rule();
        if (!rule)
            return false;
        drops ? drop(rule->source[0].substr(3)) : document.rules.push_back(*rule);
    }
    const auto rule = [&](const std::string& p, const std::string& s, const std::string& newP, const std::string& newS) {
        document.rules.push_back({{"re:" + escapeRegex(p) + "(.*)" + escapeRegex(s)}, literalPattern(newP) + "\\1" + literalPattern(newS), {}});
    };
    for (const Change& s : mapper.suffix)
        s.to ? rule("", s.from, "", *s.to) : drop(".*" + escapeRegex(s.from));
    for (const Change& p : mapper.prefix)
        p.to ? rule(p.from, "", *p.to, "") : drop(escapeRegex(p.from) + ".*");
    for (const Change& p : mapper.prefix)
        for (const Change& s : mapper.suffix)
            if (p.to && s.to)
                rule(p.from, s.from, *p.to, *s.to);
    return true;
}

} // namespace

Result<void> importWeightsMapper(ImportJob& job)
{
    const auto value = onlyValue(job);
    if (!value)
        return fail(value.error());
    if (value->kind != Literal::Kind::Call && !value->isDict())
        return job.error(ErrorCode::Usage, value->position, "a WeightsMapper(...) or a dictionary of its maps is expected, this is " + value->described());
    Mapper mapper;
    for (const Literal::Member& member : value->members) {
        const std::string& name = member.key.text;
        const bool regex = name == "orig_to_new_regex";
        std::vector<Change>* list = name == "orig_to_new_substr" ? &mapper.substr : name == "orig_to_new_prefix" ? &mapper.prefix : name == "orig_to_new_suffix" ? &mapper.suffix : nullptr;
        if (!list && !regex) {
            job.note(Severity::Error, "unknown-map", member.key.position, "'" + name + "' is no map of WeightsMapper that is known here", "orig_to_new_regex, orig_to_new_substr, orig_to_new_prefix and orig_to_new_suffix are");
            continue;
        }
        if (!member.value.isDict())
            return job.error(ErrorCode::Usage, member.value.position, "'" + name + "' is a dictionary, this is " + member.value.described());
        for (const Literal::Member& change : member.value.members) {
            const Literal* key = &change.key;
            if (regex && key->kind == Literal::Kind::Call && key->text == "re.compile" && key->items.size() == 1 && key->members.empty())
                key = &key->items[0];
            if (!key->isString() || !(change.value.isString() || change.value.isNone())) {
                job.note(Severity::Error, "not-a-string", change.value.position, "A part of a name and what replaces it are strings (or None to drop the tensor); this is " + change.key.described() + " to " + change.value.described());
                continue;
            }
            const std::optional<std::string> to = change.value.isNone() ? std::nullopt : std::optional(change.value.text);
            if (!regex) {
                if (key->text.empty() && name != "orig_to_new_prefix")
                    job.note(Severity::Error, "empty-part", key->position, "An empty part is in every name at every place");
                else
                    list->push_back({key->text, to});
                continue;
            }
            auto substitution = Substitution::compile(key->text, to.value_or(""));
            if (!substitution)
                job.note(Severity::Error, substitution.error().code == ErrorCode::Unsupported ? "regex-unsupported" : "bad-regex", key->position, "'" + key->text + "': " + substitution.error().message, substitution.error().hint);
            else
                mapper.regex.emplace_back(std::move(*substitution), !to.has_value());
        }
    }
    if (mapper.regex.empty() && mapper.substr.empty() && mapper.prefix.empty() && mapper.suffix.empty()) {
        if (!job.notes.empty())
            return fail(makeError(ErrorCode::Unsupported, job.notes.front().place + ": " + job.notes.front().message).advise(job.notes.front().hint));
        return fail(ErrorCode::Usage, "the mapper is empty");
    }
    job.document.policy.missingSource = MissingSourcePolicy::Skip;
    const bool rulesHold = addRules(mapper, job.document);
    return settleRenames(job, [&](const std::string& name) { return mapper.rename(name); }, rulesHold,
                         rulesHold ? "" : "Parts of this mapper act one after the other on the same name, and rules do not");
}

Result<std::string> exportWeightsMapper(ExportJob& job)
{
    const std::string_view who = "a WeightsMapper";
    const Pairs pairs(job);
    notePolicies(job, who, true);
    std::map<std::string, std::string> prefixes, regexes;
    std::vector<std::pair<std::string, std::string>> names;
    const bool models = pairs.check() != nullptr;
    bool rulesHold = true;
    std::erase_if(job.notes, [&](const DialectNote& note) { return !models && note.code == "needs-models"; });
    const auto plain = plainPairs(job, pairs, who);
    Mapper mapper;
    for (std::size_t r = 0; r < job.document.rules.size(); ++r) {
        const MappingRule& rule = job.document.rules[r];
        if (rule.source == std::vector<std::string>{"**"} && rule.target == "**" && rule.transform.empty())
            continue;
        // a.b.** to c.** is a beginning; everything else an expression.
        const bool tail = rule.source.size() == 1 && rule.source[0].ends_with("**") && rule.target.ends_with("**") && rule.transform.empty();
        const std::string from = tail ? rule.source[0].substr(0, rule.source[0].size() - 2) : "", to = tail ? rule.target.substr(0, rule.target.size() - 2) : "";
        if (tail && from.find_first_of("*{\\") == std::string::npos && to.find_first_of("*{\\") == std::string::npos && !from.starts_with("re:")) {
            mapper.prefix.push_back({from, to});
            prefixes[from] = to;
            continue;
        }
        const auto regex = rule.transform.empty() ? regexOfRule(rule) : std::nullopt;
        auto substitution = regex ? Substitution::compile(regex->first, regex->second) : fail(ErrorCode::Usage, "");
        if (substitution) {
            mapper.regex.emplace_back(std::move(*substitution), false);
            names.push_back(*regex);
        } else {
            rulesHold = false;
            if (!models)
                job.note(Severity::Error, "not-expressible", checking::ruleName(job.document, r), "The rule cannot be said in a WeightsMapper", "Give both models: then its tensors are written one by one");
        }
    }
    std::map<std::string, std::string> wanted;
    for (const NamedPair& pair : plain) {
        const auto [place, isNew] = wanted.try_emplace(pair.source[0], pair.target);
        if (!isNew)
            job.note(Severity::Error, "not-expressible", pair.target, "'" + pair.source[0] + "' already goes to '" + place->second + "', and a name has one new name", "Use csv");
    }
    const auto wrong = [&](const auto& pair) { return mapper.rename(pair.first) != pair.second; };
    if (models && (!rulesHold || std::any_of(wanted.begin(), wanted.end(), wrong))) {
        mapper = {};
        names.clear();
        prefixes.clear();
    }
    // What is left goes by name: full names are beginnings that only they have.
    std::map<std::string, std::string> whole;
    for (const auto& pair : wanted)
        if ((models && wrong(pair)) || (!models && pair.first != pair.second)) {
            const std::string regex = '^' + escapeRegex(pair.first) + '$';
            if (auto substitution = Substitution::compile(regex, escapeReplacement(pair.second))) {
                mapper.regex.emplace_back(std::move(*substitution), false);
                names.emplace_back(regex, escapeReplacement(pair.second));
            }
        }
    if (models) {
        for (const auto& pair : wanted)
            if (wrong(pair))
                job.note(Severity::Error, "not-expressible", pair.second, "'" + pair.first + "' is renamed to '" + pair.second + "', which another part renames again", "Use hf-key-mapping or csv");
        for (const TensorInfo& tensor : job.context.source->tensors)
            if (!wanted.count(tensor.name))
                if (const auto renamed = mapper.rename(tensor.name); renamed && findTensor(job.context.target->tensors, *renamed)) {
                    mapper.regex.insert(mapper.regex.begin(), {*Substitution::compile('^' + escapeRegex(tensor.name) + '$', ""), true});
                    whole[tensor.name] = "";
                }
    }
    std::string text = "WeightsMapper(\n";
    if (!names.empty() || !whole.empty()) {
        text += "    orig_to_new_regex={\n";
        for (const auto& [name, nothing] : whole)
            text += "        re.compile(" + pythonRawString('^' + escapeRegex(name) + '$') + "): None,\n";
        for (const auto& [regex, to] : names)
            text += "        re.compile(" + pythonRawString(regex) + "): " + pythonRawString(to) + ",\n";
        text += "    },\n";
    }
    if (!prefixes.empty()) {
        text += "    orig_to_new_prefix={\n";
        for (const Change& change : mapper.prefix)
            text += "        " + pythonString(change.from) + ": " + pythonString(*change.to) + ",\n";
        text += "    },\n";
    }
    return "mapper = " + text + ")\n";
}

} // namespace tensorgraft::dialects
