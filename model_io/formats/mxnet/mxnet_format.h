#pragma once

#include "model_io/core/format.h"

#include <memory>

namespace tensorgraft {

/// `mxnet-params`: lists of NDArrays as MXNet saves them (`.params`), dense arrays of every version; read only.
[[nodiscard]] std::unique_ptr<Format> makeMxnetParamsFormat();

} // namespace tensorgraft
