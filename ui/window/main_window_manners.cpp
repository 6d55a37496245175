// What a desktop program does beside its main job: sessions, settings, help, drops.
#include "ui/inspector/inspector_panel.h"
#include "ui/jobs/job_pool.h"
#include "ui/session.h"
#include "ui/theme/palette.h"
#include "ui/window/appearance.h"
#include "ui/window/check_panel.h"
#include "ui/window/dropped_files.h"
#include "ui/window/file_reminder.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_autosave.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/preferences.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcut_sheet.h"
#include "ui/window/tensor_filter_edit.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/tree_state.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMetaMethod>
#include <QMimeData>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>

namespace tensorgraft {
namespace {

QString toText(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }
QString base64(const QByteArray& bytes) { return QString::fromLatin1(bytes.toBase64()); }
QByteArray fromBase64(const QJsonValue& value) { return QByteArray::fromBase64(value.toString().toLatin1()); }

const QString pathKeys[] = {QStringLiteral("source"), QStringLiteral("target")};
const QString treeKeys[] = {QStringLiteral("sourceTree"), QStringLiteral("targetTree")};
const QString filterKeys[] = {QStringLiteral("sourceFilter"), QStringLiteral("targetFilter")};

} // namespace

void MainWindow::makeManners()
{
    m_reminder = new FileReminder(m_session, this);
    connect(m_reminder, &FileReminder::modelOutdated, this, [this](Side side, const QString& file, bool isGone) {
        const QString name = QFileInfo(file).fileName();
        MessageBar* bar = pane(side)->messages();
        const MessageBar::Action keep{tr("&Keep what is shown"), [] {}};
        const MessageBar::Action reload{tr("&Reload"), [this, side] {
            if (!m_session->model(side))
                return;
            m_treesToRestore[std::size_t(side)] = treeState(*pane(side)->view());
            openModel(side, toText(m_session->model(side)->path()));
        }};
        if (isGone)
            bar->show(MessageBar::Kind::Warning, tr("%1 is gone from the disk.").arg(name), tr("Its names and shapes are still shown; values may not be readable any more."), {reload, keep});
        else
            bar->show(MessageBar::Kind::Warning, tr("%1 has changed on the disk.").arg(name), tr("What is shown was read before."), {reload, keep});
    });
    connect(m_reminder, &FileReminder::mappingOutdated, this, [this](const QString& file, bool isGone) {
        const QString name = QFileInfo(file).fileName();
        if (isGone)
            m_messages->show(MessageBar::Kind::Warning, tr("The mapping %1 is gone from the disk.").arg(name), tr("Save it again to keep it."), {{tr("&Save"), [this] { saveMapping(); }}});
        else
            m_messages->show(MessageBar::Kind::Warning, tr("The mapping %1 was changed by another program.").arg(name), {},
                             {{tr("&Reload"), [this, file] { openMapping(file); }}, {tr("&Keep what is shown"), [] {}}});
    });
    connect(m_session, &Session::modelOpened, this, [this](Side side) {
        if (const QJsonObject state = std::exchange(m_treesToRestore[std::size_t(side)], {}); !state.isEmpty())
            restoreTreeState(*pane(side)->view(), state);
    });
    offerRecent();
    for (const Side side : {Side::Source, Side::Target})
        connect(pane(side), &ModelPane::recentRequested, this, [this, side](const QString& file) { openModel(side, file); });
    for (const Side side : {Side::Source, Side::Target})
        connect(pane(side), &ModelPane::filesDropped, this, [this, side](const QStringList& files) { openDropped(files, side); });
}

bool MainWindow::isPristine() const
{
    for (const Side side : {Side::Source, Side::Target})
        if (m_session->model(side) || m_session->openJob(side)->isRunning())
            return false;
    return !m_session->readJob()->isRunning() && m_session->mappingPath().empty() && m_session->document() == MappingDocument();
}

void MainWindow::closeWithoutAsking()
{
    m_closeAsks = false;
    close();
}

std::unique_ptr<Session> MainWindow::takeSession()
{
    m_session->disconnect(this);
    m_session->setParent(nullptr);
    return std::unique_ptr<Session>(m_session);
}

QJsonObject MainWindow::sessionState() const
{
    QJsonObject state{{QStringLiteral("geometry"), base64(saveGeometry())},
                      {QStringLiteral("upper"), base64(m_upper->saveState())},
                      {QStringLiteral("whole"), base64(m_whole->saveState())},
                      {QStringLiteral("trees"), base64(m_trees->saveState())},
                      {QStringLiteral("inspectorShown"), m_actions.showInspector->isChecked()},
                      {QStringLiteral("lowerShown"), m_actions.showLower->isChecked()},
                      {QStringLiteral("lowerTab"), m_lower->currentIndex()},
                      {QStringLiteral("mapping"), toText(m_session->mappingPath())}};
    if (const auto* tabs = m_inspector->findChild<QTabWidget*>(QStringLiteral("inspectorTabs")); tabs && tabs->currentWidget())
        state.insert(QStringLiteral("inspectorTab"), tabs->currentWidget()->objectName());
    for (const Side side : {Side::Source, Side::Target}) {
        const auto s = std::size_t(side);
        if (!m_session->model(side))
            continue;
        state.insert(pathKeys[s], toText(m_session->model(side)->path()));
        state.insert(treeKeys[s], treeState(*pane(side)->view()));
        state.insert(filterKeys[s], pane(side)->filterEdit()->text());
    }
    return state;
}

void MainWindow::restoreSession(const QJsonObject& state)
{
    for (const Side side : {Side::Source, Side::Target}) {
        const auto s = std::size_t(side);
        const QString path = state[pathKeys[s]].toString();
        if (path.isEmpty())
            continue;
        m_treesToRestore[s] = state[treeKeys[s]].toObject();
        openModel(side, path);
    }
    if (const QString mapping = state[QStringLiteral("mapping")].toString(); !mapping.isEmpty() && QFileInfo::exists(mapping))
        openMapping(mapping);
    restoreViews(state);
}

void MainWindow::restoreViews(const QJsonObject& state)
{
    restoreGeometry(fromBase64(state[QStringLiteral("geometry")]));
    m_upper->restoreState(fromBase64(state[QStringLiteral("upper")]));
    m_whole->restoreState(fromBase64(state[QStringLiteral("whole")]));
    m_trees->restoreState(fromBase64(state[QStringLiteral("trees")]));
    m_actions.showInspector->setChecked(state[QStringLiteral("inspectorShown")].toBool(true));
    m_actions.showLower->setChecked(state[QStringLiteral("lowerShown")].toBool(true));
    if (const int tab = state[QStringLiteral("lowerTab")].toInt(); tab < m_lower->count())
        m_lower->setCurrentIndex(tab);
    for (const Side side : {Side::Source, Side::Target}) {
        const auto s = std::size_t(side);
        if (m_session->model(side) && m_treesToRestore[s].isEmpty())
            restoreTreeState(*pane(side)->view(), state[treeKeys[s]].toObject());
        pane(side)->filterEdit()->setText(state[filterKeys[s]].toString());
    }
    if (auto* tabs = m_inspector->findChild<QTabWidget*>(QStringLiteral("inspectorTabs")))
        if (auto* page = tabs->findChild<QWidget*>(state[QStringLiteral("inspectorTab")].toString()); page && tabs->indexOf(page) >= 0)
            tabs->setCurrentWidget(page);
}

void MainWindow::startAutosave(const QString& folder)
{
    m_autosave = new MappingAutosave(m_session, folder, this);
}

void MainWindow::autosaveNow(std::function<void()> then)
{
    if (m_autosave)
        m_autosave->writeNow(std::move(then));
    else if (then)
        then();
}

void MainWindow::applyPreferences(const Preferences& preferences)
{
    if (m_autosave)
        m_autosave->setDelaySeconds(preferences.autosaveSeconds);
}

void MainWindow::choosePreferences(const Preferences& preferences)
{
    if (isSignalConnected(QMetaMethod::fromSignal(&MainWindow::preferencesChosen))) {
        emit preferencesChosen(preferences);
        return;
    }
    storePreferences(preferences);
    applyAppearance(preferences.theme, preferences.fontPercent);
    applyPreferences(preferences);
}

void MainWindow::showSettings()
{
    auto* dialog = new SettingsDialog(loadPreferences(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::applied, this, &MainWindow::choosePreferences);
    dialog->open();
}

void MainWindow::showShortcuts()
{
    auto* dialog = new ShortcutSheet(shortcutLines(menuBar()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::cyclePanes(bool forward)
{
    // In reading order; what is hidden is passed over.
    QList<QWidget*> stops;
    for (const Side side : {Side::Source, Side::Target})
        stops += m_session->model(side) ? static_cast<QWidget*>(pane(side)->view()) : pane(side)->openButton();
    if (m_inspector->isVisible())
        stops += m_inspector->findChild<QTabWidget*>(QStringLiteral("inspectorTabs"));
    if (m_lower->isVisible())
        stops += m_lower;
    const QWidget* focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < stops.size(); ++i) {
        const QWidget* part = i < 2 ? pane(i == 0 ? Side::Source : Side::Target) : stops[i];
        if (focus && (part == focus || part->isAncestorOf(focus)))
            at = i;
    }
    const qsizetype next = at < 0 ? (forward ? 0 : stops.size() - 1) : (at + (forward ? 1 : stops.size() - 1)) % stops.size();
    QWidget* to = stops[next];
    if (auto* tabs = qobject_cast<QTabWidget*>(to)) {
        QWidget* page = tabs->currentWidget();
        to = page ? page->nextInFocusChain() : to;
        while (page && to != page && !(page->isAncestorOf(to) && to->isVisible() && to->isEnabled() && (to->focusPolicy() & Qt::TabFocus) != 0))
            to = to->nextInFocusChain();
        if (to == page)
            to = tabs;
    }
    to->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow() && m_reminder)
        m_reminder->look();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QStringList files = localFiles(event->mimeData());
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    openDropped(files);
}

void MainWindow::openDropped(const QStringList& files, std::optional<Side> onto)
{
    // Whether a .json file is a mapping is in the file, and files are not read here.
    m_dropped.start(jobPool(), [files](const ProgressFn&) {
        std::vector<bool> isMapping;
        for (const QString& file : files)
            isMapping.push_back(file.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive) && loadMapping(file.toStdString()).has_value());
        return isMapping;
    }, [this, files, onto](const std::vector<bool>& isMapping) { planDropped(files, isMapping, onto); });
}

void MainWindow::planDropped(const QStringList& files, const std::vector<bool>& isMapping, std::optional<Side> onto)
{
    const auto taken = [this](Side side) { return m_session->model(side) != nullptr || m_session->openJob(side)->isRunning(); };
    const DropPlan plan = planDrop(files, isMapping, onto, taken(Side::Source), taken(Side::Target));
    if (plan.tooMany) {
        m_messages->show(MessageBar::Kind::Information, tr("That is too much at once."), tr("Drop one model, or two: the source first. A mapping may come with them."));
        return;
    }
    if (!plan.source.isEmpty())
        openModel(Side::Source, plan.source);
    if (!plan.target.isEmpty())
        openModel(Side::Target, plan.target);
    if (!plan.mapping.isEmpty())
        openMapping(plan.mapping);
    if (!plan.undecided.isEmpty())
        m_messages->show(MessageBar::Kind::Information, tr("Which side is %1 for?").arg(QFileInfo(plan.undecided).fileName()), {},
                         {{tr("Open as source"), [this, path = plan.undecided] { openModel(Side::Source, path); }},
                          {tr("Open as target"), [this, path = plan.undecided] { openModel(Side::Target, path); }}});
}

} // namespace tensorgraft
