#pragma once

#include "model_io/core/model_file.h"

#include <QString>
#include <filesystem>
#include <optional>
#include <string>

namespace tensorgraft {

/// A model of this format is one folder (a SavedModel).
[[nodiscard]] bool isFolderFormat(std::string_view formatId);

/// The name that a transfer proposes: beside the target, "-grafted" before the suffix. `exportFormat`: "" for the target's
/// own format, else the id of the format to export to. Checkpoints of several files are named by their common beginning.
[[nodiscard]] QString suggestedOutput(const ModelFile& target, const std::string& exportFormat);

/// What a person means by `typed`, absolute. A slash at the end or an existing folder means "in this folder" where the
/// output is a file, and the folder itself where the output is one.
[[nodiscard]] std::filesystem::path outputPath(const QString& typed, const ModelFile& target, const std::string& exportFormat);

/// What lies under this name already and would be replaced: also the files of a checkpoint that is called by their common
/// beginning.
[[nodiscard]] std::optional<std::filesystem::path> existingOutput(const std::filesystem::path& output, const std::string& formatId);

} // namespace tensorgraft
