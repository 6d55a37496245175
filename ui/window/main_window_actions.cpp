// The menus, the toolbar and when their actions may be used.
#include "ui/inspector/inspector_panel.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/message_boxes.h"
#include "ui/theme/spacing.h"
#include "ui/window/preferences.h"
#include "ui/window/check_panel.h"
#include "ui/window/dialect_exporter.h"
#include "ui/window/drop_marks.h"
#include "ui/window/link_view.h"
#include "ui/window/main_window.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/mapping_tools.h"
#include "ui/window/model_pane.h"
#include "ui/window/tensor_filter_edit.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/tree_actions.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMetaMethod>
#include <QTabWidget>
#include <QTableView>
#include <QToolBar>

namespace tensorgraft {
namespace {

QAction* make(QObject* parent, const char* icon, const QString& text, const QKeySequence& shortcut, const QString& tip = {})
{
    auto* action = new QAction(text, parent);
    if (icon)
        action->setIcon(themedIcon(QString::fromLatin1(icon)));
    action->setShortcut(shortcut);
    const QString plain = QString(text).remove(u'&');
    const QString base = tip.isEmpty() ? plain : tip;
    action->setToolTip(shortcut.isEmpty() ? base : QStringLiteral("%1 (%2)").arg(base, shortcut.toString(QKeySequence::NativeText)));
    action->setStatusTip(base);
    return action;
}

} // namespace

void MainWindow::makeActions()
{
    auto& a = m_actions;
    a.openSource = make(this, "open-source", tr("Open &source..."), QKeySequence::Open, tr("Open the model whose weights are taken"));
    a.openTarget = make(this, "open-target", tr("Open &target..."), QKeySequence(QStringLiteral("Ctrl+Shift+O")), tr("Open the model that receives weights"));
    a.openSourceFolder = make(this, nullptr, tr("Open source &folder..."), {}, tr("Open a SavedModel, or the folder of a checkpoint, as the source"));
    a.openTargetFolder = make(this, nullptr, tr("Open target f&older..."), {}, tr("Open a SavedModel, or the folder of a checkpoint, as the target"));
    a.newWindow = make(this, nullptr, tr("New w&indow"), QKeySequence(QStringLiteral("Ctrl+Shift+N")), tr("Open an empty window with a session of its own"));
    a.closeWindow = make(this, nullptr, tr("&Close window"), QKeySequence(QStringLiteral("Ctrl+W")));
    a.newMapping = make(this, nullptr, tr("&New mapping"), QKeySequence::New);
    a.openMapping = make(this, nullptr, tr("Open &mapping..."), QKeySequence(QStringLiteral("Ctrl+L")));
    a.save = make(this, "save", tr("Sa&ve mapping"), QKeySequence::Save);
    a.saveAs = make(this, nullptr, tr("Save mapping &as..."), QKeySequence(QStringLiteral("Ctrl+Shift+S")));
    a.exportMapping = make(this, "export", tr("&Export mapping..."), QKeySequence(QStringLiteral("Ctrl+E")), tr("Write every entry out as a mapping or a table (CSV)"));
    a.closeSource = make(this, nullptr, tr("Close source"), {});
    a.closeTarget = make(this, nullptr, tr("Close target"), {});
    a.swap = make(this, "swap", tr("S&wap source and target"), {});
    a.quit = make(this, nullptr, tr("&Quit"), QKeySequence(QStringLiteral("Ctrl+Q")));
    a.undo = m_session->undoStack()->createUndoAction(this, tr("&Undo"));
    a.undo->setIcon(themedIcon(QStringLiteral("undo")));
    a.undo->setShortcut(QKeySequence::Undo);
    a.redo = m_session->undoStack()->createRedoAction(this, tr("&Redo"));
    a.redo->setIcon(themedIcon(QStringLiteral("redo")));
    a.redo->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+Z")));
    a.find = make(this, "find", tr("&Find"), QKeySequence::Find, tr("Filter the tensors by name"));
    a.setTransform = make(this, nullptr, tr("Set &transform..."), QKeySequence(QStringLiteral("Ctrl+T")));
    a.removeEntry = make(this, nullptr, tr("Remove &entries"), {});
    a.autoMatch = make(this, "auto-match", tr("&Auto-match"), QKeySequence(QStringLiteral("Ctrl+R")), tr("Propose a mapping from names, shapes and order"));
    a.matchByName = make(this, nullptr, tr("Match by &name (as load_weights by_name)"), {}, tr("Pair layers of the same name and their weights in order, as Keras does; what does not fit is skipped and listed"));
    a.matchByOrder = make(this, nullptr, tr("Match by &order (topological)"), {}, tr("Pair the layers that have weights in their order, as Keras' load_weights(); their names do not matter"));
    a.importMapping = make(this, nullptr, tr("&Import..."), QKeySequence(QStringLiteral("Ctrl+I")), tr("Make a mapping of a Saver name map, slim scopes, an assignment map, a key mapping or a table"));
    a.notRestored = make(this, nullptr, tr("Not &restored..."), QKeySequence(QStringLiteral("Ctrl+Shift+R")), tr("List the tensors of the target that nothing fills, with the reason"));
    a.check = make(this, "check", tr("&Check"), QKeySequence(QStringLiteral("Ctrl+K")), tr("List everything that is wrong or uncertain"));
    a.transfer = make(this, "transfer", tr("&Transfer..."), QKeySequence(QStringLiteral("Ctrl+Return")), tr("Write the target with the new weights"));
    a.expandAll = make(this, nullptr, tr("&Expand all"), {});
    a.collapseAll = make(this, nullptr, tr("&Collapse all"), {});
    a.showInspector = make(this, nullptr, tr("&Inspector"), QKeySequence(Qt::Key_F9));
    a.showInspector->setCheckable(true);
    a.showInspector->setChecked(true);
    a.showLower = make(this, nullptr, tr("&Mapping and check"), QKeySequence(Qt::Key_F8));
    a.showLower->setCheckable(true);
    a.showLower->setChecked(true);
    a.overview = make(this, "heatmap", tr("Model &overview..."), QKeySequence(QStringLiteral("Ctrl+D")), tr("Sizes by layer and data type, NaN, infinities and norms of a whole model"));
    a.samples = make(this, nullptr, tr("Open the sample &pair"), {});
    a.about = make(this, nullptr, tr("&About TensorGraft"), {});
    a.settings = make(this, "settings", tr("&Settings..."), QKeySequence(QStringLiteral("Ctrl+,")));
    a.guide = make(this, nullptr, tr("User &guide"), QKeySequence::HelpContents, tr("How to, with pictures"));
    a.shortcuts = make(this, nullptr, tr("&Keyboard shortcuts"), QKeySequence(QStringLiteral("Ctrl+F1")), tr("All keys, to search in"));
    a.nextPane = make(this, nullptr, tr("&Next pane"), QKeySequence(Qt::Key_F6));
    a.previousPane = make(this, nullptr, tr("Pre&vious pane"), QKeySequence(QStringLiteral("Shift+F6")));

    connect(a.openSource, &QAction::triggered, this, [this] { chooseModel(Side::Source); });
    connect(a.openTarget, &QAction::triggered, this, [this] { chooseModel(Side::Target); });
    connect(a.openSourceFolder, &QAction::triggered, this, [this] { chooseFolder(Side::Source); });
    connect(a.openTargetFolder, &QAction::triggered, this, [this] { chooseFolder(Side::Target); });
    connect(a.newMapping, &QAction::triggered, this, &MainWindow::newMapping);
    connect(a.openMapping, &QAction::triggered, this, &MainWindow::chooseMapping);
    connect(a.save, &QAction::triggered, this, &MainWindow::saveMapping);
    connect(a.saveAs, &QAction::triggered, this, &MainWindow::saveMappingAs);
    connect(a.exportMapping, &QAction::triggered, this, &MainWindow::exportMapping);
    connect(a.closeSource, &QAction::triggered, this, [this] { m_session->closeModel(Side::Source); });
    connect(a.closeTarget, &QAction::triggered, this, [this] { m_session->closeModel(Side::Target); });
    connect(a.swap, &QAction::triggered, m_session, &Session::swapModels);
    connect(a.quit, &QAction::triggered, this, [this] {
        if (isSignalConnected(QMetaMethod::fromSignal(&MainWindow::quitRequested)))
            emit quitRequested();
        else
            close();
    });
    connect(a.newWindow, &QAction::triggered, this, &MainWindow::newWindowRequested);
    connect(a.closeWindow, &QAction::triggered, this, &QWidget::close);
    connect(a.settings, &QAction::triggered, this, &MainWindow::showSettings);
    connect(a.guide, &QAction::triggered, this, &MainWindow::showGuide);
    connect(a.shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(a.nextPane, &QAction::triggered, this, [this] { cyclePanes(true); });
    connect(a.previousPane, &QAction::triggered, this, [this] { cyclePanes(false); });
    connect(a.find, &QAction::triggered, this, &MainWindow::focusFilter);
    connect(a.setTransform, &QAction::triggered, m_mapping, &MappingPanel::editTransforms);
    connect(a.removeEntry, &QAction::triggered, m_mapping, &MappingPanel::removeSelected);
    connect(a.autoMatch, &QAction::triggered, m_session, &Session::autoMatch);
    connect(a.matchByName, &QAction::triggered, m_session, [this] { m_session->matchAsKeras(KerasOrder::ByName); });
    connect(a.matchByOrder, &QAction::triggered, m_session, [this] { m_session->matchAsKeras(KerasOrder::Topological); });
    connect(a.importMapping, &QAction::triggered, this, &MainWindow::importMapping);
    connect(a.notRestored, &QAction::triggered, this, &MainWindow::showNotRestored);
    connect(a.check, &QAction::triggered, this, &MainWindow::runCheck);
    connect(a.transfer, &QAction::triggered, this, &MainWindow::openTransfer);
    connect(a.expandAll, &QAction::triggered, this, [this] {
        m_sourcePane->view()->expandAll();
        m_targetPane->view()->expandAll();
    });
    connect(a.collapseAll, &QAction::triggered, this, [this] {
        m_sourcePane->view()->collapseAll();
        m_targetPane->view()->collapseAll();
    });
    connect(a.showInspector, &QAction::toggled, this, [this](bool on) { m_inspector->setVisible(on); });
    connect(a.showLower, &QAction::toggled, this, [this](bool on) { m_lower->setVisible(on); });
    connect(a.overview, &QAction::triggered, this, [this] { showOverview(m_targetPane->isAncestorOf(QApplication::focusWidget()) ? Side::Target : Side::Source); });
    connect(a.samples, &QAction::triggered, this, &MainWindow::openSamples);
    connect(a.about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::makeMenus()
{
    const auto& a = m_actions;
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(a.newWindow);
    file->addActions({a.openSource, a.openTarget, a.openSourceFolder, a.openTargetFolder});
    QMenu* recent = file->addMenu(tr("&Recent files"));
    recent->setObjectName(QStringLiteral("recentFiles"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecentMenu(recent); });
    file->addAction(a.samples);
    QMenu* snippets = file->addMenu(tr("Cop&y snippet for a target without weights"));
    snippets->setObjectName(QStringLiteral("snippets"));
    fillSnippetMenu(snippets);
    file->addSeparator();
    file->addActions({a.newMapping, a.openMapping, a.save, a.saveAs, a.exportMapping});
    file->addSeparator();
    file->addActions({a.closeSource, a.closeTarget, a.swap});
    file->addSeparator();
    file->addActions({a.closeWindow, a.quit});

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({a.undo, a.redo});
    edit->addSeparator();
    edit->addActions({m_marks->markAction(), m_marks->mapAction(), a.setTransform, a.removeEntry});
    edit->addSeparator();
    edit->addAction(a.find);
    edit->addSeparator();
    m_treeActions->fillGoMenu(edit);
    edit->addSeparator();
    edit->addAction(a.settings);

    QMenu* mapping = menuBar()->addMenu(tr("&Mapping"));
    mapping->setObjectName(QStringLiteral("mapping"));
    mapping->addActions({a.autoMatch, a.matchByName, a.matchByOrder});
    (new MappingTools(m_session, m_messages, this))->fillMenu(mapping);
    mapping->addSeparator();
    mapping->addAction(a.importMapping);
    QMenu* python = mapping->addMenu(tr("Copy as &Python"));
    python->setObjectName(QStringLiteral("copyAsPython"));
    m_exporter->fillPythonMenu(python);
    QMenu* copy = mapping->addMenu(tr("Cop&y as"));
    copy->setObjectName(QStringLiteral("copyAs"));
    m_exporter->fillCopyMenu(copy);
    QMenu* save = mapping->addMenu(tr("&Save as"));
    save->setObjectName(QStringLiteral("saveAs"));
    m_exporter->fillSaveMenu(save);
    mapping->addSeparator();
    mapping->addActions({a.check, a.notRestored});
    mapping->addSeparator();
    mapping->addAction(a.transfer);

    QMenu* view = menuBar()->addMenu(tr("&View"));
    view->setObjectName(QStringLiteral("view"));
    m_treeActions->fillViewMenu(view);
    view->addSeparator();
    view->addActions({a.expandAll, a.collapseAll});
    view->addSeparator();
    view->addActions({a.showInspector, a.showLower});
    view->addSeparator();
    view->addAction(a.overview);
    auto* compareFiles = make(this, "compare", tr("Comp&are files..."), QKeySequence(QStringLiteral("Ctrl+Shift+D")), tr("List which tensors of two files differ, the largest change first"));
    connect(compareFiles, &QAction::triggered, this, &MainWindow::compareFiles);
    view->addAction(compareFiles);
    view->addSeparator();
    QMenu* theme = view->addMenu(tr("&Theme"));
    auto* themes = new QActionGroup(theme);
    for (const auto& [value, text] : {std::pair{Theme::System, tr("As the &system")}, std::pair{Theme::Light, tr("&Light")}, std::pair{Theme::Dark, tr("&Dark")},
                                      std::pair{Theme::HighContrast, tr("&High contrast")}}) {
        QAction* action = theme->addAction(text, this, [this, value = value] {
            Preferences p = loadPreferences();
            p.theme = value;
            choosePreferences(p);
        });
        action->setCheckable(true);
        themes->addAction(action);
        connect(theme, &QMenu::aboutToShow, action, [action, value = value] { action->setChecked(storedTheme() == value); });
    }

    view->addSeparator();
    view->addActions({a.nextPane, a.previousPane});

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addActions({a.guide, a.shortcuts});
    help->addSeparator();
    help->addAction(a.samples);
    help->addSeparator();
    help->addAction(a.about);
}

void MainWindow::makeToolBar()
{
    const auto& a = m_actions;
    QToolBar* bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(textIconExtent(this), textIconExtent(this)));
    bar->addActions({a.openSource, a.openTarget});
    bar->addSeparator();
    bar->addActions({a.autoMatch, a.check, a.transfer});
    bar->addSeparator();
    bar->addAction(a.exportMapping);
    bar->addSeparator();
    bar->addActions({a.undo, a.redo});
    bar->addSeparator();
    bar->addAction(a.find);
    // Short texts on the buttons; the menus say it in full.
    a.openSource->setIconText(tr("Open source"));
    a.openTarget->setIconText(tr("Open target"));
    a.autoMatch->setIconText(tr("Auto-match"));
    a.check->setIconText(tr("Check"));
    a.transfer->setIconText(tr("Transfer..."));
    a.exportMapping->setIconText(tr("Export"));
    a.find->setIconText(tr("Find"));
    for (QAction* action : {a.undo, a.redo})
        if (auto* button = bar->widgetForAction(action))
            button->setProperty("toolButtonStyle", int(Qt::ToolButtonIconOnly));
}

void MainWindow::updateActions()
{
    const bool both = m_session->hasBoth();
    const bool source = m_session->model(Side::Source) != nullptr, target = m_session->model(Side::Target) != nullptr;
    const bool rows = !m_session->rows().empty();
    const bool selected = m_mapping->table()->selectionModel()->hasSelection();
    auto& a = m_actions;
    a.closeSource->setEnabled(source);
    a.closeTarget->setEnabled(target);
    a.swap->setEnabled(source || target);
    for (QAction* match : {a.autoMatch, a.matchByName, a.matchByOrder})
        match->setEnabled(both && !m_session->matchJob()->isRunning());
    a.notRestored->setEnabled(both);
    a.check->setEnabled(both);
    a.transfer->setEnabled(both && rows);
    a.exportMapping->setEnabled(rows);
    a.setTransform->setEnabled(selected);
    a.removeEntry->setEnabled(selected);
    a.find->setEnabled(source || target);
    a.overview->setEnabled(source || target);
    m_sourcePane->setSamplesOffered(!source && !target);
    m_targetPane->setSamplesOffered(false);
}

void MainWindow::focusFilter()
{
    const bool inTarget = m_targetPane->isAncestorOf(QApplication::focusWidget()) || !m_session->model(Side::Source);
    TensorFilterEdit* edit = pane(inTarget ? Side::Target : Side::Source)->filterEdit();
    edit->setFocus(Qt::ShortcutFocusReason);
    edit->selectAll();
}

void MainWindow::runCheck()
{
    m_session->recheck();
    m_lower->setVisible(true);
    m_lower->setCurrentWidget(m_check);
    m_check->table()->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showAbout()
{
    QMessageBox box(QMessageBox::NoIcon, tr("About TensorGraft"),
                    tr("<h3>TensorGraft %1</h3><p>Inspects neural-network weight files and grafts the weights of one model onto another.</p>"
                          "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                        .arg(QApplication::applicationVersion()),
                    QMessageBox::Ok, this);
    makePlain(box);
    box.setIconPixmap(windowIcon().pixmap(QSize(ems(this, 5), ems(this, 5)), devicePixelRatioF()));
    box.exec();
}

} // namespace tensorgraft
