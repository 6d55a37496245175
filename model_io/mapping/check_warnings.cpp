#include "model_io/mapping/check_warnings.h"

namespace tensorgraft::checking {

void addWarnings(const MappingDocument&, const Outline&, const Outline&, const NameIndex&, const Expansion&, CheckResult&) {}

} // namespace tensorgraft::checking
