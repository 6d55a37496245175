#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/metadata.h"
#include "model_io/core/shape.h"
#include "model_io/core/tensor_info.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft::keras {

// How Keras 3 files a model's state (keras/src/saving/saving_lib.py): every object has a group "vars" with its variables
// "0", "1", ... in the order of their creation; objects in lists are called after their class ("layers/dense_1"),
// attributes after themselves ("layers/lstm/cell"). The names that people gave are in config.json alone.

struct StoredVariable {
    std::string path; ///< "layers/lstm/cell/vars/0"
    DType dtype = DType::Float32;
    Shape shape;
};

struct VariableName {
    std::string layer; ///< "conv2d_6"; of nested models "functional_1/dense"
    std::string label; ///< "kernel"; the number where nothing certain is known
    std::string alias; ///< "conv2d_6/kernel"; "" where it would say no more than the path
    std::optional<TensorRole> role; ///< where the path alone says it
    std::string order; ///< sorts the variables as the model has them, the optimizer's last
};

/// Names for `variables`. `groups`: the paths of all groups of the file. `model`: the tree of config.json, nullptr where
/// there is none (a bare .weights.h5): then only classes of Keras' own are named.
[[nodiscard]] std::vector<VariableName> nameVariables(std::span<const StoredVariable> variables, std::span<const std::string> groups,
                                                      const Metadata* model);

/// Key of the metadata of a model that is only described: a map from the names of its weights to their places in a
/// Keras 3 file.
inline constexpr std::string_view placesKey = "keras3_paths";

/// True for the place of a variable in a Keras 3 file: "layers/dense/vars/0".
[[nodiscard]] bool isVariablePath(std::string_view path);

/// True where the paths are those of a Keras 3 file: at least half of the datasets are numbered and in a group "vars".
[[nodiscard]] bool looksLikeKeras3(std::span<const StoredVariable> variables, std::span<const std::string> groups);

} // namespace tensorgraft::keras
