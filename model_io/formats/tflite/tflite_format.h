#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `tflite`: TensorFlow Lite models; tensors are those whose buffers hold constants.
[[nodiscard]] std::unique_ptr<Format> makeTfliteFormat();

} // namespace tensorgraft
