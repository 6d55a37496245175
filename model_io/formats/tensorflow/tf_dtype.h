#pragma once

#include "model_io/core/dtype.h"

#include <optional>
#include <string>

namespace tensorgraft::tf {

/// Numbers of TensorFlow's DataType (tensorflow/core/framework/types.proto) as messages hold them.
/// Reference types (number + 100) count as their plain ones. DT_STRING is String; DT_RESOURCE and DT_VARIANT, whose
/// values only TensorFlow understands, and the types of less than a byte are Opaque.
/// nullopt: DT_INVALID and numbers that are not known.
[[nodiscard]] std::optional<DType> dtypeOfNumber(int number);
/// nullopt where TensorFlow has no such type (block-quantised, Opaque). String gives DT_STRING.
[[nodiscard]] std::optional<int> numberOfDtype(DType type);
/// "DT_VARIANT", or "DataType 99" of an unknown one; for messages.
[[nodiscard]] std::string dtypeNumberName(int number);

} // namespace tensorgraft::tf
