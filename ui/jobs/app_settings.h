#pragma once

#include <QMap>
#include <QObject>
#include <QTimer>
#include <QVariant>
#include <optional>

namespace tensorgraft {

/// The settings of the program: read once, kept in memory, written by a job a moment after a change. A QSettings writes its
/// file when it is destroyed and waits until the disk has it: on the GUI thread that stopped the window for 0.1 s with every
/// choice of a layout and every file opened, and for longer while a transfer was writing; and where another thread writes,
/// whoever reads a setting waits for it. What other programs write into the file stays. GUI thread only.
class AppSettings : public QObject {
public:
    explicit AppSettings(QObject* parent);
    /// Writes what is pending.
    ~AppSettings() override;

    [[nodiscard]] QVariant value(const QString& key, const QVariant& otherwise = {}) const;
    [[nodiscard]] bool contains(const QString& key) const { return m_values.contains(key); }
    void setValue(const QString& key, const QVariant& value);
    void remove(const QString& key);
    /// Removes everything, in the file, too, before it returns.
    void clear();
    [[nodiscard]] static QString fileName();

private:
    using Changes = QMap<QString, std::optional<QVariant>>; ///< nothing: removed
    static void write(const Changes& changes);

    QMap<QString, QVariant> m_values;
    Changes m_changes; ///< that no job has taken yet
    QTimer m_later;
};

/// The one of the program.
[[nodiscard]] AppSettings& appSettings();

} // namespace tensorgraft
