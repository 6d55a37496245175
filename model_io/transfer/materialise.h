#pragma once

#include "model_io/transfer/expression.h"

namespace tensorgraft {

/// Reads the whole value once and gives it as contiguous memory: in memory up to `memoryBytes`, beyond that as a map
/// of an unlinked temporary file ($TMPDIR, else /var/tmp: it may be as large as the tensor).
[[nodiscard]] Result<StridedView> materialise(Expression& value, std::uint64_t memoryBytes);

} // namespace tensorgraft
