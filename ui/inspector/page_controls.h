#pragma once

#include <QString>
#include <initializer_list>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;
class QWidget;

namespace tensorgraft {

/// A flat button with an icon; `text` is its tooltip and accessible name.
[[nodiscard]] QToolButton* makeToolButton(const QString& iconName, const QString& text, QWidget* parent);
/// Several controls that stay side by side when a tool row wraps.
[[nodiscard]] QWidget* makeGroup(std::initializer_list<QWidget*> widgets, QWidget* parent);
/// A spin box for an index; no typing signals until Enter.
[[nodiscard]] QSpinBox* makeIndexBox(const QString& accessibleName, const QString& toolTip, QWidget* parent);
/// A box of percentiles to clip a colour scale at; currentData() is the percentage as a double, at first 0.
[[nodiscard]] QComboBox* makeClipBox(QWidget* parent);
/// The line that tells what is under the mouse; selectable, one line high, cut at the end.
[[nodiscard]] QLabel* makeReadout(QWidget* parent);

} // namespace tensorgraft
