#include "ui/models/drop_pairing.h"

#include "model_io/mapping/layer_pairs.h"
#include "model_io/mapping/transform_proposal.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <unordered_map>

namespace tensorgraft {
namespace {

/// Layers that no name pairs are tried against at most this many others; fewer in huge models, whose drops are
/// worked out while the pointer hovers.
constexpr std::size_t orderWindow = 256, hugeWindow = 8, hugeLayers = 2000;

/// Tensors of one layer, relative to the dragged scope.
struct LayerGroup {
    std::string name;
    std::vector<std::size_t> tensors;
};

std::string normalised(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c == '.' || c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::string relativeLayer(const TensorInfo& tensor, const DropItem& item)
{
    std::string_view layer = tensor.layer;
    if (item.isTensor)
        return {};
    if (layer.starts_with(item.path)) {
        layer.remove_prefix(item.path.size());
        while (!layer.empty() && (layer.front() == '/' || layer.front() == '.'))
            layer.remove_prefix(1);
    }
    return normalised(layer);
}

std::vector<LayerGroup> groupByLayer(std::span<const TensorInfo> tensors, std::span<const DropItem> items)
{
    const auto isState = [&](std::size_t i) { return tensors[i].role == TensorRole::OptimizerState; };
    // Momentum and Adam slots only come along where nothing else was dragged.
    const bool onlyState = std::ranges::all_of(items, [&](const DropItem& item) { return std::ranges::all_of(item.tensors, isState); });
    std::vector<LayerGroup> groups;
    std::unordered_map<std::string, std::size_t> byName;
    for (std::size_t k = 0; k < items.size(); ++k)
        for (const std::size_t i : items[k].tensors) {
            if (isState(i) && !onlyState)
                continue;
            std::string name = relativeLayer(tensors[i], items[k]);
            if (items.size() > 1 && !items[k].isTensor)
                name = normalised(items[k].path) + "/" + name;
            const auto [it, isNew] = byName.try_emplace(name, groups.size());
            if (isNew)
                groups.push_back({std::move(name), {}});
            groups[it->second].tensors.push_back(i);
        }
    return groups;
}

/// The tensors of one layer with those of another, as pairs of a drop.
std::vector<DropPair> dropLayer(std::span<const TensorInfo> source, const LayerGroup& from, std::span<const TensorInfo> target, const LayerGroup& to)
{
    std::vector<DropPair> pairs;
    for (LayerPair& pair : pairLayers(source, from.tensors, target, to.tensors))
        pairs.push_back({{pair.source}, pair.target, std::move(pair.transform)});
    return pairs;
}

DropProposal pairGroups(const Outline& source, std::span<const DropItem> dragged, const Outline& target, std::span<const DropItem> onto)
{
    DropProposal proposal;
    const std::vector<LayerGroup> from = groupByLayer(source.tensors, dragged);
    const std::vector<LayerGroup> to = groupByLayer(target.tensors, onto);
    for (const LayerGroup& g : to)
        proposal.wanted += g.tensors.size();

    std::vector<bool> fromTaken(from.size()), toTaken(to.size());
    const auto append = [&](std::vector<DropPair> pairs) {
        proposal.pairs.insert(proposal.pairs.end(), std::make_move_iterator(pairs.begin()), std::make_move_iterator(pairs.end()));
    };
    std::unordered_map<std::string_view, std::size_t> fromByName;
    for (std::size_t f = 0; f < from.size(); ++f)
        fromByName.emplace(from[f].name, f);
    if (from.size() == 1 && to.size() == 1) { // a layer on a layer: their own names do not matter
        append(dropLayer(source.tensors, from[0], target.tensors, to[0]));
        toTaken[0] = true;
    }
    for (std::size_t t = 0; t < to.size(); ++t) {
        const auto it = fromByName.find(to[t].name);
        if (toTaken[t] || it == fromByName.end() || fromTaken[it->second])
            continue;
        auto pairs = dropLayer(source.tensors, from[it->second], target.tensors, to[t]);
        fromTaken[it->second] = toTaken[t] = true; // same name: never given away, even where no shape fits
        append(std::move(pairs));
    }
    const std::size_t window = to.size() > hugeLayers ? hugeWindow : orderWindow;
    std::size_t next = 0; // layers without a namesake pair in order
    for (std::size_t t = 0; t < to.size(); ++t) {
        if (toTaken[t])
            continue;
        std::size_t tried = 0;
        for (std::size_t f = next; f < from.size() && tried < window; ++f) {
            if (fromTaken[f])
                continue;
            ++tried;
            auto pairs = dropLayer(source.tensors, from[f], target.tensors, to[t]);
            if (pairs.size() < std::min(from[f].tensors.size(), to[t].tensors.size()) || pairs.empty())
                continue;
            fromTaken[f] = toTaken[t] = true;
            append(std::move(pairs));
            next = f + 1;
            break;
        }
    }
    std::ranges::sort(proposal.pairs, {}, &DropPair::target);
    proposal.outcome = proposal.pairs.empty() ? DropOutcome::NoPairs : DropOutcome::Group;
    return proposal;
}

} // namespace

DropProposal pairDrop(const Outline& source, std::span<const DropItem> dragged, const Outline& target, std::span<const DropItem> onto)
{
    DropProposal proposal;
    if (dragged.empty() || onto.empty())
        return proposal;
    const bool tensorsOnly = std::ranges::all_of(dragged, &DropItem::isTensor);
    const bool ontoTensor = onto.size() == 1 && onto.front().isTensor;
    if (!tensorsOnly || !ontoTensor)
        return pairGroups(source, dragged, target, onto);

    const std::size_t targetIndex = onto.front().tensors.front();
    const TensorInfo& to = target.tensors[targetIndex];
    std::vector<const TensorInfo*> from;
    std::vector<std::size_t> sources;
    for (const DropItem& item : dragged) {
        sources.push_back(item.tensors.front());
        from.push_back(&source.tensors[item.tensors.front()]);
    }
    proposal.wanted = 1;
    proposal.sourceShape = from.front()->shape;
    proposal.targetShape = to.shape;
    if (std::ranges::any_of(from, [&](const TensorInfo* t) { return !dtypesFit(t->dtype, to.dtype); })) {
        proposal.outcome = DropOutcome::DTypeUnfit;
    } else if (from.size() == 1) {
        auto transforms = proposeTransforms(*from.front(), to);
        proposal.outcome = transforms.empty() ? DropOutcome::ShapesDiffer
                                              : (transforms.front() == "identity" ? DropOutcome::Fits : DropOutcome::FitsAfter);
        if (!transforms.empty())
            proposal.pairs.push_back({sources, targetIndex, std::move(transforms.front())});
    } else if (auto join = proposeJoin(from, to)) {
        proposal.outcome = DropOutcome::Joins;
        proposal.pairs.push_back({sources, targetIndex, std::move(*join)});
    } else {
        proposal.outcome = DropOutcome::ShapesDiffer;
    }
    return proposal;
}

} // namespace tensorgraft
