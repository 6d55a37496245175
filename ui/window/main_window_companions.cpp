// The windows beside the main one, which stay open while it is worked in: overview, guide, what is not restored, comparison.
#include "ui/session.h"
#include "ui/window/compare_files_dialog.h"
#include "ui/window/guide_files.h"
#include "ui/window/guide_window.h"
#include "ui/window/main_window.h"
#include "ui/window/model_pane.h"
#include "ui/window/not_restored_dialog.h"
#include "ui/window/overview_dialog.h"
#include "ui/window/preferences.h"
#include "ui/window/tensor_tree_view.h"

#include <QLocale>

namespace tensorgraft {
namespace {

void showInFront(QWidget* window)
{
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace

OverviewDialog* MainWindow::makeOverview()
{
    auto* dialog = new OverviewDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &OverviewDialog::tensorActivated, this, [this](Side of, std::size_t tensor) { pane(of)->view()->revealTensor(tensor); });
    return dialog;
}

GuideWindow* MainWindow::makeGuide()
{
    const QString chosen = loadPreferences().language;
    auto* guide = new GuideWindow(findDocs(), chosen.isEmpty() ? QLocale::system().name() : chosen, this);
    guide->setAttribute(Qt::WA_DeleteOnClose);
    return guide;
}

NotRestoredDialog* MainWindow::makeNotRestored()
{
    auto* dialog = new NotRestoredDialog(m_session, m_exporter, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NotRestoredDialog::tensorActivated, this, [this](std::size_t target) { m_targetPane->view()->revealTensor(target); });
    return dialog;
}

void MainWindow::showOverview(Side side)
{
    if (!m_session->model(side))
        side = side == Side::Source ? Side::Target : Side::Source;
    auto* dialog = findChild<OverviewDialog*>();
    if (!dialog)
        dialog = makeOverview();
    dialog->showSide(side);
    showInFront(dialog);
}

void MainWindow::showGuide()
{
    auto* open = findChild<GuideWindow*>();
    showInFront(open ? open : makeGuide());
}

void MainWindow::showNotRestored()
{
    auto* open = findChild<NotRestoredDialog*>();
    showInFront(open ? open : makeNotRestored());
}

void MainWindow::compareFiles()
{
    (new CompareFilesDialog(m_session, this))->show();
}

void MainWindow::continueWindows(const MainWindow& before)
{
    const auto follow = [&](auto* old, auto make) {
        if (!old || !old->isVisible())
            return;
        auto* dialog = make();
        dialog->continueFrom(*old);
        dialog->show();
    };
    follow(before.findChild<OverviewDialog*>(), [this] { return makeOverview(); });
    follow(before.findChild<GuideWindow*>(), [this] { return makeGuide(); });
    follow(before.findChild<NotRestoredDialog*>(), [this] { return makeNotRestored(); });
    for (auto* old : before.findChildren<CompareFilesDialog*>())
        if (old->isVisible())
            (new CompareFilesDialog(*old, m_session, this))->show();
}

} // namespace tensorgraft
