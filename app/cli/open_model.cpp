#include "app/cli/open_model.h"

#include "app/cli/terminal_progress.h"
#include "app/cli/text.h"
#include "model_io/formats/registry.h"

namespace tensorgraft::cli {
namespace {

std::string words(const OpenState& state)
{
    const auto of = [&](std::string (*text)(std::uint64_t)) {
        return text(state.done) + (state.total ? " of " + text(state.total) : std::string());
    };
    switch (state.step) {
    case OpenStep::Reading: return "reading " + of(formatBytes);
    case OpenStep::Parsing: return "parsing " + of(formatBytes);
    case OpenStep::Walking: return of(formatCount) + " objects";
    case OpenStep::Listing:
    case OpenStep::Arranging: return "listing " + of(formatCount);
    }
    return {};
}

} // namespace

Result<std::shared_ptr<const ModelFile>> openShown(const std::filesystem::path& path)
{
    TerminalLine line;
    const std::string what = "Opening " + printable(path.filename().string());
    return openModel(path, OpenProgress([&](const OpenState& state) {
        if (stopRequested())
            return false;
        if (line.isDue())
            line.paint(what + (state.share > 0 ? "  " + std::to_string(static_cast<int>(100 * state.share)) + " %  " : "  ") + words(state));
        return true;
    }));
}

} // namespace tensorgraft::cli
