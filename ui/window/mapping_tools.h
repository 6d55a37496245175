#pragma once

#include <QObject>
#include <QStringList>

class QAction;
class QMenu;
class QWidget;

namespace tensorgraft {

class MessageBar;
class Session;

/// The entries of the mapping menu that rework a mapping as a whole: learn it from values, fold it into rules, turn it
/// round. What they did, and what they could not do, is told in the message bar.
class MappingTools : public QObject {
    Q_OBJECT

public:
    MappingTools(Session* session, MessageBar* messages, QWidget* window);

    void fillMenu(QMenu* menu);

private:
    void updateActions();
    void tellLearnt(int found, const QStringList& notes);
    void tellFolded(int rules, int entries, bool changed);
    void tellReversed(const QStringList& refused);

    Session* m_session;
    MessageBar* m_messages;
    QWidget* m_window;
    QAction *m_learn, *m_fold, *m_reverse;
};

} // namespace tensorgraft
