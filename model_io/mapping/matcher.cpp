#include "model_io/mapping/matcher.h"

#include "model_io/mapping/matcher_axes.h"
#include "model_io/mapping/matcher_copies.h"
#include "model_io/mapping/matcher_experts.h"
#include "model_io/mapping/matcher_fused.h"
#include "model_io/mapping/matcher_judge.h"
#include "model_io/mapping/matcher_model.h"
#include "model_io/mapping/matcher_reason.h"
#include "model_io/mapping/matcher_reversed.h"
#include "model_io/mapping/matcher_rope.h"
#include "model_io/mapping/matcher_score.h"
#include "model_io/mapping/matcher_solve.h"
#include "model_io/mapping/matcher_tail.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace tensorgraft {
namespace {

using namespace matching;

const Part* partOf(const Unit& unit, const std::string& label)
{
    if (unit.main.label == label)
        return &unit.main;
    for (const Part& part : unit.minors)
        if (part.label == label)
            return &part;
    return nullptr;
}

// Collects proposals by target tensor and turns them into a result.
class Draft {
public:
    Draft(const Model& source, const Model& target)
        : m_source(source), m_target(target), m_rope(source, target), m_matches(target.tensors.size())
    {
    }

    void addUnits(std::size_t s, std::size_t t, const Verdict& verdict)
    {
        const Unit& from = m_source.units[s];
        const Unit& to = m_target.units[t];
        if (to.type == Unit::Type::Norm || from.type == Unit::Type::Norm) {
            for (const char* label : {"gamma", "beta", "mean", "variance", "count"})
                if (const Part* a = partOf(from, label))
                    if (const Part* b = partOf(to, label))
                        add(from, *a, to, *b, verdict);
            if (from.type != to.type)
                add(from, from.main, to, to.main, verdict);
            return;
        }
        if (const auto rope = m_rope.order(from, to)) {
            std::string reason = reasonFor(m_source, from, from.main, m_target, to, to.main, verdict.evidence, "identity")
                + "; rows reordered for the other form of rotary embedding";
            if (rope->guessed)
                reason += ", with the usual width of a head";
            put(from.main, to.main, rope->steps, rope->guessed ? std::min(0.65, verdict.confidence) : verdict.confidence, reason);
            return;
        }
        const std::string flat = flattenSteps(m_source, m_target, s, t);
        add(from, from.main, to, to.main, verdict, flat);
        for (const Part& b : to.minors)
            if (const Part* a = partOf(from, b.label))
                add(from, *a, to, b, verdict);
    }

    void addLate(const Late& late)
    {
        const Unit& from = m_source.units[late.source];
        const Unit& to = m_target.units[late.target];
        put(from.main, to.main, late.main, late.confidence, late.reason);
        const Part* a = partOf(from, "bias");
        const Part* b = partOf(to, "bias");
        if (a && b && a != &from.main && !late.minor.empty() && a->shape.rank() == 1 && b->shape.rank() == 1)
            put(*a, *b, late.minor, late.confidence, late.reason);
    }

    /// Output layers of language models that keep their bias twice, beside the kernel and in the scope above: one source
    /// fills both.
    void tieOutputBiases()
    {
        constexpr std::int64_t fewestWords = 5000;
        struct Vectors {
            std::vector<std::size_t> sources, targets;
        };
        std::unordered_map<std::int64_t, Vectors> bySize;
        const auto collect = [&](const Model& model, std::vector<std::size_t> Vectors::* side) {
            for (std::size_t i = 0; i < model.tensors.size(); ++i)
                if (const Shape& shape = model.tensors[i].shape; !model.setAside[i] && shape.rank() == 1 && shape[0] >= fewestWords
                    && model.names[i].label == "bias")
                    (bySize[shape[0]].*side).push_back(i);
        };
        collect(m_source, &Vectors::sources);
        collect(m_target, &Vectors::targets);
        for (const auto& [size, vectors] : bySize) {
            if (vectors.sources.size() != 1 || vectors.targets.size() != 2)
                continue;
            for (std::size_t k : {std::size_t{0}, std::size_t{1}}) {
                const std::optional<Match>& filled = m_matches[vectors.targets[k]];
                std::optional<Match>& other = m_matches[vectors.targets[1 - k]];
                if (!filled || filled->sources != vectors.sources || filled->confidence < 0.5 || (other && other->confidence >= 0.5))
                    continue;
                other = *filled;
                other->target = vectors.targets[1 - k];
                other->confidence = std::min(0.75, filled->confidence);
                other->reason = "the bias of the output layer, which the target keeps twice";
                break;
            }
        }
    }

    /// The same source fills what stands in the target a second time.
    void addCopies(const std::vector<Copy>& copies)
    {
        for (const Copy& copy : copies) {
            const std::optional<Match>& original = m_matches[copy.of];
            if (!original || m_matches[copy.tensor])
                continue;
            Match match = *original;
            match.target = copy.tensor;
            match.confidence *= 0.9;
            match.reason = "stands in the target a second time, as " + m_target.tensors[copy.of].name + "; " + original->reason;
            m_matches[copy.tensor] = std::move(match);
        }
    }

    [[nodiscard]] MatchResult result(const std::vector<bool>& pinnedTargets, double minimumConfidence)
    {
        MatchResult out;
        std::vector<bool> used(m_source.tensors.size());
        for (std::size_t t = 0; t < m_matches.size(); ++t) {
            std::optional<Match>& match = m_matches[t];
            const bool claimed = match && match->confidence >= minimumConfidence;
            if (!pinnedTargets[t] && !claimed)
                out.unmatchedTargets.push_back(t);
            if (!match || pinnedTargets[t])
                continue;
            if (claimed)
                for (std::size_t s : match->sources)
                    used[s] = true;
            out.matches.push_back(std::move(*match));
        }
        for (std::size_t s = 0; s < used.size(); ++s)
            if (!used[s])
                out.unusedSources.push_back(s);
        return out;
    }

private:
    void add(const Unit& from, const Part& a, const Unit& to, const Part& b, const Verdict& verdict,
             const std::string& flat = {})
    {
        const auto found = fit(a, b);
        if (!found)
            return;
        std::string steps = found->steps;
        double confidence = verdict.confidence;
        if (!a.joined.empty()) {
            auto joined = a.stacked ? stackedSteps(a, b) : joinedSteps(a, b);
            if (!joined)
                return;
            steps = std::move(*joined);
        } else if (!a.slice.empty()) {
            steps = steps == "identity" ? a.slice : a.slice + "|" + steps;
        }
        std::string reason = reasonFor(m_source, from, a, m_target, to, b, verdict.evidence, steps);
        if (!verdict.doubt.empty())
            reason += "; not claimed: " + verdict.doubt;
        if (flat == "?") {
            confidence = std::min(confidence, 0.45);
            reason += "; not claimed: the height and width of the flattened map before it cannot be told";
        } else if (!flat.empty()) {
            steps = flat;
            reason += "; first dense layer after a flattened map, whose order differs";
        }
        put(a, b, steps, confidence, reason);
    }

    void put(const Part& a, const Part& b, const std::string& steps, double confidence, const std::string& reason)
    {
        Match match;
        match.target = b.tensors.front();
        match.sources = a.tensors;
        match.transform = steps;
        match.confidence = confidence;
        match.reason = reason;
        m_matches[match.target] = std::move(match);
    }

    const Model& m_source;
    const Model& m_target;
    RopeRule m_rope;
    std::vector<std::optional<Match>> m_matches;
};

std::vector<std::size_t> unitsByTensor(const Model& model)
{
    std::vector<std::size_t> out(model.tensors.size(), noUnit);
    for (std::size_t u = 0; u < model.units.size(); ++u) {
        for (std::size_t i : model.units[u].main.tensors)
            out[i] = u;
        for (const Part& part : model.units[u].minors)
            for (std::size_t i : part.tensors)
                out[i] = u;
    }
    return out;
}

/// Tensors by their exact names.
class Names {
public:
    explicit Names(std::span<const TensorInfo> tensors)
    {
        for (std::size_t i = 0; i < tensors.size(); ++i)
            m_places.emplace(tensors[i].name, i);
    }
    [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const
    {
        const auto it = m_places.find(name);
        return it == m_places.end() ? std::nullopt : std::optional(it->second);
    }

private:
    std::unordered_map<std::string_view, std::size_t> m_places;
};

struct Pins {
    std::vector<std::pair<std::size_t, std::size_t>> units;
    std::vector<bool> targets; ///< by target tensor
};

Pins resolvePins(const std::vector<MappingEntry>& entries, const Model& source, const Model& target)
{
    Pins pins;
    pins.targets.resize(target.tensors.size());
    const auto sourceUnits = unitsByTensor(source), targetUnits = unitsByTensor(target);
    std::vector<bool> sourceTaken(source.units.size()), targetTaken(target.units.size());
    if (entries.empty())
        return pins;
    const Names sourceNames(source.tensors), targetNames(target.tensors);
    for (const MappingEntry& entry : entries) {
        const auto t = targetNames.find(entry.target);
        if (!t)
            continue;
        pins.targets[*t] = true;
        const auto s = entry.source.size() == 1 ? sourceNames.find(entry.source.front()) : std::nullopt;
        if (!s || sourceUnits[*s] == noUnit || targetUnits[*t] == noUnit)
            continue;
        const std::size_t a = sourceUnits[*s], b = targetUnits[*t];
        if (sourceTaken[a] || targetTaken[b])
            continue;
        sourceTaken[a] = targetTaken[b] = true;
        pins.units.emplace_back(a, b);
    }
    return pins;
}

} // namespace

Result<MatchResult> matchModels(const Outline& source, const Outline& target, const MatchOptions& options)
{
    Model s = buildModel(source), t = buildModel(target);
    const std::vector<Copy> copies = takeCopies(s, t);
    alignFused(s, t);
    alignExperts(s, t);
    alignReversed(s, t);
    indexModel(s, true);
    indexModel(t, true);
    Scorer scorer(s, t);
    chooseOrder(s, t, scorer);
    const Pins pins = resolvePins(options.pins, s, t);
    const auto assignment = solve(scorer, s, t, pins.units, options.progress);
    if (!assignment)
        return fail(assignment.error());

    const std::vector<Verdict> verdicts = judge(s, t, scorer, *assignment);
    if (options.pins.empty())
        if (std::string why = refusal(s, t, scorer, *assignment, verdicts); !why.empty()) {
            MatchResult refused = Draft(s, t).result(pins.targets, options.minimumConfidence);
            refused.refusal = std::move(why);
            return refused;
        }
    Draft draft(s, t);
    for (const Late& late : lateMatches(s, t, *assignment))
        draft.addLate(late);
    for (std::size_t u = 0; u < t.units.size(); ++u)
        if (const std::size_t from = assignment->sourceOf[u]; from != noUnit)
            draft.addUnits(from, u, verdicts[u]);
    draft.tieOutputBiases();
    draft.addCopies(copies);
    return draft.result(pins.targets, options.minimumConfidence);
}

std::vector<MappingEntry> toEntries(const MatchResult& result, const Outline& source, const Outline& target)
{
    std::vector<MappingEntry> entries;
    for (const Match& match : result.matches) {
        if (match.confidence < 0.5)
            continue;
        MappingEntry entry;
        entry.target = target.tensors[match.target].name;
        for (std::size_t s : match.sources)
            entry.source.push_back(source.tensors[s].name);
        entry.transform = match.transform == "identity" ? "" : match.transform;
        entry.confidence = match.confidence;
        entry.reason = match.reason;
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace tensorgraft
