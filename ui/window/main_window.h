#pragma once

#include "ui/jobs/background_run.h"
#include "ui/models/drop_pairing.h"
#include "ui/models/mapping_edit.h"
#include "ui/models/side.h"

#include <QJsonObject>
#include <QMainWindow>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

class QLabel;
class QMenu;
class QSplitter;
class QTabWidget;
class QUndoView;

namespace tensorgraft {

class CheckPanel;
class DialectExporter;
class DropMarks;
class FileReminder;
class GuideWindow;
class InspectorPanel;
class JobIndicator;
class LinkView;
class MappingAutosave;
class MappingPanel;
class MessageBar;
class ModelPane;
class NotRestoredDialog;
class OverviewDialog;
class RulesPanel;
class Session;
class TensorLocator;
class TransferDialog;
class TreeActions;
struct Diagnostic;
struct Error;
struct KerasReport;
struct Preferences;

/// The window: two trees with the links between them, the inspector at the right, the mapping and its findings below.
/// It only arranges and connects; what happens is the session's business.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    /// Around a session that exists already: nothing of it is lost.
    explicit MainWindow(std::unique_ptr<Session> session, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] Session* session() const { return m_session; }
    [[nodiscard]] ModelPane* pane(Side side) const { return side == Side::Source ? m_sourcePane : m_targetPane; }
    [[nodiscard]] LinkView* links() const { return m_links; }
    [[nodiscard]] MappingPanel* mappingPanel() const { return m_mapping; }
    [[nodiscard]] RulesPanel* rulesPanel() const { return m_rules; }
    [[nodiscard]] CheckPanel* checkPanel() const { return m_check; }
    [[nodiscard]] InspectorPanel* inspector() const { return m_inspector; }
    [[nodiscard]] QTabWidget* lowerTabs() const { return m_lower; }
    [[nodiscard]] DropMarks* marks() const { return m_marks; }
    [[nodiscard]] MessageBar* messages() const { return m_messages; }
    [[nodiscard]] TreeActions* treeActions() const { return m_treeActions; }

    // What a window is to the program around it (main_window_manners.cpp).

    /// Nothing is open or being opened, and nothing was mapped.
    [[nodiscard]] bool isPristine() const;
    /// Asks about unsaved work; false: the person wants to stay.
    [[nodiscard]] bool maybeSave();
    void closeWithoutAsking();
    /// Gives the session away; the window is to be deleted.
    [[nodiscard]] std::unique_ptr<Session> takeSession();
    /// Files, mapping, expanded rows, geometry and tabs; what restoreSession() takes.
    [[nodiscard]] QJsonObject sessionState() const;
    /// Opens the files again; rows are expanded as they come. Files that are gone are named in their pane.
    void restoreSession(const QJsonObject& state);
    /// Only what concerns looks: the files are open already.
    void restoreViews(const QJsonObject& state);
    /// Shows the windows beside `before` (overview, guide, ...) beside this one, as they are there. It has taken its session.
    void continueWindows(const MainWindow& before);
    void startAutosave(const QString& folder);
    /// `then` is called once it is kept; at once where nothing is.
    void autosaveNow(std::function<void()> then = {});
    void applyPreferences(const Preferences& preferences);
    /// Files that were dropped somewhere in the window; on a side where `onto` says so.
    void openDropped(const QStringList& files, std::optional<Side> onto = {});

    void openModel(Side side, const QString& path);
    void openMapping(const QString& path);

public slots:
    void chooseModel(tensorgraft::Side side);
    /// For models that are folders: SavedModels, the folder of a checkpoint.
    void chooseFolder(tensorgraft::Side side);
    void openSamples();
    void chooseMapping();
    /// Asks for a name where there is none yet. Saving goes on in the background; the window says where it fails.
    void saveMapping();
    void saveMappingAs();
    void exportMapping();
    /// From what people have as Python, JSON or a table.
    void importMapping();
    void showNotRestored();
    /// Python that writes a skeleton of a model, to the clipboard.
    void copySnippet(int index);
    void newMapping();
    void runCheck();
    void openTransfer();
    void focusFilter();
    /// The dashboard of a side; of the one that is open where only one is.
    void showOverview(tensorgraft::Side side);
    /// Another comparison of two files.
    void compareFiles();
    void showSettings();
    void showShortcuts();
    void showGuide();
    /// Moves the keyboard to the next (or previous) part of the window.
    void cyclePanes(bool forward);

signals:
    void newWindowRequested();
    void quitRequested();
    void preferencesChosen(const tensorgraft::Preferences& preferences);
    /// The person has agreed; the window closes after this.
    void closing();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeActions();
    void makeMenus();
    void makeToolBar();
    void connectSession();
    void connectViews();
    void connectMappingFiles();
    void updateActions();
    void updateStatus();
    void updateTitle();
    void revealRow(const MappingRow& row);
    void revealFinding(const Diagnostic& finding);
    void revealTensors(std::optional<std::size_t> source, std::optional<std::size_t> target);
    void inspectCurrent(Side side);
    void rememberRecent(const QString& path);
    void offerRecent();
    void fillRecentMenu(QMenu* menu);
    void fillSnippetMenu(QMenu* menu);
    void showKerasReport(const KerasReport& report);
    void restoreLayout();
    void saveLayout() const;
    void showAbout();
    void makeManners();
    [[nodiscard]] OverviewDialog* makeOverview();
    [[nodiscard]] GuideWindow* makeGuide();
    [[nodiscard]] NotRestoredDialog* makeNotRestored();
    /// Through the program where there is one, else for this window.
    void choosePreferences(const Preferences& preferences);
    /// False: the person gave no name.
    bool startSaving(bool asksForName);
    void planDropped(const QStringList& files, const std::vector<bool>& isMapping, std::optional<Side> onto);

    Session* m_session;
    ModelPane *m_sourcePane, *m_targetPane;
    LinkView* m_links;
    InspectorPanel* m_inspector;
    MappingPanel* m_mapping;
    CheckPanel* m_check;
    RulesPanel* m_rules;
    QUndoView* m_history;
    QTabWidget* m_lower;
    QSplitter *m_trees, *m_upper, *m_whole;
    MessageBar* m_messages;
    BackgroundRun m_dropped; ///< looks what the dropped files are
    DropMarks* m_marks;
    DialectExporter* m_exporter;
    QLabel *m_coverage, *m_hint;
    JobIndicator* m_jobs;
    TreeActions* m_treeActions;
    TensorLocator* m_locator = nullptr;
    bool m_revealing = false;
    MappingAutosave* m_autosave = nullptr;
    FileReminder* m_reminder = nullptr;
    QJsonObject m_treesToRestore[2]; ///< rows to expand once a model is open
    bool m_closeAsks = true;

    struct {
        QAction *openSource, *openTarget, *openSourceFolder, *openTargetFolder, *newWindow, *closeWindow, *openMapping, *newMapping, *save, *saveAs, *exportMapping, *closeSource, *closeTarget, *swap, *quit;
        QAction *undo, *redo, *find, *removeEntry, *setTransform;
        QAction *autoMatch, *matchByName, *matchByOrder, *importMapping, *notRestored, *check, *transfer;
        QAction *expandAll, *collapseAll, *showInspector, *showLower, *overview;
        QAction *samples, *about, *settings, *guide, *shortcuts, *nextPane, *previousPane;
    } m_actions{};
};

} // namespace tensorgraft
