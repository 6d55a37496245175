#pragma once

class QWidget;

namespace tensorgraft {

class Session;

/// Waits until the mapping of `session` is saved, in a loop of its own; a dialog over `window` says so where it takes long.
/// False where it could not be saved or the person does not want to wait: then saving goes on.
[[nodiscard]] bool waitUntilSaved(Session* session, QWidget* window);

} // namespace tensorgraft
