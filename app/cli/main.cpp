#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/output.h"
#include "app/cli/terminal_progress.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <string_view>

int main(int argc, char** argv)
{
    using namespace tensorgraft;
    CLI::App app("Inspects neural-network weight files and grafts the weights of one model onto another.", "tensorgraft");
    app.set_version_flag("--version", "tensorgraft " TENSORGRAFT_VERSION);
    app.require_subcommand(1);
    app.footer("`tensorgraft COMMAND --help` explains a command and gives examples.\n\n"
               "Exit codes: 0 done; 1 the check or comparison found differences; 2 wrong usage; 3 an input cannot be\n"
               "read or does not fit; 4 the output could not be written; 130 cancelled.\n\n"
               "A transfer, from proposal to file:\n"
               "  tensorgraft match source.npy target.pt -o mapping.json\n"
               "  tensorgraft check mapping.json\n"
               "  tensorgraft run mapping.json -o grafted.pt");
    cli::Action action;
    cli::addFormatsCommand(app, action);
    cli::addInspectCommand(app, action);
    cli::addShowCommand(app, action);
    cli::addDiffCommand(app, action);
    cli::addMatchCommand(app, action);
    cli::addCheckCommand(app, action);
    cli::addRunCommand(app, action);
    cli::addBatchCommand(app, action);
    cli::addConvertCommand(app, action);
    cli::addImportCommand(app, action);
    cli::addExportCommand(app, action);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) // --help, --version
            return app.exit(e);
        const bool json = std::any_of(argv, argv + argc, [](const char* a) { return std::string_view(a) == "--json"; });
        return cli::reportError(makeError(ErrorCode::Usage, e.what()).advise("`tensorgraft --help` and `tensorgraft COMMAND --help` explain the use"), json);
    }
    cli::catchStopSignals();
    const int code = action();
    // A full disk behind a redirected output shows here at the latest.
    if (std::fflush(stdout) != 0 || std::ferror(stdout))
        return cli::reportOutputError(makeError(ErrorCode::Io, "cannot write to standard output"), false);
    return code;
}
