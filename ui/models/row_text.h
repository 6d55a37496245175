#pragma once

#include "model_io/mapping/mapping_document.h"
#include "ui/models/mapping_edit.h"

#include <QString>
#include <span>
#include <vector>

namespace tensorgraft {

/// Rows of a mapping as text for the clipboard: one entry a line, as the mapping document writes it.
[[nodiscard]] QString rowsAsJsonLines(const RowChoice& rows);

struct PastedRows {
    std::vector<MappingEntry> entries;
    QString problem; ///< of the first line that is none, with its number; empty where all are
};
/// Entries out of text: JSON lines or a JSON array of `{"target", "source", "transform"}`, a mapping document, or a table
/// "target,source[,transform]" with commas or tabs, with or without a header. Several sources: a list, or "a + b".
[[nodiscard]] PastedRows rowsFromText(const QString& text);

/// The pasted entries become a person's own; one for the same target replaces what was there.
[[nodiscard]] MappingDocument withEntries(MappingDocument document, std::span<const MappingEntry> entries);
/// The entry behind `row` with another target or other sources; a target that a rule fills becomes an entry, and its
/// old target is left to the rule.
[[nodiscard]] MappingDocument withRowNames(MappingDocument document, const MappingRow& row, const std::string& target, const std::vector<std::string>& source);

} // namespace tensorgraft
