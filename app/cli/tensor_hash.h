#pragma once

#include "model_io/core/model_file.h"

#include <string>

namespace tensorgraft::cli {

/// SHA-256 of the C-order little-endian bytes, in windows. Unsupported for string and opaque tensors.
[[nodiscard]] Result<std::string> tensorSha256(const ModelFile& model, std::size_t tensor, const ProgressFn& progress);

} // namespace tensorgraft::cli
