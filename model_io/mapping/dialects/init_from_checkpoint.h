#pragma once

#include "model_io/mapping/dialects/dialect_support.h"

namespace tensorgraft::dialects {

/// tf.train.init_from_checkpoint(path, assignment_map): names and scopes of the checkpoint to those of the model, as a
/// dictionary or a list of pairs. The rules are those of tensorflow/python/training/checkpoint_utils.py: pairs are
/// taken in the order of their keys; "a/" to "b/" fills every variable below b/, "/" is the root of the checkpoint;
/// a variable that is partitioned into name/part_0, part_1, ... takes its slices of the whole tensor.
[[nodiscard]] Result<void> importInitFromCheckpoint(ImportJob& job);
[[nodiscard]] Result<std::string> exportInitFromCheckpoint(ExportJob& job);
[[nodiscard]] Result<std::string> exportInitFromCheckpointPython(ExportJob& job);

/// Excludes optimizer state and counters of the target that the source has not: variables that TensorFlow makes only
/// after the weights were restored, so that a rule over a whole scope does not miss them. Needs both models.
void leaveOutState(ImportJob& job);

} // namespace tensorgraft::dialects
