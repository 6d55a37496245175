#pragma once

#include "ui/jobs/background_run.h"
#include "ui/window/command_line.h"
#include "ui/window/mapping_autosave.h"
#include "ui/window/preferences.h"
#include "ui/window/session_store.h"

#include <QJsonArray>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <memory>
#include <vector>

namespace tensorgraft {

class MainWindow;
class Session;

/// The windows of the running program: opens them, restores and saves the session, recovers what a crash left, and carries
/// the settings to all of them. One a process; the windows belong to it.
class Program : public QObject {
    Q_OBJECT

public:
    /// Where the session and the autosaved mappings are kept; the defaults are the program's data folder.
    struct Folders {
        QString sessionFile = SessionStore::defaultFile();
        QString recovery = MappingAutosave::defaultFolder();
    };
    explicit Program(Folders folders, QObject* parent = nullptr);
    explicit Program(QObject* parent = nullptr) : Program(Folders(), parent) {}
    ~Program() override;

    /// Opens what the command line names, else the last session where that is wanted, else an empty window.
    void start(const CommandLine& commandLine);
    MainWindow* openWindow();
    [[nodiscard]] QList<MainWindow*> windows() const;
    /// Asks once for each window with unsaved work, before any is closed. False: the person wants to stay.
    bool quit();
    /// Stores them and brings them to every window at once; a new language builds the windows anew around their sessions.
    void applyPreferences(const Preferences& preferences);
    [[nodiscard]] const Preferences& preferences() const { return m_preferences; }

private:
    void adopt(MainWindow* window);
    void windowCloses(MainWindow* window);
    /// `atEnd`: waits until the disk has it.
    void saveSession(const QList<MainWindow*>& of, bool atEnd);
    void offerRecovery(MainWindow* window);
    void showRecovery(MainWindow* window, const std::shared_ptr<std::vector<AbandonedMapping>>& found);
    void recover(std::vector<AbandonedMapping> found);
    void rebuildWindows();
    void rebuild(MainWindow* window);

    Folders m_folders;
    Preferences m_preferences;
    SessionStore m_store;
    QList<QPointer<MainWindow>> m_windows;
    BackgroundRun m_lookForAbandoned;
    QTimer m_saveTimer;
    bool m_quitting = false;
};

} // namespace tensorgraft
