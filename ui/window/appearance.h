#pragma once

#include <cstdint>

namespace tensorgraft {

/// Which palette the program uses. System: what the desktop gives.
enum class Theme : std::uint8_t { System, Light, Dark, HighContrast };
[[nodiscard]] Theme storedTheme();
void storeTheme(Theme theme);
/// Palette, style and text size of the whole program, at once. `fontPercent`: of the system's text size.
/// With Theme::System the palette follows the desktop's changes as Qt reports them.
void applyAppearance(Theme theme, int fontPercent = 100);

} // namespace tensorgraft
