#pragma once

#include "model_io/transfer/transfer.h"

#include <QString>
#include <filesystem>

namespace tensorgraft {

/// `text` as one word of a POSIX shell.
[[nodiscard]] QString shellQuoted(const QString& text);

/// The command line that does what a transfer of the window does: "tensorgraft run MAPPING --source S --target T -o OUT".
/// `options`: output, format, fill and overwriting are said; what has its default is not.
[[nodiscard]] QString runCommand(const std::filesystem::path& mapping, const std::filesystem::path& source, const std::filesystem::path& target,
                                 const TransferOptions& options);

} // namespace tensorgraft
