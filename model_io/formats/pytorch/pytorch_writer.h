#pragma once

#include "model_io/core/format.h"
#include "model_io/formats/pytorch/pytorch_model.h"

namespace tensorgraft::pytorch {

/// The target with the values of some tensors replaced, everything else byte for byte. A tensor keeps its type, shape
/// and stored order of axes; tied tensors change together.
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> rewriteFile(std::shared_ptr<const PytorchFile> target,
                                                               const std::vector<TensorToWrite>& replaced,
                                                               const std::filesystem::path& fileName);
/// A new zip file with a state dict: an OrderedDict of tensors that torch.load opens, also with weights_only.
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> createFile(const std::vector<TensorToWrite>& tensors,
                                                              const ExportOptions& options,
                                                              const std::filesystem::path& fileName);

} // namespace tensorgraft::pytorch
