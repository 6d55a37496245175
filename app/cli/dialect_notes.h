#pragma once

#include "model_io/mapping/dialects/dialect.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace tensorgraft::cli {

[[nodiscard]] nlohmann::ordered_json toJson(const std::vector<DialectNote>& notes);
/// One line each on standard error.
void printNotes(const std::vector<DialectNote>& notes);
[[nodiscard]] bool anyError(const std::vector<DialectNote>& notes);
/// The table of `import --list` or `export --list`.
int listDialects(bool exporting, bool json);
/// A text of at most 64 MiB; "-" reads standard input. Errors: Io.
[[nodiscard]] Result<std::string> readTextFile(const std::string& path);

} // namespace tensorgraft::cli
