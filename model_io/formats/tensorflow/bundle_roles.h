#pragma once

#include "model_io/core/open_progress.h"
#include "model_io/core/tensor_info.h"
#include "model_io/formats/tensorflow/object_graph.h"

#include <span>

namespace tensorgraft::tf {

/// Layer and label, from the name or, where it is the key of an object, from its path; true where it is.
bool placeInCheckpoint(TensorInfo& tensor);

/// Alias, kind, role and axes of the tensors of a checkpoint, from their names or, where it is object-based
/// (`hasObjects`), from their paths and the names in the object graph. Optimizer slots of both kinds are recognised
/// (`x/Adam_1`, `x/.OPTIMIZER_SLOT/...`); a moving average or slot without the variable it belongs to counts as
/// a weight of its own. `graph` may be nullptr. REQUIRES: placeInCheckpoint() was called for each. Leaves early where `progress` is
/// stopped.
void deriveCheckpointRoles(std::span<TensorInfo> tensors, bool hasObjects, const ObjectGraph* graph, const OpenProgress& progress = {});

} // namespace tensorgraft::tf
