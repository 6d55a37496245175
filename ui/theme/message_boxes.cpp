#include "ui/theme/message_boxes.h"

#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QAbstractButton>
#include <QMessageBox>

namespace tensorgraft {

void makePlain(QMessageBox& box)
{
    for (QAbstractButton* button : box.buttons())
        button->setIcon({});
    const QString sign = box.icon() == QMessageBox::Warning ? QStringLiteral("state-warning") : QStringLiteral("information");
    const int side = ems(&box, 2.4);
    box.setIconPixmap(themedIcon(sign).pixmap(QSize(side, side), box.devicePixelRatioF()));
}

} // namespace tensorgraft
