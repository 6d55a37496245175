#include "model_io/mapping/dialects/init_from_checkpoint.h"

#include "model_io/mapping/dialects/saver.h"
#include "model_io/mapping/name_index.h"

#include <algorithm>
#include <map>
#include <set>

namespace tensorgraft::dialects {
namespace {

constexpr std::string_view partMark = "/part_";

struct Assignment {
    std::string key, value;
    std::size_t position = 0;
    std::vector<std::string> parts; ///< where the value is a list of variables
};

/// The map of a call (second argument or assignment_map=), or the value itself.
const Literal& assignmentMap(const Literal& value)
{
    if (value.kind == Literal::Kind::Call || value.isDict())
        if (const Literal* found = value.find("assignment_map"))
            return *found;
    if (value.kind == Literal::Kind::Call && value.items.size() >= 2)
        return value.items[1];
    return value;
}

Result<std::vector<Assignment>> readAssignments(ImportJob& job)
{
    auto value = onlyValue(job);
    if (!value)
        return fail(std::move(value.error()));
    const Literal& map = assignmentMap(*value);
    std::vector<Assignment> assignments;
    const auto add = [&](const Literal& key, const Literal& to) {
        if (!key.isString()) {
            job.note(Severity::Error, "bad-key", key.position, "A key is " + key.described() + "; the keys are names and scopes in the checkpoint");
            return;
        }
        Assignment one;
        one.key = opName(key.text);
        one.position = to.position;
        if (to.isString()) {
            one.value = opName(to.text);
        } else if (to.isSequence() && !to.items.empty() && std::all_of(to.items.begin(), to.items.end(), [](const Literal& i) { return i.isString(); })) {
            for (const Literal& item : to.items)
                one.parts.emplace_back(opName(item.text));
        } else {
            job.note(Severity::Error, "bare-identifier", to.position, "'" + one.key + "' goes to " + to.described() + ", and what that names is known only to the running program",
                     "Print the map with v.op.name in the place of each variable and import that");
            return;
        }
        assignments.push_back(std::move(one));
    };
    if (map.isDict()) {
        for (const Literal::Member& member : map.members)
            add(member.key, member.value);
    } else if (map.isSequence()) {
        for (const Literal& item : map.items) {
            if (!item.isSequence() || item.items.size() != 2)
                return job.error(ErrorCode::Usage, item.position, "an item of the assignment map is no pair of names");
            add(item.items[0], item.items[1]);
        }
    } else {
        return job.error(ErrorCode::Usage, map.position, "an assignment map is a dictionary or a list of pairs, this is " + map.described());
    }
    if (assignments.empty() && !job.notes.empty())
        return fail(makeError(ErrorCode::Unsupported, job.notes.front().place + ": " + job.notes.front().message).advise(job.notes.front().hint));
    std::stable_sort(assignments.begin(), assignments.end(), [](const Assignment& a, const Assignment& b) { return a.key < b.key; });
    return assignments;
}

/// The parts of a partitioned variable in the target, in their order; empty where it is none.
std::vector<const TensorInfo*> partsOf(const Outline& target, const std::string& name)
{
    std::map<unsigned long, const TensorInfo*> parts;
    const std::string start = name + std::string(partMark);
    for (const TensorInfo& tensor : target.tensors) {
        const std::string_view whole = opName(tensor.name);
        if (!whole.starts_with(start))
            continue;
        const std::string digits(whole.substr(start.size()));
        if (!digits.empty() && digits.size() < 9 && digits.find_first_not_of("0123456789") == std::string::npos)
            parts[std::stoul(digits)] = &tensor;
    }
    std::vector<const TensorInfo*> list;
    for (const auto& [index, tensor] : parts)
        list.push_back(tensor);
    return list;
}

class Importer {
public:
    explicit Importer(ImportJob& job) : m_job(job) {}

    void run(const std::vector<Assignment>& assignments)
    {
        for (const Assignment& one : assignments)
            take(one);
    }

private:
    void take(const Assignment& one)
    {
        if (!one.parts.empty())
            return takeParts(one, one.parts);
        const bool keyScope = one.key.ends_with('/'), valueScope = one.value.ends_with('/');
        if (keyScope && valueScope)
            return takeScope(one);
        if (valueScope || keyScope) {
            m_job.note(Severity::Error, "bad-scope", one.position, "'" + one.key + "' to '" + one.value + "': a scope goes to a scope, both with a '/' at the end, and a name to a name",
                       keyScope ? "Write '" + one.value + "/'; TensorFlow takes such a value for a scope only up to its last '/'" : "Write '" + one.key + "/'");
            return;
        }
        const Outline* target = m_job.context.target;
        if (target && !findTensor(target->tensors, one.value))
            if (const auto parts = partsOf(*target, one.value); !parts.empty()) {
                std::vector<std::string> names;
                for (const TensorInfo* part : parts)
                    names.push_back(part->name);
                return takeParts(one, names);
            }
        addEntry({one.value, {one.key}, {}, {}, {}}, one.position);
    }

    void addEntry(MappingEntry entry, std::size_t position)
    {
        auto& entries = m_job.document.entries;
        if (!m_assigned.insert(entry.target).second) {
            const auto known = std::find_if(entries.begin(), entries.end(), [&](const MappingEntry& e) { return e.target == entry.target; });
            if (known != entries.end()) {
                m_job.note(Severity::Warning, "assigned-twice", position, "'" + entry.target + "' is assigned twice; TensorFlow takes the pairs in the order of their keys, so '" + entry.source[0] + "' wins");
                entries.eraseIf([&](const MappingEntry& e) { return e.target == entry.target; });
            }
        }
        entries.push_back(std::move(entry));
    }

    void takeParts(const Assignment& one, const std::vector<std::string>& names)
    {
        const Outline *source = m_job.context.source, *target = m_job.context.target;
        const auto s = source ? findTensor(source->tensors, one.key) : std::nullopt;
        std::vector<const TensorInfo*> parts;
        for (const std::string& name : names)
            if (const auto t = target ? findTensor(target->tensors, name) : std::nullopt)
                parts.push_back(&target->tensors[*t]);
        if (!s || parts.size() != names.size()) {
            m_job.note(Severity::Error, "needs-models", one.position, "'" + one.key + "' goes to the parts of a partitioned variable, whose sizes are known only with both models", "Give source and target, and check that they have these tensors");
            return;
        }
        auto entries = entriesForParts(source->tensors[*s], parts);
        if (!entries) {
            m_job.note(Severity::Error, "bad-parts", one.position, entries.error().message);
            return;
        }
        for (MappingEntry& entry : *entries)
            addEntry(std::move(entry), one.position);
    }

    void takeScope(const Assignment& one)
    {
        const std::string from = one.key == "/" ? "" : one.key, to = one.value == "/" ? "" : one.value;
        // Names that come later in TensorFlow's order than this scope are entries anyway; earlier ones it overrides.
        m_job.document.entries.eraseIf([&](const MappingEntry& entry) {
            if (!entry.target.starts_with(to))
                return false;
            m_job.note(Severity::Warning, "assigned-twice", one.position, "The scope '" + one.key + "' also fills '" + entry.target + "', and comes after its own pair in TensorFlow's order, which is that of the keys", "Remove one of the two");
            return true;
        });
        m_job.document.rules.push_back({{literalPattern(from) + "**"}, literalPattern(to) + "**", {}});
        const Outline *source = m_job.context.source, *target = m_job.context.target;
        if (!source || !target)
            return;
        std::set<std::string> done;
        bool any = false;
        for (const TensorInfo& tensor : target->tensors) {
            std::string name(opName(tensor.name));
            any = any || name.starts_with(to);
            const std::size_t mark = name.find(partMark);
            if (!name.starts_with(to) || mark == std::string::npos || !done.insert(name.substr(0, mark)).second)
                continue;
            name.resize(mark);
            const std::string whole = from + name.substr(to.size());
            const auto s = findTensor(source->tensors, whole);
            const auto parts = partsOf(*target, name);
            if (!s || parts.empty())
                continue;
            if (auto entries = entriesForParts(source->tensors[*s], parts)) {
                for (MappingEntry& entry : *entries)
                    addEntry(std::move(entry), one.position);
            } else {
                m_job.note(Severity::Error, "bad-parts", one.position, entries.error().message);
            }
        }
        if (!any)
            m_job.note(Severity::Warning, "empty-scope", one.position, "The target has no tensor below '" + one.value + "'");
    }

    ImportJob& m_job;
    std::set<std::string> m_assigned; ///< targets that an entry has filled
};

} // namespace

void leaveOutState(ImportJob& job)
{
    const Outline *source = job.context.source, *target = job.context.target;
    if (!source || !target)
        return;
    const NameIndex sources(source->tensors);
    std::vector<std::string> names;
    for (const TensorInfo& tensor : target->tensors)
        if ((tensor.role == TensorRole::OptimizerState || tensor.role == TensorRole::Bookkeeping) && !sources.find(tensor.name).index)
            names.push_back(tensor.name);
    if (names.empty())
        return;
    for (const std::string& name : names)
        job.document.exclude.push_back(literalPattern(name));
    job.notes.push_back({Severity::Info, "state-left-out", {}, countOf(names.size(), "optimizer or counter tensor") + " of the target that the source does not have: " + listed(names), "TensorFlow makes them after the weights are restored; they keep their values"});
}

Result<void> importInitFromCheckpoint(ImportJob& job)
{
    const auto assignments = readAssignments(job);
    if (!assignments)
        return fail(assignments.error());
    if (assignments->empty())
        return fail(ErrorCode::Usage, "the assignment map is empty");
    Importer(job).run(*assignments);
    if (job.document.entries.empty() && job.document.rules.empty()) {
        const DialectNote& first = job.notes.front();
        return fail(makeError(ErrorCode::Unsupported, first.place + ": " + first.message).advise(first.hint));
    }
    if (!job.document.rules.empty())
        leaveOutState(job);
    return {};
}

namespace {

struct Item {
    std::string key, value;
};

/// Pairs as scopes where a whole scope of the target comes from one scope of the source, else name by name.
Result<std::vector<Item>> writeItems(ExportJob& job)
{
    const std::string_view who = "an assignment map";
    const Pairs pairs(job);
    notePolicies(job, who);
    std::vector<Item> items;
    ExportJob rest{job.document, job.context}; // parts are looked at first; the others may become notes
    std::map<std::string, std::vector<const NamedPair*>> partitioned;
    std::vector<NamedPair> plain;
    for (const NamedPair& pair : pairs.all()) {
        const std::size_t mark = pair.target.find(partMark);
        if (mark != std::string::npos && pair.source.size() == 1 && pair.targetTensor && pair.transform.starts_with("slice("))
            partitioned[pair.target.substr(0, mark)].push_back(&pair);
    }
    std::set<std::string> doneParts;
    for (const auto& [name, list] : partitioned) {
        const auto parts = partsOf(*job.context.target, name);
        bool same = parts.size() == list.size();
        for (const NamedPair* pair : list)
            same = same && pair->source == list[0]->source;
        const auto entries = same ? entriesForParts(*list[0]->sourceTensors[0], parts) : fail(ErrorCode::Mismatch, "");
        if (!entries)
            continue;
        items.push_back({std::string(opName(list[0]->source[0])), name});
        for (const NamedPair* pair : list)
            doneParts.insert(pair->target);
    }
    std::map<std::string, std::string> byTarget;
    for (const NamedPair& pair : plainPairs(rest, pairs, who))
        byTarget.emplace(opName(pair.target), opName(pair.source[0]));
    for (DialectNote& note : rest.notes)
        if (!doneParts.count(note.place))
            job.notes.push_back(std::move(note));

    // Scopes: the part in front of the common end of both names, shortest scope of the target first.
    if (job.context.target) {
        std::map<std::string, std::string> candidates; // target scope to source scope
        for (const auto& [to, from] : byTarget) {
            std::size_t common = 0;
            while (common < to.size() && common < from.size() && to[to.size() - 1 - common] == from[from.size() - 1 - common])
                ++common;
            const auto cut = [&](std::size_t length) { return std::pair(to.substr(0, to.size() - length), from.substr(0, from.size() - length)); };
            for (std::size_t length = common + 1; length-- > 1;) {
                const auto [t, f] = cut(length);
                if ((t.empty() || t.ends_with('/')) && (f.empty() || f.ends_with('/')))
                    candidates.emplace(t.empty() ? "/" : t, f.empty() ? "/" : f);
            }
        }
        std::vector<std::pair<std::string, std::string>> scopes(candidates.begin(), candidates.end());
        std::stable_sort(scopes.begin(), scopes.end(), [](const auto& a, const auto& b) { return a.first.size() < b.first.size(); });
        std::vector<const TensorInfo*> sorted; // a scope is a stretch of it
        for (const TensorInfo& tensor : job.context.target->tensors)
            sorted.push_back(&tensor);
        const auto before = [](const TensorInfo* tensor, std::string_view name) { return opName(tensor->name) < name; };
        std::sort(sorted.begin(), sorted.end(), [](const TensorInfo* a, const TensorInfo* b) { return opName(a->name) < opName(b->name); });
        for (const auto& [to, from] : scopes) {
            const std::string t = to == "/" ? "" : to, f = from == "/" ? "" : from;
            std::vector<std::string> covered;
            bool whole = true;
            for (auto at = std::lower_bound(sorted.begin(), sorted.end(), std::string_view(t), before); whole && at != sorted.end() && opName((*at)->name).starts_with(t); ++at) {
                const TensorInfo& tensor = **at;
                const std::string name(opName(tensor.name));
                if (doneParts.count(tensor.name))
                    continue;
                const auto found = byTarget.find(name);
                if (found != byTarget.end() && found->second == f + name.substr(t.size()))
                    covered.push_back(name);
                else if (found != byTarget.end() || (tensor.role != TensorRole::OptimizerState && tensor.role != TensorRole::Bookkeeping))
                    whole = false;
            }
            if (!whole || covered.size() < 2)
                continue;
            items.push_back({from, to});
            for (const std::string& name : covered)
                byTarget.erase(name);
        }
    }
    for (const auto& [to, from] : byTarget)
        items.push_back({from, to});
    if (items.empty())
        return fail(makeError(ErrorCode::Mismatch, "no pair of names is left to write"));
    std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.key < b.key; });
    return items;
}

std::string textOf(const std::vector<Item>& items)
{
    std::set<std::string> keys;
    bool unique = true;
    for (const Item& item : items)
        unique = keys.insert(item.key).second && unique;
    std::string text = unique ? "{\n" : "[\n";
    for (const Item& item : items)
        text += unique ? "    " + pythonString(item.key) + ": " + pythonString(item.value) + ",\n"
                       : "    (" + pythonString(item.key) + ", " + pythonString(item.value) + "),\n";
    return text + (unique ? "}" : "]");
}

} // namespace

Result<std::string> exportInitFromCheckpoint(ExportJob& job)
{
    const auto items = writeItems(job);
    if (!items)
        return fail(items.error());
    return "assignment_map = " + textOf(*items) + "\n";
}

Result<std::string> exportInitFromCheckpointPython(ExportJob& job)
{
    const auto items = writeItems(job);
    if (!items)
        return fail(items.error());
    const std::string path = job.document.sourcePath.empty() ? "model.ckpt" : job.document.sourcePath;
    return "import tensorflow as tf\n\n# Before the session initialises the variables: their initialisers then read the checkpoint.\n"
           "assignment_map = " + textOf(*items) + "\ntf.compat.v1.train.init_from_checkpoint(" + pythonString(path) + ", assignment_map)\n";
}

} // namespace tensorgraft::dialects
