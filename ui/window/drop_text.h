#pragma once

#include "ui/models/drop_pairing.h"

#include <QString>

namespace tensorgraft {

/// What a drop would do, as the tip says it: "fits after transpose(3,2,0,1)", "5 of 6 pair by name, kind and shape".
[[nodiscard]] QString dropText(const DropProposal& proposal);

} // namespace tensorgraft
