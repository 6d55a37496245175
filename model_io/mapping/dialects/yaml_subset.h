#pragma once

#include "model_io/mapping/dialects/python_literal.h"

namespace tensorgraft::dialects {

/// The YAML that configuration files are written in: mappings and sequences by indentation, lists and mappings in
/// brackets, plain and quoted scalars, comments. Numbers and words are kept as strings. No anchors, tags, block texts
/// or several documents.
/// Errors: Usage or Unsupported, naming line and column.
[[nodiscard]] Result<Literal> parseYaml(std::string_view text);

} // namespace tensorgraft::dialects
