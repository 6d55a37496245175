#include "model_io/mapping/dialects/saver.h"

#include "model_io/mapping/name_index.h"

#include <map>

namespace tensorgraft::dialects {
namespace {

/// `var_list=` of a call, its first argument, or the value itself.
const Literal& variableList(const Literal& value)
{
    if (value.kind != Literal::Kind::Call)
        return value;
    if (const Literal* list = value.find("var_list"))
        return *list;
    return value.items.empty() ? value : value.items.front();
}

/// tf.get_variable("x"), v.op.name strings and plain strings name a variable; anything else does not.
std::optional<std::string> variableName(const Literal& value)
{
    if (value.isString())
        return std::string(opName(value.text));
    if (value.kind == Literal::Kind::Call && value.items.size() == 1 && value.items[0].isString() &&
        (value.text.ends_with("get_variable") || value.text.ends_with("get_tensor_by_name") || value.text.ends_with("Variable")))
        return std::string(opName(value.items[0].text));
    return std::nullopt;
}

void noteIdentifier(ImportJob& job, const Literal& value, const std::string& name)
{
    job.note(Severity::Error, "bare-identifier", value.position,
             "'" + name + "' goes to " + value.described() + ", and what that names is known only to the running program",
             "Print the dictionary with {k: v.op.name for k, v in name_map.items()} and import that");
}

} // namespace

Result<std::vector<MappingEntry>> entriesForParts(const TensorInfo& source, const std::vector<const TensorInfo*>& parts)
{
    const std::size_t rank = source.shape.rank();
    for (std::size_t axis = 0; axis < rank; ++axis) {
        std::int64_t at = 0;
        bool fits = true;
        std::vector<MappingEntry> entries;
        for (const TensorInfo* part : parts) {
            fits = fits && part->shape.rank() == rank;
            for (std::size_t k = 0; fits && k < rank; ++k)
                fits = k == axis || part->shape[k] == source.shape[k];
            if (!fits)
                break;
            const std::int64_t size = part->shape[axis];
            entries.push_back({part->name, {source.name}, "slice(" + std::to_string(axis) + "," + std::to_string(at) + "," + std::to_string(at + size) + ")", {}, {}});
            at += size;
        }
        if (fits && at == source.shape[axis])
            return entries;
    }
    std::string shapes;
    for (const TensorInfo* part : parts)
        shapes += (shapes.empty() ? "" : ", ") + part->shape.toString();
    return fail(makeError(ErrorCode::Mismatch, "the parts " + shapes + " do not make up '" + source.name + "' of " + source.shape.toString() + " along any axis"));
}

Result<void> importSaver(ImportJob& job)
{
    auto value = onlyValue(job);
    if (!value)
        return fail(std::move(value.error()));
    const Literal& list = variableList(*value);
    std::size_t wanted = 0;
    const auto add = [&](std::string from, std::string to) { job.document.entries.push_back({std::move(to), {std::move(from)}, {}, {}, {}}); };
    if (list.isSequence()) { // variables under their own names
        for (const Literal& item : list.items) {
            ++wanted;
            if (const auto name = variableName(item))
                add(*name, *name);
            else
                noteIdentifier(job, item, "list item " + std::to_string(wanted));
        }
    } else if (list.isDict()) {
        std::map<std::string_view, const Literal*> last;
        for (const Literal::Member& member : list.members)
            if (member.key.isString())
                last[opName(member.key.text)] = &member.key;
        for (const Literal::Member& member : list.members) {
            ++wanted;
            if (!member.key.isString()) {
                job.note(Severity::Error, "bad-key", member.key.position, "A key is " + member.key.described() + "; the keys are names in the checkpoint");
                continue;
            }
            const std::string key(opName(member.key.text));
            if (last[key] != &member.key) {
                job.note(Severity::Warning, "duplicate-key", member.key.position, "'" + key + "' stands here again further on; Python keeps only the last");
                continue;
            }
            if (const auto name = variableName(member.value)) {
                add(key, *name);
            } else if (member.value.isSequence() && !member.value.items.empty()) { // the parts of a partitioned variable
                std::vector<const TensorInfo*> parts;
                const TensorInfo* source = nullptr;
                bool named = true;
                if (job.context.source && job.context.target) {
                    if (const auto s = findTensor(job.context.source->tensors, key))
                        source = &job.context.source->tensors[*s];
                    for (const Literal& item : member.value.items) {
                        const auto part = variableName(item);
                        const auto t = part ? findTensor(job.context.target->tensors, *part) : std::nullopt;
                        named = named && part.has_value();
                        if (t)
                            parts.push_back(&job.context.target->tensors[*t]);
                    }
                }
                if (!named) {
                    noteIdentifier(job, member.value, key);
                } else if (!source || parts.size() != member.value.items.size()) {
                    job.note(Severity::Error, "needs-models", member.value.position, "'" + key + "' goes to the parts of a partitioned variable, whose sizes are known only with both models",
                             "Give source and target, and check that they have these tensors");
                } else if (auto entries = entriesForParts(*source, parts)) {
                    job.document.entries.append(*std::move(entries));
                } else {
                    job.note(Severity::Error, "bad-parts", member.value.position, entries.error().message);
                }
            } else {
                noteIdentifier(job, member.value, key);
            }
        }
    } else {
        return job.error(ErrorCode::Usage, list.position, "a Saver takes a dictionary or a list of variables, this is " + list.described());
    }
    if (job.document.entries.empty() && wanted > 0) {
        const DialectNote& first = job.notes.front();
        return fail(makeError(ErrorCode::Unsupported, first.place + ": " + first.message).advise(first.hint));
    }
    return {};
}

Result<std::string> exportSaver(ExportJob& job)
{
    const Pairs pairs(job);
    notePolicies(job, "a Saver's dictionary");
    std::map<std::string, std::string> byKey;
    std::string text;
    for (const NamedPair& pair : plainPairs(job, pairs, "a Saver's dictionary")) {
        const std::string key(opName(pair.source[0])), variable(opName(pair.target));
        const auto [place, isNew] = byKey.try_emplace(key, variable);
        if (!isNew) {
            job.note(Severity::Error, "not-expressible", pair.target, "'" + key + "' already goes to '" + place->second + "', and a dictionary has each key once",
                     "Use a list of pairs for init_from_checkpoint, or a second Saver");
            continue;
        }
        text += (text.empty() ? "    " : ",\n    ") + pythonString(key) + ": " + pythonString(variable);
    }
    if (text.empty())
        return fail(makeError(ErrorCode::Mismatch, "no pair of names is left to write"));
    return "{\n" + text + "\n}\n";
}

} // namespace tensorgraft::dialects
