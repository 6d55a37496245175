#pragma once

#include "model_io/core/error.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

struct CsvRow {
    std::size_t line = 0; ///< of its first character, from 1
    std::vector<std::string> fields;
};

/// Comma-separated values as RFC 4180 has them: quoted fields may hold commas, doubled quotes and line breaks. Also
/// taken: a byte order mark, lines that end in LF only, blank lines (skipped), lines that begin with # (skipped).
/// Errors: Usage, naming the line: a quote that is never closed, text after a closing quote.
[[nodiscard]] Result<std::vector<CsvRow>> parseCsv(std::string_view text);
/// The field with quotes around it where a reader would need them.
[[nodiscard]] std::string csvField(std::string_view text);

} // namespace tensorgraft
