#include "ui/models/difference_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tensorgraft {
namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool contains(const std::string& text, const std::string& loweredPart)
{
    return std::ranges::search(text, loweredPart, {}, lower).begin() != text.end() || loweredPart.empty();
}

/// The number a row is sorted by; names and places have none.
double sortValue(const DifferenceTable& table, std::uint32_t row, DifferenceOrder::Key key)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    using Key = DifferenceOrder::Key;
    if (key == Key::Elements)
        return static_cast<double>(table.tensor(row).elementCount());
    if (table.kind(row) != DifferenceTable::Kind::Pair)
        return key == Key::Cosine ? -infinity : infinity;
    const PairDifference& result = table.results[row];
    if (!result.comparison)
        return result.isChanged() ? (key == Key::Cosine ? -infinity : infinity) : 0;
    switch (key) {
    case Key::MaxAbs: return result.comparison->maxAbsDifference;
    case Key::RelativeL2: return result.comparison->relativeL2;
    case Key::Cosine: return result.comparison->cosineSimilarity;
    case Key::Differing: return static_cast<double>(result.comparison->differing);
    default: return 0;
    }
}

} // namespace

DifferenceTable::Kind DifferenceTable::kind(std::uint32_t row) const
{
    if (row < pairs->pairs.size())
        return Kind::Pair;
    return row < pairs->pairs.size() + pairs->onlyInA.size() ? Kind::OnlyInA : Kind::OnlyInB;
}

const TensorInfo& DifferenceTable::tensor(std::uint32_t row) const
{
    const std::size_t pairCount = pairs->pairs.size();
    switch (kind(row)) {
    case Kind::Pair: return b->tensors()[pairs->pairs[row].b];
    case Kind::OnlyInA: return a->tensors()[pairs->onlyInA[row - pairCount]];
    case Kind::OnlyInB: break;
    }
    return b->tensors()[pairs->onlyInB[row - pairCount - pairs->onlyInA.size()]];
}

std::string DifferenceTable::name(std::uint32_t row) const
{
    const std::string& own = tensor(row).name;
    if (kind(row) != Kind::Pair)
        return own;
    std::string inA = namesInA(*a, pairs->pairs[row]);
    return inA == own ? own : inA + " \u2192 " + own;
}

std::vector<std::uint32_t> arrangeRows(const DifferenceTable& table, std::size_t done, const DifferenceOrder& order)
{
    std::string part = order.filter;
    std::ranges::transform(part, part.begin(), lower);
    std::vector<std::uint32_t> rows;
    const std::size_t pairCount = table.pairs->pairs.size();
    for (std::size_t i = 0; i < table.rowCount(); ++i) {
        const auto row = static_cast<std::uint32_t>(i);
        if (i < pairCount && (i >= done || (order.onlyChanged && !table.results[i].isChanged())))
            continue;
        if (part.empty() || contains(table.name(row), part))
            rows.push_back(row);
    }
    if (order.key == DifferenceOrder::Key::File) {
        if (order.descending)
            std::ranges::reverse(rows);
        return rows;
    }
    if (order.key == DifferenceOrder::Key::Name) {
        std::ranges::stable_sort(rows, [&](std::uint32_t x, std::uint32_t y) {
            const std::string &a = table.tensor(x).name, &b = table.tensor(y).name;
            return order.descending ? b < a : a < b;
        });
        return rows;
    }
    struct Keyed {
        double value;
        std::uint32_t row;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(rows.size());
    for (const std::uint32_t row : rows)
        keyed.push_back({sortValue(table, row, order.key), row});
    std::ranges::stable_sort(keyed, [&](const Keyed& x, const Keyed& y) { return order.descending ? y.value < x.value : x.value < y.value; });
    std::ranges::transform(keyed, rows.begin(), &Keyed::row);
    return rows;
}

} // namespace tensorgraft
