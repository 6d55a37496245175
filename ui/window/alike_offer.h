#pragma once

#include "ui/jobs/job_runner.h"
#include "ui/models/drop_pairing.h"

#include <QObject>
#include <vector>

class QWidget;

namespace tensorgraft {

class MessageBar;
class Session;
struct MappingRow;

/// After a drop by hand: "do the same for the 15 alike", at once, after a look at them, or as a rule.
class AlikeOffer : public QObject {
    Q_OBJECT

public:
    AlikeOffer(Session* session, MessageBar* messages, QWidget* window);
    [[nodiscard]] JobRunner* job() const { return m_job; }

public slots:
    /// The preview for entries that are there already.
    void openFor(const std::vector<tensorgraft::MappingRow>& rows);

private:
    using Found = std::function<void(const std::vector<DropPair>& alike)>;
    void look(const std::vector<DropPair>& made, Found found);
    void offer(const std::vector<DropPair>& made);
    void openDialog(const std::vector<DropPair>& made, const std::vector<DropPair>& alike);

    Session* m_session;
    MessageBar* m_messages;
    QWidget* m_window;
    JobRunner* m_job;
};

} // namespace tensorgraft
