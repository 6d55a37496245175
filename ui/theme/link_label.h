#pragma once

#include <QEvent>
#include <QLabel>

namespace tensorgraft {

/// A label with links in their colour: QLabel settles it when the text is set, and keeps it in another palette.
class LinkLabel : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void changeEvent(QEvent* event) override
    {
        QLabel::changeEvent(event);
        if (event->type() != QEvent::PaletteChange || text().isEmpty())
            return;
        const QString same = text();
        setText({});
        setText(same);
    }
};

} // namespace tensorgraft
