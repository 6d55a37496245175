#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `numpy-npy`: plain arrays and pickled dictionaries of arrays.
[[nodiscard]] std::unique_ptr<Format> makeNumpyNpyFormat();
/// `numpy-npz`: zip archives of .npy members.
[[nodiscard]] std::unique_ptr<Format> makeNumpyNpzFormat();

} // namespace tensorgraft
