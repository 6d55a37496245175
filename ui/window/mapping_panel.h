#pragma once

#include "ui/jobs/job_runner.h"
#include "ui/models/mapping_table_model.h"
#include "ui/models/row_text.h"

#include <QItemSelection>
#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;
class QTableView;

namespace tensorgraft {

class Session;

/// The mapping as a table: transforms are edited in place, Delete removes, a selection leads to both ends.
class MappingPanel : public QWidget {
    Q_OBJECT

public:
    explicit MappingPanel(Session* session, QWidget* parent = nullptr);

    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] MappingTableModel* model() const { return m_model; }
    void selectTarget(std::size_t target);
    /// Selects the rows of these targets without leading anywhere.
    void selectTargets(const std::vector<std::size_t>& targets);
    [[nodiscard]] RowChoice selectedRows() const;
    /// Long texts are copied and pasted by it.
    [[nodiscard]] JobRunner* job() const { return m_job; }

public slots:
    void removeSelected();
    /// Asks for one transform for all selected rows.
    void editTransforms();
    /// An empty row at the end, with its editor open.
    void addRow();
    /// The selected rows as text, one entry a line.
    void copyRows();
    void pasteRows();
    /// Asks for a choice among the transforms that fit the current row.
    void chooseTransform();

signals:
    /// The current row changed by the person.
    void rowActivated(const tensorgraft::MappingRow& row);
    void selectedTargetsChanged(const std::vector<std::size_t>& targets);
    void problem(const QString& text);
    void chooseTransformRequested(const tensorgraft::MappingRow& row);
    void autoMatchRequested();
    /// Do the same for the tensors that are like those of these rows.
    void alikeRequested(const std::vector<tensorgraft::MappingRow>& rows);

private:
    void refresh();
    void pasteParsed(const PastedRows& pasted);
    [[nodiscard]] std::vector<std::size_t> selectedTargets() const;
    /// The rows of these targets, as ranges.
    [[nodiscard]] QItemSelection selectionOf(const std::vector<std::size_t>& targets) const;
    void showMenu(const QPoint& at);
    void selectionMoved();
    void makeActions();
    /// Row of the mapping at this row of the table; null for the row that is being typed.
    [[nodiscard]] const MappingRow* rowAt(const QModelIndex& index) const;

    Session* m_session;
    MappingTableModel* m_model;
    OrderedRowsModel* m_sorted;
    QTableView* m_table;
    QStackedWidget* m_stack;
    QLabel* m_empty;
    JobRunner* m_job;
    QList<QAction*> m_rowActions; ///< of the context menu
    bool m_selecting = false;
};

} // namespace tensorgraft
