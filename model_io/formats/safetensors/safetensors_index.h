#pragma once

#include "model_io/core/error.h"
#include "model_io/core/metadata.h"
#include "model_io/core/open_progress.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tensorgraft::safetensors {

/// The index of a sharded model, as transformers writes it: `{"metadata": {...}, "weight_map": {tensor: file}}`.
struct Index {
    Metadata metadata;                                           ///< of the key "metadata"
    std::vector<std::pair<std::string, std::string>> weightMap; ///< tensor and file name, in the order of the text
};

/// Errors: NotThisFormat (JSON of another kind), Corrupt, Cancelled. `path` is for errors only.
[[nodiscard]] Result<Index> parseIndex(const std::string& text, const std::filesystem::path& path, const OpenProgress& progress = {});
/// True where `name` stays inside the folder of the index: relative, no "..", nothing hidden behind a NUL.
[[nodiscard]] bool isSafeShardName(const std::string& name);
/// `text` with other file names and, where given, another `metadata.total_size`; all other keys are
/// kept, sorted by name.
[[nodiscard]] Result<std::string> patchIndex(const std::string& text, const std::filesystem::path& path,
                                             const std::function<std::string(const std::string&)>& newFileName,
                                             std::optional<std::uint64_t> totalSize);
/// A new index. Errors: Unsupported (a name that is not UTF-8).
[[nodiscard]] Result<std::string> composeIndex(const std::vector<std::pair<std::string, std::string>>& weightMap,
                                               std::uint64_t totalSize);

} // namespace tensorgraft::safetensors
