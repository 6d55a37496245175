#pragma once

#include "model_io/mapping/fixes.h"

#include <QString>

namespace tensorgraft {

/// A finding's code as people say it: "Square kernel" for "ambiguous-transpose"; the code itself where it is unknown.
[[nodiscard]] QString findingTitle(const std::string& code);
[[nodiscard]] QString severityText(Severity severity);
[[nodiscard]] QString severityIconName(Severity severity);
/// What a fix does, as a button says it.
[[nodiscard]] QString fixText(const Fix& fix);

} // namespace tensorgraft
