#pragma once

#include "ui/jobs/job_runner.h"
#include "ui/models/rules_model.h"

#include <QWidget>
#include <functional>
#include <utility>
#include <vector>

class QAction;
class QLabel;
class QMenu;
class QTableView;
class QToolButton;

namespace tensorgraft {

class Session;

/// Filters, rules and policies of the mapping, edited in place, with what each matches as it is typed. Every edit is an
/// undo step. Selecting a line tells which targets it concerns.
class RulesPanel : public QWidget {
    Q_OBJECT

public:
    explicit RulesPanel(Session* session, QWidget* parent = nullptr);

    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] RulesModel* model() const { return m_model; }
    [[nodiscard]] JobRunner* job() const { return m_job; }
    void selectPlace(RulePlace place);
    /// Goes to the empty row and opens its editor.
    void startNew(RulePlace::Part part);

signals:
    /// The targets of the line that was selected; empty where none is.
    void targetsSelected(const std::vector<std::size_t>& targets);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QMenu* makePolicies();
    void makeActions();
    void refresh();
    void computeUse();
    void selectionMoved();
    void removeSelected();
    void move(bool up);
    void entriesToRules();
    void rulesToEntries();
    void updateActions();
    [[nodiscard]] std::vector<RulePlace> selectedPlaces() const;

    Session* m_session;
    RulesModel* m_model;
    QTableView* m_table;
    JobRunner *m_job, *m_foldJob;
    QToolButton* m_policies = nullptr;
    std::vector<std::pair<QAction*, std::function<bool(const MappingPolicy&)>>> m_policyActions; ///< and whether it is what is set
    QLabel* m_note = nullptr; ///< what the last conversion did
    QAction *m_remove = nullptr, *m_up = nullptr, *m_down = nullptr, *m_fold = nullptr, *m_expand = nullptr;
    bool m_stale = true;
};

} // namespace tensorgraft
