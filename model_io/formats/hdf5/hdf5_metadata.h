#pragma once

#include "model_io/core/metadata.h"
#include "model_io/formats/hdf5/hdf5_toc.h"

#include <string>

namespace tensorgraft::hdf5 {

/// A JSON text as a tree; the text itself where it is no JSON or is nested too deeply.
[[nodiscard]] Metadata parseJson(const std::string& text);

/// The file's attributes as one tree: those of the root at its top (`model_config` and `training_config` parsed), those
/// of `kerasRoot` beside them where the root has no such name, those of all other objects under "objects" by path, and
/// what is no tensor (texts, records) under "otherDatasets".
[[nodiscard]] Metadata metadataOf(const Toc& toc, const std::string& kerasRoot);

} // namespace tensorgraft::hdf5
