#pragma once

#include "model_io/core/tensor_info.h"

#include <QString>

class QComboBox;

namespace tensorgraft {

/// "Axis 0: height (3)", "Axis 2 (128)" where the meaning is not known.
[[nodiscard]] QString axisText(const TensorInfo& tensor, int axis);
/// "height", "axis 2": for the axes of plots and tables.
[[nodiscard]] QString axisName(const TensorInfo& tensor, int axis);
/// One entry for every axis; data is its number.
void fillAxisBox(QComboBox* box, const TensorInfo& tensor, int current);

} // namespace tensorgraft
