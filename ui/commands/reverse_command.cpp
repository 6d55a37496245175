#include "ui/commands/reverse_command.h"

#include "ui/jobs/release_later.h"
#include "ui/session.h"

namespace tensorgraft {

ReverseCommand::ReverseCommand(Session& session, const QString& text, std::shared_ptr<const MappingDocument> before,
                               std::shared_ptr<const MappingDocument> after)
    : QUndoCommand(text), m_session(session), m_before(std::move(before)), m_after(std::move(after))
{
}

ReverseCommand::~ReverseCommand()
{
    releaseLater(std::move(m_before));
    releaseLater(std::move(m_after));
}

void ReverseCommand::undo()
{
    m_session.swapModels();
    m_session.setDocument(m_before);
}

void ReverseCommand::redo()
{
    m_session.swapModels();
    m_session.setDocument(m_after);
}

} // namespace tensorgraft
