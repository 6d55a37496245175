#pragma once

#include "model_io/mapping/mapping_document.h"
#include "model_io/mapping/outline.h"
#include "model_io/mapping/transform.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tensorgraft {

enum class Severity : std::uint8_t { Info, Warning, Error };
[[nodiscard]] std::string_view severityName(Severity severity);

/// Where in the document a finding is at home.
enum class DocumentPart : std::uint8_t { None, Entry, Rule, Include, Exclude };

/// One finding of the check. Codes are stable words for scripts, listed in docs/mapping.md:
/// "missing-source", "missing-target", "shape-mismatch", "ambiguous-transpose", "spatial-order", "flatten-order",
/// "unused-rule", "duplicate-entry", "lossy-cast", "unmapped-target", ...
struct Diagnostic {
    Severity severity = Severity::Warning;
    std::string code;
    std::string target;              ///< "" where no target is concerned
    std::vector<std::string> source;
    std::string message, hint;
    DocumentPart part = DocumentPart::None;
    std::size_t partIndex = 0;             ///< into the entries, rules or patterns of the document
    std::vector<std::string> transforms{}; ///< whole transforms of this target that the hint means, likeliest first
};

/// Where a resolved entry came from.
struct EntryOrigin {
    enum class Kind : std::uint8_t { Entry, Rule } kind = Kind::Entry;
    std::size_t index = 0; ///< into the document's entries or rules
};

/// One target tensor that will be written, everything bound.
struct ResolvedEntry {
    std::size_t target = 0;           ///< index into the target's tensors
    std::vector<std::size_t> sources; ///< indices into the source's tensors
    Transform transform;              ///< as written
    ResolvedTransform resolved;       ///< ends in the type that is written
    EntryOrigin origin;
    std::optional<std::size_t> transformRule; ///< a rule without a source whose transform took the place of the origin's
    std::optional<double> confidence;
    std::string reason;
    std::vector<std::size_t> diagnostics; ///< indices into CheckResult::diagnostics
};

enum class TargetState : std::uint8_t { Mapped, Warning, Conflict, Kept, Excluded };
[[nodiscard]] std::string_view targetStateName(TargetState state);

struct CheckResult {
    std::vector<ResolvedEntry> entries;       ///< in the order of the target file
    std::vector<Diagnostic> diagnostics;
    std::vector<TargetState> targetStates;    ///< one a target tensor
    std::vector<std::size_t> unusedSources;
    [[nodiscard]] bool hasErrors() const;
    [[nodiscard]] std::size_t count(Severity severity) const;
};

/// Expands rules, resolves names (exact, or by layer and weight name) and transforms, applies filters and policies and
/// reports everything at once; nothing stops at the first finding. Never fails: what is wrong is a diagnostic.
[[nodiscard]] CheckResult check(const MappingDocument& document, const Outline& source, const Outline& target);

/// Index of the tensor a person means by `name`: the exact name; else the only tensor that answers to it as
/// `layer/label`, without ":0", or without a leading "model_weights/". nullopt where none or several do.
[[nodiscard]] std::optional<std::size_t> findTensor(std::span<const TensorInfo> tensors, std::string_view name);

} // namespace tensorgraft
