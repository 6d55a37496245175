#pragma once

#include "model_io/analysis/image.h"
#include "model_io/core/model_file.h"

namespace tensorgraft {

/// A small picture by which a person tells one layout of a tensor from another: the first filters of a convolution as a
/// square of tiles, anything else as a heatmap of its two largest axes. At most `side` x `side` pixels, not enlarged.
/// Errors: as readSlice(); Unsupported where there is nothing to draw.
[[nodiscard]] Result<Image> tensorThumbnail(const ModelFile& model, std::size_t tensor, int side, const ProgressFn& progress = {});

} // namespace tensorgraft
