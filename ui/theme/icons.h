#pragma once

#include <QIcon>
#include <QString>
#include <QStringList>

namespace tensorgraft {

/// An icon of the project's own set (resources/icons/NAME.svg), drawn in the colours of the application's palette at
/// the moment of painting: a change of theme needs no new icon. Sharp at every scale factor.
/// Names: open-source open-target auto-match check transfer export undo redo find save copy kernel bias norm embedding
/// layer scope flat tensor state-mapped state-warning state-conflict state-kept state-excluded cancel swap settings
/// heatmap histogram values metadata zoom-in zoom-out zoom-fit zoom-rect compare spectrum previous next first last error information.
/// An unknown name gives a null icon and a warning in the log. GUI thread only.
[[nodiscard]] QIcon themedIcon(const QString& name);

/// The application's icon, in colour; the same in every theme.
[[nodiscard]] QIcon applicationIcon();

/// Every name that themedIcon() knows, sorted.
[[nodiscard]] QStringList themedIconNames();

} // namespace tensorgraft
