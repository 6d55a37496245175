#pragma once

#include "model_io/mapping/mapping_document.h"

#include <QUndoCommand>
#include <memory>

namespace tensorgraft {

class Session;

/// The models change sides and the mapping leads the other way.
class ReverseCommand : public QUndoCommand {
public:
    ReverseCommand(Session& session, const QString& text, std::shared_ptr<const MappingDocument> before, std::shared_ptr<const MappingDocument> after);
    ~ReverseCommand() override;
    void undo() override;
    void redo() override;

private:
    Session& m_session; ///< owns the stack that owns this
    std::shared_ptr<const MappingDocument> m_before, m_after;
};

} // namespace tensorgraft
