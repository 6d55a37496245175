#pragma once

#include "ui/models/diagnostics_model.h"

#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace tensorgraft {

class FindingsFilterModel;
class FixPane;
class Session;

/// Every finding of the check as a list, by severity and kind; a click leads to the tensors, and beside the list stands
/// what can be done about it.
class CheckPanel : public QWidget {
    Q_OBJECT

public:
    explicit CheckPanel(Session* session, QWidget* parent = nullptr);
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] FixPane* fixes() const { return m_fixes; }
    [[nodiscard]] QComboBox* kindBox() const { return m_kinds; }

signals:
    void findingActivated(const tensorgraft::Diagnostic& finding);

private:
    QWidget* makeFilterBar();
    void refresh();
    void take(std::shared_ptr<const std::vector<Diagnostic>> findings, std::shared_ptr<const FindingsDigest> digest);
    void returnToFinding();
    void fillKinds();
    void currentMoved();
    void updateCounts();

    Session* m_session;
    DiagnosticsModel* m_model;
    FindingsFilterModel* m_filter;
    QTableView* m_table;
    FixPane* m_fixes;
    QStackedWidget* m_stack;
    QLabel *m_empty, *m_nothingShown;
    QToolButton* m_severities[3] = {};
    QComboBox* m_kinds = nullptr;
    struct {
        std::optional<Diagnostic> finding;
        int row = 0;
    } m_before; ///< what was current before the findings were others
    bool m_refreshing = false;
};

} // namespace tensorgraft
