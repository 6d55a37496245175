#pragma once

#include "ui/models/side.h"

#include <QObject>

namespace tensorgraft {

class FileWatch;
class Session;

/// Says when a file of the session is no longer what was opened: models on both sides and the mapping.
class FileReminder : public QObject {
    Q_OBJECT

public:
    explicit FileReminder(Session* session, QObject* parent = nullptr);
    /// Looks now; where the system tells nothing by itself.
    void look();

signals:
    void modelOutdated(tensorgraft::Side side, const QString& file, bool isGone);
    void mappingOutdated(const QString& file, bool isGone);

private:
    void follow(Side side);

    Session* m_session;
    FileWatch *m_models[2], *m_mapping;
};

} // namespace tensorgraft
