#pragma once

#include "ui/models/side.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <optional>

namespace tensorgraft {

class InspectorPanel;
class MappingPanel;
class ModelPane;
class Session;

/// Keeps the inspector's comparison on the entry that the person looks at: the current row of the mapping, or the
/// tensor that is current in a tree. Follows the mapping where it changes.
class CompareFollower : public QObject {
    Q_OBJECT
public:
    CompareFollower(Session* session, ModelPane* source, ModelPane* target, MappingPanel* mapping, InspectorPanel* inspector, QObject* parent);

    void showTarget(std::optional<std::size_t> target);

private:
    void treeMoved(Side side, ModelPane* pane);
    void refresh();

    Session* m_session;
    MappingPanel* m_mapping;
    InspectorPanel* m_inspector;
    std::optional<std::size_t> m_target;
    QString m_shown; ///< what is compared, as text; the same again is not read again
    QTimer m_later;  ///< one click moves several selections; the last one counts
};

} // namespace tensorgraft
