#pragma once

#include "model_io/mapping/check.h"
#include "model_io/mapping/mapping_document.h"

#include <QString>
#include <span>
#include <vector>

namespace tensorgraft {

/// One line of what decides besides the entries: a pattern of include or exclude, or a rule.
struct RulePlace {
    enum class Part : std::uint8_t { Include, Exclude, Rule } part = Part::Rule;
    std::size_t index = 0;
    [[nodiscard]] bool operator==(const RulePlace&) const = default;
};
enum class RuleField : std::uint8_t { Source, Target, Transform }; ///< of include and exclude only Target: the pattern

/// Several sources of a rule or an entry as one text, and back: "q + k + v". Spaces around a name do not count.
[[nodiscard]] QString joinedSources(std::span<const std::string> sources);
[[nodiscard]] std::vector<std::string> splitSources(const QString& text);

// Edits of a document; each gives the new one. Places outside the document are passed over.

[[nodiscard]] MappingDocument withRuleText(MappingDocument document, RulePlace place, RuleField field, const QString& text);
/// Behind the others of its part. Include: "**" alone, which stands for no filter, makes way.
[[nodiscard]] MappingDocument withRuleAdded(MappingDocument document, RulePlace::Part part, const MappingRule& rule);
/// An empty include becomes "**" again.
[[nodiscard]] MappingDocument withRulesRemoved(MappingDocument document, std::span<const RulePlace> places);
/// Moves the line by one place within its part; unchanged where it is the first or the last.
[[nodiscard]] MappingDocument withRuleMoved(MappingDocument document, RulePlace place, bool up);
/// Every target that these rules decide gets an entry that says the same, and the rules go.
/// REQUIRES: `checked` is the check of `document` against these tensors.
[[nodiscard]] MappingDocument withRulesAsEntries(MappingDocument document, std::span<const std::size_t> rules, const CheckResult& checked,
                                                 std::span<const TensorInfo> source, std::span<const TensorInfo> target);

} // namespace tensorgraft
