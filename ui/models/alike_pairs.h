#pragma once

#include "model_io/mapping/outline.h"
#include "ui/models/drop_pairing.h"

#include <span>
#include <vector>

namespace tensorgraft {

/// "Do the same for the others": pairs that differ from an example only by the numbers in the names, where the
/// target's numbers follow from the source's as they do in the example (equal, or shifted by a constant) and the
/// example's transform is one that fits. `taken`: targets that are mapped already; they are left alone.
/// What the window calls pairs; alikeEntries() of the mapping finds them.
[[nodiscard]] std::vector<DropPair> alikePairs(std::span<const DropPair> examples, const Outline& source, const Outline& target,
                                               std::vector<bool> taken);

} // namespace tensorgraft
