#pragma once

#include "model_io/codecs/sstable.h"
#include "model_io/core/model_file.h"
#include "model_io/core/open_progress.h"

#include <memory>
#include <vector>

namespace tensorgraft::tf {

/// Opens a V1 checkpoint: one table, or all of its shards in order. `path` is what the person opened.
/// Reads the lists of tensors only; values come later, a block at a time.
/// Errors: NotThisFormat, Corrupt, Unsupported, Io, Cancelled.
[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openV1(const std::filesystem::path& path,
                                                              const std::vector<std::filesystem::path>& files,
                                                              const OpenProgress& progress);

} // namespace tensorgraft::tf
