#include "ui/theme/outlined_style.h"

#include "ui/theme/palette.h"
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

} // namespace

OutlinedStyle::OutlinedStyle(Focus focus) : QProxyStyle(QStringLiteral("fusion")), m_strong(focus == Focus::Strong) {}

/// Fusion derives its outlines from the window's colour, and what is dark has nothing much darker.
void OutlinedStyle::outline(QPainter* painter, const QStyleOption* option) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setBrush(Qt::NoBrush);
    const bool isUsable = option->state.testFlag(QStyle::State_Enabled);
    const QPalette::ColorGroup group = isUsable ? QPalette::Active : QPalette::Disabled;
    const QColor text = option->palette.color(group, QPalette::WindowText);
    painter->setPen(QPen(m_strong ? text : blend(text, option->palette.color(group, QPalette::Window), 0.4), 1)); // 3 to 1 against the ground
    painter->drawRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5));
    painter->restore();
}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (element == PE_FrameFocusRect && m_strong)
        return frame(painter, option);
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool isFocusedField = (element == PE_PanelLineEdit || element == PE_FrameLineEdit) && option->state.testFlag(State_HasFocus);
    if (isFocusedField && !m_strong)
        return; // Fusion shows it
    if (element == PE_FrameLineEdit || element == PE_IndicatorCheckBox || (m_strong && (element == PE_FrameGroupBox || element == PE_FrameTabWidget)))
        outline(painter, option);
    if (element == PE_PanelLineEdit) // not inside spin boxes and combo boxes: those have an outline of their own
        if (const auto* panel = qstyleoption_cast<const QStyleOptionFrame*>(option); panel && panel->lineWidth > 0)
            outline(painter, option);
    if (isFocusedField)
        frame(painter, option);
}

void OutlinedStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawControl(element, option, painter, widget);
    if (element == CE_ProgressBarGroove) // else nobody sees where it ends
        outline(painter, option);
    if (m_strong && (element == CE_PushButton || element == CE_ShapedFrame) && option->state.testFlag(State_HasFocus))
        frame(painter, option);
}

void OutlinedStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox ? m_strong || !option->state.testFlag(State_HasFocus) : control == CC_ComboBox && m_strong)
        outline(painter, option);
    if (m_strong && (control == CC_ToolButton || control == CC_ComboBox || control == CC_SpinBox) && option->state.testFlag(State_HasFocus))
        frame(painter, option);
}

} // namespace tensorgraft
