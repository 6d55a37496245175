#include "app/cli/commands.h"
#include "app/cli/dialect_notes.h"
#include "app/cli/document_paths.h"
#include "app/cli/open_model.h"
#include "app/cli/output.h"
#include "app/cli/text.h"
#include "app/cli/text_file.h"
#include "model_io/core/model_file.h"
#include "model_io/formats/registry.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace tensorgraft::cli {
namespace {

struct ImportOptions {
    std::string input, from, source, target, mapping;
    bool json = false, list = false;
};

int runImport(const ImportOptions& options)
{
    if (options.list)
        return listDialects(false, options.json);
    if (options.input.empty())
        return reportError(makeError(ErrorCode::Usage, "the file to import is missing").advise("`tensorgraft import --help` gives examples; - reads standard input"), options.json);
    const auto text = readTextFile(options.input);
    if (!text)
        return reportError(text.error(), options.json);
    const DialectInfo* dialect = options.from.empty() ? guessDialect(*text, options.input) : findDialect(options.from);
    if (!dialect)
        return reportError(makeError(ErrorCode::Usage, options.from.empty() ? "cannot tell in which dialect this is written" : "'" + options.from + "' is no dialect")
                               .at(options.input).advise("Say it with --from; `tensorgraft import --list` names them"), options.json);

    std::shared_ptr<const ModelFile> source, target;
    std::optional<Outline> sourceOutline, targetOutline;
    DialectContext context;
    if (!options.source.empty()) {
        auto opened = openShown(options.source);
        if (!opened)
            return reportError(opened.error(), options.json);
        source = std::move(*opened);
        context.source = &sourceOutline.emplace(outlineOf(*source));
    }
    if (!options.target.empty()) {
        auto opened = openShown(options.target);
        if (!opened)
            return reportError(opened.error(), options.json);
        target = std::move(*opened);
        context.target = &targetOutline.emplace(outlineOf(*target));
    }
    auto imported = importDialect(dialect->id, *text, context);
    if (!imported) {
        Error error = std::move(imported.error());
        error.file = options.input;
        return reportError(error, options.json);
    }
    MappingDocument& document = imported->document;
    nameModels(document, options.mapping, options.source, options.target);
    if (!options.mapping.empty())
        if (auto saved = saveMapping(document, options.mapping); !saved)
            return reportOutputError(saved.error(), options.json);
    if (options.json)
        printJson({{"dialect", dialect->id}, {"document", nlohmann::ordered_json::parse(toJson(document))}, {"notes", toJson(imported->notes)}});
    else if (options.mapping.empty())
        std::fputs(toJson(document).c_str(), stdout);
    if (!options.json)
        printNotes(imported->notes);
    if (!options.json && !options.mapping.empty())
        std::fprintf(stderr, "%s: %s, %s\n", std::string(dialect->title).c_str(), counted(document.rules.size(), "rule").c_str(),
                     document.entries.size() == 1 ? "1 entry" : (std::to_string(document.entries.size()) + " entries").c_str());
    return anyError(imported->notes) ? exitDifferences : exitDone;
}

} // namespace

void addImportCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("import", "Make a mapping of what people write elsewhere: Saver name maps, slim scopes, key mappings, CSV");
    const auto options = std::make_shared<ImportOptions>();
    command->add_option("TEXT", options->input, "File that holds it, JSON or Python (never executed); - for standard input");
    command->add_option("--from", options->from, "Dialect (ids: --list); guessed where it is left out");
    command->add_option("--source", options->source, "Source model: makes the import exact, and says what patterns catch");
    command->add_option("--target", options->target, "Target model");
    command->add_option("-o,--output", options->mapping, "Mapping document to write (replaced where it exists); standard output where it is left out")->type_name("MAPPING");
    command->add_flag("--list", options->list, "List the dialects that can be imported");
    command->add_flag("--json", options->json, "Print JSON: {\"dialect\", \"document\", \"notes\": [{\"severity\", \"code\", \"place\", \"message\", \"hint\"}]}");
    command->footer("Nothing is executed. What a mapping cannot say is named on standard error, never dropped silently: exit code 1\n"
                    "where something was left out.\n\n"
                    "Examples:\n"
                    "  tensorgraft import name_map.json --from tf-saver -o map.json\n"
                    "  tensorgraft import restore.py --source vgg_16.ckpt --target flowers.ckpt -o vgg.json\n"
                    "  pbpaste | tensorgraft import - --from hf-key-mapping --source a.safetensors --target b.safetensors -o m.json");
    command->callback([options, &action] { action = [options] { return runImport(*options); }; });
}

} // namespace tensorgraft::cli
