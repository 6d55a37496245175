#include "app/cli/commands.h"
#include "app/cli/document_paths.h"
#include "app/cli/keras_match.h"
#include "app/cli/open_model.h"
#include "app/cli/output.h"
#include "app/cli/terminal_progress.h"
#include "app/cli/text.h"
#include "model_io/formats/registry.h"
#include "model_io/learn/learn.h"
#include "model_io/mapping/fold_rules.h"
#include "model_io/mapping/matcher.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace tensorgraft::cli {
namespace {

using Json = nlohmann::ordered_json;

struct MatchCommandOptions {
    std::string source, target, mapping;
    bool json = false, learn = false;
    KerasMatchOptions keras;
};

Json namesOf(std::span<const TensorInfo> tensors, const std::vector<std::size_t>& indices)
{
    Json names = Json::array();
    for (const std::size_t i : indices)
        names.push_back(tensors[i].name);
    return names;
}

void printAsJson(const MatchResult& result, const Outline& source, const Outline& target, const std::vector<std::string>& notes)
{
    Json matches = Json::array();
    for (const Match& match : result.matches)
        matches.push_back({{"target", target.tensors[match.target].name}, {"source", namesOf(source.tensors, match.sources)},
                           {"transform", match.transform}, {"confidence", match.confidence}, {"reason", match.reason}});
    Json json{{"matches", std::move(matches)}, {"unmatchedTargets", namesOf(target.tensors, result.unmatchedTargets)},
              {"unusedSources", namesOf(source.tensors, result.unusedSources)}};
    if (!result.refusal.empty())
        json["refusal"] = result.refusal;
    if (!notes.empty())
        json["notes"] = notes;
    printJson(json);
}

void printNames(const char* title, std::span<const TensorInfo> tensors, const std::vector<std::size_t>& indices)
{
    if (indices.empty())
        return;
    std::printf("\n%s (%zu):\n", title, indices.size());
    for (const std::size_t i : indices)
        std::printf("  %s %s\n", printable(tensors[i].name).c_str(), tensors[i].shape.toString().c_str());
}

void printForPeople(const MatchResult& result, const Outline& source, const Outline& target, const std::vector<std::string>& notes)
{
    if (!result.refusal.empty())
        std::printf("Nothing is claimed: %s\n", printable(result.refusal).c_str());
    std::size_t claims = 0;
    if (!result.matches.empty()) {
        Table table;
        for (const char* title : {"TARGET", "SOURCE", "TRANSFORM"})
            table.addColumn(title);
        table.addColumn("CONFIDENCE", Table::Align::Right);
        table.addColumn("REASON");
        for (const Match& match : result.matches) {
            std::string sources;
            for (const std::size_t i : match.sources)
                sources += (sources.empty() ? "" : ", ") + source.tensors[i].name;
            char confidence[16];
            std::snprintf(confidence, sizeof confidence, "%.2f%s", match.confidence, match.confidence < 0.5 ? "?" : "");
            claims += match.confidence >= 0.5;
            table.addRow({printable(target.tensors[match.target].name), printable(sources), match.transform, confidence,
                          printable(match.reason)});
        }
        table.print();
    }
    printNames("Targets without a source", target.tensors, result.unmatchedTargets);
    printNames("Sources that nothing uses", source.tensors, result.unusedSources);
    for (const std::string& note : notes)
        std::printf("\nNote: %s\n", printable(note).c_str());
    std::printf("\n%zu of %s matched\n", claims, counted(target.tensors.size(), "target tensor").c_str());
}

/// By content, where an already converted model shows it.
Result<MatchResult> learned(std::shared_ptr<const ModelFile> source, std::shared_ptr<const ModelFile> example, std::vector<std::string>& notes)
{
    TerminalProgress progress("Learning");
    LearnOptions options;
    options.progress = progress.function();
    auto result = learnMapping(std::move(source), std::move(example), options);
    if (!result)
        return fail(std::move(result.error()));
    notes = std::move(result->notes);
    MatchResult matched;
    matched.matches = std::move(result->matches);
    matched.unmatchedTargets = std::move(result->unmatchedTargets);
    matched.unusedSources = std::move(result->unusedSources);
    return matched;
}

Result<MatchResult> proposed(const Outline& source, const Outline& target)
{
    TerminalProgress progress("Matching");
    MatchOptions options;
    options.progress = progress.function();
    return matchModels(source, target, options);
}

int match(const MatchCommandOptions& options)
{
    const auto source = openShown(options.source);
    if (!source)
        return reportError(source.error(), options.json);
    const auto target = openShown(options.target);
    if (!target)
        return reportError(target.error(), options.json);
    const Outline sourceOutline = outlineOf(**source), targetOutline = outlineOf(**target);
    if (options.keras.byName || options.keras.topological)
        return matchAsKeras(options.keras, sourceOutline, targetOutline, options.source, options.target, options.mapping, options.json);
    std::vector<std::string> notes;
    const auto result = options.learn ? learned(*source, *target, notes) : proposed(sourceOutline, targetOutline);
    if (!result)
        return reportError(result.error(), options.json);

    if (!options.mapping.empty()) {
        MappingDocument document;
        nameModels(document, options.mapping, options.source, options.target);
        document.entries = toEntries(*result, sourceOutline, targetOutline);
        if (options.learn) // what was proved on one checkpoint is to hold for the next one
            document = foldIntoRules(document, sourceOutline, targetOutline);
        if (auto saved = saveMapping(document, options.mapping); !saved)
            return reportOutputError(saved.error(), options.json);
    }
    if (options.json)
        printAsJson(*result, sourceOutline, targetOutline, notes);
    else
        printForPeople(*result, sourceOutline, targetOutline, notes);
    return exitDone;
}

} // namespace

void addMatchCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("match", "Propose which source tensor fills which target tensor, and how");
    const auto options = std::make_shared<MatchCommandOptions>();
    command->add_option("SOURCE", options->source, "Model that gives the weights (a weight file or a skeleton)")->required();
    command->add_option("TARGET", options->target, "Model that takes them (a weight file or a skeleton)")->required();
    command->add_option("-o,--output", options->mapping, "Write the proposal as a mapping document (replaced where it exists)")->type_name("MAPPING");
    command->add_flag("--json", options->json,
                      "Print JSON: {\"matches\": [{\"target\", \"source\", \"transform\", \"confidence\", \"reason\"}], \"unmatchedTargets\", \"unusedSources\"}");
    command->add_flag("--learn", options->learn, "Find the mapping by content: TARGET is SOURCE after a conversion; every find is proved on the values");
    addKerasMatchOptions(*command, options->keras);
    command->footer("Reads names, shapes and order, no weights (but with --learn). A confidence of 0.5 or more is a claim; the document of -o\n"
                    "holds the claims, with --learn as rules where they follow a pattern. What cannot be told from names and shapes stays unmatched rather than guessed.\n\n"
                    "Examples:\n"
                    "  tensorgraft match vgg_16.ckpt.json flowers.h5\n"
                    "  tensorgraft match det1.npy pnet.pt -o mtcnn.json\n"
                    "  tensorgraft match a.safetensors b.h5 --json | jq '.unmatchedTargets'\n"
                    "  tensorgraft match original.ckpt converted.safetensors --learn -o mapping.json");
    command->callback([options, &action] { action = [options] { return match(*options); }; });
}

} // namespace tensorgraft::cli
