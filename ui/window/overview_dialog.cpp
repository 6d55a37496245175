#include "ui/window/overview_dialog.h"

#include "ui/overview/overview_page.h"
#include "ui/session.h"
#include "ui/theme/spacing.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace tensorgraft {

OverviewDialog::OverviewDialog(Session* session, QWidget* parent) : QDialog(parent, Qt::Window), m_session(session), m_tabs(new QTabWidget(this))
{
    setWindowTitle(tr("Model overview"));
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.3, 0.3);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Source and target"));
    layout->addWidget(m_tabs);
    for (const Side side : {Side::Source, Side::Target}) {
        m_pages[std::size_t(side)] = new OverviewPage(m_tabs);
        m_tabs->addTab(page(side), side == Side::Source ? tr("Source") : tr("Target"));
        connect(page(side), &OverviewPage::tensorActivated, this, [this, side](std::size_t tensor) { emit tensorActivated(side, tensor); });
    }
    connect(session, &Session::modelOpened, this, &OverviewDialog::follow);
    connect(session, &Session::modelClosed, this, &OverviewDialog::follow);
    connect(m_tabs, &QTabWidget::currentChanged, this, &OverviewDialog::follow);
    resize(ems(this, 56), ems(this, 44));
    follow();
}

void OverviewDialog::showSide(Side side)
{
    m_tabs->setCurrentWidget(page(side));
    follow();
}

void OverviewDialog::continueFrom(const OverviewDialog& other)
{
    restoreGeometry(other.saveGeometry());
    for (const Side side : {Side::Source, Side::Target})
        page(side)->continueFrom(*other.page(side));
    m_tabs->setCurrentIndex(other.m_tabs->currentIndex());
}

void OverviewDialog::follow()
{
    // The side that is not looked at is not read; a model that is closed is let go at once.
    for (const Side side : {Side::Source, Side::Target})
        if (m_tabs->currentWidget() == page(side) || m_session->model(side) == nullptr)
            page(side)->setModel(m_session->model(side));
        else if (page(side)->model() != m_session->model(side))
            page(side)->setModel(nullptr);
}

} // namespace tensorgraft
