#include "model_io/learn/search.h"

#include <algorithm>

namespace tensorgraft::learning {
namespace {

/// Proofs of a second permutation of equal slices are read up to this size.
constexpr std::uint64_t largestSecondProof = std::uint64_t{1} << 20;

std::string describe(const std::string& steps)
{
    return steps == "identity" ? "the same values in the same places" : "the same values after " + steps;
}

/// Candidates with the target's values; exact ones before rounded ones.
std::vector<Candidate> candidatesOf(const Search& search, std::size_t target)
{
    const Fingerprint& want = search.targetPrints[target];
    std::vector<Candidate> out;
    const auto it = search.byHash.find(want.hash);
    if (it == search.byHash.end())
        return out;
    const bool quantised = !isPlain(search.targetInfo(target).dtype);
    for (const Candidate& c : it->second)
        if (!quantised && search.print(c).count == want.count)
            out.push_back(c);
    const bool exact = std::any_of(out.begin(), out.end(), [](const Candidate& c) { return c.rounding == 0; });
    std::vector<Candidate> kept;
    for (const Candidate& c : out) {
        const Rounding& rounding = search.sourcePrints.roundings[c.rounding];
        const bool known = std::any_of(kept.begin(), kept.end(), [&](const Candidate& k) { return k.source == c.source; });
        if (exact ? c.rounding == 0 : !known)
            kept.push_back(c);
        else if (!exact && known && rounding == search.targetInfo(target).dtype) // what the target's type does needs no step
            std::find_if(kept.begin(), kept.end(), [&](const Candidate& k) { return k.source == c.source; })->rounding = c.rounding;
    }
    return kept;
}

/// Other permutations of whole axes that give the same values.
Result<void> findAlike(const Search& search, std::size_t source, std::size_t target, const std::vector<Arrangement>& others, Found& found)
{
    const TensorInfo& from = search.sourceInfo(source);
    for (const Arrangement& other : others) {
        if (other.permutation.empty() || other.permutation == found.permutation)
            continue;
        bool same = samePlaces(from.shape, other.permutation, found.permutation);
        if (!same && from.sizeBytes <= largestSecondProof) {
            auto proof = search.prove({source}, joinSteps({other.steps, search.castSteps(found.rounding, target)}), target);
            if (!proof)
                return fail(std::move(proof.error()));
            same = proof->has_value() && (*proof)->equal;
        }
        if (same)
            found.alike.push_back(other);
    }
    return {};
}

void index(Search& search)
{
    for (std::size_t r = 0; r < search.sourcePrints.roundings.size(); ++r)
        for (std::size_t s = 0; s < search.sourcePrints.prints[r].size(); ++s)
            if (search.sourcePrints.prints[r][s].usable)
                search.byHash[search.sourcePrints.prints[r][s].hash].push_back({s, r});
}

std::string exactReason(const Search& search, const Candidate& candidate, std::size_t target, const std::string& steps)
{
    std::string reason = describe(steps);
    const Rounding& rounding = search.sourcePrints.roundings[candidate.rounding];
    if (rounding)
        reason += ", rounded to " + std::string(dtypeName(*rounding));
    else if (search.sourceInfo(candidate.source).dtype != search.targetInfo(target).dtype)
        reason += ", as " + std::string(dtypeName(search.targetInfo(target).dtype));
    return reason;
}

/// Where several permutations do the same, siblings decide: what the other kernels of the rank did.
void settlePermutations(Search& search)
{
    for (const auto& found : search.found)
        if (found && found->alike.empty() && found->permutation.size() > 1)
            ++search.votes[found->permutation];
    for (std::size_t t = 0; t < search.found.size(); ++t) {
        auto& found = search.found[t];
        if (!found || found->alike.empty())
            continue;
        const auto votesOf = [&](const std::vector<std::size_t>& permutation) {
            const auto it = search.votes.find(permutation);
            return it == search.votes.end() ? std::size_t{0} : it->second;
        };
        Arrangement* best = nullptr;
        std::size_t most = votesOf(found->permutation);
        for (Arrangement& other : found->alike)
            if (votesOf(other.permutation) > most) {
                most = votesOf(other.permutation);
                best = &other;
            }
        if (best) {
            const std::string cast = search.castSteps(found->rounding, t);
            std::swap(found->permutation, best->permutation);
            found->steps = joinSteps({best->steps, cast});
            best->steps = transposeSteps(best->permutation);
            const std::string from = describe(joinSteps({best->steps, cast}));
            if (found->reason.starts_with(from))
                found->reason = describe(found->steps) + found->reason.substr(from.size());
        }
        const TensorInfo& info = search.sourceInfo(found->sources.front());
        const bool onlyOnes = std::all_of(found->alike.begin(), found->alike.end(), [&](const Arrangement& a) {
            return samePlaces(info.shape, a.permutation, found->permutation);
        });
        const std::string count = found->alike.size() == 1 ? "two permutations are the same here: " + found->alike.front().steps + " gives the same values"
                                                           : std::to_string(found->alike.size() + 1) + " permutations are the same here, " + found->alike.front().steps + " among them";
        found->reason += "; " + count + (onlyOnes ? ", because axes of size 1 move nothing" : ", because slices of equal axes are equal");
        if (best)
            found->reason += "; taken as in the other kernels";
    }
}

} // namespace

Result<std::optional<Found>> arrange(const Search& search, const Candidate& candidate, std::size_t target)
{
    const TensorInfo& from = search.sourceInfo(candidate.source);
    const TensorInfo& to = search.targetInfo(target);
    const Rounding& rounding = search.sourcePrints.roundings[candidate.rounding];
    std::vector<Arrangement> ways = arrangements(from.shape, search.print(candidate), to.shape, search.targetPrints[target]);
    if (ways.empty())
        ways = possibleArrangements(from.shape, to.shape);
    for (std::size_t i = 0; i < ways.size(); ++i) {
        Found found;
        found.sources = {candidate.source};
        found.rounding = rounding;
        found.steps = joinSteps({ways[i].steps, search.castSteps(rounding, target)});
        auto proof = search.prove(found.sources, found.steps, target);
        if (!proof)
            return fail(std::move(proof.error()));
        if (!*proof || !(*proof)->equal)
            continue;
        found.proof = **proof;
        found.permutation = ways[i].permutation;
        found.reason = exactReason(search, candidate, target, found.steps);
        if (!found.permutation.empty())
            if (auto ok = findAlike(search, candidate.source, target, std::vector<Arrangement>(ways.begin() + static_cast<std::ptrdiff_t>(i) + 1, ways.end()), found); !ok)
                return fail(std::move(ok.error()));
        return std::optional(std::move(found));
    }
    return std::optional<Found>{};
}

Result<void> findWhole(Search& search)
{
    index(search);
    std::mutex mutex;
    auto done = search.forEachTarget(search.open(), [&](std::size_t t) -> Result<void> {
        std::vector<Candidate> candidates = candidatesOf(search, t);
        if (candidates.empty())
            return {};
        // One number, or one number everywhere, says nothing: names have to.
        const Fingerprint& want = search.targetPrints[t];
        if (candidates.size() > 1 || want.constant() || want.count == 1) {
            search.ambiguous[t] = std::move(candidates);
            return {};
        }
        auto found = arrange(search, candidates.front(), t);
        if (!found)
            return fail(std::move(found.error()));
        if (*found) {
            search.found[t] = std::move(**found);
            return {};
        }
        const std::lock_guard lock(mutex);
        search.notes.push_back(search.targetInfo(t).name + " holds the values of " + search.sourceInfo(candidates.front().source).name
                               + " in an order that no transform describes");
        return {};
    });
    if (!done)
        return done;
    settlePermutations(search);
    return {};
}

} // namespace tensorgraft::learning
