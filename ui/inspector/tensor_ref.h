#pragma once

#include "model_io/core/model_file.h"

#include <cstddef>
#include <memory>

namespace tensorgraft {

/// The tensor that is shown; keeps its model open. Null where nothing is shown.
struct TensorRef {
    std::shared_ptr<const ModelFile> model;
    std::size_t index = 0;
    [[nodiscard]] const TensorInfo& info() const { return model->tensors()[index]; }
    explicit operator bool() const { return model != nullptr; }
};

} // namespace tensorgraft
