#pragma once

#include "model_io/mapping/dialects/dialect.h"

#include <QString>

namespace tensorgraft {

namespace skeleton {
struct Snippet;
}

/// What the menus call a dialect, in the person's language.
[[nodiscard]] QString dialectTitle(const DialectInfo& dialect);
/// One sentence: what it can say.
[[nodiscard]] QString dialectDescription(const DialectInfo& dialect);
[[nodiscard]] QString snippetTitle(const skeleton::Snippet& snippet);

/// All notes of an import or export, one a line.
[[nodiscard]] QString notesText(const std::vector<DialectNote>& notes);
/// All of them only inform.
[[nodiscard]] bool onlyInform(const std::vector<DialectNote>& notes);
/// How many of them name something that is left out.
[[nodiscard]] int leftOutCount(const std::vector<DialectNote>& notes);

} // namespace tensorgraft
