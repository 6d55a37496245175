#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `tf-savedmodel`: a folder with saved_model.pb and its variables as a V2 checkpoint; opened through the folder or the
/// .pb. Rewriting yields a whole folder: new variables, every other file byte for byte.
[[nodiscard]] std::unique_ptr<Format> makeTfSavedModelFormat();

} // namespace tensorgraft
