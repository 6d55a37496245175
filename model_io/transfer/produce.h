#pragma once

#include "model_io/transfer/executor.h"
#include "model_io/transfer/transfer.h"

namespace tensorgraft {

/// Everything from an unused writer to the finished file at its place: staging, kept regions, slots, proof, rename.
/// Fills tensors (hash, verified), keptBytes, writtenBytes, output and seconds of the report.
/// `report.tensors[i]` describes slot i. Errors: Io (also too little space), Corrupt (a proof failed), Cancelled.
[[nodiscard]] Result<void> produce(ModelWriter& writer, const std::vector<SlotJob>& jobs, const TransferOptions& options,
                                   TransferReport& report);

/// The identity transform of one tensor.
[[nodiscard]] ResolvedTransform identityOf(const TensorInfo& tensor);

} // namespace tensorgraft
