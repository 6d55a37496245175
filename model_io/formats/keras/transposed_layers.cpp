#include "model_io/formats/keras/transposed_layers.h"

#include "model_io/core/transposed_kernels.h"
#include "model_io/formats/keras/layer_config.h"

#include <algorithm>
#include <map>
#include <optional>

namespace tensorgraft::keras {
namespace {

/// What is stored for the class; nullopt where it is no convolution. Keras 1's Deconvolution2D kept its kernel as other
/// convolutions do: Keras 2 swaps the channels when it loads one (preprocess_weights_for_loading).
std::optional<bool> isTransposed(std::string_view className)
{
    if (className == "Conv1DTranspose" || className == "Conv2DTranspose" || className == "Conv3DTranspose")
        return true;
    if (className.starts_with("Conv") || className == "Deconvolution2D")
        return false;
    return std::nullopt;
}

/// Whether layers of a name are transposed; nullopt where two of one name differ.
using Layers = std::map<std::string, std::optional<bool>, std::less<>>;

void collect(const LayerConfig& layer, Layers& found, int depth)
{
    if (depth > 32)
        return;
    for (const LayerConfig& inner : layer.layers())
        collect(inner, found, depth + 1);
    const auto add = [&](std::string_view className) {
        if (const auto transposed = isTransposed(className)) {
            const auto [at, isNew] = found.emplace(layer.name, *transposed);
            if (!isNew && at->second != transposed)
                at->second.reset();
        }
    };
    add(layer.className);
    if (const auto wrapped = layer.inner("layer")) // TimeDistributed: the file has the wrapper's name
        add(wrapped->className);
}

} // namespace

void settleTransposedByClass(std::span<TensorInfo> tensors, const Metadata& modelConfig)
{
    const auto model = layerConfig(modelConfig);
    if (!model)
        return;
    Layers layers;
    collect(*model, layers, 0);
    if (layers.empty())
        return;
    for (TensorInfo& t : tensors) {
        if (withChannelsSwapped(t.axes) == t.axes || t.kind != ParameterKind::Kernel)
            continue;
        const std::string_view path = t.layer;
        const auto layer = layers.find(path.substr(path.rfind('/') + 1));
        if (layer != layers.end() && layer->second && *layer->second != isTransposedLayout(t.axes))
            t.axes = withChannelsSwapped(t.axes);
    }
}

} // namespace tensorgraft::keras
