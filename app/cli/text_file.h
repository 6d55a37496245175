#pragma once

#include "model_io/core/error.h"

#include <filesystem>
#include <string_view>

namespace tensorgraft::cli {

/// Replaces `path` by one rename once the text is on the disk. Errors: Io.
[[nodiscard]] Result<void> writeTextFile(const std::filesystem::path& path, std::string_view text);

} // namespace tensorgraft::cli
