#pragma once

#include "ui/models/diagnostics_model.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace tensorgraft {

class Session;

/// Every finding of the check as a list; a click leads to the tensors.
class CheckPanel : public QWidget {
    Q_OBJECT

public:
    explicit CheckPanel(Session* session, QWidget* parent = nullptr);
    [[nodiscard]] QTableView* table() const { return m_table; }

signals:
    void findingActivated(const tensorgraft::Diagnostic& finding);

private:
    void refresh();

    Session* m_session;
    DiagnosticsModel* m_model;
    QTableView* m_table;
    QStackedWidget* m_stack;
    QLabel* m_empty;
};

} // namespace tensorgraft
