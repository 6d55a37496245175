#pragma once

#include "model_io/core/error.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace tensorgraft::tf {

/// The key under which object-based checkpoints keep their graph.
constexpr std::string_view objectGraphKey = "_CHECKPOINTABLE_OBJECT_GRAPH";

/// What the object graph of a checkpoint says of the tensors. The keys of the tensors are paths through the graph
/// already, so it is read as a list of nodes and never walked: a cycle in it has no effect.
struct ObjectGraph {
    std::size_t nodeCount = 0;
    std::unordered_map<std::string, std::string> fullNames; ///< by checkpoint key: "conv2d/kernel"
    std::unordered_set<std::string> slotKeys;               ///< keys of optimizer slots
};

/// Parses a TrackableObjectGraph. Errors (without file): Corrupt where a message is cut or a reference leads nowhere.
[[nodiscard]] Result<ObjectGraph> parseObjectGraph(std::string_view message);

/// The path that a person reads: "layer_with_weights-0/kernel" of
/// "layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE", with TensorFlow's escapes undone; `key` where it is none.
[[nodiscard]] std::string humanPath(std::string_view key);
[[nodiscard]] bool isObjectKey(std::string_view key);

} // namespace tensorgraft::tf
