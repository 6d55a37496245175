#pragma once

#include <cstdint>

namespace tensorgraft {

/// Which palette the program uses. System: what the desktop gives.
enum class Theme : std::uint8_t { System, Light, Dark };
[[nodiscard]] Theme storedTheme();
/// Applies at once and remembers.
void setTheme(Theme theme);
/// Applies what was remembered; call once, before the first window.
void applyStoredTheme();

} // namespace tensorgraft
