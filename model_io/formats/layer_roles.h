#pragma once

#include "model_io/core/open_progress.h"
#include "model_io/core/tensor_roles.h"

#include <functional>
#include <span>

namespace tensorgraft {

/// Fills layer and label (where empty) from the names, finds the layers that are normalisations (they have running
/// statistics, or their last segment says so: "bn1", "LayerNorm", "ln_f") and derives kind, role and axes of every
/// tensor. `separator`: what joins the segments of the names; '\0': the last '/', or '.' where there is none.
/// `then` sees each tensor behind that, while it is at hand: a format's own knowledge, without another pass.
/// Leaves early where `progress` is stopped.
void deriveLayerRoles(std::span<TensorInfo> tensors, AxisConvention convention, char separator = '\0',
                      const std::function<void(TensorInfo&)>& then = {}, const OpenProgress& progress = {});
/// The same with no more than the names' own separators.
inline void deriveLayerRoles(std::span<TensorInfo> tensors, AxisConvention convention, const OpenProgress& progress)
{
    deriveLayerRoles(tensors, convention, '\0', {}, progress);
}

} // namespace tensorgraft
