#pragma once

#include "model_io/mapping/dialects/dialect_support.h"

namespace tensorgraft::dialects {

/// tf.train.Saver({"name in the checkpoint": variable}): names of the checkpoint to names of the model's variables.
[[nodiscard]] Result<void> importSaver(ImportJob& job);
[[nodiscard]] Result<std::string> exportSaver(ExportJob& job);

/// Entries for one source that is cut into the parts of a partitioned variable: `parts` lie behind one another along
/// the one axis in which they differ from the source. Errors: Mismatch with the reason.
[[nodiscard]] Result<std::vector<MappingEntry>> entriesForParts(const TensorInfo& source, const std::vector<const TensorInfo*>& parts);

} // namespace tensorgraft::dialects
