#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `skeleton`: names, shapes and dtypes without weights.
[[nodiscard]] std::unique_ptr<Format> makeSkeletonFormat();

} // namespace tensorgraft
