#include "model_io/learn/axis_order.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace tensorgraft::learning {
namespace {

/// A digit of an index: `size` values, each `stride` further in the source. Innermost of the target first.
struct Digit {
    std::int64_t size = 0, stride = 0;
};

/// Source index of every target index; empty where equal slices make that ambiguous.
std::vector<std::int64_t> uniqueIndices(Sums source, Sums target)
{
    std::unordered_map<std::uint64_t, std::int64_t> places;
    places.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i)
        if (!places.emplace(source[i], static_cast<std::int64_t>(i)).second)
            return {};
    std::vector<std::int64_t> indices;
    indices.reserve(target.size());
    for (const std::uint64_t sum : target) {
        const auto it = places.find(sum);
        if (it == places.end())
            return {};
        indices.push_back(it->second);
    }
    return indices;
}

/// The digits that the first indices show: a run of equal steps is one, the next begins where it breaks.
std::vector<Digit> readDigits(const std::vector<std::int64_t>& indices)
{
    std::vector<Digit> digits;
    const auto n = static_cast<std::int64_t>(indices.size());
    if (indices.empty() || indices[0] != 0)
        return {};
    for (std::int64_t covered = 1; covered < n;) {
        const std::int64_t stride = indices[static_cast<std::size_t>(covered)];
        std::int64_t size = 2;
        while (covered * size < n && indices[static_cast<std::size_t>(covered * size)] == stride * size)
            ++size;
        if (stride <= 0 || n % (covered * size) != 0)
            return {};
        digits.push_back({size, stride});
        covered *= size;
    }
    return digits;
}

std::optional<AxisOrder> orderFromDigits(const std::vector<Digit>& digits)
{
    std::vector<std::size_t> byStride(digits.size());
    std::iota(byStride.begin(), byStride.end(), 0);
    std::sort(byStride.begin(), byStride.end(), [&](std::size_t a, std::size_t b) { return digits[a].stride > digits[b].stride; });
    std::int64_t stride = 1; // C order: each digit steps over all that are inside it
    for (auto it = byStride.rbegin(); it != byStride.rend(); ++it) {
        if (digits[*it].stride != stride)
            return std::nullopt;
        stride *= digits[*it].size;
    }
    AxisOrder order;
    order.kind = AxisOrder::Kind::Digits;
    for (const std::size_t d : byStride)
        order.sizes.push_back(digits[d].size);
    for (std::size_t outer = digits.size(); outer-- > 0;)
        order.permutation.push_back(static_cast<std::size_t>(std::find(byStride.begin(), byStride.end(), outer) - byStride.begin()));
    return order;
}

/// True where the digits, innermost first, lead from every index of the target to an equal slice.
bool holds(const std::vector<Digit>& digits, Sums source, Sums target)
{
    for (std::size_t i = 0; i < target.size(); ++i) {
        std::int64_t rest = static_cast<std::int64_t>(i), from = 0;
        for (const Digit& digit : digits) {
            from += rest % digit.size * digit.stride;
            rest /= digit.size;
        }
        if (source[static_cast<std::size_t>(from)] != target[i])
            return false;
    }
    return true;
}

std::optional<AxisOrder> digitOrder(Sums source, Sums target)
{
    if (const auto digits = readDigits(uniqueIndices(source, target)); digits.size() > 1 && holds(digits, source, target))
        return orderFromDigits(digits);
    // Equal slices (dead units) hide the steps: try every cut in two, which covers a flattened map and interleaved pairs.
    const auto n = static_cast<std::int64_t>(source.size());
    for (std::int64_t a = 2; a * 2 <= n; ++a)
        if (n % a == 0)
            if (const std::vector<Digit> digits{{a, n / a}, {n / a, 1}}; holds(digits, source, target))
                return orderFromDigits(digits);
    return std::nullopt;
}

std::optional<AxisOrder> blockOrder(Sums source, Sums target)
{
    constexpr std::size_t mostBlocks = 16;
    const std::size_t n = source.size();
    for (std::size_t blocks = 2; blocks <= mostBlocks && blocks <= n; ++blocks) {
        if (n % blocks != 0)
            continue;
        const std::size_t width = n / blocks;
        AxisOrder order;
        order.kind = AxisOrder::Kind::Blocks;
        std::vector<bool> used(blocks);
        for (std::size_t t = 0; t < blocks; ++t)
            for (std::size_t s = 0; s < blocks; ++s)
                if (!used[s] && std::ranges::equal(target.subspan(t * width, width), source.subspan(s * width, width))) {
                    used[s] = true;
                    order.blocks.push_back(static_cast<std::int64_t>(s));
                    break;
                }
        if (order.blocks.size() == blocks)
            return order;
    }
    return std::nullopt;
}

} // namespace

std::optional<AxisOrder> orderOf(Sums source, Sums target)
{
    if (source.size() != target.size())
        return std::nullopt;
    if (std::ranges::equal(source, target))
        return AxisOrder{};
    if (std::equal(source.rbegin(), source.rend(), target.begin(), target.end())) {
        AxisOrder order;
        order.kind = AxisOrder::Kind::Reversed;
        return order;
    }
    std::vector<std::uint64_t> a(source.begin(), source.end()), b(target.begin(), target.end());
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    if (a != b)
        return std::nullopt;
    // A few blocks in another order are gates; a digit order that does the same (two halves swapped) has no fewer words.
    if (auto digits = digitOrder(source, target))
        return digits;
    return blockOrder(source, target);
}

} // namespace tensorgraft::learning
