#pragma once

#include "ui/inspector/compare_subject.h"

#include <cstddef>

namespace tensorgraft {

class Session;

/// What the inspector compares for a target tensor: the value that the checked mapping would write beside the target's
/// own, or why there is none. Reads nothing.
[[nodiscard]] CompareSubject compareSubject(const Session& session, std::size_t target);

} // namespace tensorgraft
