#pragma once

#include "model_io/mapping/mapping_document.h"
#include "ui/jobs/background_run.h"

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

class QLockFile;

namespace tensorgraft {

class Session;

/// Keeps the unsaved mapping of a session in a file of its own while the program runs, so that a crash loses a few seconds
/// and not an afternoon. The file is written some seconds after a change, by a thread, completely or not at all; it is
/// removed when the mapping is saved, the changes are taken back or the session ends. A lock beside it tells files of
/// running programs from those that a crash left.
class MappingAutosave : public QObject {
    Q_OBJECT

public:
    /// `folder`: where the files go; it is made when it is needed.
    MappingAutosave(Session* session, QString folder, QObject* parent = nullptr);
    /// Removes the file: whoever ends a session has asked about unsaved work.
    ~MappingAutosave() override;

    /// After a change; 0 turns it off and removes the file.
    void setDelaySeconds(int seconds);
    /// Writes now; `then` is called once it is there, or there is nothing to be kept.
    void writeNow(std::function<void()> then = {});
    [[nodiscard]] QString fileName() const;

    /// Folder of the program's data for such files.
    [[nodiscard]] static QString defaultFolder();

private:
    void follow();
    void write();
    void written();
    void remove();

    Session* m_session;
    QString m_folder, m_id;
    QTimer m_timer;
    int m_delaySeconds = 15;
    BackgroundRun m_writing;
    bool m_again = false;                        ///< what is being written is not the latest
    std::vector<std::function<void()>> m_waiting; ///< for what is being written
    std::shared_ptr<QLockFile> m_lock;
};

/// What a program that ended unexpectedly left behind. While it lives no other program is offered it.
struct AbandonedMapping {
    QString file;
    QDateTime saved;
    MappingDocument document;
    QString mapping, source, target; ///< paths; empty where there were none
    std::shared_ptr<QLockFile> lock;

    /// Once it is recovered or not wanted.
    void remove();
};
/// Oldest first. Files of programs that still run are passed over, damaged ones are removed. Reads them: not on the GUI thread.
[[nodiscard]] std::vector<AbandonedMapping> findAbandonedMappings(const QString& folder);

} // namespace tensorgraft
