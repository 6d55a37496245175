#include "ui/theme/strong_focus_style.h"

#include "ui/theme/spacing.h"

#include <QPainter>
#include <QStyleOption>

namespace tensorgraft {
namespace {

void frame(QPainter* painter, const QStyleOption* option)
{
    const qreal width = qMax(2.0, option->fontMetrics.height() / 8.0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(option->palette.color(QPalette::Highlight), width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter->drawRect(QRectF(option->rect).adjusted(width / 2, width / 2, -width / 2, -width / 2));
    painter->restore();
}

/// Fusion derives its outlines from the window's colour, and black has nothing darker.
void outline(QPainter* painter, const QStyleOption* option)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setBrush(Qt::NoBrush);
    const bool isUsable = option->state.testFlag(QStyle::State_Enabled);
    painter->setPen(QPen(option->palette.color(isUsable ? QPalette::Active : QPalette::Disabled, QPalette::WindowText), 1));
    painter->drawRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5));
    painter->restore();
}

} // namespace

StrongFocusStyle::StrongFocusStyle() : QProxyStyle(QStringLiteral("fusion")) {}

void StrongFocusStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (element == PE_FrameFocusRect)
        return frame(painter, option);
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_FrameLineEdit || element == PE_IndicatorCheckBox || element == PE_FrameGroupBox || element == PE_FrameTabWidget)
        outline(painter, option);
    if (element == PE_PanelLineEdit) // not inside spin boxes and combo boxes: those have an outline of their own
        if (const auto* panel = qstyleoption_cast<const QStyleOptionFrame*>(option); panel && panel->lineWidth > 0)
            outline(painter, option);
    if ((element == PE_PanelLineEdit || element == PE_FrameLineEdit) && option->state.testFlag(State_HasFocus))
        frame(painter, option);
}

void StrongFocusStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawControl(element, option, painter, widget);
    if ((element == CE_PushButton || element == CE_ShapedFrame) && option->state.testFlag(State_HasFocus))
        frame(painter, option);
}

void StrongFocusStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_ComboBox || control == CC_SpinBox)
        outline(painter, option);
    if ((control == CC_ToolButton || control == CC_ComboBox || control == CC_SpinBox) && option->state.testFlag(State_HasFocus))
        frame(painter, option);
}

} // namespace tensorgraft
