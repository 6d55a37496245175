#pragma once

#include "model_io/core/format.h"
#include "model_io/core/progress.h"
#include "model_io/mapping/check.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft {

/// A mapping checked against two opened files: what a transfer executes.
struct Plan {
    std::shared_ptr<const ModelFile> source, target;
    MappingDocument document;
    CheckResult check; ///< against source and target
};

/// Checks `document`. Errors: none of the mapping's own (they are diagnostics in the plan).
[[nodiscard]] Plan makePlan(std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> target, MappingDocument document);

struct TransferOptions {
    std::filesystem::path output{};
    /// "" rewrites the target's own file; else the id of a format to export to (needed where the target is a skeleton).
    std::string exportFormat{};
    bool overwrite = false;                             ///< `output` may exist (even be the target); replaced at the end by one rename
    std::uint64_t windowBytes = std::uint64_t{256} << 20; ///< bound of the buffers, all together
    std::string fillUnmapped{}; ///< of a skeleton's tensors that nothing fills: see fillEntry(); "" refuses them
    bool verify = true;                                 ///< read back and prove every written tensor
    ProgressFn progress{};                              ///< bytes of the whole job: kept, written, verified
};

/// What the dialog says before anything is done.
struct TransferEstimate {
    std::uint64_t outputBytes = 0, keptBytes = 0, writtenBytes = 0, freeDiskBytes = 0, memoryBytes = 0;
};

struct TensorReport {
    std::string target{};
    std::vector<std::string> source{};
    std::string transform{};
    DType dtype = DType::Float32;
    Shape shape{};
    std::uint64_t sizeBytes = 0;
    std::string hash{};      ///< XXH3-128 of what should have been written
    bool verified = false; ///< read back and equal
    bool exact = true;     ///< no loss: no crop, no rounding cast
    std::string note{};
};

/// A target tensor that the mapping does not fill.
struct UnfilledTarget {
    std::string name;
    Shape shape{};
    std::string reason{}; ///< one sentence
};

struct TransferReport {
    std::filesystem::path source, target, output;
    std::string outputFormat;
    std::vector<TensorReport> tensors;      ///< what was written
    std::vector<std::string> kept;          ///< targets kept as they were
    std::vector<UnfilledTarget> notRestored; ///< why: what is left to initialise or train
    std::vector<Diagnostic> diagnostics;
    std::uint64_t keptBytes = 0, writtenBytes = 0;
    double seconds = 0;
};
[[nodiscard]] std::string toJson(const TransferReport& report);
[[nodiscard]] std::string toText(const TransferReport& report);

[[nodiscard]] Result<TransferEstimate> estimate(const Plan& plan, const TransferOptions& options);

/// Executes the plan under the five promises of DESIGN.md: inputs untouched, memory bounded, kept regions copied by
/// the kernel, every written tensor proved, and either the complete new file or none.
/// Errors: Mismatch where the plan has errors (the message lists the first), Io, Corrupt (the proof failed), Cancelled.
[[nodiscard]] Result<TransferReport> transfer(const Plan& plan, const TransferOptions& options);

/// A whole file in another format: every tensor as it is. `select`: indices of tensors, all where empty.
[[nodiscard]] Result<TransferReport> convertModel(std::shared_ptr<const ModelFile> source, const TransferOptions& options,
                                                  std::vector<std::size_t> select = {});

} // namespace tensorgraft
