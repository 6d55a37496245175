#pragma once

#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"
#include "model_io/core/shape.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace tensorgraft::tf {

/// What `saved_model.pb` says of one variable.
struct SavedVariable {
    std::string name;           ///< "dense/kernel"
    bool trainable = false;
    std::optional<Shape> shape; ///< where it is known
};

struct SavedModelInfo {
    std::vector<std::string> tags; ///< of all graphs: "serve", "train"
    std::string tensorflowVersion;
    std::size_t graphCount = 0;
    std::unordered_map<std::string, SavedVariable> variables; ///< by the key in the checkpoint
};

/// Walks a SavedModel message (tensorflow/core/protobuf/saved_model.proto) for the variables among `keys`, the names
/// that the checkpoint has: by path in the object graph of TensorFlow 2, by name in the collections `variables` and
/// `trainable_variables` of TensorFlow 1. Cycles of the graph have no effect: it is walked along the keys only. The
/// memory is bounded by the message and the keys. Errors (without file): NotThisFormat, Corrupt, Cancelled.
[[nodiscard]] Result<SavedModelInfo> parseSavedModel(std::span<const std::byte> message, const std::vector<std::string>& keys,
                                                     const OpenProgress& progress = {});

} // namespace tensorgraft::tf
