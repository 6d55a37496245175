#include "ui/window/check_panel.h"

#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace tensorgraft {

CheckPanel::CheckPanel(Session* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new DiagnosticsModel(this)), m_table(new QTableView(this)),
      m_stack(new QStackedWidget(this)), m_empty(new QLabel(this))
{
    m_model->setIconProvider(themedIcon);
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Findings of the check"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(ems(this, 1.45));
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->resizeSection(DiagnosticsModel::SeverityColumn, ems(this, 7));
    header->resizeSection(DiagnosticsModel::TargetColumn, ems(this, 16));
    header->setSectionResizeMode(DiagnosticsModel::MessageColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(DiagnosticsModel::HintColumn, QHeaderView::Stretch);

    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setFrameShape(QFrame::StyledPanel);
    m_empty->setBackgroundRole(QPalette::Base);
    m_empty->setAutoFillBackground(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0, 0);
    layout->addWidget(m_stack);

    connect(session, &Session::checkChanged, this, &CheckPanel::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid())
            emit findingActivated(m_model->diagnostic(current.row()));
    });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) { emit findingActivated(m_model->diagnostic(index.row())); });
    refresh();
}

void CheckPanel::refresh()
{
    m_model->setDiagnostics(m_session->check().diagnostics);
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    m_empty->setText(m_session->hasBoth() ? tr("The check found nothing to report.") : tr("The check runs as soon as a source and a target are open."));
}

} // namespace tensorgraft
