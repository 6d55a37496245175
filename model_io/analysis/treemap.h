#pragma once

#include <span>
#include <vector>

namespace tensorgraft {

/// A rectangle in whatever unit the caller uses.
struct TreemapRect {
    double x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] double area() const { return width * height; }
};

/// Divides `area` into one rectangle a size, each with its share of the whole and as near to a square as a row allows.
/// Bruls, Huizing, van Wijk: Squarified Treemaps, 2000.
///
/// sizes   REQUIRES: none negative or NaN, largest first. Sizes of zero give empty rectangles.
/// more    Sum of further sizes that are no larger than the last and whose rectangles nobody asks for: what stands in the
///         last row of `sizes` may then stand a little elsewhere than if they were given.
/// Returns the rectangles in the order of `sizes`. O(n).
[[nodiscard]] std::vector<TreemapRect> squarify(std::span<const double> sizes, const TreemapRect& area, double more = 0);

} // namespace tensorgraft
