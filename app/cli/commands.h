#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace tensorgraft::cli {

/// What the chosen command will do once the whole line is parsed; gives the exit code.
using Action = std::function<int()>;

// Each adds one command to `app`; choosing it sets `action`.
void addFormatsCommand(CLI::App& app, Action& action);
void addInspectCommand(CLI::App& app, Action& action);
void addShowCommand(CLI::App& app, Action& action);
void addDiffCommand(CLI::App& app, Action& action);
void addMatchCommand(CLI::App& app, Action& action);
void addCheckCommand(CLI::App& app, Action& action);
void addRunCommand(CLI::App& app, Action& action);
void addBatchCommand(CLI::App& app, Action& action);
void addConvertCommand(CLI::App& app, Action& action);
void addImportCommand(CLI::App& app, Action& action);
void addExportCommand(CLI::App& app, Action& action);

} // namespace tensorgraft::cli
