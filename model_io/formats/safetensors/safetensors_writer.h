#pragma once

#include "model_io/core/format.h"
#include "model_io/formats/safetensors/safetensors_model.h"

namespace tensorgraft::safetensors {

[[nodiscard]] Result<std::unique_ptr<ModelWriter>> rewriteModel(std::shared_ptr<const SafetensorsFile> target,
                                                                std::vector<TensorToWrite> replaced,
                                                                const std::filesystem::path& fileName);
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> createModel(const std::vector<TensorToWrite>& tensors,
                                                               const ExportOptions& options,
                                                               const std::filesystem::path& fileName);

} // namespace tensorgraft::safetensors
