#pragma once

#include "model_io/mapping/check.h"

namespace tensorgraft {

/// The same mapping in fewer words: entries that follow a pattern become the rule that covers them. A rule is taken only
/// if it fills nothing that the entries do not fill in the same way, and the whole is checked in the end: the result
/// fills the same targets from the same sources with the same transforms, or the document comes back as it was.
/// Reasons and confidences of entries that became rules are lost. Entries that no pattern covers stay.
[[nodiscard]] MappingDocument foldIntoRules(const MappingDocument& document, const Outline& source, const Outline& target);

} // namespace tensorgraft
