#pragma once

#include "model_io/transfer/transfer.h"

#include <QString>

namespace tensorgraft {

/// What was written out of what, and the findings: toText() in the person's language without its first line.
/// Of very many findings the first: the report that is saved has all.
[[nodiscard]] QString reportLines(const TransferReport& report);

} // namespace tensorgraft
