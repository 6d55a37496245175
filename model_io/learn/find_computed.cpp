#include "model_io/learn/search.h"

#include "model_io/codecs/float_codec.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>

namespace tensorgraft::learning {
namespace {

using Outcome = Result<std::optional<Found>>;

constexpr std::uint64_t fewestForSum = 4, fewestForScale = 8, fewestForAffine = 16;
constexpr std::uint64_t largestSum = std::uint64_t{1} << 22; ///< elements: sums are of biases
constexpr std::size_t mostCandidates = 8, mostPairs = 64, samples = 128;

/// Largest relative error of a value that is rounded to `type`, in either direction.
double roundingOf(DType type, double plain)
{
    switch (type) {
    case DType::Float16: return 0x1p-10;
    case DType::BFloat16: return 0x1p-7;
    case DType::Float8E4M3FN:
    case DType::Float8E4M3FNUZ: return 0x1p-3;
    case DType::Float8E5M2:
    case DType::Float8E5M2FNUZ: return 0x1p-2;
    default: return plain;
    }
}

/// Of a tensor's values: also where float32 holds what a shorter type had left.
double roundingOf(const TensorInfo& info, const Fingerprint& print, double plain)
{
    if (info.dtype != DType::Float32 || print.count < fewestForScale)
        return roundingOf(info.dtype, plain);
    const int zeros = std::countr_zero(print.usedBits);
    return roundingOf(zeros >= 16 ? DType::BFloat16 : zeros >= 13 ? DType::Float16 : info.dtype, plain);
}

std::string shortNumber(double value, int digits)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    return text;
}

/// target = factor * source + offset
struct Line {
    double factor = 1, offset = 0;
    [[nodiscard]] bool isIdentity() const { return factor == 1 && offset == 0; }
    [[nodiscard]] std::string steps(int digits) const
    {
        return joinSteps({factor == 1 ? "" : "scale(" + shortNumber(factor, digits) + ")", offset == 0 ? "" : "add(" + shortNumber(offset, digits) + ")"});
    }
};

/// A source whose values may lie on a line with the target's.
struct Close {
    std::size_t source = 0;
    double distance = 0;
    bool negative = false;
};

/// The elements at some indices, as float64.
Result<std::vector<double>> valuesAt(const ModelFile& model, std::size_t tensor, const std::vector<std::uint64_t>& indices)
{
    constexpr std::uint64_t whole = std::uint64_t{4} << 20;
    const TensorInfo& info = model.tensors()[tensor];
    const std::size_t itemBytes = itemSizeBytes(info.dtype);
    std::vector<double> values(indices.size());
    if (info.sizeBytes <= whole) {
        const auto bytes = model.readAll(tensor);
        if (!bytes)
            return fail(bytes.error());
        for (std::size_t i = 0; i < indices.size(); ++i)
            convertToDouble(info.dtype, std::span(*bytes).subspan(static_cast<std::size_t>(indices[i]) * itemBytes, itemBytes), std::span(values).subspan(i, 1));
        return values;
    }
    std::byte item[16];
    for (std::size_t i = 0; i < indices.size(); ++i) {
        if (auto ok = model.read(tensor, indices[i], std::span(item, itemBytes)); !ok)
            return fail(std::move(ok.error()));
        convertToDouble(info.dtype, std::span<const std::byte>(item, itemBytes), std::span(values).subspan(i, 1));
    }
    return values;
}

/// Indices spread over a tensor, in no regular order.
std::vector<std::uint64_t> spread(std::uint64_t count)
{
    std::vector<std::uint64_t> indices;
    std::uint64_t state = 0x2545f4914f6cdd1dU;
    for (std::size_t i = 0; i < samples; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        indices.push_back((state >> 17) % count);
    }
    return indices;
}

/// Least squares.
Line fitted(const std::vector<double>& from, const std::vector<double>& to, bool withOffset)
{
    const auto n = static_cast<double>(from.size());
    double meanFrom = 0, meanTo = 0, products = 0, squares = 0;
    if (withOffset)
        for (std::size_t i = 0; i < from.size(); ++i) {
            meanFrom += from[i] / n;
            meanTo += to[i] / n;
        }
    for (std::size_t i = 0; i < from.size(); ++i) {
        products += (from[i] - meanFrom) * (to[i] - meanTo);
        squares += (from[i] - meanFrom) * (from[i] - meanFrom);
    }
    if (squares == 0)
        return {};
    const double factor = products / squares;
    return {factor, withOffset ? meanTo - factor * meanFrom : 0};
}

class ComputedFinder {
public:
    ComputedFinder(const Search& search, const std::unordered_map<std::uint64_t, std::vector<std::size_t>>& byCount, std::size_t target)
        : m_search(search), m_byCount(byCount), m_target(target), m_info(search.targetInfo(target)), m_print(search.targetPrints[target])
    {
    }

    Outcome run()
    {
        auto found = onLine();
        if (!found || *found)
            return found;
        return sumOfTwo();
    }

private:
    [[nodiscard]] const Fingerprint& print(std::size_t s) const { return m_search.sourcePrints.prints[0][s]; }
    [[nodiscard]] double tolerance(std::size_t s) const
    {
        return std::max(roundingOf(m_info, m_print, m_search.options.tolerance), roundingOf(m_search.sourceInfo(s), print(s), m_search.options.tolerance));
    }

    /// Sources whose extremes lie as far from the mean as the target's, in units of the standard deviation: that does not
    /// change under scaling, shifting and permuting.
    [[nodiscard]] std::vector<Close> closeSources() const
    {
        std::vector<Close> out;
        const auto it = m_byCount.find(m_print.count);
        const Statistics& t = m_print.moments;
        if (it == m_byCount.end() || !(t.std > 0))
            return out;
        const double up = (t.max - t.mean) / t.std, down = (t.mean - t.min) / t.std;
        for (const std::size_t source : it->second) {
            const Statistics& s = print(source).moments;
            if (!(s.std > 0) || s.nans != t.nans || s.infs != t.infs)
                continue;
            const double sUp = (s.max - s.mean) / s.std, sDown = (s.mean - s.min) / s.std;
            const double limit = 4 * tolerance(source);
            const double same = std::max(std::abs(up - sUp), std::abs(down - sDown)) / (up + down);
            const double turned = std::max(std::abs(up - sDown), std::abs(down - sUp)) / (up + down);
            if (std::min(same, turned) <= limit)
                out.push_back({source, std::min(same, turned), turned < same});
        }
        std::stable_sort(out.begin(), out.end(), [](const Close& a, const Close& b) { return a.distance < b.distance; });
        if (out.size() > mostCandidates)
            out.resize(mostCandidates);
        return out;
    }

    Outcome onLine()
    {
        if (m_print.count < fewestForScale || !isFloating(m_info.dtype))
            return std::optional<Found>{};
        const std::vector<std::uint64_t> indices = spread(m_print.count);
        std::optional<std::vector<double>> wanted;
        for (const Close& close : closeSources()) {
            if (!wanted) {
                auto values = valuesAt(*m_search.example, m_target, indices);
                if (!values)
                    return fail(std::move(values.error()));
                wanted = std::move(*values);
            }
            auto found = onLineWith(close, indices, *wanted);
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

    Outcome onLineWith(const Close& close, const std::vector<std::uint64_t>& indices, const std::vector<double>& wanted)
    {
        const Statistics& t = m_print.moments;
        const Statistics& s = print(close.source).moments;
        const double limit = tolerance(close.source);
        Line line{(close.negative ? -1 : 1) * t.std / s.std, 0};
        line.offset = t.mean - line.factor * s.mean;
        const bool withOffset = std::abs(line.offset) > 2 * limit * t.absMax;
        if (std::abs(line.factor - 1) <= limit)
            line.factor = 1;
        if (!withOffset)
            line.offset = 0;
        if (withOffset && m_print.count < fewestForAffine)
            return std::optional<Found>{};
        for (const Arrangement& way : possibleArrangements(m_search.sourceInfo(close.source).shape, m_info.shape)) {
            const ElementOrder order(way);
            std::vector<std::uint64_t> from;
            for (const std::uint64_t i : indices)
                from.push_back(order.sourceOf(i));
            const auto values = valuesAt(*m_search.source, close.source, from);
            if (!values)
                return fail(values.error());
            bool fits = true;
            for (std::size_t i = 0; fits && i < wanted.size(); ++i)
                fits = !(std::abs(line.factor * (*values)[i] + line.offset - wanted[i]) > 4 * limit * t.absMax);
            if (!fits)
                continue;
            auto found = settled(close.source, way, line.isIdentity() ? line : refined(line, *values, wanted, withOffset), limit);
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

    [[nodiscard]] static Line refined(const Line& line, const std::vector<double>& from, const std::vector<double>& to, bool withOffset)
    {
        Line better = fitted(from, to, withOffset);
        if (line.factor == 1)
            better.factor = 1;
        return better.factor == 0 ? line : better;
    }

    /// The shortest numbers that prove, and the words for it.
    Outcome settled(std::size_t source, const Arrangement& way, const Line& line, double limit)
    {
        constexpr double exact = 2.5e-7; // two roundings to float32
        std::optional<Found> best;
        for (const int digits : line.isIdentity() ? std::vector<int>{1} : std::vector<int>{4, 7, 17}) {
            Found found;
            found.sources = {source};
            found.steps = joinSteps({way.steps, line.isIdentity() ? "" : line.steps(digits)});
            auto proof = m_search.prove(found.sources, found.steps, m_target, limit);
            if (!proof)
                return fail(std::move(proof.error()));
            if (!*proof || (best && (*proof)->maxError >= 0.5 * best->proof.maxError))
                continue;
            found.proof = **proof;
            found.permutation = way.permutation;
            best = std::move(found);
            if (best->proof.relative <= exact)
                break;
        }
        if (!best)
            return best;
        best->confidence = line.isIdentity() ? 0.97 : 0.93;
        best->reason = line.isIdentity()      ? "the same values up to rounding"
                       : line.offset == 0     ? "the same values times a constant"
                       : line.factor == 1     ? "the same values plus a constant"
                                              : "the same values times a constant plus another";
        if (way.effort > 0)
            best->reason += ", after " + way.steps;
        best->reason += best->proof.equal ? "; exactly" : "; largest error " + shortNumber(best->proof.maxError, 3) + ", " + shortNumber(best->proof.relative, 3)
                                                             + " of the largest value";
        return best;
    }

    Outcome sumOfTwo()
    {
        if (m_print.count < fewestForSum || m_print.count > largestSum || !isFloating(m_info.dtype))
            return std::optional<Found>{};
        const auto it = m_byCount.find(m_print.count);
        if (it == m_byCount.end())
            return std::optional<Found>{};
        const auto n = static_cast<double>(m_print.count);
        std::vector<std::pair<double, std::size_t>> sums;
        for (const std::size_t s : it->second)
            if (print(s).moments.nans == 0 && print(s).moments.infs == 0)
                sums.emplace_back(print(s).moments.mean * n, s);
        std::sort(sums.begin(), sums.end());
        std::size_t tried = 0;
        for (const auto& [sum, a] : sums) {
            const double limit = 4 * roundingOf(m_info.dtype, 1e-6) * std::sqrt(n) * (m_print.moments.l2 + print(a).moments.l2);
            const double rest = m_print.moments.mean * n - sum;
            for (auto other = std::lower_bound(sums.begin(), sums.end(), std::pair(rest - limit, std::size_t{0})); other != sums.end() && other->first <= rest + limit; ++other) {
                const std::size_t b = other->second;
                if (b <= a || m_search.sourceInfo(a).shape != m_search.sourceInfo(b).shape || ++tried > mostPairs)
                    continue;
                auto found = sumOf(a, b);
                if (!found || *found)
                    return found;
            }
        }
        return std::optional<Found>{};
    }

    Outcome sumOf(std::size_t a, std::size_t b)
    {
        auto value = derive(m_search.source, {a, b}, joinSteps({"sum", "cast(" + std::string(dtypeName(m_info.dtype)) + ")"}));
        if (!value)
            return fail(std::move(value.error()));
        if (!*value)
            return std::optional<Found>{};
        const Fingerprint sum = fingerprint((*value)->dtype, (*value)->shape, (*value)->bytes);
        std::vector<Arrangement> ways;
        if (sum.hash == m_print.hash)
            ways = arrangements((*value)->shape, sum, m_info.shape, m_print);
        if (ways.empty())
            ways = possibleArrangements((*value)->shape, m_info.shape);
        for (const Arrangement& way : ways) {
            Found found;
            found.sources = {a, b};
            found.steps = joinSteps({"sum", way.steps});
            auto proof = m_search.prove(found.sources, found.steps, m_target, roundingOf(m_info.dtype, 1e-6));
            if (!proof)
                return fail(std::move(proof.error()));
            if (!*proof)
                continue;
            found.proof = **proof;
            found.confidence = 0.95;
            found.reason = "the sum of " + m_search.sourceInfo(a).name + " and " + m_search.sourceInfo(b).name + (way.effort ? ", after " + way.steps : "")
                + (found.proof.equal ? "; exactly" : "; largest error " + shortNumber(found.proof.maxError, 3));
            return std::optional(std::move(found));
        }
        return std::optional<Found>{};
    }

    const Search& m_search;
    const std::unordered_map<std::uint64_t, std::vector<std::size_t>>& m_byCount;
    std::size_t m_target;
    const TensorInfo& m_info;
    const Fingerprint& m_print;
};

} // namespace

Result<void> findComputed(Search& search)
{
    if (!search.options.tolerant)
        return {};
    std::vector<std::size_t> targets = search.open();
    std::erase_if(targets, [&](std::size_t t) { return search.targetPrints[t].constant(); });
    if (targets.empty())
        return {};
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> byCount;
    for (std::size_t s = 0; s < search.sourcePrints.prints[0].size(); ++s) {
        const Fingerprint& print = search.sourcePrints.prints[0][s];
        if (print.usable && !print.constant() && dtypeClass(search.sourceInfo(s).dtype) != DTypeClass::Complex)
            byCount[print.count].push_back(s);
    }
    return search.forEachTarget(targets, [&](std::size_t t) -> Result<void> {
        auto found = ComputedFinder(search, byCount, t).run();
        if (!found)
            return fail(std::move(found.error()));
        if (*found)
            search.found[t] = std::move(**found);
        return {};
    });
}

} // namespace tensorgraft::learning
