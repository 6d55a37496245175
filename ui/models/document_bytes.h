#pragma once

#include "model_io/mapping/mapping_document.h"

#include <cstddef>

namespace tensorgraft {

/// About how many bytes of memory `document` takes that are not also those of `other`.
[[nodiscard]] std::size_t bytesNotShared(const MappingDocument& document, const MappingDocument& other);

} // namespace tensorgraft
