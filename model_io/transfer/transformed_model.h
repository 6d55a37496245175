#pragma once

#include "model_io/core/model_file.h"
#include "model_io/mapping/transform.h"

#include <memory>
#include <vector>

namespace tensorgraft {

/// What an entry would write, as a model of one tensor that is computed while it is read: whatever shows or compares
/// tensors works on it before anything is written. The tensor has the name and meaning of `target`, and the shape and
/// element type of `resolved.output`. Cheap to make; the first read builds the pipeline. Reads are served one at a
/// time. Memory: as TransformStream, with windows of 8 MiB. Errors of reading: as TransformStream.
/// REQUIRES: `sources` are tensors of `model`, one for each input of `resolved`.
[[nodiscard]] std::shared_ptr<const ModelFile> transformedModel(std::shared_ptr<const ModelFile> model, std::vector<std::size_t> sources,
                                                                ResolvedTransform resolved, const TensorInfo& target);

} // namespace tensorgraft
