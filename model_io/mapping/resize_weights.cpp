#include "model_io/mapping/transform_apply.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tensorgraft::transforms {
namespace {

/// Keys' cubic kernel: a = -0.75 where torch interpolates, -0.5 where it also smooths (as Pillow).
double cubic(double x, double a)
{
    x = std::abs(x);
    if (x < 1)
        return ((a + 2) * x - (a + 3)) * x * x + 1;
    if (x < 2)
        return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
    return 0;
}

/// Taps of one index of the result; an index of the input that is met again (at the borders) is counted once.
void addRow(AxisWeights& rows, std::vector<std::pair<std::int64_t, double>> taps)
{
    std::stable_sort(taps.begin(), taps.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < taps.size();) {
        double weight = 0;
        const std::int64_t index = taps[i].first;
        for (; i < taps.size() && taps[i].first == index; ++i)
            weight += taps[i].second;
        if (weight != 0) {
            rows.taps.push_back(index);
            rows.weights.push_back(weight);
        }
    }
    rows.endRow();
}

/// The smoothing of antialias: the kernel is as wide as the step between two results (Pillow's way, which torch took).
void addSmoothRow(AxisWeights& rows, std::int64_t from, std::int64_t index, double scale, bool isCubic)
{
    const double reach = (isCubic ? 2.0 : 1.0) * std::max(scale, 1.0), shrink = scale >= 1 ? 1 / scale : 1;
    const double center = scale * (static_cast<double>(index) + 0.5);
    const auto first = std::max<std::int64_t>(static_cast<std::int64_t>(center - reach + 0.5), 0);
    const auto end = std::min<std::int64_t>(static_cast<std::int64_t>(center + reach + 0.5), from);
    std::vector<std::pair<std::int64_t, double>> taps;
    double total = 0;
    for (std::int64_t i = first; i < end; ++i) {
        const double x = (static_cast<double>(i) - center + 0.5) * shrink;
        const double weight = isCubic ? cubic(x, -0.5) : std::max(0.0, 1 - std::abs(x));
        taps.emplace_back(i, weight);
        total += weight;
    }
    for (auto& tap : taps)
        tap.second /= total;
    addRow(rows, std::move(taps));
}

} // namespace

AxisWeights resizeWeights(std::int64_t from, std::int64_t to, ResizeMode mode, bool alignCorners, bool antialias)
{
    AxisWeights rows;
    rows.inputSize = from;
    const auto size = static_cast<double>(from);
    const double scale = alignCorners ? (to > 1 ? (size - 1) / static_cast<double>(to - 1) : 0) : size / static_cast<double>(to);
    for (std::int64_t index = 0; index < to; ++index) {
        const auto place = static_cast<double>(index);
        if (mode == ResizeMode::Nearest) {
            addRow(rows, {{std::min(static_cast<std::int64_t>(place * scale), from - 1), 1.0}});
            continue;
        }
        if (antialias) {
            addSmoothRow(rows, from, index, scale, mode == ResizeMode::Cubic);
            continue;
        }
        double source = alignCorners ? place * scale : scale * (place + 0.5) - 0.5;
        if (mode == ResizeMode::Linear) {
            source = std::max(source, 0.0);
            const auto low = std::min(static_cast<std::int64_t>(source), from - 1);
            const double share = source - static_cast<double>(low);
            addRow(rows, {{low, 1 - share}, {std::min(low + 1, from - 1), share}});
            continue;
        }
        const auto low = static_cast<std::int64_t>(std::floor(source));
        const double share = source - static_cast<double>(low);
        std::vector<std::pair<std::int64_t, double>> taps;
        for (std::int64_t k = -1; k <= 2; ++k)
            taps.emplace_back(std::clamp<std::int64_t>(low + k, 0, from - 1), cubic(static_cast<double>(k) - share, -0.75));
        addRow(rows, std::move(taps));
    }
    return rows;
}

} // namespace tensorgraft::transforms
