#pragma once

#include "model_io/core/error.h"

#include <QString>

namespace tensorgraft {

/// What a person reads of an error, in their language: a headline by code, and the facts (file, place, expected,
/// found, remedy) one a line.
struct ErrorText {
    QString headline; ///< one sentence
    QString details;  ///< lines; may be empty
    [[nodiscard]] QString all() const { return details.isEmpty() ? headline : headline + u'\n' + details; }
};
[[nodiscard]] ErrorText errorText(const Error& error);

} // namespace tensorgraft
