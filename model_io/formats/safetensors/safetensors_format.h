#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `safetensors`: single files and sharded models with an index.
[[nodiscard]] std::unique_ptr<Format> makeSafetensorsFormat();

} // namespace tensorgraft
