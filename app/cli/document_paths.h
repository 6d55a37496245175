#pragma once

#include "model_io/mapping/mapping_document.h"

#include <string>

namespace tensorgraft::cli {

/// Names both models in `document` as a file at `mapping` does: relative to its folder where that is possible. Empty
/// names stay empty.
void nameModels(MappingDocument& document, const std::string& mapping, const std::string& source, const std::string& target);

} // namespace tensorgraft::cli
