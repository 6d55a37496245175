#pragma once

#include "model_io/formats/tensorflow/bundle_model.h"
#include "model_io/formats/tensorflow/object_graph.h"

#include <optional>
#include <vector>

namespace tensorgraft::tf {

/// The entry of an undamaged tensor of texts.
struct TextEntry {
    std::size_t tensor = 0; ///< its index
    BundleEntry entry;
};

/// Reads what a bundle stores as texts and is no weight: the object graph, and small texts (layers' configurations),
/// which become metadata. What is damaged becomes a warning.
[[nodiscard]] std::optional<ObjectGraph> readTexts(BundleParts& parts, const std::vector<TextEntry>& texts);

} // namespace tensorgraft::tf
