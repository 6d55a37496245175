#pragma once

#include <QSettings>
#include <QTimer>

namespace tensorgraft {

/// The settings of the program, written by a job. A QSettings of one's own writes its file when it is destroyed and waits
/// until the disk has it: on the GUI thread that stopped the window for 0.1 s with every choice of a layout and every file
/// opened, and for longer while a transfer was writing. GUI thread only.
class AppSettings : public QSettings {
public:
    explicit AppSettings(QObject* parent);

    // These hide those of QSettings, which are not virtual.
    void setValue(const QString& key, const QVariant& value);
    void remove(const QString& key);

protected:
    bool event(QEvent* event) override;

private:
    QTimer m_later;
};

/// The one of the program; what is pending is written at its end, too. Other QSettings objects of this program see every change
/// at once, and one that is made writes what is pending.
[[nodiscard]] AppSettings& appSettings();

} // namespace tensorgraft
