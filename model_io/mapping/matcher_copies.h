#pragma once

#include "model_io/mapping/matcher_model.h"

#include <utility>
#include <vector>

namespace tensorgraft::matching {

/// A tensor of the target and the one that it repeats.
struct Copy {
    std::size_t tensor = 0, of = 0;
};

/// Takes whole networks out of the target that stand in it a second time (student and teacher, two towers) where the
/// source has one of them: one source fills both. Gives their tensors. To be called before anything is aligned.
[[nodiscard]] std::vector<Copy> takeCopies(const Model& source, Model& target);

} // namespace tensorgraft::matching
