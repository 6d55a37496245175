#pragma once

#include <QDialog>
#include <QString>

namespace tensorgraft {

class JobRunner;

/// A text that can be read, copied and saved: reports and notes that are too long for the message bar. Of a very long one the
/// beginning is shown; copied and saved is all of it.
class TextDialog : public QDialog {
    Q_OBJECT

public:
    TextDialog(const QString& title, const QString& intro, const QString& text, QWidget* parent = nullptr);
    /// Makes one that deletes itself, and shows it.
    static void open(const QString& title, const QString& intro, const QString& text, QWidget* parent);

private:
    void save();

    QString m_text;
    JobRunner* m_job;
};

/// Asks for the name of a text file; empty where the person changed their mind. `suggestion`: a file name.
[[nodiscard]] QString askForTextFile(QWidget* parent, const QString& title, const QString& suggestion, const QString& filter);
/// Writes `text` completely or not at all. Empty, or what is wrong. On any thread.
[[nodiscard]] QString writeText(const QString& path, const QByteArray& text);

} // namespace tensorgraft
