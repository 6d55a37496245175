#include "model_io/mapping/matcher.h"

#include "model_io/mapping/matcher_fused.h"
#include "model_io/mapping/matcher_model.h"
#include "model_io/mapping/matcher_score.h"
#include "model_io/mapping/matcher_solve.h"

#include <algorithm>
#include <optional>

namespace tensorgraft {
namespace {

using namespace matching;

struct Draft {
    std::vector<std::optional<Match>> byTarget;
};

const Part* partOf(const Unit& unit, const std::string& label)
{
    if (unit.main.label == label)
        return &unit.main;
    for (const Part& part : unit.minors)
        if (part.label == label)
            return &part;
    return nullptr;
}

void draftPart(const Part& s, const Part& t, double confidence, const std::string& reason, Draft& draft)
{
    const auto found = fit(s, t);
    const auto joined = s.joined.empty() ? std::nullopt : joinedSteps(s, t);
    if (!found || (!s.joined.empty() && !joined))
        return;
    Match match;
    match.target = t.tensors.front();
    match.sources = s.tensors;
    match.transform = joined ? *joined : s.slice.empty() ? found->steps : found->steps == "identity" ? s.slice : s.slice + "|" + found->steps;
    match.confidence = confidence;
    match.reason = reason;
    draft.byTarget[match.target] = std::move(match);
}

void draftUnit(const Unit& s, const Unit& t, const Evidence& e, double score, Draft& draft)
{
    char buffer[200];
    std::snprintf(buffer, sizeof buffer, "score %.2f name %.2f num %.2f suf %.2f block %.2f local %.2f order %.2f ctx %.2f anchor %.0f", score,
                  e.name, e.number, e.suffix, e.block, e.local, e.order, e.context, e.anchor);
    const double confidence = 0.9;
    if (t.type == Unit::Type::Norm) {
        for (const char* label : {"gamma", "beta", "mean", "variance", "count"})
            if (const Part* a = partOf(s, label))
                if (const Part* b = partOf(t, label))
                    draftPart(*a, *b, confidence, buffer, draft);
        return;
    }
    draftPart(s.main, t.main, confidence, buffer, draft);
    for (const Part& b : t.minors)
        if (const Part* a = partOf(s, b.label))
            draftPart(*a, b, confidence, buffer, draft);
}

} // namespace

Result<MatchResult> matchModels(const Outline& source, const Outline& target, const MatchOptions& options)
{
    Model s = buildModel(source), t = buildModel(target);
    alignFused(s, t);
    indexModel(s, true);
    indexModel(t, true);
    Scorer scorer(s, t);
    chooseOrder(s, t, scorer);
    auto assignment = solve(scorer, s, t, {}, options.progress);
    if (!assignment)
        return fail(std::move(assignment).error());

    Draft draft;
    draft.byTarget.resize(target.tensors.size());
    for (std::size_t u = 0; u < t.units.size(); ++u)
        if (const std::size_t from = assignment->sourceOf[u]; from != noUnit) {
            const Evidence e = scorer.evidence(from, u);
            draftUnit(s.units[from], t.units[u], e, scorer.score(e), draft);
        }
    MatchResult result;
    std::vector<bool> used(source.tensors.size());
    for (std::size_t i = 0; i < draft.byTarget.size(); ++i) {
        if (!draft.byTarget[i]) {
            result.unmatchedTargets.push_back(i);
            continue;
        }
        for (std::size_t from : draft.byTarget[i]->sources)
            used[from] = true;
        result.matches.push_back(std::move(*draft.byTarget[i]));
    }
    for (std::size_t i = 0; i < used.size(); ++i)
        if (!used[i])
            result.unusedSources.push_back(i);
    return result;
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
