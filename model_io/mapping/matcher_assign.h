#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace tensorgraft::matching {

/// Pairs rows with columns so that the sum of `score` is greatest (Kuhn and Munkres with potentials, O(rows^2 columns)).
/// scores[row * columns + column]; a negative score forbids the pair. Gives the column of each row, -1 where none.
[[nodiscard]] std::vector<std::int64_t> assign(const std::vector<double>& scores, std::size_t rows, std::size_t columns);

/// Longest common subsequence with weights (Needleman and Wunsch without penalties): pairs (a, b), both ascending.
/// `weight(a, b)` is 0 where the two must not stand opposite each other. Where sizeA * sizeB is above `limit` only a
/// band about the diagonal is searched.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> alignSequences(
    std::size_t sizeA, std::size_t sizeB, const std::function<float(std::size_t, std::size_t)>& weight,
    std::size_t limit = 4'000'000);

} // namespace tensorgraft::matching
