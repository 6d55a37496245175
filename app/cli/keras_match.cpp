#include "app/cli/keras_match.h"

#include "app/cli/document_paths.h"
#include "app/cli/output.h"
#include "app/cli/text.h"
#include "model_io/mapping/matchers_keras.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace tensorgraft::cli {
namespace {

using Json = nlohmann::ordered_json;

void printAsJson(const KerasMatch& result, const Outline& source, const Outline& target)
{
    Json matches = Json::array(), skipped = Json::array(), unmatched = Json::array(), unused = Json::array();
    std::vector<char> filled(target.tensors.size(), 0), used(source.tensors.size(), 0);
    for (const Match& match : result.matches) {
        filled[match.target] = used[match.sources[0]] = 1;
        matches.push_back({{"target", target.tensors[match.target].name}, {"source", {source.tensors[match.sources[0]].name}}, {"transform", match.transform},
                           {"confidence", match.confidence}, {"reason", match.reason}});
    }
    for (const KerasSkip& skip : result.skipped)
        skipped.push_back({{"layer", skip.layer}, {"target", skip.target ? Json(target.tensors[*skip.target].name) : Json()}, {"reason", skip.reason}, {"stopsKeras", skip.stops}});
    for (std::size_t i = 0; i < filled.size(); ++i)
        if (!filled[i])
            unmatched.push_back(target.tensors[i].name);
    for (std::size_t i = 0; i < used.size(); ++i)
        if (!used[i])
            unused.push_back(source.tensors[i].name);
    printJson({{"matches", std::move(matches)}, {"unmatchedTargets", std::move(unmatched)}, {"unusedSources", std::move(unused)}, {"skipped", std::move(skipped)}});
}

} // namespace

void addKerasMatchOptions(CLI::App& command, KerasMatchOptions& options)
{
    auto* byName = command.add_flag("--by-name", options.byName, "Pair as Keras' load_weights(by_name=True): layers of the same name, weights in their order");
    auto* topological = command.add_flag("--topological", options.topological, "Pair as Keras' load_weights(): layers with weights in their order, whatever their names");
    byName->excludes(topological);
    command.add_flag("--skip-mismatch", options.skipMismatch, "With these two: what has another shape keeps its values instead of being an error");
}

int matchAsKeras(const KerasMatchOptions& options, const Outline& source, const Outline& target, const std::string& sourcePath,
                 const std::string& targetPath, const std::string& mapping, bool json)
{
    const KerasMatch result = options.byName ? matchByName(source, target, options.skipMismatch) : matchTopological(source, target, options.skipMismatch);
    if (!mapping.empty()) {
        MappingDocument document;
        nameModels(document, mapping, sourcePath, targetPath);
        for (const Match& match : result.matches) // a person chose this rule, so they are no proposals
            document.entries.push_back({target.tensors[match.target].name, {source.tensors[match.sources[0]].name}, {}, {}, {}});
        if (auto saved = saveMapping(document, mapping); !saved)
            return reportOutputError(saved.error(), json);
    }
    if (json) {
        printAsJson(result, source, target);
    } else {
        for (const Match& match : result.matches)
            std::printf("%s <- %s\n", printable(target.tensors[match.target].name).c_str(), printable(source.tensors[match.sources[0]].name).c_str());
        for (const KerasSkip& skip : result.skipped)
            std::printf("%s %s%s\n", skip.stops ? "error:" : "skipped:", printable(skip.layer.empty() ? "" : skip.layer + ": ").c_str(), printable(skip.reason).c_str());
        std::printf("\n%zu of %s filled\n", result.matches.size(), counted(target.tensors.size(), "target tensor").c_str());
        if (result.stops())
            std::printf("Keras would stop here and load nothing%s\n", options.skipMismatch ? "" : "; --skip-mismatch passes over what does not fit");
    }
    return result.stops() ? exitDifferences : exitDone;
}

} // namespace tensorgraft::cli
