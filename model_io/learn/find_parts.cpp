#include "model_io/learn/axis_order.h"
#include "model_io/learn/search.h"
#include "model_io/learn/token_index.h"

#include <algorithm>

namespace tensorgraft::learning {
namespace {

/// Slices that occur more often than this say nothing (rows of zeros).
constexpr std::size_t mostPlaces = 256;
constexpr std::uint64_t fewElements = 8;

using Outcome = Result<std::optional<Found>>;

/// A run of slices of one source axis.
struct Run {
    std::size_t source = 0, rounding = 0, axis = 0;
    std::int64_t start = 0, count = 0, step = 1;
};

class PartsFinder {
public:
    PartsFinder(const Search& search, const TokenIndex& tokens, std::size_t target)
        : m_search(search), m_tokens(tokens), m_target(target), m_info(search.targetInfo(target)), m_print(search.targetPrints[target])
    {
    }

    Outcome run()
    {
        for (const auto& way : {&PartsFinder::sliceOfOne, &PartsFinder::oneIndexOfOne, &PartsFinder::joined, &PartsFinder::stacked, &PartsFinder::interleaved}) {
            auto found = (this->*way)();
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

private:
    [[nodiscard]] const Fingerprint& printOf(const Place& p) const { return m_search.sourcePrints.prints[p.rounding][p.tensor]; }
    [[nodiscard]] const TensorInfo& infoOf(std::size_t source) const { return m_search.sourceInfo(source); }
    [[nodiscard]] Rounding roundingOf(std::size_t r) const { return m_search.sourcePrints.roundings[r]; }

    /// Elements of one slice.
    [[nodiscard]] static std::uint64_t sliceCount(const TensorInfo& info, std::size_t axis)
    {
        return info.elementCount() / static_cast<std::uint64_t>(std::max<std::int64_t>(1, info.shape[axis]));
    }

    /// The index of `sums` whose slice is rarest among the sources; nullopt where some slice is in no source.
    [[nodiscard]] std::optional<std::size_t> rarest(Sums sums) const
    {
        constexpr std::size_t enough = 64;
        std::optional<std::size_t> best;
        std::size_t fewest = mostPlaces + 1;
        const std::size_t step = std::max<std::size_t>(1, sums.size() / enough);
        for (std::size_t i = 0; i < sums.size(); i += step) {
            const std::size_t places = m_tokens.find(sums[i]).size();
            if (places == 0)
                return std::nullopt;
            if (places < fewest) {
                fewest = places;
                best = i;
            }
        }
        return best;
    }

    /// `text` proved as the way to the target.
    Outcome proved(std::vector<std::size_t> sources, const std::string& text, Rounding rounding, const std::string& reason, double confidence = 1)
    {
        Found found;
        found.sources = std::move(sources);
        found.rounding = rounding;
        found.steps = joinSteps({text, m_search.castSteps(rounding, m_target)});
        auto proof = m_search.prove(found.sources, found.steps, m_target);
        if (!proof)
            return fail(std::move(proof.error()));
        if (!*proof || !(*proof)->equal)
            return std::optional<Found>{};
        found.proof = **proof;
        found.confidence = m_print.count < fewElements ? std::min(confidence, 0.7) : confidence; // a few numbers are met by chance
        found.reason = reason;
        if (rounding)
            found.reason += ", rounded to " + std::string(dtypeName(*rounding));
        return std::optional(std::move(found));
    }

    /// Ways to arrange a value in memory as `shape` with the fingerprint `print`.
    [[nodiscard]] static std::vector<Arrangement> waysOf(const DerivedValue& value, Rounding rounding, const Shape& shape, const Fingerprint& print)
    {
        const Fingerprint own = fingerprint(value.dtype, value.shape, value.bytes, rounding);
        if (own.hash != print.hash || own.count != print.count)
            return {};
        std::vector<Arrangement> ways = arrangements(value.shape, own, shape, print);
        return ways.empty() ? possibleArrangements(value.shape, shape) : ways;
    }

    /// A slice of a source, then arranged as the whole target.
    Outcome sliced(const Run& run)
    {
        std::vector<std::int64_t> arguments{static_cast<std::int64_t>(run.axis), run.start, run.start + (run.count - 1) * run.step + 1};
        if (run.step != 1)
            arguments.push_back(run.step);
        const std::string cut = stepText("slice", arguments);
        auto value = derive(m_search.source, {run.source}, cut);
        if (!value)
            return fail(std::move(value.error()));
        Shape shape = infoOf(run.source).shape;
        shape[run.axis] = run.count;
        const std::vector<Arrangement> ways =
            *value ? waysOf(**value, roundingOf(run.rounding), m_info.shape, m_print) : possibleArrangements(shape, m_info.shape);
        for (const Arrangement& way : ways) {
            auto found = proved({run.source}, joinSteps({cut, way.steps}), roundingOf(run.rounding),
                                "a slice of " + infoOf(run.source).name + " holds the same values" + (way.effort ? " after " + way.steps : ""));
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

    Outcome sliceOfOne()
    {
        for (std::size_t k = 0; k < m_print.axes.size(); ++k) {
            const Sums sums = m_print.axes[k];
            if (sums.size() < 2)
                continue;
            const auto anchor = rarest(sums);
            if (!anchor)
                continue;
            for (const Place& place : m_tokens.find(sums[*anchor])) {
                const Sums all = printOf(place).axes[place.axis];
                if (all.size() <= sums.size() || sliceCount(infoOf(place.tensor), place.axis) != sliceCount(m_info, k))
                    continue;
                for (const std::int64_t step : stepsFrom(all, place.index, sums, *anchor)) {
                    const std::int64_t start = static_cast<std::int64_t>(place.index) - static_cast<std::int64_t>(*anchor) * step;
                    if (!runs(all, start, step, sums))
                        continue;
                    auto found = sliced({place.tensor, place.rounding, place.axis, start, static_cast<std::int64_t>(sums.size()), step});
                    if (!found || *found)
                        return found;
                }
            }
        }
        return std::optional<Found>{};
    }

    /// Steps with which the neighbour of the anchor is met.
    [[nodiscard]] static std::vector<std::int64_t> stepsFrom(Sums all, std::size_t at, Sums sums, std::size_t anchor)
    {
        constexpr std::size_t widest = 64;
        std::vector<std::int64_t> steps;
        const bool forward = anchor + 1 < sums.size();
        const std::uint64_t next = sums[forward ? anchor + 1 : anchor - 1];
        for (std::size_t step = 1; step <= widest; ++step) {
            const bool inside = forward ? at + step < all.size() : at >= step;
            if (inside && all[forward ? at + step : at - step] == next)
                steps.push_back(static_cast<std::int64_t>(step));
        }
        return steps;
    }

    [[nodiscard]] static bool runs(Sums all, std::int64_t start, std::int64_t step, Sums sums)
    {
        const auto last = start + static_cast<std::int64_t>(sums.size() - 1) * step;
        if (start < 0 || last >= static_cast<std::int64_t>(all.size()))
            return false;
        for (std::size_t i = 0; i < sums.size(); ++i)
            if (all[static_cast<std::size_t>(start + static_cast<std::int64_t>(i) * step)] != sums[i])
                return false;
        return true;
    }

    /// One index of a source: a layer of a stack, an expert.
    Outcome oneIndexOfOne()
    {
        const auto places = m_tokens.find(m_print.hash);
        if (places.size() > mostPlaces)
            return std::optional<Found>{};
        for (const Place& place : places) {
            if (sliceCount(infoOf(place.tensor), place.axis) != m_print.count)
                continue;
            auto found = sliced({place.tensor, place.rounding, place.axis, place.index, 1, 1});
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

    /// Whole sources one behind the other along an axis.
    Outcome joined()
    {
        for (std::size_t k = 0; k < m_print.axes.size(); ++k) {
            const Sums sums = m_print.axes[k];
            std::vector<Run> pieces;
            std::size_t at = 0;
            while (at < sums.size()) {
                const auto piece = pieceAt(k, sums.subspan(at), pieces);
                if (!piece)
                    break;
                pieces.push_back(*piece);
                at += static_cast<std::size_t>(piece->count);
            }
            if (at != sums.size() || pieces.size() < 2)
                continue;
            auto found = joinedFrom(k, pieces, "concat");
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

    /// The longest source that the slices begin with; one that is no piece yet where there is a choice.
    [[nodiscard]] std::optional<Run> pieceAt(std::size_t axis, Sums sums, const std::vector<Run>& before) const
    {
        std::optional<Run> best;
        bool bestIsNew = false;
        const auto places = m_tokens.find(sums.front());
        if (places.size() > mostPlaces)
            return best;
        for (const Place& place : places) {
            const Sums all = printOf(place).axes[place.axis];
            if (place.index != 0 || all.size() > sums.size() || (!before.empty() && before.front().rounding != place.rounding)
                || sliceCount(infoOf(place.tensor), place.axis) != sliceCount(m_info, axis) || !std::ranges::equal(all, sums.first(all.size())))
                continue;
            const bool isNew = std::none_of(before.begin(), before.end(), [&](const Run& r) { return r.source == place.tensor; });
            if (best && std::pair(isNew, static_cast<std::int64_t>(all.size())) <= std::pair(bestIsNew, best->count))
                continue;
            best = Run{place.tensor, place.rounding, place.axis, 0, static_cast<std::int64_t>(all.size()), 1};
            bestIsNew = isNew;
        }
        return best;
    }

    /// Each piece arranged in the same way, then joined along `axis` of the target.
    Outcome joinedFrom(std::size_t axis, const std::vector<Run>& pieces, const char* how)
    {
        const bool stack = std::string_view(how) == "stack";
        std::vector<std::string> common;
        std::vector<std::size_t> sources;
        std::int64_t at = 0;
        for (const Run& piece : pieces) {
            const std::string cut = stepText("slice", {static_cast<std::int64_t>(axis), at, at + piece.count});
            at += piece.count;
            const std::string squeezed = stack ? stepText("squeeze", {static_cast<std::int64_t>(axis)}) : "";
            const auto targetPart = derive(m_search.example, {m_target}, joinSteps({cut, squeezed}));
            if (!targetPart)
                return fail(targetPart.error());
            const auto sourceValue = derive(m_search.source, {piece.source}, "identity");
            if (!sourceValue)
                return fail(sourceValue.error());
            if (!*targetPart || !*sourceValue)
                return std::optional<Found>{};
            const Fingerprint print = fingerprint((*targetPart)->dtype, (*targetPart)->shape, (*targetPart)->bytes);
            std::vector<std::string> ways;
            for (const Arrangement& way : waysOf(**sourceValue, roundingOf(piece.rounding), (*targetPart)->shape, print))
                ways.push_back(way.steps);
            if (sources.empty())
                common = ways;
            else
                std::erase_if(common, [&](const std::string& way) { return std::find(ways.begin(), ways.end(), way) == ways.end(); });
            sources.push_back(piece.source);
        }
        const std::string join = stepText(how, {static_cast<std::int64_t>(axis)});
        for (const std::string& way : common) {
            auto found = proved(sources, joinSteps({way, join}), roundingOf(pieces.front().rounding),
                                std::to_string(sources.size()) + " sources " + (stack ? "stacked" : "one behind the other") + " give the same values");
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

    Outcome stacked()
    {
        constexpr std::size_t mostSources = 4096;
        for (std::size_t k = 0; k < m_print.axes.size(); ++k) {
            const Sums sums = m_print.axes[k];
            if (sums.size() < 2 || sums.size() > mostSources)
                continue;
            const std::uint64_t count = sliceCount(m_info, k);
            if (count < 2)
                continue;
            std::vector<Run> pieces;
            for (const std::uint64_t sum : sums) {
                const auto it = m_search.byHash.find(sum);
                if (it == m_search.byHash.end())
                    break;
                const Candidate* best = nullptr;
                for (const Candidate& c : it->second) {
                    const bool taken = std::any_of(pieces.begin(), pieces.end(), [&](const Run& r) { return r.source == c.source; });
                    if (m_search.print(c).count == count && !taken && (pieces.empty() || pieces.front().rounding == c.rounding) && !best)
                        best = &c;
                }
                if (!best)
                    break;
                pieces.push_back({best->source, best->rounding, 0, 0, 1, 1});
            }
            if (pieces.size() != sums.size())
                continue;
            auto found = joinedFrom(k, pieces, "stack");
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

    /// Sources that take turns along an axis: blocks of rows of queries, keys and values, head by head.
    Outcome interleaved()
    {
        for (std::size_t k = 0; k < m_print.axes.size(); ++k) {
            const Sums sums = m_print.axes[k];
            if (sums.size() < 4)
                continue;
            std::vector<Run> parts = firstTurn(k, sums);
            std::int64_t width = 0;
            for (const Run& part : parts)
                width += part.count;
            if (parts.size() < 2 || width == 0 || static_cast<std::int64_t>(sums.size()) % width != 0 || !turnsHold(parts, sums, width))
                continue;
            auto found = interleavedFrom(k, parts, static_cast<std::int64_t>(sums.size()) / width);
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

    /// The sources and widths of the first turn: it ends where the first source comes again.
    [[nodiscard]] std::vector<Run> firstTurn(std::size_t axis, Sums sums) const
    {
        std::vector<Run> parts;
        for (const std::uint64_t sum : sums) {
            const Place* place = nullptr;
            for (const Place& p : m_tokens.find(sum))
                if (sliceCount(infoOf(p.tensor), p.axis) == sliceCount(m_info, axis) && (parts.empty() || parts.front().rounding == p.rounding)) {
                    const bool continues = !parts.empty() && parts.back().source == p.tensor && parts.back().axis == p.axis && p.index == parts.back().count;
                    if (continues || !place)
                        place = &p;
                }
            if (!place)
                return {};
            if (!parts.empty() && place->tensor == parts.back().source && place->index == parts.back().count) {
                ++parts.back().count;
                continue;
            }
            if (!parts.empty() && place->tensor == parts.front().source)
                return parts;
            if (place->index != 0)
                return {};
            parts.push_back({place->tensor, place->rounding, place->axis, 0, 1, 1});
        }
        return {};
    }

    [[nodiscard]] bool turnsHold(const std::vector<Run>& parts, Sums sums, std::int64_t width) const
    {
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const std::int64_t turn = static_cast<std::int64_t>(i) / width;
            std::int64_t inside = static_cast<std::int64_t>(i) % width;
            std::size_t p = 0;
            while (inside >= parts[p].count)
                inside -= parts[p++].count;
            const Sums all = m_search.sourcePrints.prints[parts[p].rounding][parts[p].source].axes[parts[p].axis];
            const auto index = static_cast<std::size_t>(turn * parts[p].count + inside);
            if (index >= all.size() || all[index] != sums[i])
                return false;
        }
        return true;
    }

    Outcome interleavedFrom(std::size_t axis, const std::vector<Run>& parts, std::int64_t turns)
    {
        std::vector<std::size_t> sources;
        for (const Run& part : parts)
            sources.push_back(part.source);
        Shape part = m_info.shape; // of the first source, as the target orders axes
        part[axis] = turns * parts.front().count;
        std::vector<std::int64_t> cut(part.begin(), part.end());
        cut[axis] = turns;
        cut.insert(cut.begin() + static_cast<std::ptrdiff_t>(axis) + 1, -1);
        for (const Arrangement& way : possibleArrangements(infoOf(sources.front()).shape, part)) {
            if (way.effort > 2)
                continue;
            auto found = proved(sources, joinSteps({way.steps, stepText("reshape", cut), stepText("concat", {static_cast<std::int64_t>(axis) + 1}),
                                                    stepText("reshape", {m_info.shape.begin(), m_info.shape.end()})}),
                                roundingOf(parts.front().rounding), "rows of " + std::to_string(sources.size()) + " sources taking turns, "
                                    + std::to_string(turns) + " times, give the same values");
            if (!found || *found)
                return found;
        }
        return std::optional<Found>{};
    }

    const Search& m_search;
    const TokenIndex& m_tokens;
    std::size_t m_target;
    const TensorInfo& m_info;
    const Fingerprint& m_print;
};

} // namespace

Result<void> findParts(Search& search)
{
    std::vector<std::size_t> targets = search.open();
    std::erase_if(targets, [&](std::size_t t) { return search.targetPrints[t].constant() || search.targetPrints[t].count < 2; });
    if (targets.empty())
        return {};
    const TokenIndex tokens(search.sourcePrints);
    return search.forEachTarget(targets, [&](std::size_t t) -> Result<void> {
        auto found = PartsFinder(search, tokens, t).run();
        if (!found)
            return fail(std::move(found.error()));
        if (*found)
            search.found[t] = std::move(**found);
        return {};
    });
}

} // namespace tensorgraft::learning
