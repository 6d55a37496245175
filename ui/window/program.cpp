#include "ui/window/program.h"

#include "ui/jobs/job_pool.h"
#include "ui/session.h"
#include "ui/theme/spacing.h"
#include "ui/theme/translations.h"
#include "ui/window/appearance.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"

#include <QApplication>
#include <QDialog>
#include <QFileInfo>
#include <QJsonObject>
#include <QLocale>
#include <QThreadPool>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr int saveDelayMs = 2000;
constexpr int rebuildRetryMs = 500;
constexpr qsizetype mostWindows = 20; ///< of a session: a damaged file must not open hundreds

QLocale localeFor(const QString& language) { return language.isEmpty() ? QLocale::system() : QLocale(language); }

} // namespace

Program::Program(Folders folders, QObject* parent)
    : QObject(parent), m_folders(std::move(folders)), m_preferences(loadPreferences()), m_store(m_folders.sessionFile)
{
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(saveDelayMs);
    connect(&m_saveTimer, &QTimer::timeout, this, [this] { saveSession(windows(), false); });
}

Program::~Program()
{
    const auto left = windows();
    m_windows.clear();
    qDeleteAll(left);
    filePool()->waitForDone(); // small files of the windows that are gone
}

QList<MainWindow*> Program::windows() const
{
    QList<MainWindow*> open;
    for (const auto& window : m_windows)
        if (window)
            open += window;
    return open;
}

void Program::start(const CommandLine& line)
{
    if (line.names()) {
        MainWindow* window = openWindow();
        if (!line.source.isEmpty())
            window->openModel(Side::Source, line.source);
        if (!line.target.isEmpty())
            window->openModel(Side::Target, line.target);
        if (!line.mapping.isEmpty())
            window->openMapping(line.mapping);
    } else if (m_preferences.restoreSession) {
        const QJsonArray stored = m_store.load();
        for (qsizetype i = 0; i < std::min(stored.size(), mostWindows); ++i)
            openWindow()->restoreSession(stored[i].toObject());
    }
    if (m_windows.isEmpty())
        openWindow();
    offerRecovery(windows().front());
}

MainWindow* Program::openWindow()
{
    auto* window = new MainWindow;
    adopt(window);
    if (const auto others = windows(); others.size() > 1) // not exactly over the last one
        window->move(others[others.size() - 2]->pos() + QPoint(ems(window, 2), ems(window, 2)));
    window->show();
    return window;
}

void Program::adopt(MainWindow* window)
{
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->startAutosave(m_folders.recovery);
    window->applyPreferences(m_preferences);
    m_windows += window;
    connect(window, &MainWindow::newWindowRequested, this, &Program::openWindow);
    connect(window, &MainWindow::quitRequested, this, &Program::quit);
    connect(window, &MainWindow::preferencesChosen, this, &Program::applyPreferences);
    connect(window, &MainWindow::closing, this, [this, window] { windowCloses(window); });
    connect(window->session(), &Session::modelOpened, &m_saveTimer, qOverload<>(&QTimer::start));
    connect(window->session(), &Session::mappingPathChanged, &m_saveTimer, qOverload<>(&QTimer::start));
}

void Program::windowCloses(MainWindow* window)
{
    QList<MainWindow*> left = windows();
    left.removeAll(window);
    if (!m_quitting)
        saveSession(left.isEmpty() ? QList<MainWindow*>{window} : left, left.isEmpty()); // closing the last one ends the session as it was
    m_windows.removeAll(window);
}

void Program::saveSession(const QList<MainWindow*>& of, bool atEnd)
{
    m_saveTimer.stop();
    if (!m_preferences.restoreSession)
        return;
    QJsonArray states;
    for (const MainWindow* window : of)
        states.append(window->sessionState());
    if (!states.isEmpty())
        atEnd ? m_store.save(states) : m_store.saveLater(states);
}

bool Program::quit()
{
    const auto all = windows();
    for (MainWindow* window : all) {
        if (window->session()->isModified()) {
            window->raise();
            window->activateWindow();
        }
        if (!window->maybeSave())
            return false;
    }
    saveSession(all, true);
    m_quitting = true;
    for (MainWindow* window : all)
        window->closeWithoutAsking();
    m_quitting = false;
    return true;
}

void Program::offerRecovery(MainWindow* window)
{
    // In a thread: what was kept may be a mapping of a million entries.
    using Found = std::vector<AbandonedMapping>;
    m_lookForAbandoned.start(jobPool(), [folder = m_folders.recovery](const ProgressFn&) { return std::make_shared<Found>(findAbandonedMappings(folder)); },
                             [this, window = QPointer(window)](const std::shared_ptr<Found>& found) {
                                 if (window)
                                     showRecovery(window, found);
                             });
}

void Program::showRecovery(MainWindow* window, const std::shared_ptr<std::vector<AbandonedMapping>>& found)
{
    if (found->empty())
        return;
    QStringList details;
    for (const AbandonedMapping& one : *found) {
        const QString name = one.mapping.isEmpty() ? tr("a new mapping") : QFileInfo(one.mapping).fileName();
        details += tr("%1, kept at %2").arg(name, QLocale().toString(one.saved, QLocale::ShortFormat));
    }
    window->messages()->show(MessageBar::Kind::Warning, tr("TensorGraft ended unexpectedly. %n mapping(s) with unsaved changes can be recovered.", nullptr, static_cast<int>(found->size())),
                             details.join(u'\n'),
                             {{tr("&Recover"), [this, found] { recover(std::move(*found)); }},
                              {tr("&Discard"), [found] {
                                   for (AbandonedMapping& one : *found)
                                       one.remove();
                               }}});
}

void Program::recover(std::vector<AbandonedMapping> found)
{
    for (AbandonedMapping& one : found) {
        MainWindow* window = nullptr;
        for (MainWindow* open : windows()) // one that nothing would be lost in: empty, or restored with the same mapping
            if (!open->session()->isModified() && !open->session()->readJob()->isRunning() && (open->isPristine() || QString::fromStdString(open->session()->mappingPath().string()) == one.mapping)) {
                window = open;
                break;
            }
        if (!window)
            window = openWindow();
        connect(window->session(), &Session::recovered, window, [window, one = std::make_shared<AbandonedMapping>(one)] {
            window->autosaveNow([one] { one->remove(); }); // before the old file goes
        }, Qt::SingleShotConnection);
        window->session()->recover(std::move(one.document), one.mapping.toStdString(), one.source.toStdString(), one.target.toStdString());
    }
}

void Program::applyPreferences(const Preferences& preferences)
{
    const Preferences before = std::exchange(m_preferences, preferences);
    storePreferences(preferences);
    if (!preferences.restoreSession)
        m_store.clear();
    if (before.theme != preferences.theme || before.fontPercent != preferences.fontPercent)
        applyAppearance(preferences.theme, preferences.fontPercent);
    for (MainWindow* window : windows())
        window->applyPreferences(preferences);
    if (before.language != preferences.language) {
        installTranslations(localeFor(preferences.language));
        // After the signal that brought us here: its sender is one of the windows that go.
        QTimer::singleShot(0, this, &Program::rebuildWindows);
    }
}

void Program::rebuildWindows()
{
    for (MainWindow* window : windows())
        rebuild(window);
}

void Program::rebuild(MainWindow* window)
{
    // Modal dialogs work on its session: it changes its language when they are closed. The others come along.
    const auto dialogs = window->findChildren<QDialog*>();
    if (std::ranges::any_of(dialogs, [](const QDialog* dialog) { return dialog->isVisible() && dialog->isModal(); })) {
        QTimer::singleShot(rebuildRetryMs, window, [this, window] { rebuild(window); });
        return;
    }
    const QJsonObject state = window->sessionState();
    const Qt::WindowStates shown = window->windowState();
    auto* anew = new MainWindow(window->takeSession());
    adopt(anew);
    m_windows.removeAll(window);
    anew->restoreViews(state);
    anew->setWindowState(shown);
    anew->show();
    anew->continueWindows(*window);
    window->hide();
    anew->autosaveNow([window = QPointer(window)] { // the old window takes its file with it
        if (window)
            window->deleteLater();
    });
}

} // namespace tensorgraft
