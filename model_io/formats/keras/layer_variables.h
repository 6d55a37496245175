#pragma once

#include "model_io/formats/keras/layer_config.h"

#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::keras {

/// The variables of a layer of `className` in the order in which Keras 3 creates, and so numbers, them: {"kernel",
/// "bias"}. `layer` (may be nullptr) says which of them it has; where it is missing or gives another number than
/// `count`, the one combination that does is taken. Empty where the class is unknown or nothing certain can be said.
/// Depthwise kernels are called so although Keras 3 names them "kernel": their axes mean something else.
[[nodiscard]] std::vector<std::string> variableNames(std::string_view className, const LayerConfig* layer, std::size_t count);

/// The class whose objects Keras 3 puts into groups called `group` ("dense", "dense_1", "conv2d_transpose_2"); "" where
/// it is none of Keras' own that has variables.
[[nodiscard]] std::string_view classOfGroup(std::string_view group);

/// A trailing "_12" of a group's name. `number` is 0 where there is none.
struct NumberedName {
    std::string_view base;
    std::size_t number = 0;
};
[[nodiscard]] NumberedName splitNumber(std::string_view group);

} // namespace tensorgraft::keras
