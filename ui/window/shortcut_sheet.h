#pragma once

#include <QDialog>
#include <QList>
#include <QString>

class QLineEdit;
class QMenuBar;
class QTreeWidget;

namespace tensorgraft {

/// A command and the keys that run it.
struct ShortcutLine {
    QString group, command, keys;
};
/// Every action of the menus that has a key, in their order, then the keys of the trees and tables.
[[nodiscard]] QList<ShortcutLine> shortcutLines(const QMenuBar* menus);

/// The keyboard shortcuts as a list that can be searched by command or key.
class ShortcutSheet : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutSheet(const QList<ShortcutLine>& lines, QWidget* parent = nullptr);
    [[nodiscard]] QLineEdit* searchEdit() const { return m_search; }
    [[nodiscard]] QTreeWidget* list() const { return m_list; }

private:
    void filter(const QString& text);

    QLineEdit* m_search;
    QTreeWidget* m_list;
};

} // namespace tensorgraft
