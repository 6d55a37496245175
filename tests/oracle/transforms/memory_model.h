#pragma once

#include "model_io/core/model_file.h"

namespace tensorgraft::test {

/// A tensor with its bytes.
struct MemoryTensor {
    TensorInfo info;
    std::vector<std::byte> bytes; ///< C order, little-endian
};

/// A model that is nowhere but in memory. `mapped`: map() gives views, else values can only be read.
[[nodiscard]] std::shared_ptr<const ModelFile> memoryModel(std::vector<MemoryTensor> tensors, bool mapped);

} // namespace tensorgraft::test
