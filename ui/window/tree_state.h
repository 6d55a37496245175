#pragma once

#include <QJsonObject>

namespace tensorgraft {

class TensorTreeView;

/// Layout, order, which rows are expanded, which is current and which is the first in sight, by name: it fits the same file
/// opened anew, and as much of a changed one as is still there.
[[nodiscard]] QJsonObject treeState(const TensorTreeView& view);
void restoreTreeState(TensorTreeView& view, const QJsonObject& state);

} // namespace tensorgraft
