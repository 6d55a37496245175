#pragma once

#include <QString>
#include <string_view>

namespace tensorgraft {

/// A text of model_io (a finding, its hint, a reason, an error) in the person's language, its names and numbers kept;
/// what the phrase book does not know stays English, and so does everything where no translation is installed.
/// Takes a few microseconds: call it for what is shown, not for every row.
[[nodiscard]] QString libraryText(std::string_view english);

} // namespace tensorgraft
