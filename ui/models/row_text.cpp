#include "ui/models/row_text.h"

#include "ui/models/format_text.h"
#include "ui/models/rule_edit.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <optional>
#include <unordered_map>

namespace tensorgraft {
namespace {

std::string writtenTransform(const QString& text)
{
    const QString trimmed = text.trimmed();
    return trimmed == QStringLiteral("identity") ? std::string() : trimmed.toStdString();
}

std::optional<MappingEntry> entryOf(const QJsonValue& value)
{
    const QJsonObject object = value.toObject();
    if (!object.value(QStringLiteral("target")).isString())
        return std::nullopt;
    MappingEntry entry;
    entry.target = object.value(QStringLiteral("target")).toString().toStdString();
    const QJsonValue source = object.value(QStringLiteral("source"));
    if (source.isArray())
        for (const QJsonValue& name : source.toArray()) {
            if (!name.isString())
                return std::nullopt;
            entry.source.push_back(name.toString().toStdString());
        }
    else if (source.isString())
        entry.source = {source.toString().toStdString()};
    else if (!source.isUndefined() && !source.isNull())
        return std::nullopt;
    entry.transform = writtenTransform(object.value(QStringLiteral("transform")).toString());
    return entry;
}

/// Fields of one line, quoted as RFC 4180 says.
QStringList fieldsOf(const QString& line, QChar separator)
{
    QStringList fields(1);
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (quoted && c == u'"' && i + 1 < line.size() && line[i + 1] == u'"') {
            fields.back() += c;
            ++i;
        } else if (c == u'"') {
            quoted = !quoted;
        } else if (c == separator && !quoted) {
            fields += QString();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

/// A transform such as transpose(1,0) is cut at its commas where nobody has quoted it.
MappingEntry entryOf(const QStringList& fields, QChar separator)
{
    MappingEntry entry;
    entry.target = fields[0].trimmed().toStdString();
    entry.source = splitSources(fields[1]);
    entry.transform = writtenTransform(fields.mid(2).join(separator));
    return entry;
}

PastedRows failed(qsizetype line, const QString& why) { return {{}, QCoreApplication::translate("RowText", "Line %1: %2").arg(line).arg(why)}; }

PastedRows fromJsonLines(const QString& text)
{
    PastedRows pasted;
    qsizetype number = 0;
    for (const QString& line : text.split(u'\n')) {
        ++number;
        QString trimmed = line.trimmed();
        if (trimmed.endsWith(u','))
            trimmed.chop(1); // copied out of a document
        if (trimmed.isEmpty())
            continue;
        QJsonParseError error;
        const QJsonDocument json = QJsonDocument::fromJson(trimmed.toUtf8(), &error);
        const auto entry = json.isObject() ? entryOf(QJsonValue(json.object())) : std::nullopt;
        if (!entry)
            return failed(number, error.error == QJsonParseError::NoError ? QCoreApplication::translate("RowText", "no entry with a target") : error.errorString());
        pasted.entries.push_back(*entry);
    }
    return pasted;
}

PastedRows fromTable(const QString& text)
{
    PastedRows pasted;
    qsizetype number = 0;
    for (const QString& line : text.split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const QChar separator = line.contains(u'\t') ? u'\t' : u',';
        const QStringList fields = fieldsOf(line.trimmed(), separator);
        if (fields.size() < 2 || fields[0].trimmed().isEmpty())
            return failed(number, QCoreApplication::translate("RowText", "a target and a source are needed, with a comma or a tab between"));
        const bool header = pasted.entries.empty() && fields[0].trimmed().compare(QStringLiteral("target"), Qt::CaseInsensitive) == 0;
        if (!header)
            pasted.entries.push_back(entryOf(fields, separator));
    }
    return pasted;
}

} // namespace

QString rowsAsJsonLines(const RowChoice& rows)
{
    QString text;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const MappingRow& row = rows[i];
        QJsonObject object;
        object.insert(QStringLiteral("target"), toQString(row.target));
        if (row.source.size() == 1) {
            object.insert(QStringLiteral("source"), toQString(row.source.front()));
        } else if (!row.source.empty()) {
            QJsonArray names;
            for (const std::string& name : row.source)
                names.append(toQString(name));
            object.insert(QStringLiteral("source"), names);
        }
        if (!row.transform.empty() && row.transform != "identity")
            object.insert(QStringLiteral("transform"), toQString(row.transform));
        text += QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n';
    }
    return text;
}

PastedRows rowsFromText(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return {{}, QCoreApplication::translate("RowText", "There is no text to paste.")};
    if (const QJsonDocument whole = QJsonDocument::fromJson(trimmed.toUtf8()); whole.isArray() || (whole.isObject() && whole.object().contains(QStringLiteral("entries")))) {
        PastedRows pasted;
        const QJsonArray list = whole.isArray() ? whole.array() : whole.object().value(QStringLiteral("entries")).toArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            const auto entry = entryOf(list[i]);
            if (!entry)
                return {{}, QCoreApplication::translate("RowText", "Entry %1 has no target.").arg(i + 1)};
            pasted.entries.push_back(*entry);
        }
        return pasted;
    }
    return trimmed.startsWith(u'{') ? fromJsonLines(trimmed) : fromTable(trimmed);
}

MappingDocument withEntries(MappingDocument document, std::span<const MappingEntry> entries)
{
    std::unordered_map<std::string, std::size_t> byTarget;
    for (std::size_t i = 0; i < document.entries.size(); ++i)
        byTarget.emplace(document.entries[i].target, i);
    for (const MappingEntry& entry : entries) {
        const auto [it, isNew] = byTarget.try_emplace(entry.target, document.entries.size());
        if (isNew) {
            document.entries.push_back(entry);
        } else {
            MappingEntry& old = document.entries.edit(it->second);
            std::string unknown = std::move(old.unknownFields);
            old = entry;
            old.unknownFields = std::move(unknown);
        }
    }
    return document;
}

MappingDocument withRowNames(MappingDocument document, const MappingRow& row, const std::string& target, const std::vector<std::string>& source)
{
    MappingEntry changed{target, source, row.transform == "identity" ? std::string() : row.transform, std::nullopt, {}};
    const auto old = std::ranges::find(document.entries, row.key, &MappingEntry::target);
    if (row.fromRule || old == document.entries.end())
        return withEntries(std::move(document), std::span(&changed, 1));
    changed.unknownFields = old->unknownFields;
    document.entries.edit(static_cast<std::size_t>(std::ranges::distance(document.entries.begin(), old))) = std::move(changed);
    return document;
}

} // namespace tensorgraft
