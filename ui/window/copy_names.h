#pragma once

#include <QString>

namespace tensorgraft {

class TensorTreeView;

/// Names of the selected tensors and paths of the selected layers and scopes, one a line.
[[nodiscard]] QString selectedNames(const TensorTreeView& view);

/// Adds "Copy names" to the tree's menu and keys.
void addCopyNames(TensorTreeView* view);

} // namespace tensorgraft
