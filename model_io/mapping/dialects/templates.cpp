#include "model_io/mapping/dialects/name_maps.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace tensorgraft::dialects {
namespace {

/// The key that torchtune looks up: every ".number" is ".{}".
std::string abstractKey(std::string_view name)
{
    std::string key;
    for (std::size_t i = 0; i < name.size(); ++i) {
        key += name[i];
        if (name[i] != '.' || i + 1 >= name.size() || !std::isdigit(static_cast<unsigned char>(name[i + 1])))
            continue;
        key += "{}";
        while (i + 1 < name.size() && std::isdigit(static_cast<unsigned char>(name[i + 1])))
            ++i;
    }
    return key;
}

std::size_t holes(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = text.find("{}"); at != std::string_view::npos; at = text.find("{}", at + 2))
        ++count;
    return count;
}

std::string filled(std::string text, const std::vector<std::string>& values)
{
    std::size_t at = 0;
    for (const std::string& value : values) {
        at = text.find("{}", at);
        if (at == std::string::npos)
            break;
        text.replace(at, 2, value);
        at += value.size();
    }
    return text;
}

/// A template as a pattern of ours; the holes are named one, two, three.
std::string patternOf(std::string_view text, const std::vector<std::string>& names)
{
    std::string pattern;
    std::size_t hole = 0;
    for (std::size_t at = 0;;) {
        const std::size_t next = std::min(text.find("{}", at), text.size());
        pattern += literalPattern(text.substr(at, next - at));
        if (next == text.size())
            return pattern;
        pattern += '{' + names[std::min(hole++, names.size() - 1)] + '}';
        at = next + 2;
    }
}

const std::vector<std::string>& holeNames()
{
    static const std::vector<std::string> names{"i", "j", "k", "l", "m", "n"};
    return names;
}

} // namespace

Result<void> importTemplates(ImportJob& job)
{
    const auto value = onlyValue(job);
    if (!value)
        return fail(value.error());
    if (!value->isDict())
        return job.error(ErrorCode::Usage, value->position, "a dictionary of templates is expected, this is " + value->described());
    std::vector<std::pair<std::string, std::string>> templates;
    std::set<std::string> dropped, keys;
    for (const Literal::Member& member : value->members) {
        if (!member.key.isString() || !(member.value.isString() || member.value.isNone())) {
            job.note(Severity::Error, "not-a-string", member.value.position, "A template and its new form are strings (or None to drop the tensor); this is " + member.key.described() + " to " + member.value.described());
            continue;
        }
        const std::string& key = member.key.text;
        if (!keys.insert(key).second)
            job.note(Severity::Warning, "duplicate-key", member.key.position, "'" + key + "' stands here twice; Python keeps only the last");
        if (member.value.isNone()) {
            dropped.insert(key);
            continue;
        }
        const std::string& to = member.value.text;
        const std::size_t from = holes(key), into = holes(to);
        const auto other = [](const std::string& text) {
            for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
                if (text.substr(at, 2) != "{}")
                    return true;
            return false;
        };
        if (other(key) || other(to)) {
            job.note(Severity::Error, "template-field", member.value.position, "'" + key + "' to '" + to + "': only {} stands for a number", "Named and numbered fields are not known to torchtune");
        } else if (into > from) {
            job.note(Severity::Error, "too-many-fields", member.value.position, "'" + to + "' needs more numbers than '" + key + "' gives");
        } else if (from > holeNames().size()) {
            job.note(Severity::Error, "too-many-fields", member.key.position, "'" + key + "' has too many numbers");
        } else {
            if (into > 1)
                job.note(Severity::Info, "several-numbers", member.value.position, "torchtune fills in only the first number of a name; here the numbers are filled in in their order");
            // A number that the new name does not take: it must be found again, so the rule looks for the only one.
            templates.emplace_back(key, to);
            job.document.rules.push_back({{patternOf(key, holeNames())}, patternOf(to, holeNames()), {}});
        }
    }
    if (job.document.rules.empty()) {
        if (!job.notes.empty())
            return fail(makeError(ErrorCode::Unsupported, job.notes.front().place + ": " + job.notes.front().message).advise(job.notes.front().hint));
        return fail(ErrorCode::Usage, "the dictionary of templates is empty");
    }
    if (!job.context.source)
        return {};
    std::vector<std::string> unknown;
    const std::map<std::string, std::string> byKey(templates.begin(), templates.end());
    const Rename rename = [&](const std::string& name) -> std::optional<std::string> {
        const std::string key = abstractKey(name);
        const auto found = byKey.find(key);
        if (found == byKey.end()) {
            if (!dropped.count(key))
                unknown.push_back(name);
            return std::nullopt;
        }
        std::vector<std::string> numbers;
        for (std::size_t i = 0; i < name.size(); ++i)
            if (name[i] == '.' && i + 1 < name.size() && std::isdigit(static_cast<unsigned char>(name[i + 1]))) {
                std::string number;
                while (i + 1 < name.size() && std::isdigit(static_cast<unsigned char>(name[i + 1])))
                    number += name[++i];
                numbers.push_back(std::move(number));
            }
        return filled(found->second, numbers);
    };
    auto settled = settleRenames(job, rename, true);
    if (!unknown.empty())
        job.notes.push_back({Severity::Warning, "unknown-key", {}, countOf(unknown.size(), "tensor") + " of the source that no template gives: " + listed(unknown), "torchtune stops there; here they are not used"});
    return settled;
}

Result<std::string> exportTemplates(ExportJob& job)
{
    const std::string_view who = "templates";
    const Pairs pairs(job);
    notePolicies(job, who);
    std::vector<std::pair<std::string, std::string>> templates;
    std::erase_if(job.notes, [&](const DialectNote& note) { return !pairs.check() && note.code == "needs-models"; });
    if (!pairs.check()) // rules whose placeholders are whole segments behind a dot are templates as they stand
        for (const MappingRule& rule : job.document.rules) {
            const auto asTemplate = [](std::string text) -> std::optional<std::string> {
                for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
                    const std::size_t close = text.find('}', at);
                    if (close == std::string::npos || at == 0 || text[at - 1] != '.' || text.substr(at, close - at).find_first_of(":+-") != std::string::npos)
                        return std::nullopt;
                    text.erase(at + 1, close - at - 1);
                }
                return text.find_first_of("*\\") == std::string::npos && !text.starts_with("re:") ? std::optional(text) : std::nullopt;
            };
            const auto from = rule.source.size() == 1 && rule.transform.empty() ? asTemplate(rule.source[0]) : std::nullopt;
            const auto to = asTemplate(rule.target);
            if (from && to && holes(*to) <= 1)
                templates.emplace_back(*from, *to);
            else
                job.note(Severity::Error, "not-expressible", "rule '" + rule.target + "'", "The rule is no template with {} for the number of a layer", "Give both models: then the templates are found from the names");
        }
    std::map<std::string, std::vector<const NamedPair*>> groups;
    std::vector<std::string> order;
    const auto plain = plainPairs(job, pairs, who);
    for (const NamedPair& pair : plain) {
        auto& group = groups[abstractKey(pair.source[0])];
        if (group.empty())
            order.push_back(abstractKey(pair.source[0]));
        group.push_back(&pair);
    }
    for (const std::string& key : order) {
        const auto& group = groups[key];
        const auto firstNumber = [](const std::string& name) {
            const std::size_t from = name.find_first_of("0123456789");
            if (from == std::string::npos)
                return std::string();
            std::size_t to = from;
            while (to < name.size() && std::isdigit(static_cast<unsigned char>(name[to])))
                ++to;
            return name.substr(from, to - from);
        };
        // The new name of the first, with its number taken out at each place where that stands; the one that all share.
        const std::string number = firstNumber(group[0]->source[0]);
        std::vector<std::string> candidates{group[0]->target};
        if (holes(key) > 0)
            for (std::size_t at = group[0]->target.find(number); at != std::string::npos && !number.empty(); at = group[0]->target.find(number, at + 1))
                candidates.push_back(std::string(group[0]->target).replace(at, number.size(), "{}"));
        std::string chosen;
        for (const std::string& candidate : candidates)
            if ((candidate.find("{}") != std::string::npos || group.size() == 1) &&
                std::all_of(group.begin(), group.end(), [&](const NamedPair* pair) { return filled(candidate, {firstNumber(pair->source[0])}) == pair->target; }))
                chosen = candidate;
        if (chosen.empty()) {
            for (const NamedPair* pair : group)
                job.note(Severity::Error, "not-expressible", pair->target, "'" + pair->source[0] + "' shares the template '" + key + "' with others that are renamed in another way", "Use hf-key-mapping or csv");
            continue;
        }
        templates.emplace_back(key, chosen);
    }
    if (templates.empty())
        return fail(makeError(ErrorCode::Mismatch, "no template is left to write"));
    std::string text;
    std::set<std::string> known;
    for (const auto& [from, to] : templates) {
        known.insert(from);
        text += "    " + pythonString(from) + ": " + pythonString(to) + ",\n";
    }
    if (pairs.check()) // names that no template gives stop torchtune
        for (const TensorInfo& tensor : job.context.source->tensors)
            if (known.insert(abstractKey(tensor.name)).second)
                text += "    " + pythonString(abstractKey(tensor.name)) + ": None,\n";
    return "key_map = {\n" + text + "}\n";
}

} // namespace tensorgraft::dialects
