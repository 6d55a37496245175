#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `tf-checkpoint-v2`: an index and its data files, opened through any of them, the state file, the folder or the prefix.
[[nodiscard]] std::unique_ptr<Format> makeTfCheckpointV2Format();

} // namespace tensorgraft
