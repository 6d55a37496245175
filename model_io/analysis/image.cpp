#include "model_io/analysis/image.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace tensorgraft {
namespace {

// Maps are given as few control points in Oklab's polar form (Ottosson 2020) and interpolated there: equal steps of t
// look equal. Lightness runs one way in the sequential maps and away from the middle in the diverging ones, so that
// they read in print and to colour-blind people; the hues avoid red against green of one lightness.

struct Lch {
    float lightness, chroma, hueDegrees;
};
struct Lab {
    float lightness, a, b;
};

Lab toLab(Lch c)
{
    const float hue = c.hueDegrees * 3.14159265F / 180;
    return {c.lightness, c.chroma * std::cos(hue), c.chroma * std::sin(hue)};
}

constexpr std::array viridisPoints{Lch{0.28F, 0.14F, 308}, Lch{0.42F, 0.11F, 272}, Lch{0.55F, 0.09F, 215},
                                   Lch{0.70F, 0.14F, 158}, Lch{0.91F, 0.19F, 108}};
constexpr std::array magmaPoints{Lch{0.06F, 0.02F, 290}, Lch{0.30F, 0.13F, 302}, Lch{0.52F, 0.18F, 355},
                                 Lch{0.74F, 0.16F, 42}, Lch{0.97F, 0.06F, 105}};
constexpr std::array cividisPoints{Lch{0.26F, 0.08F, 258}, Lch{0.48F, 0.02F, 270}, Lch{0.68F, 0.06F, 98}, Lch{0.91F, 0.15F, 100}};
constexpr std::array blueRedPoints{Lch{0.36F, 0.15F, 262}, Lch{0.66F, 0.12F, 248}, Lch{0.97F, 0.005F, 250},
                                   Lch{0.70F, 0.13F, 38}, Lch{0.38F, 0.14F, 26}};
constexpr std::array purpleGreenPoints{Lch{0.36F, 0.15F, 312}, Lch{0.68F, 0.11F, 312}, Lch{0.97F, 0.005F, 330},
                                       Lch{0.72F, 0.11F, 148}, Lch{0.40F, 0.10F, 150}};

std::array<float, 3> toLinearRgb(Lab c)
{
    const auto cube = [](float x) { return x * x * x; };
    const float l = cube(c.lightness + 0.3963377774F * c.a + 0.2158037573F * c.b);
    const float m = cube(c.lightness - 0.1055613458F * c.a - 0.0638541728F * c.b);
    const float s = cube(c.lightness - 0.0894841775F * c.a - 1.2914855480F * c.b);
    return {4.0767416621F * l - 3.3077115913F * m + 0.2309699292F * s, -1.2684380046F * l + 2.6097574011F * m - 0.3413193965F * s,
            -0.0041960863F * l - 0.7034186147F * m + 1.7076147010F * s};
}

std::uint8_t toSrgb8(float linear)
{
    const float x = std::clamp(linear, 0.0F, 1.0F);
    const float encoded = x <= 0.0031308F ? 12.92F * x : 1.055F * std::pow(x, 1 / 2.4F) - 0.055F;
    return static_cast<std::uint8_t>(std::lround(255 * encoded));
}

std::array<std::uint8_t, 3> toSrgb(Lab c)
{
    // Less chroma until the colour exists: clamping the channels would shift lightness and hue.
    std::array<float, 3> rgb = toLinearRgb(c);
    for (int step = 0; step < 40 && std::any_of(rgb.begin(), rgb.end(), [](float x) { return x < -1e-3F || x > 1.001F; }); ++step) {
        c.a *= 0.95F;
        c.b *= 0.95F;
        rgb = toLinearRgb(c);
    }
    return {toSrgb8(rgb[0]), toSrgb8(rgb[1]), toSrgb8(rgb[2])};
}

constexpr std::size_t tableSize = 1024;
using Table = std::array<std::array<std::uint8_t, 3>, tableSize>;

Table makeTable(std::span<const Lch> points)
{
    Table table;
    for (std::size_t i = 0; i < tableSize; ++i) {
        const float at = static_cast<float>(i) / (tableSize - 1) * static_cast<float>(points.size() - 1);
        const std::size_t k = std::min(static_cast<std::size_t>(at), points.size() - 2);
        const float f = at - static_cast<float>(k);
        const Lab from = toLab(points[k]), to = toLab(points[k + 1]);
        table[i] = toSrgb({from.lightness + f * (to.lightness - from.lightness), from.a + f * (to.a - from.a), from.b + f * (to.b - from.b)});
    }
    return table;
}

Table makeGray()
{
    Table table;
    for (std::size_t i = 0; i < tableSize; ++i)
        table[i].fill(static_cast<std::uint8_t>(std::lround(255.0 * static_cast<double>(i) / (tableSize - 1))));
    return table;
}

const Table& tableOf(ColorMap map)
{
    static const Table gray = makeGray(), viridis = makeTable(viridisPoints), magma = makeTable(magmaPoints),
                       cividis = makeTable(cividisPoints), blueRed = makeTable(blueRedPoints), purpleGreen = makeTable(purpleGreenPoints);
    switch (map) {
    case ColorMap::Gray: return gray;
    case ColorMap::Viridis: return viridis;
    case ColorMap::Magma: return magma;
    case ColorMap::Cividis: return cividis;
    case ColorMap::BlueRed: return blueRed;
    case ColorMap::PurpleGreen: return purpleGreen;
    }
    return gray;
}

} // namespace

std::string_view colorMapName(ColorMap map)
{
    switch (map) {
    case ColorMap::Gray: return "gray";
    case ColorMap::Viridis: return "viridis";
    case ColorMap::Magma: return "magma";
    case ColorMap::Cividis: return "cividis";
    case ColorMap::BlueRed: return "blue-red";
    case ColorMap::PurpleGreen: return "purple-green";
    }
    return "gray";
}

bool isDiverging(ColorMap map)
{
    return map == ColorMap::BlueRed || map == ColorMap::PurpleGreen;
}

std::array<std::uint8_t, 3> mapColor(ColorMap map, float t)
{
    if (std::isnan(t))
        return {0, 255, 255};
    const float clamped = std::clamp(t, 0.0F, 1.0F);
    return tableOf(map)[static_cast<std::size_t>(std::lround(clamped * (tableSize - 1)))];
}

} // namespace tensorgraft
