#pragma once

namespace tensorgraft {

/// Makes the threads with which Qt's raster engine fills large areas (those of QThreadPool::globalInstance()) and keeps them.
/// Qt makes them when they are needed and lets them go after 30 s; a thread inherits the priority of the one that makes it. A
/// job that paints a picture for export would make them with its own, low one, and the window waits for them with every
/// paint from then on. Once, on the GUI thread, after the application object is there.
void makePaintingThreads();

} // namespace tensorgraft
