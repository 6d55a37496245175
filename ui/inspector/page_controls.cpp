#include "ui/inspector/page_controls.h"

#include "ui/theme/icons.h"

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
