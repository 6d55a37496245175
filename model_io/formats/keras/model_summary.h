#pragma once

#include "model_io/core/error.h"
#include "model_io/core/metadata.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::keras {

/// One line of what model.summary() prints, worked out from the configuration.
struct LayerSummary {
    std::string name, className;
    int depth = 0;                                   ///< 0 in the model itself, 1 in a model that is one of its layers
    std::optional<std::vector<std::int64_t>> output; ///< batch first, -1 for what is open; nullopt where it is not known
    std::optional<std::int64_t> parameters;          ///< of the weights; nullopt where their shapes are not known
    std::string settings;                            ///< "32 filters, 3 x 3, strides 2 x 2, same"
    std::string activation;                          ///< "" where it has none
};
/// The layers of a Keras model in its order, nested models followed by their own layers. `tree`: model_config, of any
/// version. Errors: NotThisFormat where it is no model that lists its layers.
[[nodiscard]] Result<std::vector<LayerSummary>> summariseModel(const Metadata& tree);

} // namespace tensorgraft::keras
