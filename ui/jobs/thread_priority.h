#pragma once

namespace tensorgraft {

/// The calling thread gives way to the window whenever both want a processor; what it starts from here on inherits that.
/// For threads of pools, as the first thing of a job; called again it does nothing. It cannot be taken back: without rights
/// a thread only goes down.
void giveWayToWindow();

} // namespace tensorgraft
