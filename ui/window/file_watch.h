#pragma once

#include "ui/jobs/background_run.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <cstdint>
#include <vector>

namespace tensorgraft {

/// Notices that files have changed or are gone since they were opened. The system tells; where it does not (other
/// machines' disks), look() does. Files are looked at by a thread.
class FileWatch : public QObject {
    Q_OBJECT

public:
    explicit FileWatch(QObject* parent = nullptr);
    ~FileWatch() override;

    /// Watches these instead of what was watched, as they are now.
    void watch(const QStringList& files);
    /// What is there now is what is known: nothing is told until it changes again.
    void accept();
    /// Looks now, e.g. because the window came to the front.
    void look();

signals:
    void changed(const QString& file);
    void removed(const QString& file);

private:
    /// What tells a file from another under its name.
    struct Stamp {
        bool exists = false;
        std::uint64_t sizeBytes = 0, inode = 0;
        std::int64_t modifiedNs = 0;
        [[nodiscard]] bool operator==(const Stamp&) const = default;
    };
    static std::vector<Stamp> stampsOf(const QStringList& files);
    void compare(const std::vector<Stamp>& now);

    QStringList m_files;
    std::vector<Stamp> m_known;
    bool m_learning = false; ///< the next look makes the known state
    QFileSystemWatcher m_system;
    QTimer m_settle;
    BackgroundRun m_looking;
};

} // namespace tensorgraft
