#pragma once

#include "model_io/core/open_progress.h"
#include "model_io/core/tensor_info.h"
#include "model_io/formats/hdf5/hdf5_toc.h"

#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::hdf5 {

/// One dataset in the order in which Keras lists weights.
struct KerasWeight {
    std::size_t dataset = 0; ///< into Toc::datasets
    std::string layer;       ///< "conv2d_1"; in nested models "model_117/conv2d_5"; of optimizers the parent path
    std::string label;       ///< "kernel"
};

struct KerasLayout {
    std::string root; ///< "model_weights", or "" in a file of weights only
    std::vector<KerasWeight> weights;
    bool convolutionsAreOihw = false; ///< Keras 1 with dim_ordering "th"
};

/// How Keras 1 and 2 lay a model out (keras/engine/topology.py and saving/hdf5_format.py): `layer_names` of the group
/// of weights, `weight_names` of each layer's group, both split over `name0..n` where they pass 64 KiB, then
/// `optimizer_weights`. Before Keras 1.0 `nb_layers` took their place. nullopt where the file has neither.
/// Leaves early where `progress` is stopped.
[[nodiscard]] std::optional<KerasLayout> findKerasLayout(const Toc& toc, const OpenProgress& progress);

/// A list of texts in an attribute or in its parts `name0`, `name1`, ...; nullopt where there is none.
[[nodiscard]] std::optional<std::vector<std::string>> stringList(const std::vector<Attribute>& attributes, const std::string& name);

} // namespace tensorgraft::hdf5
