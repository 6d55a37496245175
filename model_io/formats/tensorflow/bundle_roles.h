#pragma once

#include "model_io/core/tensor_info.h"
#include "model_io/formats/tensorflow/object_graph.h"

#include <span>

namespace tensorgraft::tf {

/// Layer, label, alias, kind, role and axes of the tensors of a checkpoint, from their names or, where it is
/// object-based, from their paths and the names in the object graph. Optimizer slots of both kinds are recognised
/// (`x/Adam_1`, `x/.OPTIMIZER_SLOT/...`); a moving average or slot without the variable it belongs to counts as
/// a weight of its own. `graph` may be nullptr.
void deriveCheckpointRoles(std::span<TensorInfo> tensors, const ObjectGraph* graph);

} // namespace tensorgraft::tf
