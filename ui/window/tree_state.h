#pragma once

#include <QJsonObject>

namespace tensorgraft {

class TensorTreeView;

/// Which rows are expanded and which is current, by name: it fits the same file opened anew, and as much of a changed one
/// as is still there.
[[nodiscard]] QJsonObject treeState(const TensorTreeView& view);
void restoreTreeState(TensorTreeView& view, const QJsonObject& state);

} // namespace tensorgraft
