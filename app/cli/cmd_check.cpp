#include "app/cli/commands.h"
#include "app/cli/model_inputs.h"
#include "app/cli/open_model.h"
#include "app/cli/output.h"
#include "app/cli/text.h"
#include "model_io/mapping/check.h"
#include "model_io/mapping/not_restored.h"
#include "model_io/mapping/outline.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace tensorgraft::cli {
namespace {

struct CheckOptions {
    std::string mapping, source, target, notRestored;
    bool json = false, strict = false;
};

int runCheck(const CheckOptions& options)
{
    const auto inputs = openMappingInputs(options.mapping, options.source, options.target, openShown);
    if (!inputs)
        return reportError(inputs.error(), options.json);
    const CheckResult result = check(inputs->document, outlineOf(*inputs->source), outlineOf(*inputs->target));
    const Outline target = outlineOf(*inputs->target);
    const std::vector<NotRestored> open = notRestored(result, target);
    if (!options.notRestored.empty() && options.notRestored != "json") { // the list alone, to copy or to pipe
        const std::string text = options.notRestored == "python" ? notRestoredAsPython(open, target) : notRestoredAsText(open, target);
        std::fwrite(text.data(), 1, text.size(), stdout);
        return result.hasErrors() ? exitDifferences : exitDone;
    }
    auto openJson = nlohmann::ordered_json::array();
    for (const NotRestored& one : open) {
        const TensorInfo& tensor = target.tensors[one.target];
        openJson.push_back({{"name", tensor.name}, {"shape", std::vector<std::int64_t>(tensor.shape.begin(), tensor.shape.end())}, {"reason", one.reason}});
    }
    if (options.notRestored == "json") {
        printJson({{"notRestored", std::move(openJson)}});
        return result.hasErrors() ? exitDifferences : exitDone;
    }
    const std::size_t errors = result.count(Severity::Error), warnings = result.count(Severity::Warning);
    const auto kept = static_cast<std::size_t>(std::count(result.targetStates.begin(), result.targetStates.end(), TargetState::Kept)
                                               + std::count(result.targetStates.begin(), result.targetStates.end(), TargetState::Excluded));
    if (options.json) {
        auto diagnostics = nlohmann::ordered_json::array();
        for (const Diagnostic& diagnostic : result.diagnostics)
            diagnostics.push_back(toJson(diagnostic));
        printJson({{"diagnostics", std::move(diagnostics)}, {"errors", errors}, {"warnings", warnings},
                   {"mapped", result.entries.size()}, {"kept", kept}, {"targets", result.targetStates.size()},
                   {"notRestored", std::move(openJson)}});
    } else {
        for (const Diagnostic& diagnostic : result.diagnostics)
            std::printf("%s\n", toLine(diagnostic).c_str());
        std::printf("%s%zu of %s mapped, %zu kept from the target, %s, %s\n", result.diagnostics.empty() ? "" : "\n",
                    result.entries.size(), counted(result.targetStates.size(), "target tensor").c_str(), kept,
                    counted(errors, "error").c_str(), counted(warnings, "warning").c_str());
    }
    return errors || (options.strict && warnings) ? exitDifferences : exitDone;
}

} // namespace

void addCheckCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("check", "Check a mapping against its two models; nothing is written");
    const auto options = std::make_shared<CheckOptions>();
    command->add_option("MAPPING", options->mapping, "Mapping document")->required();
    command->add_option("--source", options->source, "Source model, instead of the document's");
    command->add_option("--target", options->target, "Target model, instead of the document's");
    command->add_option("--not-restored", options->notRestored, "Print only the target tensors that nothing fills, with shape and reason: text, json or python (a list)")
        ->expected(0, 1)->default_str("text")->check(CLI::IsMember({"text", "json", "python"}));
    command->add_flag("--strict", options->strict, "Warnings give exit code 1 too");
    command->add_flag("--json", options->json,
                      "Print JSON: {\"diagnostics\": [{\"severity\", \"code\", \"target\", \"source\", \"message\", \"hint\"}], counts}");
    command->footer("Prints everything that is wrong or cannot be proved, not only the first. Exit code 1 where there are\n"
                    "errors; a warning says what shapes alone cannot prove and does not stop a run.\n\n"
                    "Examples:\n"
                    "  tensorgraft check mtcnn.json\n"
                    "  tensorgraft check slim.json --not-restored python\n"
                    "  tensorgraft check vgg_to_flowers.json --source epoch_17.ckpt --json\n"
                    "  tensorgraft check mapping.json --strict && tensorgraft run mapping.json -o out.h5");
    command->callback([options, &action] { action = [options] { return runCheck(*options); }; });
}

} // namespace tensorgraft::cli
