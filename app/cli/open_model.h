#pragma once

#include "model_io/core/model_file.h"

#include <filesystem>
#include <memory>

namespace tensorgraft::cli {

/// openModel() for a command: "Opening net.json  45 %  parsing 120 MB of 290 MB" on standard error where that is a terminal,
/// and stopped by a signal, terminal or not. Errors: as openModel(), also Cancelled.
[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openShown(const std::filesystem::path& path);

} // namespace tensorgraft::cli
