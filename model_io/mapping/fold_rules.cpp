#include "model_io/mapping/fold_rules.h"

#include "model_io/mapping/alike_numbers.h"
#include "model_io/mapping/generalise.h"

#include <algorithm>
#include <map>
#include <optional>

namespace tensorgraft {
namespace {

/// Examples that may fail in a row before what is left stays as it is: each costs a check of the whole.
constexpr int patience = 12;

struct Filled {
    std::vector<std::size_t> sources;
    std::string transform;
    [[nodiscard]] bool operator==(const Filled&) const = default;
};
/// By target.
using Meaning = std::map<std::size_t, Filled>;

Meaning meaningOf(const CheckResult& checked)
{
    Meaning meaning;
    for (const ResolvedEntry& entry : checked.entries)
        meaning[entry.target] = {entry.sources, entry.transform.toString()};
    return meaning;
}

class Folder {
public:
    Folder(const MappingDocument& document, const Outline& source, const Outline& target)
        : m_document(document), m_source(source), m_target(target), m_checked(check(document, source, target)), m_meaning(meaningOf(m_checked))
    {
    }

    MappingDocument fold()
    {
        MappingDocument folded = m_document;
        int failures = 0;
        for (const std::size_t entry : examples()) {
            if (m_covered[entry] || failures >= patience)
                continue;
            const auto best = bestRule(entry);
            failures = best ? 0 : failures + 1;
            if (!best)
                continue;
            folded.rules.push_back(best->rule);
            cover(entry);
            for (const AlikeEntry& added : best->adds)
                cover(m_entryOf.at(added.target));
        }
        if (folded.rules.size() == m_document.rules.size())
            return m_document;
        folded.entries.clear();
        for (std::size_t e = 0; e < m_document.entries.size(); ++e)
            if (!m_covered[e])
                folded.entries.push_back(m_document.entries[e]);
        return meaningOf(check(folded, m_source, m_target)) == m_meaning ? folded : m_document;
    }

private:
    /// One entry of every family of names, large families first. Fills the tables on the way.
    std::vector<std::size_t> examples()
    {
        m_covered.assign(m_document.entries.size(), false);
        std::map<std::string, std::vector<std::size_t>> families;
        for (const ResolvedEntry& entry : m_checked.entries) {
            if (entry.origin.kind != EntryOrigin::Kind::Entry)
                continue;
            m_entryOf[entry.target] = entry.origin.index;
            families[alike::numbered(m_target.tensors[entry.target].name).skeleton + '\n' + entry.transform.toString()].push_back(entry.origin.index);
        }
        std::vector<const std::vector<std::size_t>*> bySize;
        for (const auto& [key, members] : families)
            bySize.push_back(&members);
        std::ranges::stable_sort(bySize, [](const auto* a, const auto* b) { return a->size() > b->size(); });
        std::vector<std::size_t> chosen;
        // A family may need several rules: its members are tried one after another while they stay uncovered.
        for (const auto* members : bySize)
            chosen.insert(chosen.end(), members->begin(), members->end());
        return chosen;
    }

    /// The rule that covers most, of those that only say what the entries say.
    std::optional<Generalisation> bestRule(std::size_t entry) const
    {
        MappingDocument alone = m_document;
        alone.entries = {m_document.entries[entry]};
        const std::size_t index[] = {0};
        std::optional<Generalisation> best;
        for (Generalisation& found : generalise(alone, index, m_source, m_target)) {
            const bool same = std::ranges::all_of(found.adds, [&](const AlikeEntry& added) {
                const auto filled = m_meaning.find(added.target);
                return filled != m_meaning.end() && filled->second == Filled{added.sources, added.transform} && m_entryOf.contains(added.target);
            });
            if (same && (!best || found.adds.size() > best->adds.size()))
                best = std::move(found);
        }
        return best;
    }

    void cover(std::size_t entry) { m_covered[entry] = true; }

    const MappingDocument& m_document;
    const Outline& m_source;
    const Outline& m_target;
    CheckResult m_checked;
    Meaning m_meaning;
    std::map<std::size_t, std::size_t> m_entryOf; ///< by target
    std::vector<bool> m_covered;
};

} // namespace

MappingDocument foldIntoRules(const MappingDocument& document, const Outline& source, const Outline& target)
{
    return Folder(document, source, target).fold();
}

} // namespace tensorgraft
