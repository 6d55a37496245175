#pragma once

#include "model_io/core/error.h"
#include "model_io/core/metadata.h"
#include "model_io/core/open_progress.h"

#include <string_view>

namespace tensorgraft::keras {

/// Deepest nesting of a JSON text that is read; Keras' own stays below 40.
inline constexpr int maxJsonDepth = 120;

/// JSON as a tree of typed values, keys in file order. Errors: Corrupt (no JSON, with the byte), Unsupported (nested
/// deeper than maxJsonDepth), Cancelled. Neither recursion nor memory depend on more than the text's length.
[[nodiscard]] Result<Metadata> parseJsonTree(std::string_view text, const OpenProgress& progress = {});

} // namespace tensorgraft::keras
