#pragma once

namespace tensorgraft {

/// Has the allocator join freed memory as it is freed, by the thread that frees it. glibc puts small pieces aside and joins
/// them all when any thread frees something large: after a worker had let go of a million names, that thread was the
/// window's, which stood for 0.2 s. Once, at the start of the program.
void joinFreedMemoryAtOnce();

} // namespace tensorgraft
