#include "ui/window/check_panel.h"

#include "ui/models/finding_text.h"
#include "ui/models/findings_filter_model.h"
#include "ui/models/format_text.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/row_delegate.h"
#include "ui/theme/spacing.h"
#include "ui/window/fix_pane.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tensorgraft {

CheckPanel::CheckPanel(Session* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new DiagnosticsModel(this)), m_filter(new FindingsFilterModel(m_model, this)), m_table(new QTableView(this)),
      m_fixes(new FixPane(session, this)), m_stack(new QStackedWidget(this)), m_empty(new QLabel(this))
{
    m_model->setIconProvider(themedIcon);
    m_table->setModel(m_filter);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // worst first, then in the order of the target file
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setItemDelegateForColumn(DiagnosticsModel::TargetColumn, new RowDelegate(m_table, Qt::ElideMiddle));
    m_table->setAccessibleName(tr("Findings of the check"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(ems(this, 1.45));
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->resizeSection(DiagnosticsModel::SeverityColumn, ems(this, 6));
    header->resizeSection(DiagnosticsModel::KindColumn, ems(this, 10));
    header->resizeSection(DiagnosticsModel::TargetColumn, ems(this, 11));
    header->setSectionResizeMode(DiagnosticsModel::MessageColumn, QHeaderView::Stretch);
    m_table->setColumnHidden(DiagnosticsModel::HintColumn, true); // stands beside the list

    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setFrameShape(QFrame::StyledPanel);
    m_empty->setBackgroundRole(QPalette::Base);
    m_empty->setAutoFillBackground(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto* list = new QWidget(this);
    auto* listLayout = new QVBoxLayout(list);
    setSpacing(listLayout, this, 0, 0.2);
    listLayout->addWidget(makeFilterBar());
    listLayout->addWidget(m_table, 1);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(list);
    split->addWidget(m_fixes);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({ems(this, 36), ems(this, 24)});
    split->setChildrenCollapsible(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(split);
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0, 0);
    layout->addWidget(m_stack);

    connect(session, &Session::checkChanged, this, &CheckPanel::refresh);
    connect(m_filter, &OrderedRowsModel::ordered, this, [this] {
        if (!m_refreshing)
            returnToFinding();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CheckPanel::currentMoved);
    const auto activate = [this](const QModelIndex& index) {
        if (index.isValid())
            emit findingActivated(m_filter->finding(index));
    };
    connect(m_table, &QTableView::clicked, this, activate);
    connect(m_table, &QTableView::activated, this, activate);
    refresh();
}

QWidget* CheckPanel::makeFilterBar()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    setSpacing(layout, this, 0, 0.3);
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Info}) {
        auto* button = new QToolButton(bar);
        button->setCheckable(true);
        button->setChecked(true);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIcon(themedIcon(severityIconName(severity)));
        connect(button, &QToolButton::toggled, this, [this, severity](bool on) {
            m_filter->setShown(severity, on);
            updateCounts();
        });
        m_severities[std::size_t(severity)] = button;
        layout->addWidget(button);
    }
    m_kinds = new QComboBox(bar);
    m_kinds->setAccessibleName(tr("Kind of finding"));
    m_kinds->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_refreshing)
            m_filter->setCode(m_kinds->currentData().toString());
        updateCounts();
    });
    m_nothingShown = new QLabel(bar);
    m_nothingShown->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_kinds);
    layout->addWidget(m_nothingShown);
    layout->addStretch(1);
    return bar;
}

void CheckPanel::refresh()
{
    const auto findings = m_session->sharedFindings();
    const auto digest = m_session->findingsDigest();
    m_filter->replaceFindings(findings, digest, [this, findings, digest] { take(findings, digest); });
}

void CheckPanel::take(std::shared_ptr<const std::vector<Diagnostic>> findings, std::shared_ptr<const FindingsDigest> digest)
{
    m_refreshing = true;
    const QModelIndex current = m_table->currentIndex();
    std::optional<Diagnostic> was;
    const int row = current.row();
    if (current.isValid())
        was = m_filter->finding(current);
    m_model->setShared(std::move(findings), std::move(digest));
    fillKinds();
    updateCounts();
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    m_empty->setText(!m_session->hasBoth()        ? tr("The check runs as soon as a source and a target are open.")
                     : m_session->rows().empty() ? tr("Nothing is mapped yet, so there is nothing to check.")
                                                 : tr("The check found nothing to report."));
    if (current.isValid() || !m_filter->isOrdering())
        m_before = {was, row};
    m_refreshing = false;
    returnToFinding();
}

void CheckPanel::returnToFinding()
{
    updateCounts();
    if (m_filter->isOrdering())
        return; // ordered() leads here again
    m_refreshing = true;
    // The same finding; where it was solved, the next one, so that one can go down the list.
    if (m_filter->rowCount() > 0 && !m_table->currentIndex().isValid()) {
        const int same = m_before.finding ? m_filter->rowOf(*m_before.finding, m_before.row) : 0;
        m_table->setCurrentIndex(m_filter->index(same >= 0 ? same : std::clamp(m_before.row, 0, m_filter->rowCount() - 1), DiagnosticsModel::SeverityColumn));
    }
    m_refreshing = false;
    currentMoved();
}

void CheckPanel::fillKinds()
{
    m_kinds->clear();
    m_kinds->addItem(tr("All kinds"), QString());
    for (const auto& [code, counts] : m_model->digest().byCode)
        m_kinds->addItem(tr("%1 (%2)").arg(findingTitle(code)).arg(counts[0] + counts[1] + counts[2]), toQString(code));
    const int at = m_kinds->findData(m_filter->code());
    m_kinds->setCurrentIndex(std::max(0, at));
    m_filter->setCode(m_kinds->currentData().toString()); // a kind that is gone shows all again
}

void CheckPanel::updateCounts()
{
    const FindingsDigest& digest = m_model->digest();
    const auto set = [&](Severity severity, const QString& text) { m_severities[std::size_t(severity)]->setText(text); };
    set(Severity::Error, tr("%n error(s)", nullptr, static_cast<int>(digest.count(Severity::Error))));
    set(Severity::Warning, tr("%n warning(s)", nullptr, static_cast<int>(digest.count(Severity::Warning))));
    set(Severity::Info, tr("%n note(s)", nullptr, static_cast<int>(digest.count(Severity::Info))));
    m_nothingShown->setText(m_model->rowCount() > 0 && m_filter->rowCount() == 0 && !m_filter->isOrdering() ? tr("The filters hide all findings.") : QString());
}

void CheckPanel::currentMoved()
{
    if (m_refreshing)
        return;
    const QModelIndex current = m_table->currentIndex();
    m_fixes->setFinding(current.isValid() ? std::optional(m_filter->finding(current)) : std::nullopt);
    if (current.isValid() && m_table->hasFocus())
        emit findingActivated(m_filter->finding(current));
}

} // namespace tensorgraft
