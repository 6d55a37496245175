#pragma once

#include "model_io/mapping/matcher_model.h"

namespace tensorgraft::matching {

/// Renumbers scopes of the source that count the other way than the same scopes of the target: a decoder's `up.3` that
/// the target calls `up_blocks.0`. Only where the makes of the scopes in a row say so. To be called before indexing.
void alignReversed(Model& source, const Model& target);

} // namespace tensorgraft::matching
