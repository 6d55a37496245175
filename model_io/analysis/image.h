#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// 8-bit RGBA pixels, rows from the top, not premultiplied.
struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba; ///< width * height * 4
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
};

/// Colour-blind-safe maps. Diverging maps put zero at the middle.
enum class ColorMap : std::uint8_t { Gray, Viridis, Magma, Cividis, BlueRed, PurpleGreen };
[[nodiscard]] std::string_view colorMapName(ColorMap map);
[[nodiscard]] bool isDiverging(ColorMap map);
/// `t` in 0..1, clamped; NaN gives a colour that no map contains.
[[nodiscard]] std::array<std::uint8_t, 3> mapColor(ColorMap map, float t);

} // namespace tensorgraft
