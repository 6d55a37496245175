#pragma once

class QThreadPool;

namespace tensorgraft {

/// Where the work of the window runs that takes longer than a blink. Never QThreadPool::globalInstance(): painting hands the
/// rows of large fills to that one and waits for them, so a long job there stops the whole window (measured: 45 s while
/// two skeletons of a million tensors were parsed).
[[nodiscard]] QThreadPool* jobPool();

/// Where the window's own small files are written and looked at, one after another: settings, sessions, autosaved mappings,
/// stamps of open files. They never wait for the long jobs, only for the disk.
[[nodiscard]] QThreadPool* filePool();

} // namespace tensorgraft
