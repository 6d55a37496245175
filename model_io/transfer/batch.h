#pragma once

#include "model_io/transfer/batch_jobs.h"
#include "model_io/transfer/batch_journal.h"

#include <functional>
#include <optional>

namespace tensorgraft {

struct BatchOptions {
    unsigned parallel = 1;                                ///< jobs at the same time
    std::uint64_t windowBytes = std::uint64_t{256} << 20; ///< bound of the buffers of all jobs together
    bool overwrite = false;                               ///< outputs may exist
    bool verify = true;                                   ///< read back and prove every written tensor
    /// Asked often, from every thread: false stops the batch; jobs that have not finished leave nothing behind.
    std::function<bool()> keepGoing{};
};

struct BatchOutcome {
    enum class State : std::uint8_t {
        NotStarted, ///< the batch was stopped before
        Done,
        Skipped, ///< finished by an earlier batch and still valid
        Failed,
        Cancelled,
    } state = State::NotStarted;
    std::optional<Error> error{};
    bool ofOutput = false; ///< the error is about the output, not about an input
    BatchRecord record{};  ///< of what is done or skipped
    double seconds = 0;
};
[[nodiscard]] std::string_view batchStateName(BatchOutcome::State state);

/// Runs every job; one that fails does not stop the others. An output that the journal proves (same inputs, same
/// bytes) is skipped; one that the journal knows as begun is replaced; any other that exists is an error of its job
/// unless `overwrite`. Folders of outputs are made.
/// `onJob`: called when a job ends, one call at a time, from any thread.
/// Gives one outcome a job, in the order of `jobs`; errors are outcomes.
[[nodiscard]] std::vector<BatchOutcome> runBatch(const std::vector<BatchJob>& jobs, const BatchOptions& options, BatchJournal& journal,
                                                 const std::function<void(std::size_t job, const BatchOutcome&)>& onJob = {});

} // namespace tensorgraft
