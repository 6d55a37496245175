#pragma once

#include "model_io/core/tensor_info.h"

#include <QString>

namespace tensorgraft {

/// Groups that get a colour of their own: 0..7.
[[nodiscard]] int kindGroup(const TensorInfo& tensor);
[[nodiscard]] QString kindGroupText(int group);

} // namespace tensorgraft
