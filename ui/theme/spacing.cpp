#include "ui/theme/spacing.h"

#include <QFontMetrics>
#include <QLayout>
#include <QStyle>
#include <QWidget>

namespace tensorgraft {

int ems(const QFontMetrics& metrics, double count)
{
    return qMax(1, qRound(metrics.height() * count));
}

int ems(const QWidget* widget, double count)
{
    return ems(widget->fontMetrics(), count);
}

int textIconExtent(const QWidget* widget)
{
    return qMax(widget->fontMetrics().height(), widget->style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, widget));
}

void setSpacing(QLayout* layout, const QWidget* widget, double margin, double spacing)
{
    const int side = margin > 0 ? ems(widget, margin) : 0;
    layout->setContentsMargins(side, side, side, side);
    layout->setSpacing(spacing > 0 ? ems(widget, spacing) : 0);
}

} // namespace tensorgraft
