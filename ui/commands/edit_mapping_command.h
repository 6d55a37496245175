#pragma once

#include "model_io/mapping/mapping_document.h"

#include <QUndoCommand>
#include <cstddef>
#include <memory>

namespace tensorgraft {

class Session;

/// What one step of undo leads from and to.
struct MappingStep {
    std::shared_ptr<const MappingDocument> before, after;
    bool swapsModels = false; ///< the models change sides, too
    std::size_t bytes = 0;    ///< of `before` that `after` does not share: what it costs to be able to go back
};
/// Counts the bytes: not on the GUI thread where the documents are large.
[[nodiscard]] MappingStep makeStep(std::shared_ptr<const MappingDocument> before, std::shared_ptr<const MappingDocument> after, bool swapsModels = false);

/// One change of the mapping: the documents before and after. They share what is the same in both, so a step costs what it
/// changed, and no tensor data.
class EditMappingCommand : public QUndoCommand {
public:
    /// `isDone`: its first redo(), which QUndoStack::push() calls, changes nothing.
    EditMappingCommand(Session& session, const QString& text, MappingStep step, bool isDone = false);
    ~EditMappingCommand() override;
    void undo() override;
    void redo() override;
    [[nodiscard]] const MappingStep& step() const { return m_step; }

private:
    Session& m_session; ///< owns the stack that owns this
    MappingStep m_step;
    bool m_isDone;
};

} // namespace tensorgraft
