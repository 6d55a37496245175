#pragma once

#include "model_io/core/error.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// One transfer of a batch. Paths are absolute or relative to the working folder.
struct BatchJob {
    std::size_t line = 0; ///< of the job list; 0 where the job came from a pattern
    std::filesystem::path mapping, source, target; ///< empty source or target: the mapping document's own
    std::filesystem::path output;
    std::string format; ///< id of a format to export to; "": the target's own
};

/// What a job takes where its line does not say.
struct BatchDefaults {
    std::filesystem::path mapping, target;
    std::string output; ///< with placeholders, see fillOutput()
    std::string format;
};

/// `pattern` with {stem} (file name without its last suffix), {name} (whole file name) and {parent} (name of the
/// folder) of `source` and {n} (number of the job, from 1). Errors: Usage (another placeholder).
[[nodiscard]] Result<std::filesystem::path> fillOutput(std::string_view pattern, const std::filesystem::path& source, std::size_t number);

/// A job list: JSON Lines (one object a line) or CSV (the first line names the columns) with "source", "target",
/// "output", "mapping", "format". Relative paths are relative to the list. `defaults` fill what a line leaves out.
/// Errors: Io; Usage, naming the line.
[[nodiscard]] Result<std::vector<BatchJob>> readBatchJobs(const std::filesystem::path& list, const BatchDefaults& defaults);
/// One job for every file (or folder) that a pattern of the shell's kind (*, ?, [a-z]) matches, sorted, without
/// repetition. Errors: Usage where a pattern matches nothing.
[[nodiscard]] Result<std::vector<BatchJob>> globBatchJobs(const std::vector<std::string>& patterns, const BatchDefaults& defaults);
/// Usage where two jobs write the same output, or one writes what another reads.
[[nodiscard]] Result<void> checkBatchJobs(const std::vector<BatchJob>& jobs);

} // namespace tensorgraft
