#pragma once

#include "model_io/mapping/mapping_document.h"

#include <QUndoCommand>
#include <memory>

namespace tensorgraft {

class Session;

/// One change of the mapping: the documents before and after. Neighbouring steps share the document between them, so
/// a step costs one document, and no tensor data.
class EditMappingCommand : public QUndoCommand {
public:
    EditMappingCommand(Session& session, const QString& text, std::shared_ptr<const MappingDocument> before,
                       std::shared_ptr<const MappingDocument> after);
    ~EditMappingCommand() override;
    void undo() override;
    void redo() override;

private:
    Session& m_session; ///< owns the stack that owns this
    std::shared_ptr<const MappingDocument> m_before, m_after;
};

} // namespace tensorgraft
