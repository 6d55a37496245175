#pragma once

#include <QStringList>

class QWidget;

namespace tensorgraft::test {

/// Texts below `root` that do not fit into the widget that shows them: labels, buttons, boxes, tabs, column titles,
/// placeholders, tool bars that hide a part of themselves. A line each, with the widget that is too small. What is elided
/// on purpose (ElidedLabel, file names) and the contents of views are left out.
[[nodiscard]] QStringList clippedTexts(const QWidget* root);

} // namespace tensorgraft::test
