#include "app/cli/commands.h"
#include "app/cli/model_inputs.h"
#include "app/cli/output.h"
#include "app/cli/terminal_progress.h"
#include "app/cli/text.h"
#include "model_io/analysis/compare.h"
#include "model_io/analysis/tensor_windows.h"
#include "model_io/formats/registry.h"
#include "model_io/mapping/check.h"
#include "model_io/transfer/evaluate.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace tensorgraft::cli {
namespace {

using Json = nlohmann::ordered_json;
using ModelPtr = std::shared_ptr<const ModelFile>;

struct DiffOptions {
    std::string a, b, mapping;
    bool json = false, all = false;
};

/// Two values that belong together, and what was found.
struct Pair {
    std::vector<std::size_t> a; ///< several only under a mapping
    std::size_t b = 0;
    std::string transform;      ///< "" where the values are compared as they are
    std::optional<Comparison> comparison;
    std::optional<Error> error; ///< why they could not be compared
};

struct Diff {
    std::vector<Pair> pairs;
    std::vector<std::size_t> onlyInA, onlyInB;
    std::vector<Diagnostic> problems; ///< entries of the mapping that could not be resolved
};

Result<Comparison> compareTransformed(const ModelPtr& a, const ResolvedEntry& entry, const ModelFile& b, const ProgressFn& progress)
{
    constexpr std::uint64_t windowBytes = std::uint64_t{64} << 20;
    const TensorInfo& target = b.tensors()[entry.target];
    auto stream = TransformStream::make(a, entry.sources, entry.resolved, target.name, windowBytes);
    if (!stream)
        return fail(std::move(stream.error()));
    const DType type = entry.resolved.output.dtype;
    Comparator comparator;
    Result<void> failed;
    std::vector<std::byte> buffer;
    const auto goOn = [&](std::uint64_t done, std::uint64_t total) { return failed && reportProgress(progress, done, total); };
    auto walked = forEachWindow(b, entry.target, WindowOrder::COrder, goOn, [&](std::span<const std::byte> bytes, std::uint64_t first) {
        buffer.resize(bytes.size() / itemSizeBytes(target.dtype) * itemSizeBytes(type));
        failed = (*stream)->read(first, buffer);
        if (failed)
            comparator.add(type, buffer, target.dtype, bytes);
    });
    if (!failed)
        return fail(std::move(failed.error()));
    if (!walked)
        return fail(std::move(walked.error()));
    return comparator.result();
}

/// Pairs by name: the exact one, else the one that answers to the same layer and weight name.
Diff pairByName(const ModelFile& a, const ModelFile& b)
{
    Diff diff;
    std::vector<bool> taken(b.tensors().size());
    for (std::size_t i = 0; i < a.tensors().size(); ++i) {
        auto partner = b.find(a.tensors()[i].name);
        if (!partner)
            partner = findTensor(b.tensors(), a.tensors()[i].name);
        if (partner && !taken[*partner]) {
            taken[*partner] = true;
            diff.pairs.push_back({{i}, *partner, {}, {}, {}});
        } else {
            diff.onlyInA.push_back(i);
        }
    }
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (!taken[i])
            diff.onlyInB.push_back(i);
    return diff;
}

std::uint64_t bytesOf(const ModelFile& model, const Diff& diff)
{
    std::uint64_t bytes = 0;
    for (const Pair& pair : diff.pairs)
        bytes += model.tensors()[pair.b].sizeBytes;
    return bytes;
}

/// Errors: Cancelled; others are kept with their pair.
Result<Diff> compareAll(const ModelPtr& a, const ModelPtr& b, const MappingDocument* mapping)
{
    Diff diff;
    CheckResult checked;
    if (mapping) {
        checked = check(*mapping, outlineOf(*a), outlineOf(*b));
        for (const ResolvedEntry& entry : checked.entries)
            diff.pairs.push_back({entry.sources, entry.target, entry.transform.toString(), {}, {}});
        for (Diagnostic& diagnostic : checked.diagnostics)
            if (diagnostic.severity == Severity::Error)
                diff.problems.push_back(std::move(diagnostic));
    } else {
        diff = pairByName(*a, *b);
    }
    TerminalProgress progress("Comparing", bytesOf(*b, diff));
    for (std::size_t i = 0; i < diff.pairs.size(); ++i) {
        Pair& pair = diff.pairs[i];
        auto comparison = mapping ? compareTransformed(a, checked.entries[i], *b, progress.function())
                                  : compare(*a, pair.a.front(), *b, pair.b, progress.function());
        if (comparison)
            pair.comparison = *comparison;
        else if (comparison.error().code == ErrorCode::Cancelled || stopRequested())
            return cancelled();
        else
            pair.error = std::move(comparison.error());
        progress.partDone(b->tensors()[pair.b].sizeBytes);
    }
    return diff;
}

std::string sourceNames(const ModelFile& a, const Pair& pair)
{
    std::string names;
    for (const std::size_t i : pair.a)
        names += (names.empty() ? "" : ", ") + a.tensors()[i].name;
    return names;
}

void printAsJson(const ModelFile& a, const ModelFile& b, const Diff& diff, bool mapped)
{
    Json pairs = Json::array();
    for (const Pair& pair : diff.pairs) {
        Json json{{"a", mapped ? Json::array() : Json(sourceNames(a, pair))}, {"b", b.tensors()[pair.b].name}};
        if (mapped) {
            for (const std::size_t i : pair.a)
                json["a"].push_back(a.tensors()[i].name);
            json["transform"] = pair.transform;
        }
        if (const auto& c = pair.comparison) {
            json["equal"] = c->equal;
            json["maxAbsDifference"] = numberJson(c->maxAbsDifference);
            json["cosineSimilarity"] = numberJson(c->cosineSimilarity);
            json["relativeL2"] = numberJson(c->relativeL2);
            json["differing"] = c->differing;
            json["bitwiseEqual"] = c->bitwiseEqual;
        } else {
            json["equal"] = nullptr;
            if (pair.error->code == ErrorCode::Mismatch)
                json["equal"] = false;
            json["reason"] = pair.error->toString();
        }
        pairs.push_back(std::move(json));
    }
    const auto names = [](const ModelFile& model, const std::vector<std::size_t>& indices) {
        Json list = Json::array();
        for (const std::size_t i : indices)
            list.push_back(model.tensors()[i].name);
        return list;
    };
    Json json{{"a", a.path().string()}, {"b", b.path().string()}, {"pairs", std::move(pairs)},
              {"onlyInA", names(a, diff.onlyInA)}, {"onlyInB", names(b, diff.onlyInB)}};
    if (!diff.problems.empty()) {
        json["diagnostics"] = Json::array();
        for (const Diagnostic& problem : diff.problems)
            json["diagnostics"].push_back(toJson(problem));
    }
    printJson(json);
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
    for (const Pair& pair : diff.pairs) {
        const bool same = pair.comparison && pair.comparison->equal;
        equal += same;
        if (same && !all)
            continue;
        ++rows;
        const std::string nameA = printable(sourceNames(a, pair)), nameB = printable(b.tensors()[pair.b].name);
        if (const auto& c = pair.comparison)
            table.addRow({nameA, nameB, c->bitwiseEqual ? "identical" : same ? "equal" : "differs", formatNumber(c->maxAbsDifference),
                          formatNumber(c->cosineSimilarity), formatNumber(c->relativeL2), formatCount(c->differing)});
        else
            table.addRow({nameA, nameB,
                          pair.error->code == ErrorCode::Mismatch
                              ? "shapes differ: " + pair.error->expected + ", " + pair.error->found
                              : printable(pair.error->message), "-", "-", "-", "-"});
    }
    if (rows)
        table.print();
    const auto list = [](const char* title, const ModelFile& model, const std::vector<std::size_t>& indices) {
        if (!indices.empty())
            std::printf("\n%s (%zu):\n", title, indices.size());
        for (const std::size_t i : indices)
            std::printf("  %s %s\n", printable(model.tensors()[i].name).c_str(), model.tensors()[i].shape.toString().c_str());
    };
    list("Only in A", a, diff.onlyInA);
    list("Only in B", b, diff.onlyInB);
    for (const Diagnostic& problem : diff.problems)
        std::printf("%s\n", toLine(problem).c_str());
    std::printf("%s%s of %s equal\n", rows || !diff.onlyInA.empty() || !diff.onlyInB.empty() ? "\n" : "", formatCount(equal).c_str(),
                counted(diff.pairs.size(), "pair").c_str());
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
    const auto a = openModel(options.a);
    if (!a)
        return reportError(a.error(), options.json);
    const auto b = openModel(options.b);
    if (!b)
        return reportError(b.error(), options.json);
    const auto diff = compareAll(*a, *b, mapping ? &*mapping : nullptr);
    if (!diff)
        return reportError(diff.error(), options.json);
    if (options.json)
        printAsJson(**a, **b, *diff, mapping.has_value());
    else
        printForPeople(**a, **b, *diff, options.all);
    bool same = diff->onlyInA.empty() && diff->onlyInB.empty() && diff->problems.empty();
    for (const Pair& pair : diff->pairs) {
        // Text and records cannot be compared; that is said, and is no difference. Unreadable data is an error.
        if (pair.error && pair.error->code != ErrorCode::Unsupported && pair.error->code != ErrorCode::Mismatch)
            return reportError(*pair.error, false);
        same = same && (pair.comparison ? pair.comparison->equal : pair.error->code == ErrorCode::Unsupported);
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
