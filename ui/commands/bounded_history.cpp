#include "ui/commands/bounded_history.h"

#include "ui/commands/edit_mapping_command.h"

#include <QSignalBlocker>
#include <QUndoStack>
#include <memory>
#include <vector>

namespace tensorgraft {

void boundHistory(QUndoStack& stack, Session& session, std::size_t limitBytes)
{
    const auto step = [&](int i) { return static_cast<const EditMappingCommand*>(stack.command(i)); };
    std::size_t bytes = 0;
    for (int i = 0; i < stack.count(); ++i)
        bytes += step(i)->step().bytes;
    if (bytes <= limitBytes || stack.count() < 2)
        return;
    int first = 0; // some more than needed, so that not every step from now on comes here
    while (first < stack.count() - 1 && bytes > limitBytes / 4 * 3)
        bytes -= step(first++)->step().bytes;
    std::vector<std::unique_ptr<EditMappingCommand>> kept;
    for (int i = first; i < stack.count(); ++i)
        kept.push_back(std::make_unique<EditMappingCommand>(session, step(i)->text(), step(i)->step(), true));
    const int clean = stack.cleanIndex() - first;
    {
        // Nobody shall see it empty, or clean for a moment: the kept copy of unsaved work would be removed.
        const QSignalBlocker quiet(&stack);
        stack.clear();
        if (clean != 0)
            stack.resetClean();
        for (auto& command : kept) {
            stack.push(command.release());
            if (stack.index() == clean)
                stack.setClean();
        }
    }
    emit stack.indexChanged(stack.index());
}

} // namespace tensorgraft
