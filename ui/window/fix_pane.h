#pragma once

#include "model_io/mapping/fixes.h"
#include "ui/jobs/job_runner.h"

#include <QFrame>
#include <optional>
#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;

namespace tensorgraft {

class FlowLayout;
class Session;

/// One finding in full, and what can be done about it as buttons; each is one undo step, for this finding or for all of
/// its kind.
class FixPane : public QFrame {
    Q_OBJECT

public:
    explicit FixPane(Session* session, QWidget* parent = nullptr);

    void setFinding(const std::optional<Diagnostic>& finding);
    [[nodiscard]] const std::vector<QPushButton*>& buttons() const { return m_buttons; }
    [[nodiscard]] QCheckBox* allBox() const { return m_all; }
    [[nodiscard]] JobRunner* job() const { return m_job; }

private:
    void showFixes(const std::vector<Fix>& fixes);
    void apply(const Fix& fix);

    Session* m_session;
    JobRunner* m_job;
    std::optional<Diagnostic> m_finding;
    QLabel *m_title, *m_message, *m_hint;
    QWidget* m_actions;
    QCheckBox* m_all;
    FlowLayout* m_flow;
    std::vector<QPushButton*> m_buttons;
};

} // namespace tensorgraft
