#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `pytorch`: torch.save files of every generation and TorchScript archives.
[[nodiscard]] std::unique_ptr<Format> makePytorchFormat();

} // namespace tensorgraft
