#pragma once

#include "model_io/core/metadata.h"

#include <QString>
#include <optional>
#include <string_view>

namespace tensorgraft {

/// JSON with two spaces a level, keys in file order. Cut after `limit` characters, which the end then says.
/// Opaque values are written as strings, NaN and infinities as the words Python's json writes.
[[nodiscard]] QString jsonText(const Metadata& value, qsizetype limit);
/// The value of a JSON object or array; nullopt where the text is anything else or nested deeper than 200 levels.
[[nodiscard]] std::optional<Metadata> parseJson(std::string_view text);
/// One line for a cell: strings as they are, "{3}" and "[12]" for maps and lists, cut after 200 characters.
[[nodiscard]] QString shortText(const Metadata& value);

} // namespace tensorgraft
