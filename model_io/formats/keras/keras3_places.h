#pragma once

#include "model_io/formats/keras/shape_inference.h"

#include <span>
#include <string>
#include <vector>

namespace tensorgraft::keras {

/// Where Keras 3 files the weights of a model in `.weights.h5` (see keras3_names.h): "layers/conv2d_1/vars/0". `tree`: the
/// configuration that `weights` were worked out from. Layers stand under their classes, numbered in the order of the
/// model; models inside models, recurrent cells and the layers inside of TimeDistributed and Bidirectional under their
/// owner. "" for a weight whose place is not certain: of attention layers, wrappers of other kinds, layers used twice.
[[nodiscard]] std::vector<std::string> variablePaths(const Metadata& tree, std::span<const InferredWeight> weights);

} // namespace tensorgraft::keras
