#include "model_io/mapping/dialects/name_maps.h"

#include "model_io/mapping/check_expand.h"
#include "model_io/mapping/dialects/python_regex.h"

#include <algorithm>
#include <set>

namespace tensorgraft::dialects {
namespace {

bool hasMeta(std::string_view text) { return text.find_first_of("^$*+?{}[]\\|()") != std::string_view::npos; }

class OrbaxReader {
public:
    explicit OrbaxReader(ImportJob& job) : m_job(job) {}

    Result<void> walk(const Literal& value, const std::string& path, std::size_t depth)
    {
        if (depth > 60)
            return m_job.error(ErrorCode::Usage, value.position, "the tree is too deep");
        for (const Literal::Member& member : value.members) {
            if (!member.key.isString()) {
                m_job.note(Severity::Error, "bad-key", member.key.position, "A key is " + member.key.described() + "; the keys are names of the new tree");
                continue;
            }
            const std::string key = path.empty() ? member.key.text : path + '/' + member.key.text;
            const bool leaf = member.value.kind == Literal::Kind::Call || (member.value.isDict() && (member.value.find("original_key") || member.value.find("use_fallback") || member.value.find("value_fn") || member.value.find("multi_value_fn")));
            if (leaf)
                takeTransform(key, member);
            else if (member.value.isDict())
                if (auto walked = walk(member.value, key, depth + 1); !walked)
                    return walked;
                else
                    continue;
            else
                m_job.note(Severity::Error, "no-transform", member.value.position, "'" + key + "' is " + member.value.described() + ", no Transform(...)");
        }
        return {};
    }

private:
    void takeTransform(const std::string& key, const Literal::Member& member)
    {
        const Literal& transform = member.value;
        if (transform.kind == Literal::Kind::Call && !transform.text.ends_with("Transform") && !transform.text.ends_with("RestoreTransform")) {
            m_job.note(Severity::Error, "no-transform", transform.position, "'" + key + "' is " + transform.described() + ", no Transform(...)");
            return;
        }
        for (const std::string_view function : {"value_fn", "multi_value_fn"})
            if (const Literal* f = transform.find(function); f && !f->isNone()) {
                m_job.note(Severity::Error, "function", f->position, "'" + key + "' is computed by a function, which is not executed here (" + std::string(function) + ")", "Write what it does as a transform of the entry: transpose(1,0), reshape(...), scale(...)");
                return;
            }
        if (const Literal* fallback = transform.find("use_fallback"); fallback && fallback->boolean) {
            m_job.document.exclude.push_back(hasMeta(key) ? "re:" + key : literalPattern(key));
            return;
        }
        const Literal* original = transform.find("original_key");
        if (!original && !transform.items.empty())
            original = &transform.items[0];
        std::string from;
        if (!original || original->isNone()) {
            from = key; // the same name
        } else if (original->isString()) {
            from = original->text;
        } else if (original->isSequence() && !original->items.empty() && std::all_of(original->items.begin(), original->items.end(), [](const Literal& i) { return i.isString(); })) {
            for (const Literal& item : original->items)
                from += (from.empty() ? "" : "/") + item.text;
        } else {
            m_job.note(Severity::Error, "bare-identifier", original->position, "The original key of '" + key + "' is " + original->described() + ", no string");
            return;
        }
        if (!hasMeta(key)) {
            m_job.document.entries.push_back({key, {from}, {}, {}, {}});
            return;
        }
        const auto regex = translateRegex(key);
        if (!regex) {
            m_job.note(Severity::Error, regex.error().code == ErrorCode::Unsupported ? "regex-unsupported" : "bad-regex", member.key.position, "'" + key + "': " + regex.error().message, regex.error().hint);
            return;
        }
        std::string source;
        if (original && original->isString()) {
            const auto replacement = parseReplacement(from, *regex);
            if (!replacement) {
                m_job.note(Severity::Error, "bad-regex", original->position, "'" + from + "': " + replacement.error().message);
                return;
            }
            for (const Replacement::Part& part : replacement->parts) {
                if (part.group > 9 || part.group == 0) {
                    m_job.note(Severity::Error, "too-many-groups", original->position, "A rule takes the groups \\1 to \\9, '" + from + "' takes another");
                    return;
                }
                source += part.group < 0 ? literalPattern(part.text) : "\\" + std::to_string(part.group);
            }
            m_job.document.rules.push_back({{source}, "re:" + regex->expression, {}});
            return;
        }
        m_job.note(Severity::Error, "no-original-key", member.key.position, "'" + key + "' is an expression without an original_key");
    }

    ImportJob& m_job;
};

} // namespace

Result<void> importOrbax(ImportJob& job)
{
    const auto statements = parseLiterals(job.text);
    if (!statements)
        return fail(statements.error());
    const Literal* tree = nullptr;
    bool defaultToOriginal = true;
    for (const Statement& statement : *statements) {
        if (statement.value.isDict())
            tree = &statement.value;
        const Literal* flag = statement.value.kind == Literal::Kind::Call ? statement.value.find("default_to_original") : nullptr;
        if (statement.name == "default_to_original")
            flag = &statement.value;
        if (flag && flag->kind == Literal::Kind::Boolean)
            defaultToOriginal = flag->boolean;
        if (statement.value.kind == Literal::Kind::Call)
            if (const Literal* argument = statement.value.find("transforms"); argument && argument->isDict())
                tree = argument;
    }
    if (!tree)
        return fail(ErrorCode::Usage, "the text has no dictionary of transformations");
    if (defaultToOriginal) // what no key names is taken from the original tree under its own name
        job.document.rules.push_back({{"**"}, "**", {}});
    if (auto walked = OrbaxReader(job).walk(*tree, {}, 0); !walked)
        return walked;
    if (job.document.entries.empty() && job.document.exclude.empty() && job.document.rules.size() <= (defaultToOriginal ? 1u : 0u)) {
        if (!job.notes.empty())
            return fail(makeError(ErrorCode::Unsupported, job.notes.front().place + ": " + job.notes.front().message).advise(job.notes.front().hint));
        return fail(ErrorCode::Usage, "the dictionary of transformations is empty");
    }
    return {};
}

Result<std::string> exportOrbax(ExportJob& job)
{
    const std::string_view who = "Orbax transformations";
    const Pairs pairs(job);
    notePolicies(job, who);
    std::string text;
    const auto line = [&](const std::string& key, const std::string& original) {
        text += "    " + pythonRawString(key) + ": Transform(original_key=" + pythonRawString(original) + "),\n";
    };
    const bool models = pairs.check() != nullptr;
    std::erase_if(job.notes, [&](const DialectNote& note) { return !models && (note.code == "needs-models" || note.place.starts_with("exclude")); });
    bool identity = false;
    const bool rules = !models;
    for (std::size_t r = job.document.rules.size(); rules && r-- > 0;) {
        const MappingRule& rule = job.document.rules[r];
        if (rule.source == std::vector<std::string>{"**"} && rule.target == "**" && rule.transform.empty()) {
            identity = true;
            continue;
        }
        // A key is the target's: the rule is read from its end.
        if (rule.target.starts_with("re:") && rule.source.size() == 1 && rule.transform.empty()) {
            line(rule.target.substr(3), rule.source[0]);
            continue;
        }
        MappingRule turned{{rule.target}, rule.source.empty() ? "" : rule.source[0], {}};
        const auto regex = rule.source.size() == 1 && rule.transform.empty() ? regexOfRule(turned) : std::nullopt;
        if (regex)
            line(regex->first.substr(1, regex->first.size() - 2), regex->second);
        else
            job.note(Severity::Error, "not-expressible", checking::ruleName(job.document, r), "The rule cannot be said as a key and its original key", "Give both models: then its tensors are written one by one");
    }
    std::set<std::string> done;
    std::size_t same = 0;
    for (const NamedPair& pair : plainPairs(job, pairs, who)) {
        done.insert(pair.target);
        if (models && pair.source[0] == pair.target)
            ++same;
        else
            line(escapeRegex(pair.target) == pair.target ? pair.target : escapeRegex(pair.target), escapeRegex(pair.target) == pair.target ? pair.source[0] : escapeReplacement(pair.source[0]));
    }
    if (models)
        for (const TensorInfo& tensor : job.context.target->tensors)
            if (!done.count(tensor.name))
                text += "    " + pythonRawString(escapeRegex(tensor.name)) + ": Transform(use_fallback=True),\n";
    for (const std::string& pattern : job.document.exclude)
        if (!models)
            text += "    " + pythonRawString(pattern.starts_with("re:") ? pattern.substr(3) : escapeRegex(pattern)) + ": Transform(use_fallback=True),\n";
    if (text.empty() && same == 0)
        return fail(makeError(ErrorCode::Mismatch, "no transformation is left to write"));
    return "transformations = {\n" + text + "}\n" + (models || identity ? "" : "default_to_original = False\n");
}

} // namespace tensorgraft::dialects
