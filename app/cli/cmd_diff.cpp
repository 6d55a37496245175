#include "app/cli/commands.h"
#include "app/cli/model_inputs.h"
#include "app/cli/open_model.h"
#include "app/cli/output.h"
#include "app/cli/terminal_progress.h"
#include "app/cli/text.h"
#include "model_io/formats/registry.h"
#include "model_io/transfer/compare_models.h"
#include "model_io/transfer/compare_report.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace tensorgraft::cli {
namespace {

using ModelPtr = std::shared_ptr<const ModelFile>;

struct DiffOptions {
    std::string a, b, mapping;
    bool json = false, all = false;
};

struct Diff {
    ModelPairs pairs;
    std::vector<PairDifference> differences; ///< one a pair
};

/// Errors: Cancelled; others are kept with their pair.
Result<Diff> compareAll(const ModelPtr& a, const ModelPtr& b, const MappingDocument* mapping)
{
    Diff diff{mapping ? pairByMapping(*mapping, *a, *b) : pairByName(*a, *b), {}};
    std::uint64_t bytes = 0;
    for (const TensorPair& pair : diff.pairs.pairs)
        bytes += b->tensors()[pair.b].sizeBytes;
    TerminalProgress progress("Comparing", bytes);
    for (std::size_t i = 0; i < diff.pairs.pairs.size(); ++i) {
        auto difference = comparePair(a, *b, diff.pairs, i, progress.function());
        if (!difference || stopRequested())
            return cancelled();
        diff.differences.push_back(std::move(*difference));
        progress.partDone(b->tensors()[diff.pairs.pairs[i].b].sizeBytes);
    }
    return diff;
}

void printForPeople(const ModelFile& a, const ModelFile& b, const Diff& diff, bool all)
{
    Table table;
    table.addColumn("A");
    table.addColumn("B");
    table.addColumn("RESULT");
    for (const char* title : {"MAX |A-B|", "COSINE", "REL. L2", "DIFFERING"})
        table.addColumn(title, Table::Align::Right);
    std::size_t equal = 0, rows = 0;
    for (std::size_t i = 0; i < diff.pairs.pairs.size(); ++i) {
        const TensorPair& pair = diff.pairs.pairs[i];
        const PairDifference& difference = diff.differences[i];
        const bool same = difference.comparison && difference.comparison->equal;
        equal += same;
        if (same && !all)
            continue;
        ++rows;
        const std::string nameA = printable(namesInA(a, pair)), nameB = printable(b.tensors()[pair.b].name);
        if (const auto& c = difference.comparison)
            table.addRow({nameA, nameB, c->bitwiseEqual ? "identical" : same ? "equal" : "differs", formatNumber(c->maxAbsDifference),
                          formatNumber(c->cosineSimilarity), formatNumber(c->relativeL2), formatCount(c->differing)});
        else
            table.addRow({nameA, nameB,
                          difference.problem->code == ErrorCode::Mismatch
                              ? "shapes differ: " + difference.problem->expected + ", " + difference.problem->found
                              : printable(difference.problem->message), "-", "-", "-", "-"});
    }
    if (rows)
        table.print();
    const auto list = [](const char* title, const ModelFile& model, const std::vector<std::size_t>& indices) {
        if (!indices.empty())
            std::printf("\n%s (%zu):\n", title, indices.size());
        for (const std::size_t i : indices)
            std::printf("  %s %s\n", printable(model.tensors()[i].name).c_str(), model.tensors()[i].shape.toString().c_str());
    };
    list("Only in A", a, diff.pairs.onlyInA);
    list("Only in B", b, diff.pairs.onlyInB);
    for (const Diagnostic& problem : diff.pairs.problems)
        std::printf("%s\n", toLine(problem).c_str());
    std::printf("%s%s of %s equal\n", rows || !diff.pairs.onlyInA.empty() || !diff.pairs.onlyInB.empty() ? "\n" : "", formatCount(equal).c_str(),
                counted(diff.pairs.pairs.size(), "pair").c_str());
}

int runDiff(const DiffOptions& options)
{
    std::optional<MappingDocument> mapping;
    if (!options.mapping.empty()) {
        auto loaded = loadMapping(options.mapping);
        if (!loaded)
            return reportError(loaded.error(), options.json);
        mapping = std::move(*loaded);
    }
    const auto a = openShown(options.a);
    if (!a)
        return reportError(a.error(), options.json);
    const auto b = openShown(options.b);
    if (!b)
        return reportError(b.error(), options.json);
    const auto diff = compareAll(*a, *b, mapping ? &*mapping : nullptr);
    if (!diff)
        return reportError(diff.error(), options.json);
    if (options.json)
        printJson(differencesAsJson(**a, **b, diff->pairs, diff->differences));
    else
        printForPeople(**a, **b, *diff, options.all);
    bool same = diff->pairs.onlyInA.empty() && diff->pairs.onlyInB.empty() && diff->pairs.problems.empty();
    for (const PairDifference& difference : diff->differences) {
        // Text and records cannot be compared; that is said, and is no difference. Unreadable data is an error.
        if (difference.problem && difference.problem->code != ErrorCode::Unsupported && difference.problem->code != ErrorCode::Mismatch)
            return reportError(*difference.problem, false);
        same = same && !difference.isChanged();
    }
    return same ? exitDone : exitDifferences;
}

} // namespace

void addDiffCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("diff", "Compare the tensors of two files");
    const auto options = std::make_shared<DiffOptions>();
    command->add_option("A", options->a, "One weight file")->required();
    command->add_option("B", options->b, "The other; relative L2 is measured against it")->required();
    command->add_option("--mapping", options->mapping, "Compare what this mapping makes of A's tensors with B's, instead of equal names");
    command->add_flag("--all", options->all, "List pairs that are equal too");
    command->add_flag("--json", options->json,
                      "Print JSON: {\"pairs\": [{\"a\", \"b\", \"equal\", \"maxAbsDifference\", \"cosineSimilarity\", \"relativeL2\"}], \"onlyInA\", \"onlyInB\"}");
    command->footer("Values are compared in float64 whatever their types; NaN equals NaN. Exit code 1 where anything differs.\n"
                    "In JSON a number that is infinite (one side is not finite) is null.\n\n"
                    "Examples:\n"
                    "  tensorgraft diff epoch_16.pt epoch_17.pt\n"
                    "  tensorgraft diff model.h5 model.safetensors --all\n"
                    "  tensorgraft diff det1.npy pnet.pt --mapping mtcnn.json --json");
    command->callback([options, &action] { action = [options] { return runDiff(*options); }; });
}

} // namespace tensorgraft::cli
