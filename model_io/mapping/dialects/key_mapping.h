#pragma once

#include "model_io/mapping/dialects/dialect_support.h"

namespace tensorgraft::dialects {

/// Hugging Face `key_mapping` ({pattern: replacement}, in order): the first pattern that occurs in a key is replaced
/// everywhere in it, as transformers' from_pretrained does; other keys stay as they are.
[[nodiscard]] Result<void> importKeyMapping(ImportJob& job);
[[nodiscard]] Result<std::string> exportKeyMapping(ExportJob& job);

/// mmengine `revise_keys` ([(pattern, replacement), ...]): each is applied to all keys, one after the other.
[[nodiscard]] Result<void> importReviseKeys(ImportJob& job);
[[nodiscard]] Result<std::string> exportReviseKeys(ExportJob& job);

} // namespace tensorgraft::dialects
