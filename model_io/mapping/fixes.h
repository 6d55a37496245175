#pragma once

#include "model_io/mapping/check.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

enum class FixKind : std::uint8_t {
    UseTransform,       ///< the target's entry gets `text` as its transform; a rule's target becomes an entry
    UseSource,          ///< the entry takes the source `text` where it names one that is not there
    ExcludeTarget,      ///< the target keeps its own values
    Fill,               ///< the target is filled by `text`, from no source
    RemoveEntry,
    RemoveRule,
    MoveRuleLast,       ///< behind the rules that decide before it
    RemoveFilter,       ///< a pattern of include or exclude
    SkipMissingSources, ///< policy missingSource: skip
    SkipMisfits,        ///< policy shapeMismatch: skip
    KeepUnmapped,       ///< policy unmappedTarget: keep
    KeepSourceType,     ///< policy dtype: source
};

/// One way to solve a finding. A plain value: what to say about it is the caller's business.
struct Fix {
    FixKind kind = FixKind::ExcludeTarget;
    std::string text{}; ///< a transform or a name, as the kind says
    [[nodiscard]] bool operator==(const Fix&) const = default;
};
/// True for fixes of the whole mapping: they solve every finding of the code at once.
[[nodiscard]] bool isPolicy(FixKind kind);

/// The ways to solve `finding`, the likeliest first; empty where only a person can. Transforms are offered only where
/// they fit. Reads no data. Time: linear in the tensors of the two models.
[[nodiscard]] std::vector<Fix> fixesFor(const Diagnostic& finding, const MappingDocument& document, const Outline& source, const Outline& target);

struct FixedDocument {
    MappingDocument document;
    std::size_t solved = 0; ///< findings that the fix was applied to
};
/// `document` with `fix` applied to each of `findings` that offers one of its kind: for UseTransform the same text where
/// it is offered, else the first; for UseSource the first. Each target and each place of the document is changed once.
/// REQUIRES: `findings` are of check(document, source, target).
[[nodiscard]] FixedDocument withFix(const MappingDocument& document, std::span<const Diagnostic> findings, const Fix& fix, const Outline& source,
                                    const Outline& target);

/// The findings of the code and severity of `like`: what "all of this kind" means.
[[nodiscard]] std::vector<Diagnostic> findingsLike(std::span<const Diagnostic> findings, const Diagnostic& like);

} // namespace tensorgraft
