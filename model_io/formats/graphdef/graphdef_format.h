#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `tf-graphdef`: TensorFlow's frozen graphs, whose weights are the values of Const nodes.
[[nodiscard]] std::unique_ptr<Format> makeGraphdefFormat();

} // namespace tensorgraft
