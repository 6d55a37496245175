#pragma once

#include "model_io/core/error.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::tf {

/// "P.data-00002-of-00010" for prefix "P".
[[nodiscard]] std::filesystem::path shardPath(const std::filesystem::path& prefix, std::size_t shard, std::size_t count);
[[nodiscard]] std::filesystem::path indexPath(const std::filesystem::path& prefix);
/// "P" of "P.index" and of "P.data-00002-of-00010"; nullopt for other names.
[[nodiscard]] std::optional<std::filesystem::path> prefixOfMember(const std::filesystem::path& path);
/// The prefix that a person means by naming an output: "P", "P.index" or one of the data files.
[[nodiscard]] std::filesystem::path prefixOfOutput(const std::filesystem::path& fileName);

/// The state file `checkpoint` that tf.train.Saver keeps beside its checkpoints (CheckpointState as text).
struct CheckpointState {
    std::string latest;           ///< model_checkpoint_path
    std::vector<std::string> all; ///< all_model_checkpoint_paths, oldest first
};
/// nullopt where `text` does not name a checkpoint.
[[nodiscard]] std::optional<CheckpointState> parseCheckpointState(std::string_view text);

/// What stands behind a path that a person chose.
struct FoundBundle {
    std::filesystem::path prefix;
    std::vector<Error> warnings; ///< the state file names a checkpoint that is not there
};
/// Of an index, a data file, a state file, a folder that holds one, or a prefix.
/// Errors: NotThisFormat, Io (the state file names checkpoints of which none is there).
[[nodiscard]] Result<FoundBundle> findBundle(const std::filesystem::path& path);

} // namespace tensorgraft::tf
