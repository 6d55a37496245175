#include "ui/window/mapping_panel.h"

#include "ui/models/format_text.h"
#include "ui/models/row_text.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/link_label.h"
#include "ui/theme/spacing.h"
#include "ui/window/pattern_delegate.h"
#include "ui/window/table_selection.h"
#include "ui/window/transform_delegate.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace tensorgraft {
namespace {

/// Examples for "do the same for the others" that are looked at.
constexpr std::size_t mostExamples = 1000;
/// What is copied and pasted without a job.
constexpr std::size_t rowsAtOnce = 1000;
constexpr qsizetype charactersAtOnce = 100'000;

} // namespace

MappingPanel::MappingPanel(Session* session, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new MappingTableModel(this)), m_sorted(new OrderedRowsModel(m_model, [this](int column, Qt::SortOrder direction) { return m_model->orderBy(column, direction); }, this)),
      m_table(new QTableView(this)), m_stack(new QStackedWidget(this)), m_empty(new LinkLabel(this)), m_job(new JobRunner(this))
{
    m_model->setIconProvider(themedIcon);
    forgetLargeSelections(m_table, m_sorted);
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
    keepHeaderOutOfSelection(m_table);
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

    m_table->setItemDelegateForColumn(MappingTableModel::TargetColumn, new NameDelegate(session, Side::Target, m_table));
    m_table->setItemDelegateForColumn(MappingTableModel::SourceColumn, new NameDelegate(session, Side::Source, m_table));
    makeActions();
    connect(m_table, &QWidget::customContextMenuRequested, this, &MappingPanel::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MappingPanel::selectionMoved);
    connect(m_model, &MappingTableModel::transformEdited, this, [this](int row, const QString& text) {
        const MappingRow changed = m_model->rows()[std::size_t(row)];
        m_session->setTransform(std::span(&changed, 1), text.toStdString());
    });
    connect(m_model, &MappingTableModel::namesEdited, this, [this](int row, const std::string& target, const std::vector<std::string>& source) {
        const MappingRow changed = m_model->rows()[std::size_t(row)];
        m_session->change(changed.target == target ? tr("Source of %1").arg(toQString(target)) : tr("Target %1").arg(toQString(target)),
                          [changed, target, source](const MappingDocument& document) { return withRowNames(document, changed, target, source); });
    });
    // Queued: the editor closes before its row goes.
    connect(m_model, &MappingTableModel::entryTyped, this, [this](const MappingEntry& entry) {
        m_model->setNewRowShown(false);
        m_session->change(tr("Map %1").arg(toQString(entry.target)), [entry](const MappingDocument& document) { return withEntries(document, std::span(&entry, 1)); });
    }, Qt::QueuedConnection);
    connect(session, &Session::checkChanged, this, &MappingPanel::refresh);
    refresh();
}

void MappingPanel::refresh()
{
    const auto take = [this, rows = m_session->sharedRows(), links = m_session->sharedLinks(), before = m_session->rowsBefore(), change = m_session->rowsChange()] {
        const std::vector<std::size_t> selected = selectedTargets();
        m_selecting = true;
        m_model->setSharedRows(rows, before, change, links);
        if (!selected.empty() && !m_table->selectionModel()->hasSelection()) // a reset lost it
            m_table->selectionModel()->select(selectionOf(selected), QItemSelectionModel::ClearAndSelect);
        m_selecting = false;
        m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0); // also where a row is being typed
    };
    if (m_model->keepsTargets(m_session->rowsBefore(), m_session->rowsChange()))
        take();
    else
        m_sorted->replace(take, [rows = m_session->sharedRows()](int column, Qt::SortOrder direction) { return MappingTableModel::orderOf(rows, column, direction); });
    m_empty->setText(m_session->hasBoth() ? tr("Nothing is mapped yet. Drag tensors or layers from the source onto the target, or <a href=\"match\">let the matcher propose</a>. Insert adds a row to type.")
                                            : tr("Open a source and a target to map between them."));
}

std::vector<std::size_t> MappingPanel::selectedTargets() const
{
    const auto& rows = m_model->rows();
    std::vector<std::size_t> targets;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection()) // selectedRows() would make an index of each
        for (int row = range.top(); range.left() == 0 && row <= range.bottom(); ++row)
            if (const std::size_t at = std::size_t(m_sorted->tableRow(row)); at < rows.size() && rows[at].targetIndex)
                targets.push_back(*rows[at].targetIndex);
    return targets;
}

RowChoice MappingPanel::selectedRows() const
{
    const auto& all = m_model->sharedRows();
    std::vector<std::uint32_t> rows;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        for (int row = range.top(); range.left() == 0 && row <= range.bottom(); ++row)
            if (const int at = m_sorted->tableRow(row); at >= 0 && std::size_t(at) < all->size())
                rows.push_back(static_cast<std::uint32_t>(at));
    return {all, std::move(rows)};
}

const MappingRow* MappingPanel::rowAt(const QModelIndex& index) const
{
    const int row = m_sorted->mapToSource(index).row();
    return row >= 0 && row < static_cast<int>(m_model->rows().size()) ? &m_model->rows()[std::size_t(row)] : nullptr;
}

void MappingPanel::makeActions()
{
    const auto make = [this](const QString& text, const QList<QKeySequence>& keys, auto slot) {
        auto* action = new QAction(text, m_table);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_table->addAction(action);
        connect(action, &QAction::triggered, this, slot);
        m_rowActions += action;
        return action;
    };
    make(tr("Remove"), {QKeySequence::Delete, QKeySequence(Qt::Key_Backspace)}, &MappingPanel::removeSelected)->setIcon(themedIcon(QStringLiteral("cancel")));
    make(tr("Copy rows"), {QKeySequence::Copy}, &MappingPanel::copyRows)->setIcon(themedIcon(QStringLiteral("copy")));
    make(tr("Paste rows"), {QKeySequence::Paste}, &MappingPanel::pasteRows);
    make(tr("Do the same for the others..."), {}, [this] { emit alikeRequested(selectedRows().first(mostExamples)); });
    make(tr("Add a row"), {QKeySequence(Qt::Key_Insert)}, &MappingPanel::addRow);
}

void MappingPanel::addRow()
{
    m_stack->setCurrentIndex(1);
    m_model->setNewRowShown(true);
    const QModelIndex cell = m_sorted->mapFromSource(m_model->index(m_model->rowCount() - 1, MappingTableModel::TargetColumn));
    m_table->setFocus(Qt::OtherFocusReason);
    m_table->setCurrentIndex(cell);
    m_table->scrollTo(cell);
    m_table->edit(cell);
}

void MappingPanel::copyRows()
{
    const RowChoice rows = selectedRows();
    if (rows.empty())
        return;
    const auto copy = [](const QString& text) { QApplication::clipboard()->setText(text); };
    if (rows.size() <= rowsAtOnce)
        return copy(rowsAsJsonLines(rows));
    m_job->start<QString>(tr("Copying"), [rows](const ProgressFn&) -> Result<QString> { return rowsAsJsonLines(rows); }, [copy](Result<QString> text) {
        if (text)
            copy(*text);
    });
}

void MappingPanel::pasteRows()
{
    const QString text = QApplication::clipboard()->text();
    if (text.size() <= charactersAtOnce)
        return pasteParsed(rowsFromText(text));
    m_job->start<PastedRows>(tr("Pasting"), [text](const ProgressFn&) -> Result<PastedRows> { return rowsFromText(text); }, [this](Result<PastedRows> pasted) {
        if (pasted)
            pasteParsed(*pasted);
    });
}

void MappingPanel::pasteParsed(const PastedRows& pasted)
{
    if (!pasted.problem.isEmpty())
        return emit problem(tr("These are no rows of a mapping. %1").arg(pasted.problem));
    m_session->change(tr("Paste %n row(s)", nullptr, static_cast<int>(pasted.entries.size())), [entries = pasted.entries](const MappingDocument& document) { return withEntries(document, entries); },
                      pasted.entries.size());
}

QItemSelection MappingPanel::selectionOf(const std::vector<std::size_t>& targets) const
{
    std::vector<bool> wanted(std::size_t(m_sorted->rowCount()) + 1); // the last one ends the last range
    for (const std::size_t target : targets)
        if (const auto row = m_model->rowOfTarget(target))
            if (const int place = m_sorted->placeOf(*row); place >= 0)
                wanted[std::size_t(place)] = true;
    QItemSelection selection;
    int first = -1;
    for (int row = 0; row < static_cast<int>(wanted.size()); ++row) { // ranges: thousands of single rows would be slow
        if (wanted[std::size_t(row)] && first < 0)
            first = row;
        if (!wanted[std::size_t(row)] && first >= 0) {
            selection.append(QItemSelectionRange(m_sorted->index(first, 0), m_sorted->index(row - 1, MappingTableModel::ColumnCount - 1)));
            first = -1;
        }
    }
    return selection;
}

void MappingPanel::selectTargets(const std::vector<std::size_t>& targets)
{
    const QItemSelection selection = selectionOf(targets);
    m_selecting = true;
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (!selection.isEmpty())
        m_table->scrollTo(selection.front().topLeft());
    m_selecting = false;
}

void MappingPanel::selectTarget(std::size_t target)
{
    const auto row = m_model->rowOfTarget(target);
    if (!row)
        return;
    const QModelIndex index = m_sorted->mapFromSource(m_model->index(*row, MappingTableModel::TargetColumn));
    if (m_table->currentIndex().row() == index.row() && selectedCount(m_table) == 1)
        return;
    m_table->selectRow(index.row());
    m_table->scrollTo(index);
}

void MappingPanel::selectionMoved()
{
    emit selectedTargetsChanged(selectedTargets());
    const QModelIndex current = m_table->currentIndex();
    if (!m_selecting && current.isValid() && m_table->selectionModel()->isRowSelected(current.row(), {}))
        if (const MappingRow* row = rowAt(current))
            emit rowActivated(*row);
}

void MappingPanel::removeSelected()
{
    const RowChoice rows = selectedRows();
    if (rows.empty() && m_model->isNewRowShown())
        m_model->setNewRowShown(false);
    m_session->removeRows(rows);
}

void MappingPanel::editTransforms()
{
    const RowChoice rows = selectedRows();
    if (rows.empty())
        return;
    QString text = QString::fromStdString(rows[0].transform);
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
    const RowChoice rows = selectedRows();
    if (rows.size() == 1)
        emit chooseTransformRequested(rows[0]);
}

void MappingPanel::showMenu(const QPoint& at)
{
    const bool any = m_table->selectionModel()->hasSelection();
    QMenu menu(this);
    QAction* transform = menu.addAction(tr("Set transform..."), this, &MappingPanel::editTransforms);
    QAction* choose = menu.addAction(tr("Choose transform..."), this, &MappingPanel::chooseTransform);
    menu.addSeparator();
    menu.addActions(m_rowActions);
    menu.addSeparator();
    menu.addAction(tr("Select all"), m_table, &QTableView::selectAll);
    transform->setEnabled(any);
    choose->setEnabled(selectedCount(m_table) == 1);
    menu.exec(m_table->viewport()->mapToGlobal(at));
}

} // namespace tensorgraft
