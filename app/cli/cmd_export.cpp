#include "app/cli/commands.h"
#include "app/cli/dialect_notes.h"
#include "app/cli/document_paths.h"
#include "app/cli/model_inputs.h"
#include "app/cli/open_model.h"
#include "app/cli/output.h"
#include "app/cli/text_file.h"
#include "model_io/core/model_file.h"
#include "model_io/mapping/reverse.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace tensorgraft::cli {
namespace {

struct ExportOptions {
    std::string mapping, to, source, target, output;
    bool json = false, list = false, namesOnly = false, reverse = false;
};

/// The mapping from the target back to the source, as a document of our own.
int exportReversed(const ExportOptions& options)
{
    if (options.mapping.empty())
        return reportError(makeError(ErrorCode::Usage, "the mapping is missing"), options.json);
    const auto inputs = openMappingInputs(options.mapping, options.source, options.target, openShown);
    if (!inputs)
        return reportError(inputs.error(), options.json);
    const Outline source = outlineOf(*inputs->source), target = outlineOf(*inputs->target);
    ReversedMapping reversed = reverseMapping(inputs->document, check(inputs->document, source, target), source, target);
    nameModels(reversed.document, options.output, inputs->target->path().string(), inputs->source->path().string());
    const std::string text = toJson(reversed.document);
    if (!options.output.empty())
        if (auto saved = saveMapping(reversed.document, options.output); !saved)
            return reportOutputError(saved.error(), options.json);
    if (options.json) {
        nlohmann::ordered_json refused = nlohmann::ordered_json::array();
        for (const NotReversed& one : reversed.refused)
            refused.push_back({{"target", one.target}, {"source", one.source}, {"reason", one.reason}});
        printJson({{"dialect", "tensorgraft"}, {"text", text}, {"refused", std::move(refused)}});
    } else if (options.output.empty()) {
        std::fwrite(text.data(), 1, text.size(), stdout);
    }
    if (!options.json)
        for (const NotReversed& one : reversed.refused)
            warn(one.target + " has no way back: " + one.reason);
    return reversed.refused.empty() ? exitDone : exitDifferences;
}

int runExport(const ExportOptions& options)
{
    if (options.list)
        return listDialects(true, options.json);
    if (options.reverse && options.to.empty())
        return exportReversed(options);
    if (options.reverse)
        return reportError(makeError(ErrorCode::Usage, "--reverse writes a mapping document, not a dialect").advise("Reverse it first, then export the result"), options.json);
    if (options.mapping.empty() || options.to.empty())
        return reportError(makeError(ErrorCode::Usage, options.mapping.empty() ? "the mapping is missing" : "--to is missing")
                               .advise("`tensorgraft export --list` names the dialects"), options.json);
    const DialectInfo* dialect = findDialect(options.to);
    if (!dialect || !dialect->canExport)
        return reportError(makeError(ErrorCode::Usage, "'" + options.to + "' is no dialect that can be exported").advise("`tensorgraft export --list` names them"), options.json);

    std::optional<MappingInputs> inputs;
    std::optional<Outline> source, target;
    MappingDocument document;
    DialectContext context;
    if (options.namesOnly && !dialect->exportNeedsModels) {
        auto loaded = loadMapping(options.mapping);
        if (!loaded)
            return reportError(loaded.error(), options.json);
        document = std::move(*loaded);
    } else {
        auto opened = openMappingInputs(options.mapping, options.source, options.target, openShown);
        if (!opened)
            return reportError(opened.error(), options.json);
        document = opened->document;
        inputs.emplace(std::move(*opened));
        context.source = &source.emplace(outlineOf(*inputs->source));
        context.target = &target.emplace(outlineOf(*inputs->target));
    }
    const auto exported = exportDialect(dialect->id, document, context);
    if (!exported)
        return reportError(exported.error(), options.json);
    if (!options.output.empty())
        if (auto written = writeTextFile(options.output, exported->text); !written)
            return reportOutputError(written.error(), options.json);
    if (options.json)
        printJson({{"dialect", dialect->id}, {"text", exported->text}, {"notes", toJson(exported->notes)}});
    else if (options.output.empty())
        std::fwrite(exported->text.data(), 1, exported->text.size(), stdout);
    if (!options.json)
        printNotes(exported->notes);
    return anyError(exported->notes) ? exitDifferences : exitDone;
}

} // namespace

void addExportCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("export", "Write a mapping as what other programs read: Saver name maps, key mappings, CSV, Python code");
    const auto options = std::make_shared<ExportOptions>();
    command->add_option("MAPPING", options->mapping, "Mapping document");
    command->add_option("--to", options->to, "Dialect (ids: --list)");
    command->add_option("--source", options->source, "Source model, instead of the document's");
    command->add_option("--target", options->target, "Target model, instead of the document's");
    command->add_flag("--reverse", options->reverse, "Instead of a dialect: the mapping document that leads from the target back to the source");
    command->add_flag("--names-only", options->namesOnly, "Do not open the models: write what the document says by itself");
    command->add_option("-o,--output", options->output, "File to write (replaced where it exists); standard output where it is left out");
    command->add_flag("--list", options->list, "List the dialects that can be exported");
    command->add_flag("--json", options->json, "Print JSON: {\"dialect\", \"text\", \"notes\": [{\"severity\", \"code\", \"place\", \"message\", \"hint\"}]}");
    command->footer("What the dialect cannot say is named on standard error, never dropped silently: exit code 1 where something was\n"
                    "left out.\n\n"
                    "Examples:\n"
                    "  tensorgraft export vgg.json --to tf-saver > name_map.json\n"
                    "  tensorgraft export vgg.json --to python-pytorch -o load_vgg.py\n"
                    "  tensorgraft export vgg.json --to csv --source a.npy --target b.h5\n"
                    "  tensorgraft export vgg.json --reverse -o back.json");
    command->callback([options, &action] { action = [options] { return runExport(*options); }; });
}

} // namespace tensorgraft::cli
