#pragma once

#include "model_io/core/error.h"

#include <QString>

namespace tensorgraft {

/// An error or remark on one line, in the person's language: tensor, place, what is wrong, expected and found, remedy.
/// The file is not named: where this stands, one file is meant.
[[nodiscard]] QString errorLine(const Error& error);

} // namespace tensorgraft
