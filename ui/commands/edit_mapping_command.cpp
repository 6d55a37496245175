#include "ui/commands/edit_mapping_command.h"

#include "ui/jobs/release_later.h"
#include "ui/models/document_bytes.h"
#include "ui/session.h"

namespace tensorgraft {

MappingStep makeStep(std::shared_ptr<const MappingDocument> before, std::shared_ptr<const MappingDocument> after, bool swapsModels)
{
    const std::size_t bytes = bytesNotShared(*before, *after);
    return {std::move(before), std::move(after), swapsModels, bytes};
}

EditMappingCommand::EditMappingCommand(Session& session, const QString& text, MappingStep step, bool isDone)
    : QUndoCommand(text), m_session(session), m_step(std::move(step)), m_isDone(isDone)
{
}

EditMappingCommand::~EditMappingCommand()
{
    releaseLater(std::move(m_step.before));
    releaseLater(std::move(m_step.after));
}

void EditMappingCommand::undo()
{
    if (m_step.swapsModels)
        m_session.swapModels();
    m_session.setDocument(m_step.before);
}

void EditMappingCommand::redo()
{
    if (std::exchange(m_isDone, false))
        return;
    if (m_step.swapsModels)
        m_session.swapModels();
    m_session.setDocument(m_step.after);
}

} // namespace tensorgraft
