#pragma once

#include "model_io/mapping/check.h"
#include "model_io/mapping/mapping_document.h"
#include "ui/models/drop_pairing.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

/// What a person sees as one line of a mapping: an entry, or a target that a rule fills.
struct MappingRow {
    std::string target;
    std::vector<std::string> source;
    std::string transform;
    std::optional<double> confidence;
    std::string reason;                    ///< the matcher's, or the first finding of the check
    bool fromRule = false;
    std::string key;                       ///< the target as the entry spells it; edits find the entry by it
    std::optional<std::size_t> targetIndex; ///< nothing where the check could not bind it
    std::vector<std::size_t> sourceIndices;
    TargetState state = TargetState::Mapped;
    [[nodiscard]] bool operator==(const MappingRow&) const = default;
};

/// Some rows of a mapping, in some order. Of a million chosen ones only their numbers are kept.
class RowChoice {
public:
    RowChoice() = default;
    RowChoice(std::span<const MappingRow> rows); // NOLINT(google-explicit-constructor): a few rows are a choice
    RowChoice(const std::vector<MappingRow>& rows) : RowChoice(std::span(rows)) {} // NOLINT(google-explicit-constructor)
    /// REQUIRES: `all` is there and `chosen` are indices into it.
    RowChoice(std::shared_ptr<const std::vector<MappingRow>> all, std::vector<std::uint32_t> chosen) : m_all(std::move(all)), m_chosen(std::move(chosen)) {}

    [[nodiscard]] std::size_t size() const { return m_chosen.size(); }
    [[nodiscard]] bool empty() const { return m_chosen.empty(); }
    [[nodiscard]] const MappingRow& operator[](std::size_t i) const { return (*m_all)[m_chosen[i]]; }
    /// The first `most` of them, copied.
    [[nodiscard]] std::vector<MappingRow> first(std::size_t most) const;

private:
    std::shared_ptr<const std::vector<MappingRow>> m_all;
    std::vector<std::uint32_t> m_chosen;
};

/// Rows in the order of the target file, then the entries that could not be bound. `check` may be of an older version
/// of the document or empty: entries are then shown unbound.
[[nodiscard]] std::vector<MappingRow> mappingRows(const MappingDocument& document, const CheckResult& check,
                                                  std::span<const TensorInfo> source, std::span<const TensorInfo> target);

// Edits of a document; each gives the new one. A person's entries replace whatever filled the same target before.

[[nodiscard]] MappingDocument withPairs(MappingDocument document, std::span<const DropPair> pairs, std::span<const TensorInfo> source,
                                        std::span<const TensorInfo> target);
/// The matcher's proposals replaced by `proposals`; entries without a confidence stay and win.
[[nodiscard]] MappingDocument withProposals(MappingDocument document, std::vector<MappingEntry> proposals);
/// Entries go; a target that a rule fills is excluded.
[[nodiscard]] MappingDocument withoutRows(MappingDocument document, const RowChoice& rows);
/// Literal patterns of these targets are added to what is excluded, or taken out of it.
[[nodiscard]] MappingDocument withExcluded(MappingDocument document, std::span<const std::size_t> targets, bool excluded, std::span<const TensorInfo> target);
/// Sets the transform of these rows and makes them the person's own (no confidence).
[[nodiscard]] MappingDocument withTransform(MappingDocument document, const RowChoice& rows, const std::string& transform);
/// Entries only, one for each row: rules expanded, nothing left to a pattern. For export.
[[nodiscard]] MappingDocument expanded(const MappingDocument& document, std::span<const MappingRow> rows);
/// "target,source,transform" lines with a header, quoted as RFC 4180 says; several sources are joined by " + ".
[[nodiscard]] std::string toCsv(std::span<const MappingRow> rows);

} // namespace tensorgraft
