#include "app/cli/commands.h"
#include "app/cli/model_inputs.h"
#include "app/cli/open_model.h"
#include "app/cli/output.h"
#include "app/cli/terminal_progress.h"
#include "app/cli/text.h"
#include "model_io/core/format.h"
#include "model_io/formats/registry.h"
#include "model_io/transfer/transfer.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>
#include <optional>

namespace tensorgraft::cli {
namespace {

struct ConvertOptions {
    std::string input, output, format, dtype;
    std::uint64_t windowMib = 256;
    bool force = false, json = false;
};

/// Every floating tensor onto itself, cast to `type`; the others are kept as they are.
MappingDocument castEverything(const ModelFile& model, DType type)
{
    MappingDocument document;
    document.policy.dtype = DTypePolicy::Source; // the cast decides
    for (const TensorInfo& tensor : model.tensors())
        if (isFloating(tensor.dtype) && tensor.dtype != type) {
            MappingEntry entry;
            entry.target = tensor.name;
            entry.source = {tensor.name};
            entry.transform = "cast(" + std::string(dtypeName(type)) + ")";
            document.entries.push_back(std::move(entry));
        }
    return document;
}

int convert(const ConvertOptions& options)
{
    std::optional<DType> type;
    if (!options.dtype.empty()) {
        type = dtypeFromName(options.dtype);
        if (!type || !isFloating(*type))
            return reportError(makeError(ErrorCode::Usage, "--dtype is no floating type that can be written")
                                   .wanted("float16, bfloat16, float32, float64 or a float8 type").got(options.dtype), options.json);
    }
    const Format* format = options.format.empty() ? formatForExport(options.output) : findFormat(options.format);
    if (!format || !format->info().canExport)
        return reportError(makeError(ErrorCode::Usage, options.format.empty() ? "the suffix of the output tells no format that can be exported"
                                                                              : "no format of this name can be exported")
                               .at(options.output).got(options.format.empty() ? std::filesystem::path(options.output).extension().string() : options.format)
                               .advise("`tensorgraft formats` lists them; choose one with --format"), options.json);
    const auto model = openShown(options.input);
    if (!model)
        return reportError(model.error(), options.json);
    TransferOptions transferOptions;
    transferOptions.output = options.output;
    transferOptions.exportFormat = format->info().id;
    transferOptions.overwrite = options.force;
    transferOptions.windowBytes = options.windowMib << 20;
    auto report = [&] {
        TerminalProgress progress("Writing " + transferOptions.output.filename().string());
        transferOptions.progress = progress.function();
        if (!type)
            return convertModel(*model, transferOptions);
        return transfer(makePlan(*model, *model, castEverything(**model, *type)), transferOptions);
    }();
    if (!report)
        return reportTransferError(report.error(), **model, **model, options.output, options.json);
    const std::string text = options.json ? toJson(*report) : toText(*report);
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (text.empty() || text.back() != '\n')
        std::fputc('\n', stdout);
    return exitDone;
}

} // namespace

void addConvertCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("convert", "Write all tensors of a file as a new file of another format");
    const auto options = std::make_shared<ConvertOptions>();
    command->add_option("IN", options->input, "Weight file to read")->required();
    command->add_option("OUT", options->output, "File to write; its suffix tells the format")->required();
    command->add_option("--format", options->format, "Format of OUT, instead of the one its suffix tells (ids: `tensorgraft formats`)");
    command->add_option("--dtype", options->dtype, "Cast every floating tensor: float16, bfloat16, float32, float64, ...");
    command->add_option("--window", options->windowMib, "Bound of the buffers in MiB, all together")->check(CLI::Range(1, 1 << 20))->capture_default_str();
    command->add_flag("--force", options->force, "OUT may exist; it is replaced once the new file is complete and proved");
    command->add_flag("--json", options->json, "Print the report as JSON");
    command->footer("Names, shapes and axis order stay as they are: this changes the container, not the framework's layout.\n"
                    "For that write a mapping (`match`, `run`).\n\n"
                    "Examples:\n"
                    "  tensorgraft convert checkpoint.pt weights.safetensors\n"
                    "  tensorgraft convert weights.safetensors half.safetensors --dtype float16\n"
                    "  tensorgraft convert model.h5 arrays.npz --force");
    command->callback([options, &action] { action = [options] { return convert(*options); }; });
}

} // namespace tensorgraft::cli
