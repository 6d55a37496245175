#pragma once

#include <QDialog>
#include <QString>

namespace tensorgraft {

/// A text that can be read, copied and saved: reports and notes that are too long for the message bar.
class TextDialog : public QDialog {
    Q_OBJECT

public:
    TextDialog(const QString& title, const QString& intro, const QString& text, QWidget* parent = nullptr);
    /// Makes one that deletes itself, and shows it.
    static void open(const QString& title, const QString& intro, const QString& text, QWidget* parent);
};

/// Asks for a name and writes `text`. `suggestion`: a file name. True where it was written; `problem` says why not, empty
/// where the person changed their mind.
[[nodiscard]] bool saveTextAs(QWidget* parent, const QString& title, const QString& suggestion, const QString& filter, const QByteArray& text,
                              QString* written, QString* problem);

} // namespace tensorgraft
