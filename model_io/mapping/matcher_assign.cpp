#include "model_io/mapping/matcher_assign.h"

#include <algorithm>
#include <limits>

namespace tensorgraft::matching {
namespace {

// Least cost, rows <= columns; cost(row, column).
template <typename Cost>
std::vector<std::int64_t> leastCost(std::size_t rows, std::size_t columns, const Cost& cost)
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    std::vector<double> u(rows + 1), v(columns + 1);
    std::vector<std::size_t> owner(columns + 1), way(columns + 1);
    for (std::size_t row = 1; row <= rows; ++row) {
        owner[0] = row;
        std::size_t column = 0;
        std::vector<double> least(columns + 1, inf);
        std::vector<bool> seen(columns + 1);
        do {
            seen[column] = true;
            const std::size_t at = owner[column];
            double delta = inf;
            std::size_t next = 0;
            for (std::size_t c = 1; c <= columns; ++c) {
                if (seen[c])
                    continue;
                const double reduced = cost(at - 1, c - 1) - u[at] - v[c];
                if (reduced < least[c]) {
                    least[c] = reduced;
                    way[c] = column;
                }
                if (least[c] < delta) {
                    delta = least[c];
                    next = c;
                }
            }
            for (std::size_t c = 0; c <= columns; ++c)
                if (seen[c]) {
                    u[owner[c]] += delta;
                    v[c] -= delta;
                } else {
                    least[c] -= delta;
                }
            column = next;
        } while (owner[column] != 0);
        do {
            const std::size_t before = way[column];
            owner[column] = owner[before];
            column = before;
        } while (column != 0);
    }
    std::vector<std::int64_t> columnOf(rows, -1);
    for (std::size_t c = 1; c <= columns; ++c)
        if (owner[c] != 0)
            columnOf[owner[c] - 1] = static_cast<std::int64_t>(c) - 1;
    return columnOf;
}

} // namespace

std::vector<std::int64_t> assign(const std::vector<double>& scores, std::size_t rows, std::size_t columns)
{
    std::vector<std::int64_t> columnOf(rows, -1);
    if (rows == 0 || columns == 0)
        return columnOf;
    // A forbidden pair costs more than leaving both alone, but not so much that precision is lost.
    const auto cost = [&](std::size_t r, std::size_t c) {
        const double s = scores[r * columns + c];
        return s < 0 ? 0.0 : -s - 1e-3;
    };
    if (rows <= columns) {
        columnOf = leastCost(rows, columns, cost);
    } else {
        const auto rowOf = leastCost(columns, rows, [&](std::size_t c, std::size_t r) { return cost(r, c); });
        for (std::size_t c = 0; c < columns; ++c)
            if (rowOf[c] >= 0)
                columnOf[static_cast<std::size_t>(rowOf[c])] = static_cast<std::int64_t>(c);
    }
    for (std::size_t r = 0; r < rows; ++r)
        if (columnOf[r] >= 0 && scores[r * columns + static_cast<std::size_t>(columnOf[r])] < 0)
            columnOf[r] = -1;
    return columnOf;
}

std::vector<std::pair<std::size_t, std::size_t>> alignSequences(std::size_t sizeA, std::size_t sizeB,
                                                                const std::function<float(std::size_t, std::size_t)>& weight,
                                                                std::size_t limit)
{
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    if (sizeA == 0 || sizeB == 0)
        return pairs;
    // Row a covers the columns [begin(a), begin(a) + width).
    constexpr std::size_t band = 512;
    const std::size_t width = sizeA > limit / sizeB ? std::min(band, sizeB) : sizeB;
    const auto begin = [&](std::size_t a) {
        const std::size_t middle = a * sizeB / sizeA;
        return std::min(middle > width / 2 ? middle - width / 2 : 0, sizeB - width);
    };
    enum Step : std::uint8_t { SkipA, SkipB, Both };
    std::vector<std::uint8_t> steps(sizeA * width);
    std::vector<float> above(sizeB + 1), row(sizeB + 1);
    for (std::size_t a = 0; a < sizeA; ++a) {
        const std::size_t first = begin(a), last = first + width;
        row[first] = above[first];
        for (std::size_t b = first; b < last; ++b) {
            const float w = weight(a, b);
            float best = above[b + 1];
            std::uint8_t step = SkipA;
            if (row[b] > best) {
                best = row[b];
                step = SkipB;
            }
            if (w > 0 && above[b] + w >= best) {
                best = above[b] + w;
                step = Both;
            }
            row[b + 1] = best;
            steps[a * width + b - first] = step;
        }
        // Columns right of the band cannot be better than its last one.
        const std::size_t next = a + 1 < sizeA ? begin(a + 1) + width : last;
        for (std::size_t b = last; b < next; ++b)
            row[b + 1] = row[last];
        std::swap(above, row);
    }
    for (std::size_t a = sizeA, b = sizeB; a > 0 && b > 0;) {
        const std::size_t first = begin(a - 1);
        const std::size_t column = b - 1;
        const std::uint8_t step = column < first ? static_cast<std::uint8_t>(SkipA)
            : column >= first + width            ? static_cast<std::uint8_t>(SkipB)
                                                 : steps[(a - 1) * width + column - first];
        if (step == Both)
            pairs.emplace_back(--a, --b);
        else if (step == SkipA)
            --a;
        else
            --b;
    }
    std::reverse(pairs.begin(), pairs.end());
    return pairs;
}

} // namespace tensorgraft::matching
