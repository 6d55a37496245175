#pragma once

#include "model_io/mapping/matcher.h"

#include <optional>
#include <string>
#include <vector>

namespace tensorgraft {

/// Something that Keras would pass over, or stop at.
struct KerasSkip {
    std::string layer;                 ///< of the target, or of the source where the target has no such layer
    std::optional<std::size_t> target; ///< the one tensor; none where the whole layer is meant
    std::string reason;
    bool stops = false; ///< Keras raises an error here and loads nothing
};

struct KerasMatch {
    std::vector<Match> matches; ///< in the order of the target file
    std::vector<KerasSkip> skipped;
    [[nodiscard]] bool stops() const;
};

/// model.load_weights(path, by_name=True, skip_mismatch=...): layers of the same name, their weights in the order of
/// the file. A layer with another number of weights, or a weight of another shape, is an error there; with
/// `skipMismatch` it keeps its values.
[[nodiscard]] KerasMatch matchByName(const Outline& source, const Outline& target, bool skipMismatch);

/// model.load_weights(path): the layers that have weights, in their order; their names do not matter. Another number
/// of layers, of weights in a layer or another shape is an error there; with `skipMismatch` (which Keras has for names
/// only) such layers and weights keep their values, but the number of layers must agree.
[[nodiscard]] KerasMatch matchTopological(const Outline& source, const Outline& target, bool skipMismatch);

} // namespace tensorgraft
