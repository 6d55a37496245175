#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `caffe`: binary `.caffemodel` files with layers of version 1 (field `layers`) and 2 (field `layer`); read only.
[[nodiscard]] std::unique_ptr<Format> makeCaffeFormat();

} // namespace tensorgraft
