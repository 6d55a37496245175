#include "model_io/analysis/treemap.h"

#include <algorithm>
#include <numeric>

namespace tensorgraft {
namespace {

/// Worst aspect of a row of areas along a side: they sum to `sum`, and the largest and smallest are given.
double worstAspect(double sum, double largest, double smallest, double side)
{
    const double square = sum * sum, length = side * side;
    return std::max(length * largest / square, square / (length * smallest));
}

} // namespace

std::vector<TreemapRect> squarify(std::span<const double> sizes, const TreemapRect& area, double more)
{
    std::vector<TreemapRect> rects(sizes.size(), TreemapRect{area.x, area.y, 0, 0});
    const double total = std::accumulate(sizes.begin(), sizes.end(), more);
    if (!(total > 0) || !(area.area() > 0))
        return rects;
    const double scale = area.area() / total;
    const std::size_t count = static_cast<std::size_t>(std::ranges::find_if(sizes, [](double s) { return !(s > 0); }) - sizes.begin());
    TreemapRect rest = area;
    for (std::size_t first = 0; first < count;) {
        const double side = std::min(rest.width, rest.height);
        const double largest = sizes[first] * scale;
        double sum = largest, worst = worstAspect(sum, largest, largest, side);
        std::size_t end = first + 1;
        for (; end < count; ++end) {
            const double next = sizes[end] * scale;
            const double aspect = worstAspect(sum + next, largest, next, side);
            if (aspect > worst)
                break;
            worst = aspect;
            sum += next;
        }
        const bool last = end == count && !(more > 0); // it takes what is left, so that rounding leaves no gap
        const bool upright = rest.width >= rest.height; // the row stands at the left
        const double thickness = last ? (upright ? rest.width : rest.height) : std::min(sum / side, upright ? rest.width : rest.height);
        double at = upright ? rest.y : rest.x;
        for (std::size_t i = first; i < end; ++i) {
            const double length = sizes[i] * scale / sum * side;
            rects[i] = upright ? TreemapRect{rest.x, at, thickness, length} : TreemapRect{at, rest.y, length, thickness};
            at += length;
        }
        if (upright) {
            rest.x += thickness;
            rest.width -= thickness;
        } else {
            rest.y += thickness;
            rest.height -= thickness;
        }
        first = end;
        if (!(rest.area() > 0))
            break; // rounding used it up; what remains has no visible size
    }
    return rects;
}

} // namespace tensorgraft
