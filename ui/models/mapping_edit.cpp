#include "ui/models/mapping_edit.h"

#include "model_io/mapping/name_index.h"
#include "model_io/mapping/pattern.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace tensorgraft {
namespace {

std::string transformText(const std::string& text) { return text.empty() ? std::string("identity") : text; }

/// Findings of one row as a reason, where the matcher gave none.
std::string firstMessage(const CheckResult& check, const ResolvedEntry& entry)
{
    for (const std::size_t i : entry.diagnostics)
        if (i < check.diagnostics.size() && check.diagnostics[i].severity != Severity::Info)
            return check.diagnostics[i].message;
    return {};
}

void setEntry(MappingDocument& document, std::unordered_map<std::string, std::size_t>& byTarget, MappingEntry entry)
{
    const auto [it, isNew] = byTarget.try_emplace(entry.target, document.entries.size());
    if (isNew) {
        document.entries.push_back(std::move(entry));
        return;
    }
    // What a later version wrote about this target stays with it.
    MappingEntry& old = document.entries.edit(it->second);
    if (entry.unknownFields.empty())
        entry.unknownFields = std::move(old.unknownFields);
    old = std::move(entry);
}

/// The first entry of each of `targets` that has one: of a million entries only these are copied.
std::unordered_map<std::string, std::size_t> indexOf(const MappingDocument& document, const std::unordered_set<std::string_view>& targets)
{
    std::unordered_map<std::string, std::size_t> byTarget;
    byTarget.reserve(targets.size());
    std::size_t index = 0;
    for (const MappingEntry& entry : document.entries) {
        if (targets.contains(entry.target))
            byTarget.emplace(entry.target, index);
        ++index;
    }
    return byTarget;
}

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

} // namespace

RowChoice::RowChoice(std::span<const MappingRow> rows)
    : m_all(std::make_shared<const std::vector<MappingRow>>(rows.begin(), rows.end())), m_chosen(rows.size())
{
    std::iota(m_chosen.begin(), m_chosen.end(), 0U);
}

std::vector<MappingRow> RowChoice::first(std::size_t most) const
{
    std::vector<MappingRow> rows;
    for (std::size_t i = 0; i < std::min(most, size()); ++i)
        rows.push_back((*this)[i]);
    return rows;
}

std::vector<MappingRow> mappingRows(const MappingDocument& document, const CheckResult& check, std::span<const TensorInfo> source,
                                    std::span<const TensorInfo> target)
{
    std::vector<MappingRow> rows;
    std::vector<bool> shown(document.entries.size());
    for (const ResolvedEntry& entry : check.entries) {
        const bool bound = entry.target < target.size() && std::ranges::all_of(entry.sources, [&](std::size_t s) { return s < source.size(); });
        if (!bound)
            continue; // the check belongs to another model
        MappingRow row;
        row.target = target[entry.target].name;
        for (const std::size_t s : entry.sources)
            row.source.push_back(source[s].name);
        row.transform = entry.transform.toString();
        row.confidence = entry.confidence;
        row.reason = entry.reason.empty() ? firstMessage(check, entry) : entry.reason;
        row.fromRule = entry.origin.kind == EntryOrigin::Kind::Rule;
        const std::size_t origin = entry.origin.index;
        row.key = !row.fromRule && origin < document.entries.size() ? document.entries[origin].target : row.target;
        row.targetIndex = entry.target;
        row.sourceIndices = entry.sources;
        row.state = entry.target < check.targetStates.size() ? check.targetStates[entry.target] : TargetState::Mapped;
        if (!row.fromRule && origin < shown.size())
            shown[origin] = true;
        rows.push_back(std::move(row));
    }
    std::unordered_set<std::string_view> filled;
    for (const MappingRow& row : rows)
        filled.insert(row.target);
    std::unordered_map<std::string_view, std::string_view> problems; ///< of each target, the last error
    for (const Diagnostic& d : check.diagnostics)
        if (d.severity == Severity::Error)
            problems.insert_or_assign(d.target, d.message);
    // Of the models: a walk through a million names for each of a million entries would never end.
    std::optional<NameIndex> sources, targets;
    if (rows.size() < document.entries.size()) {
        sources.emplace(source);
        targets.emplace(target);
    }
    std::vector<MappingRow> unbound;
    for (std::size_t i = 0; i < document.entries.size(); ++i) {
        const MappingEntry& entry = document.entries[i];
        if (shown[i])
            continue;
        MappingRow row;
        row.target = entry.target;
        row.source = entry.source;
        row.transform = transformText(entry.transform);
        row.confidence = entry.confidence;
        row.reason = entry.reason;
        row.key = entry.target;
        row.targetIndex = targets ? targets->find(entry.target).index : findTensor(target, entry.target);
        for (const std::string& name : entry.source)
            if (const auto s = sources ? sources->find(name).index : findTensor(source, name))
                row.sourceIndices.push_back(*s);
        if (row.targetIndex && filled.contains(target[*row.targetIndex].name) && entry.confidence)
            continue; // a proposal that a rule has replaced
        row.state = row.targetIndex && *row.targetIndex < check.targetStates.size() ? check.targetStates[*row.targetIndex] : TargetState::Conflict;
        if (row.state == TargetState::Kept)
            row.state = TargetState::Conflict; // kept because this entry does not work
        if (const auto problem = problems.find(row.targetIndex ? std::string_view(target[*row.targetIndex].name) : std::string_view(entry.target)); problem != problems.end())
            row.reason = problem->second;
        unbound.push_back(std::move(row));
    }
    rows.insert(rows.end(), std::make_move_iterator(unbound.begin()), std::make_move_iterator(unbound.end()));
    std::ranges::stable_sort(rows, {}, [&](const MappingRow& row) { return row.targetIndex.value_or(target.size()); });
    return rows;
}

MappingDocument withPairs(MappingDocument document, std::span<const DropPair> pairs, std::span<const TensorInfo> source,
                          std::span<const TensorInfo> target)
{
    std::unordered_set<std::string_view> wanted;
    for (const DropPair& pair : pairs)
        wanted.insert(target[pair.target].name);
    auto byTarget = indexOf(document, wanted);
    std::unordered_set<std::string> mapped;
    for (const DropPair& pair : pairs) {
        MappingEntry entry;
        entry.target = target[pair.target].name;
        for (const std::size_t s : pair.sources)
            entry.source.push_back(source[s].name);
        entry.transform = pair.transform == "identity" ? std::string() : pair.transform;
        mapped.insert(Pattern::literal(target[pair.target].name));
        setEntry(document, byTarget, std::move(entry));
    }
    // A target that was taken out by hand comes back when it is mapped by hand.
    std::erase_if(document.exclude, [&](const std::string& pattern) { return mapped.contains(pattern); });
    return document;
}

MappingDocument withProposals(MappingDocument document, std::vector<MappingEntry> proposals)
{
    document.entries.eraseIf([](const MappingEntry& entry) { return entry.confidence.has_value(); });
    std::unordered_set<std::string_view> wanted;
    for (const MappingEntry& entry : proposals)
        wanted.insert(entry.target);
    auto byTarget = indexOf(document, wanted);
    wanted.clear(); // the names go into the document
    for (MappingEntry& entry : proposals)
        if (!byTarget.contains(entry.target))
            setEntry(document, byTarget, std::move(entry));
    return document;
}

MappingDocument withoutRows(MappingDocument document, const RowChoice& rows)
{
    std::unordered_set<std::string_view> gone;
    std::unordered_set<std::string> excluded(document.exclude.begin(), document.exclude.end());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const MappingRow& row = rows[i];
        if (!row.fromRule)
            gone.insert(row.key);
        else if (const std::string pattern = Pattern::literal(row.target); excluded.insert(pattern).second)
            document.exclude.push_back(pattern);
    }
    document.entries.eraseIf([&](const MappingEntry& entry) { return gone.contains(entry.target); });
    return document;
}

MappingDocument withExcluded(MappingDocument document, std::span<const std::size_t> targets, bool excluded, std::span<const TensorInfo> target)
{
    std::vector<std::string> patterns;
    for (const std::size_t t : targets)
        patterns.push_back(Pattern::literal(target[t].name));
    const std::unordered_set<std::string> meant(patterns.begin(), patterns.end());
    std::erase_if(document.exclude, [&](const std::string& pattern) { return meant.contains(pattern); });
    if (excluded)
        document.exclude.insert(document.exclude.end(), std::make_move_iterator(patterns.begin()), std::make_move_iterator(patterns.end()));
    return document;
}

MappingDocument withTransform(MappingDocument document, const RowChoice& rows, const std::string& transform)
{
    std::unordered_set<std::string_view> wanted;
    for (std::size_t i = 0; i < rows.size(); ++i)
        wanted.insert(rows[i].fromRule ? rows[i].target : rows[i].key);
    auto byTarget = indexOf(document, wanted);
    const std::string text = transform == "identity" ? std::string() : transform;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const MappingRow& row = rows[i];
        setEntry(document, byTarget, MappingEntry{row.fromRule ? row.target : row.key, row.source, text, std::nullopt, {}});
    }
    return document;
}

MappingDocument expanded(const MappingDocument& document, std::span<const MappingRow> rows)
{
    MappingDocument out = document;
    out.rules.clear();
    out.entries.clear();
    for (const MappingRow& row : rows)
        out.entries.push_back({row.target, row.source, row.transform == "identity" ? std::string() : row.transform, row.confidence, row.reason});
    return out;
}

std::string toCsv(std::span<const MappingRow> rows)
{
    std::string text = "target,source,transform\r\n";
    for (const MappingRow& row : rows) {
        std::string sources;
        for (const std::string& name : row.source)
            sources += (sources.empty() ? "" : " + ") + name;
        text += csvField(row.target) + ',' + csvField(sources) + ',' + csvField(transformText(row.transform)) + "\r\n";
    }
    return text;
}

} // namespace tensorgraft
