#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `keras-h5`: Keras 1 and 2 HDF5 files, full models and weights only.
[[nodiscard]] std::unique_ptr<Format> makeKerasHdf5Format();
/// `hdf5`: any tree of numeric datasets.
[[nodiscard]] std::unique_ptr<Format> makeHdf5Format();

} // namespace tensorgraft
