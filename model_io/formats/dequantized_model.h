#pragma once

#include "model_io/core/model_file.h"

#include <memory>

namespace tensorgraft {

/// `model` with every affinely quantised tensor shown as the float32 numbers that its integers stand for:
/// scale * (stored - zeroPoint), computed in float64. Names, shapes and all other tensors are those of `model`, which the
/// view keeps alive. A view is for reading; formats rewrite the model itself.
[[nodiscard]] std::shared_ptr<const ModelFile> dequantizedView(std::shared_ptr<const ModelFile> model);

} // namespace tensorgraft
