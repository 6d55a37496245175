#pragma once

#include <QProxyStyle>

namespace tensorgraft {

/// Fusion with a thick frame around whatever has the focus: for the high-contrast theme.
class StrongFocusStyle : public QProxyStyle {
    Q_OBJECT

public:
    StrongFocusStyle();
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const override;
};

} // namespace tensorgraft
