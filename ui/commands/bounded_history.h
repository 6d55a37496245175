#pragma once

#include <cstddef>

class QUndoStack;

namespace tensorgraft {

class Session;

/// Drops the oldest steps of `stack`, all of which are EditMappingCommands and done, where together they keep more than
/// `limitBytes`; the last step always stays. QUndoStack itself only counts steps. The history view follows.
void boundHistory(QUndoStack& stack, Session& session, std::size_t limitBytes);

} // namespace tensorgraft
