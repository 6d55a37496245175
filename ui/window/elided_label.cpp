#include "ui/window/elided_label.h"

#include <QPainter>
#include <QStyle>
#include <algorithm>

namespace tensorgraft {

ElidedLabel::ElidedLabel(QWidget* parent, Qt::TextElideMode mode) : QLabel(parent), m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setFullText(const QString& text, const QString& toolTip)
{
    m_full = text;
    setToolTip(toolTip.isEmpty() ? text : toolTip);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::minimumSizeHint() const { return {std::min(fontMetrics().horizontalAdvance(m_full) + 2, fontMetrics().averageCharWidth() * 8), fontMetrics().height()}; }

QSize ElidedLabel::sizeHint() const { return {fontMetrics().horizontalAdvance(m_full) + 2, fontMetrics().height()}; }

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(m_full, m_mode, width());
    style()->drawItemText(&painter, rect(), int(Qt::AlignLeft | Qt::AlignVCenter), palette(), isEnabled(), shown, foregroundRole());
}

} // namespace tensorgraft
