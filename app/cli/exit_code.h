#pragma once

namespace tensorgraft::cli {

/// What the program tells the shell; scripts rely on these numbers (DESIGN.md).
enum ExitCode : int {
    exitDone = 0,
    exitDifferences = 1, ///< the check or comparison found differences
    exitUsage = 2,       ///< the command line or a document makes no sense
    exitInput = 3,       ///< an input cannot be read or does not fit
    exitOutput = 4,      ///< the output could not be written
    exitCancelled = 130,
};

} // namespace tensorgraft::cli
