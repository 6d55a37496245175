#pragma once

#include <QPoint>
#include <QString>
#include <QStringList>

class QWidget;

namespace tensorgraft::test {

/// Mouse and keyboard events from outside the program, through the X server. Every call returns when the events were
/// sent and this program has handled what it was given in the meantime; it may have run nested event loops (drags).
class RealInput {
public:
    static void click(QPoint at, const QString& modifier = {});
    static void doubleClick(QPoint at);
    /// Presses, moves in steps as a hand does, rests over the end and lets go.
    static void drag(QPoint from, QPoint to);
    /// Hovers over `to` for so long, then gives up with Escape.
    static void dragAndCancel(QPoint from, QPoint to, double hoverSeconds);
    static void key(const QString& name);
    static void type(const QString& text);
    /// Any chain of xdotool commands.
    static void send(const QStringList& commands);
    [[nodiscard]] static QPoint centre(const QWidget* widget);
};

} // namespace tensorgraft::test
