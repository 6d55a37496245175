#pragma once

#include <cstdint>

namespace tensorgraft {

/// The two models of a session.
enum class Side : std::uint8_t { Source, Target };
[[nodiscard]] inline Side opposite(Side side) { return side == Side::Source ? Side::Target : Side::Source; }

} // namespace tensorgraft
