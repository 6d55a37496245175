#include "model_io/learn/search.h"

#include "model_io/mapping/matcher.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <set>

namespace tensorgraft::learning {
namespace {

std::set<std::string> wordsOf(const std::string& name)
{
    std::set<std::string> words;
    std::string word;
    const auto end = [&] {
        if (!word.empty())
            words.insert(std::move(word));
        word.clear();
    };
    for (const char c : name) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalnum(u)) {
            if (!word.empty() && (std::isdigit(u) != 0) != (std::isdigit(static_cast<unsigned char>(word.back())) != 0))
                end();
            word += static_cast<char>(std::tolower(u));
        } else {
            end();
        }
    }
    end();
    return words;
}

/// Words in common, 0 to 1.
double likeness(const std::set<std::string>& a, const std::set<std::string>& b)
{
    std::size_t both = 0;
    for (const std::string& word : a)
        both += b.count(word);
    const std::size_t all = a.size() + b.size() - both;
    return all ? static_cast<double>(both) / static_cast<double>(all) : 0;
}

/// How well a source suits a target by everything but its values.
struct Suit {
    Candidate candidate;
    double score = 0;
    const Match* proposal = nullptr;
    bool sameName = false, sameLayer = false, sameKind = false;
};

class EqualDecider {
public:
    EqualDecider(Search& search) : m_search(search), m_used(search.source->tensors().size()) {}

    Result<void> run()
    {
        for (const auto& found : m_search.found)
            if (found)
                for (const std::size_t s : found->sources)
                    m_used[s] = true;
        if (auto ok = askMatcher(); !ok)
            return ok;
        learnLayers();
        for (std::size_t t = 0; t < m_search.ambiguous.size(); ++t)
            if (!m_search.ambiguous[t].empty() && !m_search.found[t])
                if (auto ok = decide(t); !ok)
                    return ok;
        return {};
    }

private:
    /// What names and structure say, given all that the values have settled.
    Result<void> askMatcher()
    {
        const Outline source = outlineOf(*m_search.source), target = outlineOf(*m_search.example);
        MatchOptions options;
        options.minimumConfidence = 0;
        options.progress = [this](std::uint64_t, std::uint64_t) { return !m_search.stop.load(std::memory_order_relaxed) && (!m_search.proved || m_search.proved(0)); };
        for (std::size_t t = 0; t < m_search.found.size(); ++t)
            if (const auto& found = m_search.found[t]; found && found->sources.size() == 1) {
                MappingEntry pin;
                pin.target = target.tensors[t].name;
                pin.source = {source.tensors[found->sources.front()].name};
                pin.transform = found->steps;
                options.pins.push_back(std::move(pin));
            }
        auto matched = matchModels(source, target, options);
        if (!matched)
            return fail(std::move(matched.error()));
        m_matched = std::move(*matched);
        m_proposals.resize(m_search.found.size());
        for (const Match& match : m_matched.matches)
            if (match.sources.size() == 1)
                m_proposals[match.target] = &match;
        return {};
    }

    void learnLayers()
    {
        for (std::size_t t = 0; t < m_search.found.size(); ++t)
            if (const auto& found = m_search.found[t])
                for (const std::size_t s : found->sources)
                    ++m_layers[m_search.targetInfo(t).layer][m_search.sourceInfo(s).layer];
    }

    [[nodiscard]] Suit suit(const Candidate& candidate, std::size_t t) const
    {
        const TensorInfo& from = m_search.sourceInfo(candidate.source);
        const TensorInfo& to = m_search.targetInfo(t);
        Suit out;
        out.candidate = candidate;
        out.sameName = from.name == to.name;
        if (const Match* proposal = m_proposals[t]; proposal && proposal->sources.front() == candidate.source)
            out.proposal = proposal;
        if (const auto it = m_layers.find(to.layer); it != m_layers.end())
            out.sameLayer = it->second.count(from.layer) > 0;
        const bool known = from.kind != ParameterKind::Unknown && to.kind != ParameterKind::Unknown;
        out.sameKind = known && from.kind == to.kind;
        out.score = (out.sameName ? 5 : 0) + (out.proposal ? 4 * out.proposal->confidence : 0) + (out.sameLayer ? 2 : 0) + (out.sameKind ? 1 : known ? -2 : 0)
            + likeness(wordsOf(from.name), wordsOf(to.name)) - (m_used[candidate.source] ? 1.5 : 0);
        const double place = static_cast<double>(candidate.source) / static_cast<double>(m_used.size())
            - static_cast<double>(t) / static_cast<double>(m_search.found.size());
        out.score -= 0.2 * std::abs(place);
        return out;
    }

    /// True for one number that hardly two tensors have by chance.
    [[nodiscard]] static bool distinctive(const Fingerprint& print)
    {
        constexpr int roundNumbersHave = 11; // zeros at the end of 0.5, 100 and the like
        return std::countr_zero(print.usedBits) < roundNumbersHave;
    }

    Result<void> decide(std::size_t t)
    {
        const Fingerprint& print = m_search.targetPrints[t];
        const bool weak = print.constant() || print.count == 1;
        std::vector<Suit> suits;
        for (const Candidate& c : m_search.ambiguous[t])
            suits.push_back(suit(c, t));
        std::stable_sort(suits.begin(), suits.end(), [](const Suit& a, const Suit& b) { return a.score > b.score; });
        constexpr std::size_t mostTried = 8;
        for (std::size_t i = 0; i < suits.size() && i < mostTried; ++i) {
            auto found = weak ? arrangeConstant(suits[i], t) : arrange(m_search, suits[i].candidate, t);
            if (!found)
                return fail(std::move(found.error()));
            if (!*found)
                continue;
            explain(**found, suits[i], i + 1 < suits.size() ? &suits[i + 1] : nullptr, t);
            if ((*found)->confidence >= 0.5)
                m_used[suits[i].candidate.source] = true;
            m_search.found[t] = std::move(**found);
            return {};
        }
        return {};
    }

    /// A constant looks the same in every order: the matcher's transform, else what the other kernels do.
    Result<std::optional<Found>> arrangeConstant(const Suit& suit, std::size_t t)
    {
        const Shape& from = m_search.sourceInfo(suit.candidate.source).shape;
        std::vector<Arrangement> ways = possibleArrangements(from, m_search.targetInfo(t).shape);
        std::stable_sort(ways.begin(), ways.end(), [&](const Arrangement& a, const Arrangement& b) { return votesOf(a) > votesOf(b); });
        std::vector<std::string> texts;
        if (suit.proposal)
            texts.push_back(suit.proposal->transform);
        for (const Arrangement& way : ways)
            texts.push_back(way.steps);
        constexpr std::size_t mostTried = 4;
        for (std::size_t i = 0; i < texts.size() && i < mostTried; ++i) {
            Found found;
            found.sources = {suit.candidate.source};
            found.rounding = m_search.sourcePrints.roundings[suit.candidate.rounding];
            found.steps = joinSteps({texts[i], m_search.castSteps(found.rounding, t)});
            auto proof = m_search.prove(found.sources, found.steps, t);
            if (!proof)
                return fail(std::move(proof.error()));
            if (!*proof || !(*proof)->equal)
                continue;
            found.proof = **proof;
            const auto way = std::find_if(ways.begin(), ways.end(), [&](const Arrangement& a) { return a.steps == texts[i]; });
            if (way != ways.end())
                found.permutation = way->permutation;
            return std::optional(std::move(found));
        }
        return std::optional<Found>{};
    }

    [[nodiscard]] std::size_t votesOf(const Arrangement& way) const
    {
        const auto it = m_search.votes.find(way.permutation);
        return it == m_search.votes.end() ? 0 : it->second;
    }

    void explain(Found& found, const Suit& suit, const Suit* next, std::size_t t)
    {
        const Fingerprint& print = m_search.targetPrints[t];
        const std::size_t count = m_search.ambiguous[t].size();
        const bool weak = print.constant() || print.count == 1;
        const char* why = suit.sameName                                   ? "the same name"
                          : suit.proposal && suit.proposal->confidence >= 0.5 ? "names and structure"
                          : suit.sameLayer && suit.sameKind               ? "the layer beside it and its kind"
                          : suit.sameLayer                                ? "the layer beside it"
                                                                          : "hardly anything";
        const bool tie = next && suit.score - next->score < 0.05;
        double confidence = suit.sameName                                     ? 0.85
                            : suit.proposal && suit.proposal->confidence >= 0.5 ? 0.5 + 0.35 * suit.proposal->confidence
                            : suit.sameLayer && suit.sameKind                 ? 0.7
                            : suit.sameLayer                                  ? 0.6
                                                                              : 0.4;
        if (!weak)
            confidence = std::max(confidence, tie ? 0.6 : 0.75); // the values are right, whichever copy is meant
        else if (count == 1 && distinctive(print))
            confidence = std::max(confidence, 0.9);
        else if (tie)
            confidence = std::min(confidence, 0.45);
        std::string reason;
        if (!weak)
            reason = found.reason + "; " + std::to_string(count) + " sources hold these values, " + why + " decided";
        else if (count == 1)
            reason = std::string(print.count == 1 ? "its one number" : "the one number that fills it") + " occurs in no other source of this size"
                + (distinctive(print) ? "" : std::string("; values say little here, ") + why + " decided");
        else
            reason = "constant: " + std::to_string(count) + " sources hold nothing but this number, " + why + " decided";
        if (weak && found.steps != "identity")
            reason += "; " + found.steps + " cannot be told from other orders of equal numbers";
        found.reason = std::move(reason);
        found.confidence = confidence;
        m_ambiguous += weak && count > 1;
    }

public:
    void note() const
    {
        if (m_ambiguous)
            m_search.notes.push_back(std::to_string(m_ambiguous) + (m_ambiguous == 1 ? " tensor holds" : " tensors hold")
                                     + " one number everywhere that several sources hold too: names decided, with a lower confidence");
    }

private:
    Search& m_search;
    MatchResult m_matched;
    std::vector<const Match*> m_proposals; ///< by target
    std::map<std::string, std::map<std::string, std::size_t>> m_layers; ///< by layer of the target
    std::vector<bool> m_used;              ///< by source
    std::size_t m_ambiguous = 0;
};

} // namespace

Result<void> decideEqual(Search& search)
{
    if (std::all_of(search.ambiguous.begin(), search.ambiguous.end(), [](const auto& list) { return list.empty(); }))
        return {};
    EqualDecider decider(search);
    if (auto ok = decider.run(); !ok)
        return ok;
    decider.note();
    return {};
}

} // namespace tensorgraft::learning
