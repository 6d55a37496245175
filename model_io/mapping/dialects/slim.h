#pragma once

#include "model_io/mapping/dialects/dialect_support.h"

namespace tensorgraft::dialects {

/// TF-slim's get_variables_to_restore(include, exclude) with assign_from_checkpoint_fn(ignore_missing_vars,
/// reshape_variables), and the --checkpoint_exclude_scopes of its training script. Scopes of the former are regular
/// expressions that match at the start of a variable's name (re.match), of the latter plain beginnings.
[[nodiscard]] Result<void> importSlim(ImportJob& job);
[[nodiscard]] Result<std::string> exportSlim(ExportJob& job);

/// SKIP_LAYER lists of the AlexNet tutorials: {layer: [w, b]} or {layer: {name: w}} of an .npy to variables
/// layer/weights and layer/biases, told apart by rank; the layers in the list keep their values.
[[nodiscard]] Result<void> importSkipLayer(ImportJob& job);
[[nodiscard]] Result<std::string> exportSkipLayer(ExportJob& job);

} // namespace tensorgraft::dialects
