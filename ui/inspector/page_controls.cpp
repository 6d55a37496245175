#include "ui/inspector/page_controls.h"

#include "ui/theme/icons.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>

namespace tensorgraft {

QToolButton* makeToolButton(const QString& iconName, const QString& text, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(themedIcon(iconName));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QWidget* makeGroup(std::initializer_list<QWidget*> widgets, QWidget* parent)
{
    auto* group = new QWidget(parent);
    auto* row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    return group;
}

QSpinBox* makeIndexBox(const QString& accessibleName, const QString& toolTip, QWidget* parent)
{
    auto* box = new QSpinBox(parent);
    box->setKeyboardTracking(false);
    box->setAccessibleName(accessibleName);
    box->setToolTip(toolTip);
    return box;
}

QComboBox* makeClipBox(QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setObjectName(QStringLiteral("clip"));
    box->setAccessibleName(QCoreApplication::translate("tensorgraft::InspectorPage", "Clipping of the colour scale"));
    box->setToolTip(QCoreApplication::translate("tensorgraft::InspectorPage", "The outermost values at each end take the colours of the ends, so that a few extremes do not hide the rest"));
    box->addItem(QCoreApplication::translate("tensorgraft::InspectorPage", "No clipping"), 0.0);
    for (const double percent : {0.1, 0.5, 1.0, 2.0})
        box->addItem(QCoreApplication::translate("tensorgraft::InspectorPage", "Clip %1 %").arg(percent), percent);
    return box;
}

QLabel* makeReadout(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QStringLiteral("readout"));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAccessibleName(QCoreApplication::translate("tensorgraft::InspectorPage", "What is under the mouse"));
    // Its text must never widen the panel.
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    label->setMinimumHeight(label->fontMetrics().height());
    return label;
}

} // namespace tensorgraft
