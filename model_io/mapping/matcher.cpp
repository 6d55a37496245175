#include "model_io/mapping/matcher.h"

#include "model_io/mapping/matcher_layout.h"
#include "model_io/mapping/matcher_names.h"

#include <algorithm>
#include <unordered_map>

namespace tensorgraft {
namespace {

using namespace matching;

std::string keyOf(const ParsedName& name)
{
    std::string key;
    for (const Token& token : name.path)
        if (token.isNumber())
            key += "/" + token.text;
    for (const std::string& word : commonWords(name.path))
        key += "/" + word;
    const bool second = name.label == "bias" || name.label == "beta" || name.label == "#1";
    const bool first = name.label == "kernel" || name.label == "gamma" || name.label == "alpha" || name.label == "#0";
    return key + (second ? ":1" : first ? ":0" : ":" + name.label);
}

std::string lettersOf(const Shape& shape, FormatTraits::Axes axes)
{
    const bool torch = axes == FormatTraits::Axes::PyTorch;
    switch (shape.rank()) {
    case 1: return "C";
    case 2: return torch ? "OI" : "IO";
    case 3: return torch ? "OIW" : "WIO";
    case 4: return torch ? "OIHW" : "HWIO";
    case 5: return torch ? "OIDHW" : "DHWIO";
    default: return "";
    }
}

} // namespace

Result<MatchResult> matchModels(const Outline& source, const Outline& target, const MatchOptions& options)
{
    const FormatTraits from = formatTraits(source.formatId), to = formatTraits(target.formatId);
    std::unordered_map<std::string, std::vector<std::size_t>> byKey;
    for (std::size_t i = 0; i < source.tensors.size(); ++i)
        if (const ParsedName name = parseName(source.tensors[i].name, from); name.role == NameRole::Weight)
            byKey[keyOf(name)].push_back(i);
    MatchResult result;
    std::vector<bool> used(source.tensors.size());
    for (std::size_t t = 0; t < target.tensors.size(); ++t) {
        const TensorInfo& wanted = target.tensors[t];
        const ParsedName name = parseName(wanted.name, to);
        const auto it = byKey.find(keyOf(name));
        if (name.role != NameRole::Weight || it == byKey.end() || it->second.size() != 1) {
            result.unmatchedTargets.push_back(t);
            continue;
        }
        const TensorInfo& given = source.tensors[it->second.front()];
        const std::string a = lettersOf(given.shape, from.axes), b = lettersOf(wanted.shape, to.axes);
        const auto steps = a.empty() || b.empty() ? std::nullopt
                                                  : layoutSteps(given.shape, plainForm(a, given.shape), wanted.shape,
                                                                plainForm(b, wanted.shape));
        if (!steps) {
            result.unmatchedTargets.push_back(t);
            continue;
        }
        used[it->second.front()] = true;
        result.matches.push_back({t, {it->second.front()}, *steps, 0.9, "same name after normalising " + given.name});
        if (!reportProgress(options.progress, t, target.tensors.size()))
            return cancelled();
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
