#pragma once

class QFontMetrics;
class QLayout;
class QWidget;

namespace tensorgraft {

/// `ems` times the font's height, rounded, at least 1: every distance in the window follows the font.
[[nodiscard]] int ems(const QWidget* widget, double count);
[[nodiscard]] int ems(const QFontMetrics& metrics, double count);

/// Side of an icon that stands in a line of text.
[[nodiscard]] int textIconExtent(const QWidget* widget);

/// Margins of `margin` ems and a spacing of `spacing` ems.
void setSpacing(QLayout* layout, const QWidget* widget, double margin, double spacing);

} // namespace tensorgraft
