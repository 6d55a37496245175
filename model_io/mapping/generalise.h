#pragma once

#include "model_io/mapping/check.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

/// One target and what fills it.
struct AlikeEntry {
    std::vector<std::size_t> sources; ///< indices
    std::size_t target = 0;
    std::string transform; ///< text; "identity" or empty where nothing is changed
    [[nodiscard]] bool operator==(const AlikeEntry&) const = default;
};

/// "Do the same for the others": entries that differ from an example only by the numbers in the names, where the target's
/// numbers follow from the source's as they do in the example (equal, or shifted by a constant) and the example's
/// transform fits their shapes. Of several ways to read the example's numbers the one with most others counts. `taken`:
/// targets that are mapped already; they are left alone. In the order of the target file.
/// Time: linear in the tensors for each of a few hundred readings at most.
[[nodiscard]] std::vector<AlikeEntry> alikeEntries(std::span<const AlikeEntry> examples, const Outline& source, const Outline& target,
                                                   std::vector<bool> taken);

/// A rule made from examples, and what it would do.
struct Generalisation {
    MappingRule rule;
    std::vector<std::size_t> replaces; ///< entries of the document, of those given, that the rule reproduces
    std::vector<AlikeEntry> adds;      ///< what it fills besides: the preview
    std::vector<Diagnostic> problems;  ///< errors and warnings that the document does not have without it
};

/// The rules that cover the given entries of the document and their siblings, narrow before wide: one over the numbers in
/// the names ("conv{i}/kernel"), one over everything below a scope ("encoder/**"). A rule is proposed only where it
/// reproduces an example and adds something; what it adds was worked out by the check itself, with the rule behind the
/// others and without the entries it replaces. Empty where nothing is alike.
/// REQUIRES: indices of `entries` are inside document.entries.
[[nodiscard]] std::vector<Generalisation> generalise(const MappingDocument& document, std::span<const std::size_t> entries, const Outline& source,
                                                     const Outline& target);

/// `document` with the rule behind the others and without the entries that it reproduces.
/// REQUIRES: `made` comes from generalise(document, ...).
[[nodiscard]] MappingDocument withGeneralisation(MappingDocument document, const Generalisation& made);

} // namespace tensorgraft
