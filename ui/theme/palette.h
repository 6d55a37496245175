#pragma once

#include <QColor>
#include <QPalette>
#include <cstdint>

namespace tensorgraft {

/// True where text is lighter than its background. (QStyleHints::colorScheme() comes only with Qt 6.5.)
[[nodiscard]] bool isDark(const QPalette& palette);

/// What a colour says. It never says it alone: an icon or a word stands beside it.
enum class Signal : std::uint8_t {
    Good,     ///< mapped, equal, proved
    Warning,  ///< works, but look at it
    Conflict, ///< does not work
    Kept,     ///< the target's own value stays
    Excluded, ///< left out on purpose
};
/// Readable on palette.base() and palette.window() (contrast of at least 4.5 to 1 with the default palettes);
/// the hues differ for people who cannot tell red from green.
[[nodiscard]] QColor signalColor(Signal signal, const QPalette& palette);

/// For captions and remarks: between text and background.
[[nodiscard]] QColor mutedText(const QPalette& palette);
/// For grid lines and frames.
[[nodiscard]] QColor faintLine(const QPalette& palette);
/// `share` of `a`, the rest of `b`; 0..1.
[[nodiscard]] QColor blend(const QColor& a, const QColor& b, double share);

/// Fills that tell groups apart; `index` counts from 0 and repeats after categoryCount. Text in palette.text() is readable
/// on them (4.5 to 1). Okabe and Ito's hues.
inline constexpr int categoryCount = 8;
[[nodiscard]] QColor categoryColor(int index, const QPalette& palette);

/// The project's own light and dark palettes for the Fusion style, where the desktop offers none.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();
/// White on black with a yellow selection: every text at 15 to 1 or better, every line visible.
[[nodiscard]] QPalette highContrastPalette();
/// Whether the palette asks for the strongest contrast, this program's or the desktop's own.
[[nodiscard]] bool isHighContrast(const QPalette& palette);

} // namespace tensorgraft
