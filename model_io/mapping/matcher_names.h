#pragma once

#include "model_io/core/tensor_info.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft::matching {

/// Words that say what a weight file is: how axes are ordered and what the order of its tensors means.
struct FormatTraits {
    enum class Axes : std::uint8_t { Unknown, TensorFlow, PyTorch } axes = Axes::Unknown;
    bool scopesRepeat = false;  ///< Keras HDF5 repeats the layer's name inside its group
    bool layerOrder = false;    ///< tensors stand in the order of the layers, not of the alphabet
    bool countedLabels = false; ///< members of a layer are numbered: `vars/0`, `conv1/0`
    bool graph = false;         ///< constants of a graph: paddings and the like stand beside the weights, batch norms are computed away
};
/// Understands the format ids of this program and the words of skeletons and of the matching benchmark.
[[nodiscard]] FormatTraits formatTraits(std::string_view format);

/// One piece of a name. Numbers are pieces of their own, so that they can be compared by order.
struct Token {
    std::string text;   ///< lower case as written; the digits of a number
    std::int64_t number = -1; ///< of a number, -1 of a word
    bool ends = false;        ///< the last of its path segment: gau/dense is no sibling of gau_1/dense
    [[nodiscard]] bool isNumber() const { return number >= 0; }
    [[nodiscard]] bool operator==(const Token&) const = default;
};
/// Numbers by value, before words; words by alphabet; a shorter path or segment first.
[[nodiscard]] bool naturalLess(const std::vector<Token>& a, const std::vector<Token>& b);

enum class NameRole : std::uint8_t {
    Weight,
    Optimizer, ///< slots, counters, moving averages beside the weights: never matched
    Buffer,    ///< num_batches_tracked, position_ids, masks: matched with its namesake only
};

/// A tensor's name taken apart.
struct ParsedName {
    std::vector<Token> path;  ///< of the layer, without the label
    std::string label;        ///< canonical: "kernel", "bias", "gamma", "mean", ..., "#0", "" where it has none
    ParameterKind kind = ParameterKind::Unknown; ///< what the label alone says
    NameRole role = NameRole::Weight;
};
[[nodiscard]] ParsedName parseName(std::string_view name, const FormatTraits& traits);

/// The words that mean the same in the vocabularies of the frameworks, as one: {"bn"} -> {"norm"},
/// {"encoderblock"} -> {"encoder", "block"}, {"fc"} -> {"dense"}. Numbers give no word.
[[nodiscard]] std::vector<std::string> commonWords(const std::vector<Token>& path);

} // namespace tensorgraft::matching
