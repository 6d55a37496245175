#include "ui/commands/edit_mapping_command.h"

#include "ui/jobs/release_later.h"
#include "ui/session.h"

namespace tensorgraft {

EditMappingCommand::EditMappingCommand(Session& session, const QString& text, std::shared_ptr<const MappingDocument> before,
                                       std::shared_ptr<const MappingDocument> after)
    : QUndoCommand(text), m_session(session), m_before(std::move(before)), m_after(std::move(after))
{
}

EditMappingCommand::~EditMappingCommand()
{
    releaseLater(std::move(m_before));
    releaseLater(std::move(m_after));
}

void EditMappingCommand::undo() { m_session.setDocument(m_before); }

void EditMappingCommand::redo() { m_session.setDocument(m_after); }

} // namespace tensorgraft
