#pragma once

#include "model_io/core/error.h"
#include "model_io/core/metadata.h"
#include "model_io/core/progress.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace tensorgraft {

/// Where a value stands: the place among the roots, then among the children, level by level.
using MetadataPath = std::vector<std::size_t>;

inline constexpr std::size_t mostMetadataMatches = 10'000;

/// Keys and plain values that contain `text` (case ignored, ASCII), in the order of the tree; at most mostMetadataMatches.
/// Looks into JSON that stands in strings, as the tree shows it. `roots` may hold nulls. Errors: Cancelled.
[[nodiscard]] Result<std::vector<MetadataPath>> findInMetadata(const std::vector<std::shared_ptr<const Metadata>>& roots, const std::string& text,
                                                               const ProgressFn& progress = {});

} // namespace tensorgraft
