#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// Checkpoints of TensorFlow's first format ("tf-checkpoint-v1"): one table with every tensor in slices, or several
/// such files named x-00000-of-00002. Read only: `convert` writes them as V2.
[[nodiscard]] std::unique_ptr<Format> makeTfCheckpointV1Format();

} // namespace tensorgraft
