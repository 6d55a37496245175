#pragma once

#include <QAbstractButton>
#include <QDialogButtonBox>

namespace tensorgraft {

/// Takes away the pictures that some styles put on standard buttons: the program's own icons stand on commands alone.
inline void makePlain(const QDialogButtonBox* buttons)
{
    for (QAbstractButton* button : buttons->buttons())
        button->setIcon({});
}

} // namespace tensorgraft
