#pragma once

#include <QProxyStyle>

namespace tensorgraft {

/// Fusion with outlines around fields and boxes, which it leaves out on dark ground: for the dark theme. For the
/// high-contrast theme also with a thick frame around whatever has the focus.
class OutlinedStyle : public QProxyStyle {
    Q_OBJECT

public:
    enum class Focus { Usual, Strong };
    explicit OutlinedStyle(Focus focus);
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const override;

private:
    void outline(QPainter* painter, const QStyleOption* option) const;

    bool m_strong;
};

} // namespace tensorgraft
