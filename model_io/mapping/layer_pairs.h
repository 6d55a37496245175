#pragma once

#include "model_io/core/tensor_info.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft {

/// One target tensor of a layer and the source that fits it.
struct LayerPair {
    std::size_t source = 0, target = 0; ///< indices into the tensors of the two models
    std::string transform;              ///< text; "identity" where nothing is changed
    [[nodiscard]] bool operator==(const LayerPair&) const = default;
};

/// What `target_layer.set_weights(source_layer.get_weights())` means, without its trust in the order of the lists: the
/// weights of one layer go to those of another by their names, then by kind (kernel, bias, gamma, ...), then, where a
/// side does not say its kinds (the lists [w, b] of an AlexNet .npy), by being the only one that fits: a bias has one
/// axis. Shapes must agree up to a known layout change. What fits nothing stays unpaired. Reads no data.
[[nodiscard]] std::vector<LayerPair> pairLayers(std::span<const TensorInfo> source, std::span<const std::size_t> sourceLayer,
                                                std::span<const TensorInfo> target, std::span<const std::size_t> targetLayer);

} // namespace tensorgraft
