#include "app/cli/commands.h"
#include "app/cli/model_inputs.h"
#include "app/cli/open_model.h"
#include "app/cli/output.h"
#include "app/cli/terminal_progress.h"
#include "app/cli/text.h"
#include "app/cli/text_file.h"
#include "model_io/core/format.h"
#include "model_io/formats/registry.h"
#include "model_io/transfer/transfer.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>

namespace tensorgraft::cli {
namespace {

struct RunOptions {
    std::string mapping, source, target, output, report, format, fill;
    std::uint64_t windowMib = 256;
    bool force = false, json = false;
};

int runTransfer(const RunOptions& options)
{
    auto inputs = openMappingInputs(options.mapping, options.source, options.target, openShown);
    if (!inputs)
        return reportError(inputs.error(), options.json);
    const Plan plan = makePlan(inputs->source, inputs->target, std::move(inputs->document));
    for (const Diagnostic& diagnostic : plan.check.diagnostics)
        if (diagnostic.severity == Severity::Error) // the report of a run that succeeds has the others
            std::fprintf(stderr, "%s\n", toLine(diagnostic).c_str());
    TransferOptions transferOptions;
    transferOptions.output = options.output;
    transferOptions.exportFormat = options.format;
    transferOptions.overwrite = options.force;
    transferOptions.fillUnmapped = options.fill;
    transferOptions.windowBytes = options.windowMib << 20;
    if (options.format.empty() && plan.target->formatId() == "skeleton")
        if (const Format* format = formatForExport(options.output))
            transferOptions.exportFormat = format->info().id;
    auto report = [&] {
        TerminalProgress progress("Writing " + transferOptions.output.filename().string());
        transferOptions.progress = progress.function();
        return transfer(plan, transferOptions);
    }();
    if (!report)
        return reportTransferError(report.error(), *plan.source, *plan.target, options.output, options.json);
    const std::string json = toJson(*report);
    if (!options.report.empty())
        if (auto written = writeTextFile(options.report, json); !written)
            return reportOutputError(written.error(), options.json);
    const std::string text = options.json ? json : toText(*report);
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (text.empty() || text.back() != '\n')
        std::fputc('\n', stdout);
    return exitDone;
}

} // namespace

void addRunCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("run", "Write the target's file with the source's weights in it");
    const auto options = std::make_shared<RunOptions>();
    command->add_option("MAPPING", options->mapping, "Mapping document")->required();
    command->add_option("--source", options->source, "Source model, instead of the document's");
    command->add_option("--target", options->target, "Target model, instead of the document's");
    command->add_option("-o,--output", options->output, "File to write")->required();
    command->add_option("--report", options->report, "Write the report as JSON: every entry, its hash and proof, what was kept, warnings");
    command->add_flag("--force", options->force, "OUTPUT may exist, even be the target; it is replaced once the new file is complete and proved");
    command->add_option("--format", options->format, "Write a new file of this format instead of the target's own (ids: `tensorgraft formats`)");
    command->add_option("--fill", options->fill, "What tensors of a skeleton get that nothing fills: 'initial' (as Keras starts) or a fill, such as 'fill(zeros)'");
    command->add_option("--window", options->windowMib, "Bound of the buffers in MiB, all together")->check(CLI::Range(1, 1 << 20))->capture_default_str();
    command->add_flag("--json", options->json, "Print the report as JSON");
    command->footer("The inputs are never changed. The output appears complete and proved, or not at all; a stopped or killed\n"
                    "run leaves no torn file.\n\n"
                    "Examples:\n"
                    "  tensorgraft run mtcnn.json -o pnet_from_tf.pt\n"
                    "  tensorgraft run vgg.json --source epoch_17.h5 -o out/epoch_17.h5 --report out/epoch_17.json\n"
                    "  tensorgraft run backbone.json --target new_model.json --fill initial -o new_model.h5\n"
                    "  for f in runs/*.h5; do tensorgraft run vgg.json --source $f -o out/$(basename $f) || exit; done");
    command->callback([options, &action] { action = [options] { return runTransfer(*options); }; });
}

} // namespace tensorgraft::cli
