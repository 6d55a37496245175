#include "ui/window/mapping_panel.h"

#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/window/transform_delegate.h"

#include <QAction>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace tensorgraft {

MappingPanel::MappingPanel(Session* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new MappingTableModel(this)), m_sorted(new QSortFilterProxyModel(this)),
      m_table(new QTableView(this)), m_stack(new QStackedWidget(this)), m_empty(new QLabel(this))
{
    m_model->setIconProvider(themedIcon);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(MappingTableModel::SortRole);
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // the order of the target file
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Mapping"));
    m_table->setItemDelegateForColumn(MappingTableModel::TransformColumn, new TransformDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(ems(this, 1.45));
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(MappingTableModel::TargetColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(MappingTableModel::SourceColumn, QHeaderView::Stretch);
    header->resizeSection(MappingTableModel::TransformColumn, ems(this, 14));
    header->resizeSection(MappingTableModel::ConfidenceColumn, ems(this, 6.5));
    header->resizeSection(MappingTableModel::StateColumn, ems(this, 7));

    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::RichText);
    m_empty->setFrameShape(QFrame::StyledPanel);
    m_empty->setBackgroundRole(QPalette::Base);
    m_empty->setAutoFillBackground(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    connect(m_empty, &QLabel::linkActivated, this, &MappingPanel::autoMatchRequested);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0, 0);
    layout->addWidget(m_stack);

    auto* remove = new QAction(tr("Remove"), m_table);
    remove->setShortcuts({QKeySequence::Delete, QKeySequence(Qt::Key_Backspace)});
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(remove);
    connect(remove, &QAction::triggered, this, &MappingPanel::removeSelected);
    connect(m_table, &QWidget::customContextMenuRequested, this, &MappingPanel::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MappingPanel::selectionMoved);
    connect(m_model, &MappingTableModel::transformEdited, this, [this](int row, const QString& text) {
        const MappingRow changed = m_model->rows()[std::size_t(row)];
        m_session->setTransform(std::span(&changed, 1), text.toStdString());
    });
    connect(m_model, &MappingTableModel::transformRejected, this, [this](const QString& text, const QString& reason) { emit problem(tr("\"%1\" is not a transform: %2").arg(text, reason)); });
    connect(session, &Session::checkChanged, this, &MappingPanel::refresh);
    refresh();
}

void MappingPanel::refresh()
{
    std::vector<std::size_t> selected;
    for (const MappingRow& row : selectedRows())
        if (row.targetIndex)
            selected.push_back(*row.targetIndex);
    m_selecting = true;
    m_model->setRows(m_session->rows());
    if (m_table->selectionModel()->selectedRows().empty()) { // a reset lost it
        QItemSelection selection;
        for (const std::size_t target : selected)
            if (const auto row = m_model->rowOfTarget(target))
                selection.select(m_sorted->mapFromSource(m_model->index(*row, 0)), m_sorted->mapFromSource(m_model->index(*row, 0)));
        m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    m_selecting = false;
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    m_empty->setText(m_session->hasBoth() ? tr("Nothing is mapped yet. Drag tensors or layers from the source onto the target, or <a href=\"match\">let the matcher propose</a>.")
                                            : tr("Open a source and a target to map between them."));
}

std::vector<MappingRow> MappingPanel::selectedRows() const
{
    std::vector<MappingRow> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.push_back(m_model->rows()[std::size_t(m_sorted->mapToSource(index).row())]);
    return rows;
}

void MappingPanel::selectTarget(std::size_t target)
{
    const auto row = m_model->rowOfTarget(target);
    if (!row)
        return;
    const QModelIndex index = m_sorted->mapFromSource(m_model->index(*row, MappingTableModel::TargetColumn));
    if (m_table->currentIndex().row() == index.row() && m_table->selectionModel()->selectedRows().size() == 1)
        return;
    m_table->selectRow(index.row());
    m_table->scrollTo(index);
}

void MappingPanel::selectionMoved()
{
    std::vector<std::size_t> targets;
    for (const MappingRow& row : selectedRows())
        if (row.targetIndex)
            targets.push_back(*row.targetIndex);
    emit selectedTargetsChanged(targets);
    const QModelIndex current = m_table->currentIndex();
    if (!m_selecting && current.isValid() && m_table->selectionModel()->isRowSelected(current.row(), {}))
        emit rowActivated(m_model->rows()[std::size_t(m_sorted->mapToSource(current).row())]);
}

void MappingPanel::removeSelected()
{
    const std::vector<MappingRow> rows = selectedRows();
    m_session->removeRows(rows);
}

void MappingPanel::editTransforms()
{
    const std::vector<MappingRow> rows = selectedRows();
    if (rows.empty())
        return;
    QString text = QString::fromStdString(rows.front().transform);
    QString label = tr("Transform for %n entry(ies):", nullptr, static_cast<int>(rows.size()));
    while (true) {
        bool accepted = false;
        text = QInputDialog::getText(this, tr("Set transform"), label, QLineEdit::Normal, text, &accepted).trimmed();
        if (!accepted)
            return;
        const QString error = MappingTableModel::transformError(text);
        if (error.isEmpty())
            break;
        label = tr("That is not a transform: %1").arg(error);
    }
    m_session->setTransform(rows, text.toStdString());
}

void MappingPanel::chooseTransform()
{
    const std::vector<MappingRow> rows = selectedRows();
    if (rows.size() == 1)
        emit chooseTransformRequested(rows.front());
}

void MappingPanel::showMenu(const QPoint& at)
{
    const bool any = !m_table->selectionModel()->selectedRows().empty();
    QMenu menu(this);
    QAction* transform = menu.addAction(tr("Set transform..."), this, &MappingPanel::editTransforms);
    QAction* choose = menu.addAction(tr("Choose transform..."), this, &MappingPanel::chooseTransform);
    QAction* remove = menu.addAction(themedIcon(QStringLiteral("cancel")), tr("Remove"), QKeySequence(Qt::Key_Delete), this, &MappingPanel::removeSelected);
    menu.addSeparator();
    menu.addAction(tr("Select all"), m_table, &QTableView::selectAll);
    transform->setEnabled(any);
    choose->setEnabled(m_table->selectionModel()->selectedRows().size() == 1);
    remove->setEnabled(any);
    menu.exec(m_table->viewport()->mapToGlobal(at));
}

} // namespace tensorgraft
