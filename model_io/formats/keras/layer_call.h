#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/error.h"
#include "model_io/formats/keras/layer_config.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::keras {

/// Sizes with the batch in front; unknownSize where a size is not known.
using Dims = std::vector<std::int64_t>;
inline constexpr std::int64_t unknownSize = -1;
/// nullopt: not even the rank is known.
using MaybeDims = std::optional<Dims>;

struct LayerWeight {
    std::string name;
    Dims dims;
    bool trainable = true;
    std::string scope; ///< path between the layer and the name: "query", "forward_lstm", "dense_1"
    DType dtype = DType::Float32;
    std::string layer{}; ///< name of the innermost layer; "" where it is the called one
};

/// What calling a layer yields.
struct LayerResult {
    std::vector<MaybeDims> outputs;
    std::vector<LayerWeight> weights;
    std::string problem{};  ///< why the weights are not known
    std::string remark{};   ///< what was assumed
};

/// What a layer was seen to yield where it was called first.
struct SeenLayer {
    MaybeDims output;                       ///< the first one
    std::optional<std::int64_t> parameters; ///< nullopt where the weights are not known
};
using SeenLayers = std::map<const Metadata*, SeenLayer>; ///< by LayerConfig::entry

/// One working out of a model.
struct Inference {
    std::vector<Error> warnings;
    /// Nested models that are called from many places multiply; hostile ones would never end.
    std::size_t callsLeft = 400'000;
    SeenLayers* layers = nullptr; ///< filled where it is given
};

struct LayerCall {
    const LayerConfig& layer;
    const std::vector<MaybeDims>& inputs; ///< never empty
    int version = 2;
    int depth = 0; ///< of models and wrappers around it
    Inference* run = nullptr; ///< what all calls of one model share; nullptr in a call for the shape alone
    [[nodiscard]] const MaybeDims& input() const { return inputs.front(); }
};

/// nullopt where the family does not know the class.
[[nodiscard]] std::optional<LayerResult> callConvolution(const LayerCall& call);
[[nodiscard]] std::optional<LayerResult> callRecurrent(const LayerCall& call);
[[nodiscard]] std::optional<LayerResult> callWeighted(const LayerCall& call);
[[nodiscard]] std::optional<LayerResult> callLegacy(const LayerCall& call);
[[nodiscard]] std::optional<LayerResult> callShaping(const LayerCall& call);
/// A model that is used as a layer, or the outermost one. Weights: the trainable ones of all layers, then the others, as
/// Keras saves them; `outermost` keeps them layer by layer with the layer's name as the first segment of the scope.
[[nodiscard]] LayerResult callModel(const LayerCall& call, bool outermost);
/// A warning about a layer, for people.
void warnOf(Inference* run, const LayerConfig& layer, std::string message, std::string hint);
/// Calls `visit` with the model that the tree says, its inputs as far as the tree names them, and the version of Keras.
/// REQUIRES: looksLikeModelConfig(tree).
void withModel(const Metadata& tree, const std::function<void(const LayerConfig& model, const std::vector<MaybeDims>& inputs, int version)>& visit);
/// Any layer, model or wrapper.
[[nodiscard]] LayerResult callLayer(const LayerCall& call);

// Helpers of the families.
/// The product, unknownSize where a factor is unknown or it does not fit 62 bits.
[[nodiscard]] std::int64_t times(std::int64_t a, std::int64_t b);
[[nodiscard]] std::int64_t plus(std::int64_t a, std::int64_t b);
/// The argument as `count` whole numbers; one number counts for all. Empty where it is missing or something else.
[[nodiscard]] Dims sizesOf(const LayerConfig& layer, std::string_view key, std::size_t count);
/// An axis counted from 0 of `rank`; nullopt where it lies outside.
[[nodiscard]] std::optional<std::size_t> axisOf(std::int64_t axis, std::size_t rank);
/// Shape out of JSON: null is unknownSize. nullopt where it is no list of sizes.
[[nodiscard]] MaybeDims dimsOf(const Metadata& value);
[[nodiscard]] bool channelsFirst(const LayerConfig& layer);
[[nodiscard]] bool samePadding(const LayerConfig& layer);
/// "it gets 3 axes, 4 are needed".
[[nodiscard]] LayerResult notKnown(std::string problem);

} // namespace tensorgraft::keras
