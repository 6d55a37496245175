#pragma once

#include "model_io/core/tensor_info.h"

#include <span>
#include <utility>

namespace tensorgraft {

// A transposed convolution keeps its outputs where others keep their inputs: its kernel has the shape of the convolution
// that it is the gradient of. Names say so by custom only; operations, configurations and biases surely.

/// HWIO for HWOI, OIW for IOW, and back; `layout` itself where it is no convolution's or has one order only.
[[nodiscard]] AxisLayout withChannelsSwapped(AxisLayout layout);
/// WOI, HWOI, DHWOI, IOW, IOHW, IODHW.
[[nodiscard]] bool isTransposedLayout(AxisLayout layout);

/// The layouts of two kernels of which one becomes the other: a transposed convolution goes onto one, so where a single
/// one is known to be transposed, the other's name only did not say it.
[[nodiscard]] std::pair<AxisLayout, AxisLayout> agreedLayouts(AxisLayout a, AxisLayout b);

/// Corrects the layouts that names gave by the biases, which have one value an output: of layers with one kernel and one
/// bias, whose tensors stand together. A kernel that fits its bias as it is, or in neither order, stays.
void settleTransposedByBias(std::span<TensorInfo> tensors);

} // namespace tensorgraft
