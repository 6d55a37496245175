#include "model_io/mapping/layer_pairs.h"

#include "model_io/mapping/transform_proposal.h"

#include <cctype>

namespace tensorgraft {
namespace {

std::string normalised(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c == '.' || c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

bool kindsAgree(const TensorInfo& a, const TensorInfo& b)
{
    if (a.kind != ParameterKind::Unknown && b.kind != ParameterKind::Unknown) {
        const auto folded = [](ParameterKind k) {
            return k == ParameterKind::DepthwiseKernel || k == ParameterKind::PointwiseKernel ? ParameterKind::Kernel : k;
        };
        return folded(a.kind) == folded(b.kind);
    }
    return true;
}

bool labelsAgree(const TensorInfo& a, const TensorInfo& b) { return normalised(a.label) == normalised(b.label); }

} // namespace

std::vector<LayerPair> pairLayers(std::span<const TensorInfo> source, std::span<const std::size_t> sourceLayer,
                                  std::span<const TensorInfo> target, std::span<const std::size_t> targetLayer)
{
    std::vector<LayerPair> pairs;
    std::vector<bool> sourceTaken(sourceLayer.size()), targetTaken(targetLayer.size());
    const auto take = [&](std::size_t f, std::size_t t, std::string transform) {
        sourceTaken[f] = targetTaken[t] = true;
        pairs.push_back({sourceLayer[f], targetLayer[t], std::move(transform)});
    };
    const auto pass = [&](auto&& agree) {
        for (std::size_t t = 0; t < targetLayer.size(); ++t)
            for (std::size_t f = 0; f < sourceLayer.size() && !targetTaken[t]; ++f) {
                const TensorInfo& a = source[sourceLayer[f]];
                const TensorInfo& b = target[targetLayer[t]];
                if (sourceTaken[f] || !agree(a, b))
                    continue;
                if (auto transforms = proposeTransforms(a, b); !transforms.empty())
                    take(f, t, std::move(transforms.front()));
            }
    };
    pass([](const TensorInfo& a, const TensorInfo& b) { return labelsAgree(a, b) && kindsAgree(a, b); });
    pass([](const TensorInfo& a, const TensorInfo& b) { return a.kind != ParameterKind::Unknown && b.kind != ParameterKind::Unknown && kindsAgree(a, b); });
    // Kinds unknown on one side: only where a single source fits a single target.
    for (std::size_t t = 0; t < targetLayer.size(); ++t) {
        if (targetTaken[t])
            continue;
        std::size_t candidate = sourceLayer.size(), count = 0;
        std::string transform;
        for (std::size_t f = 0; f < sourceLayer.size(); ++f) {
            const TensorInfo& a = source[sourceLayer[f]];
            const TensorInfo& b = target[targetLayer[t]];
            if (sourceTaken[f] || !kindsAgree(a, b))
                continue;
            auto transforms = proposeTransforms(a, b);
            if (transforms.empty())
                continue;
            ++count;
            candidate = f;
            transform = std::move(transforms.front());
        }
        if (count == 1)
            take(candidate, t, std::move(transform));
    }
    return pairs;
}

} // namespace tensorgraft
