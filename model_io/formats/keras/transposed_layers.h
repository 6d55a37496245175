#pragma once

#include "model_io/core/metadata.h"
#include "model_io/core/tensor_info.h"

#include <span>

namespace tensorgraft::keras {

/// Corrects the layouts that names gave by the classes of `modelConfig` (a model's class_name and config, of any
/// version): a Conv2DTranspose called "up_1" is transposed. Layers are told by their names, also in nested models.
void settleTransposedByClass(std::span<TensorInfo> tensors, const Metadata& modelConfig);

} // namespace tensorgraft::keras
