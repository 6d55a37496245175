#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `keras-v3`: `.keras` archives (zip of config.json, metadata.json and model.weights.h5) and bare `.weights.h5` files of
/// Keras 3. The latter are recognised by `keras-h5`, which opens every HDF5 file of Keras, and are rewritten here.
[[nodiscard]] std::unique_ptr<Format> makeKerasV3Format();

} // namespace tensorgraft
