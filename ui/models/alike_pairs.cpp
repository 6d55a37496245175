#include "ui/models/alike_pairs.h"

#include "model_io/mapping/generalise.h"

namespace tensorgraft {

std::vector<DropPair> alikePairs(std::span<const DropPair> examples, const Outline& source, const Outline& target, std::vector<bool> taken)
{
    std::vector<AlikeEntry> entries;
    for (const DropPair& pair : examples)
        entries.push_back({pair.sources, pair.target, pair.transform});
    std::vector<DropPair> found;
    for (AlikeEntry& entry : alikeEntries(entries, source, target, std::move(taken)))
        found.push_back({std::move(entry.sources), entry.target, std::move(entry.transform)});
    return found;
}

} // namespace tensorgraft
