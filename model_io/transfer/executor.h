#pragma once

#include "model_io/core/model_writer.h"
#include "model_io/core/progress.h"
#include "model_io/mapping/transform.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace tensorgraft {

/// What fills one slot of a writer: a transform over tensors of one model.
struct SlotJob {
    std::string name; ///< of the tensor that is written
    std::shared_ptr<const ModelFile> model;
    std::vector<std::size_t> sources;
    ResolvedTransform resolved;
    bool outputFirst = false; ///< the target's kernels are OIHW: fans of a fill
};

/// One progress count for the phases of a job. Calls from one thread at a time.
class ProgressTotal {
public:
    ProgressTotal(ProgressFn progress, std::uint64_t totalBytes) : m_progress(std::move(progress)), m_total(totalBytes) {}
    /// A function for one phase that reports (done, phase total) and is added to what came before.
    [[nodiscard]] ProgressFn phase()
    {
        return [this](std::uint64_t done, std::uint64_t) { return reportProgress(m_progress, m_before + done, m_total); };
    }
    void phaseEnded(std::uint64_t bytes) { m_before += bytes; }

private:
    ProgressFn m_progress;
    std::uint64_t m_total, m_before = 0;
};

/// Streams every slot into `writer` (between its begin() and finish()): reading and transforming in this thread,
/// hashing and writing in a second one, buffers of at most `windowBytes` together. Values that are stored raw and
/// written as they are go through the kernel.
/// Returns the XXH3-128 of what each slot should hold, by slot. Errors: reading, writing, Cancelled.
[[nodiscard]] Result<std::vector<std::string>> writeSlots(ModelWriter& writer, const std::vector<SlotJob>& jobs,
                                                          std::uint64_t windowBytes, const ProgressFn& progress);

/// XXH3-128 of a tensor's C-order little-endian bytes as the file has them now. `progress` counts this tensor's bytes.
[[nodiscard]] Result<std::string> hashTensor(const ModelFile& model, std::size_t tensor, std::uint64_t windowBytes,
                                             const ProgressFn& progress);

} // namespace tensorgraft
