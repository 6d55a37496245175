#pragma once

#include "model_io/codecs/pickle.h"

#include <vector>

namespace tensorgraft::pickle {

/// One warning for each function of the pickle that would do something to the machine where Python loads the file
/// (os.system, eval, ...). Nothing is run here; the person who may load the file elsewhere is told.
[[nodiscard]] std::vector<Error> dangerousCalls(const Document& document, const std::filesystem::path& path);

/// The error for a pickle that holds no tensor but dangerous calls: a file made to attack, not a model.
/// REQUIRES: `warnings` is not empty.
[[nodiscard]] Error nothingButCalls(const std::vector<Error>& warnings);

} // namespace tensorgraft::pickle
