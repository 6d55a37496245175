#pragma once

#include "model_io/core/metadata.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::keras {

/// One entry `{"class_name", "config", ...}` of a Keras configuration, of any of its versions. A view into the tree that
/// it was made from.
struct LayerConfig {
    std::string className;            ///< "Conv2D"; without the package of a registered class
    std::string name;                 ///< "conv2d_3"; "" where the entry has none
    const Metadata* config = nullptr; ///< the map of arguments; a list in Sequential models before Keras 2.2.3
    const Metadata* entry = nullptr;  ///< the whole entry, with inbound_nodes and build_config

    /// The argument `key`; nullptr where it is missing or null.
    [[nodiscard]] const Metadata* find(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key, bool fallback) const;
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key, std::string fallback = {}) const;
    [[nodiscard]] bool isModel() const;    ///< Sequential, Functional, Model: has layers of its own
    [[nodiscard]] bool isFunctional() const; ///< its layers say what they are fed with
    /// The layers of a model in its order; empty for others.
    [[nodiscard]] std::vector<LayerConfig> layers() const;
    /// The wrapped layer (TimeDistributed, Bidirectional: "layer"; RNN: "cell"; "backward_layer").
    [[nodiscard]] std::optional<LayerConfig> inner(std::string_view key) const;
};

/// nullopt where `entry` is no map with a class_name.
[[nodiscard]] std::optional<LayerConfig> layerConfig(const Metadata& entry);

/// A whole number, also where it is written as a float or as the only element of a list.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(const Metadata& value);

/// The name that Keras 3 gives the group of an object of this class: "MaxPooling2D" -> "max_pooling2d"
/// (keras/src/utils/naming.py, to_snake_case).
[[nodiscard]] std::string snakeCase(std::string_view className);

} // namespace tensorgraft::keras
