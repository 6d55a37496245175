#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/error.h"
#include "model_io/core/metadata.h"
#include "model_io/core/shape.h"

#include <string>
#include <vector>

namespace tensorgraft::keras {

/// A weight that a model will have once it is built.
struct InferredWeight {
    std::string group; ///< the layer of the outermost model: "model_117"
    std::string path;  ///< names of the layers below the group and of the scopes inside the layer: "conv2d_253", ""
    std::string layer; ///< the layer's own name
    std::string name;  ///< "kernel"
    Shape shape;
    DType dtype = DType::Float32;
    bool trainable = true;
};

struct InferredModel {
    int version = 2; ///< of Keras: 1, 2 or 3, whose words and names differ
    std::string name;
    std::vector<InferredWeight> weights; ///< in the order in which Keras saves them
    std::vector<Error> warnings;         ///< layers whose shapes are not known or were assumed
};

/// True where the tree is what model.to_json(), model.get_config() or the config.json of an archive says.
[[nodiscard]] bool looksLikeModelConfig(const Metadata& tree);

/// Works out the weights of a Keras model from its configuration (Sequential and functional models of Keras 1 to 3), by
/// following the shapes from the inputs through the layers. Nothing is executed: a Lambda layer is taken to keep the
/// shape, with a warning. Errors: NotThisFormat (no model), Unsupported (nested too deeply, too many layers).
[[nodiscard]] Result<InferredModel> inferWeights(const Metadata& tree);

} // namespace tensorgraft::keras
