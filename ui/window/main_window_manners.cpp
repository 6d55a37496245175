// What a desktop program does beside its main job: the overview.
#include "ui/session.h"
#include "ui/window/main_window.h"
#include "ui/window/model_pane.h"
#include "ui/window/overview_dialog.h"
#include "ui/window/tensor_tree_view.h"

namespace tensorgraft {

void MainWindow::showOverview(Side side)
{
    if (!m_session->model(side))
        side = side == Side::Source ? Side::Target : Side::Source;
    auto* dialog = findChild<OverviewDialog*>();
    if (!dialog) {
        dialog = new OverviewDialog(m_session, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &OverviewDialog::tensorActivated, this, [this](Side of, std::size_t tensor) { pane(of)->view()->revealTensor(tensor); });
    }
    dialog->showSide(side);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace tensorgraft
