#include "ui/models/rule_edit.h"

#include "ui/models/format_text.h"

#include <QStringList>
#include <algorithm>
#include <unordered_map>

namespace tensorgraft {
namespace {

std::vector<std::string>* patterns(MappingDocument& document, RulePlace::Part part)
{
    return part == RulePlace::Part::Include ? &document.include : part == RulePlace::Part::Exclude ? &document.exclude : nullptr;
}

template <typename List>
void removeIndices(List& list, std::vector<std::size_t> indices)
{
    std::ranges::sort(indices, std::greater{});
    indices.erase(std::ranges::unique(indices).begin(), indices.end());
    for (const std::size_t i : indices)
        if (i < list.size())
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
}

template <typename List>
void moveByOne(List& list, std::size_t index, bool up)
{
    if (index >= list.size() || (up && index == 0) || (!up && index + 1 == list.size()))
        return;
    std::swap(list[index], list[up ? index - 1 : index + 1]);
}

std::string transformText(const QString& text)
{
    const QString trimmed = text.trimmed();
    return trimmed == QStringLiteral("identity") ? std::string() : trimmed.toStdString();
}

} // namespace

QString joinedSources(std::span<const std::string> sources)
{
    QStringList names;
    for (const std::string& name : sources)
        names += toQString(name);
    return names.join(QStringLiteral(" + "));
}

std::vector<std::string> splitSources(const QString& text)
{
    std::vector<std::string> sources;
    for (const QString& part : text.split(QStringLiteral(" + "), Qt::SkipEmptyParts))
        if (const QString name = part.trimmed(); !name.isEmpty())
            sources.push_back(name.toStdString());
    return sources;
}

MappingDocument withRuleText(MappingDocument document, RulePlace place, RuleField field, const QString& text)
{
    if (auto* list = patterns(document, place.part)) {
        if (place.index < list->size() && field == RuleField::Target)
            (*list)[place.index] = text.trimmed().toStdString();
        return document;
    }
    if (place.index >= document.rules.size())
        return document;
    MappingRule& rule = document.rules[place.index];
    switch (field) {
    case RuleField::Source: rule.source = splitSources(text); break;
    case RuleField::Target: rule.target = text.trimmed().toStdString(); break;
    case RuleField::Transform: rule.transform = transformText(text); break;
    }
    return document;
}

MappingDocument withRuleAdded(MappingDocument document, RulePlace::Part part, const MappingRule& rule)
{
    if (auto* list = patterns(document, part)) {
        if (part == RulePlace::Part::Include && document.include == std::vector<std::string>{"**"})
            list->clear();
        list->push_back(rule.target);
    } else {
        document.rules.push_back(rule);
        if (document.rules.back().transform == "identity")
            document.rules.back().transform.clear();
    }
    return document;
}

MappingDocument withRulesRemoved(MappingDocument document, std::span<const RulePlace> places)
{
    std::vector<std::size_t> gone[3];
    for (const RulePlace& place : places)
        gone[std::size_t(place.part)].push_back(place.index);
    removeIndices(document.include, std::move(gone[std::size_t(RulePlace::Part::Include)]));
    removeIndices(document.exclude, std::move(gone[std::size_t(RulePlace::Part::Exclude)]));
    removeIndices(document.rules, std::move(gone[std::size_t(RulePlace::Part::Rule)]));
    if (document.include.empty())
        document.include = {"**"};
    return document;
}

MappingDocument withRuleMoved(MappingDocument document, RulePlace place, bool up)
{
    if (auto* list = patterns(document, place.part))
        moveByOne(*list, place.index, up);
    else
        moveByOne(document.rules, place.index, up);
    return document;
}

MappingDocument withRulesAsEntries(MappingDocument document, std::span<const std::size_t> rules, const CheckResult& checked,
                                   std::span<const TensorInfo> source, std::span<const TensorInfo> target)
{
    const auto chosen = [&](std::size_t rule) { return std::ranges::find(rules, rule) != rules.end(); };
    std::unordered_map<std::string, std::size_t> byTarget;
    for (std::size_t i = 0; i < document.entries.size(); ++i)
        byTarget.emplace(document.entries[i].target, i);
    for (const ResolvedEntry& entry : checked.entries) {
        const bool ofRule = entry.origin.kind == EntryOrigin::Kind::Rule && chosen(entry.origin.index);
        const bool byRule = entry.transformRule && chosen(*entry.transformRule);
        if ((!ofRule && !byRule) || entry.target >= target.size())
            continue;
        MappingEntry written;
        written.target = target[entry.target].name;
        for (const std::size_t s : entry.sources)
            if (s < source.size())
                written.source.push_back(source[s].name);
        written.transform = entry.transform.isIdentity() ? std::string() : entry.transform.toString();
        // The entry may spell its target otherwise than the file does.
        const bool fromEntry = entry.origin.kind == EntryOrigin::Kind::Entry && entry.origin.index < document.entries.size();
        const auto known = byTarget.find(written.target);
        const std::optional<std::size_t> at = fromEntry ? std::optional(entry.origin.index) : known != byTarget.end() ? std::optional(known->second) : std::nullopt;
        if (at) {
            written.unknownFields = document.entries[*at].unknownFields;
            document.entries.edit(*at) = std::move(written);
        } else {
            document.entries.push_back(std::move(written));
        }
    }
    removeIndices(document.rules, {rules.begin(), rules.end()});
    return document;
}

} // namespace tensorgraft
