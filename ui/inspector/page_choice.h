#pragma once

#include "model_io/core/tensor_info.h"

#include <QHash>
#include <QString>

namespace tensorgraft {

/// Tensors that people look at in the same way: the inspector remembers a page for each.
enum class TensorLook : std::uint8_t {
    Filters, ///< three or more axes of numbers
    Matrix,  ///< two axes: dense kernels, embeddings
    Vector,  ///< biases, scales, statistics
    Scalar,
    Other,   ///< text, records, nothing
};
[[nodiscard]] TensorLook tensorLook(const TensorInfo& tensor);
/// "filters", "matrix", ...: the key under which a choice is stored.
[[nodiscard]] QString tensorLookName(TensorLook look);

/// The page (its object name) that shows most of such a tensor where nobody has chosen one.
[[nodiscard]] QString usualPage(const TensorInfo& tensor);

/// Which page shows which kind of tensor: names of pages by the names of looks.
using PageChoices = QHash<QString, QString>;

} // namespace tensorgraft
