#pragma once

#include "model_io/formats/tensorflow/bundle_model.h"
#include "model_io/formats/tensorflow/object_graph.h"

#include <optional>

namespace tensorgraft::tf {

/// Reads what a bundle stores as texts and is no weight: the object graph, and small texts (layers' configurations),
/// which become metadata. What is damaged becomes a warning. `entries[i]` belongs to `parts.tensors[i]`.
[[nodiscard]] std::optional<ObjectGraph> readTexts(BundleParts& parts, const std::vector<BundleEntry>& entries);

} // namespace tensorgraft::tf
