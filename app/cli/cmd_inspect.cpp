#include "app/cli/commands.h"
#include "app/cli/open_model.h"
#include "app/cli/output.h"
#include "app/cli/tensor_hash.h"
#include "app/cli/terminal_progress.h"
#include "app/cli/text.h"
#include "model_io/analysis/statistics.h"
#include "model_io/formats/dequantized_model.h"
#include "model_io/formats/registry.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace tensorgraft::cli {
namespace {

using Json = nlohmann::ordered_json;

struct InspectOptions {
    std::string file;
    bool json = false, stats = false, hash = false, metadata = false, dequantize = false;
};

/// What was computed of one tensor; what its type or its format does not allow stays empty.
struct Findings {
    std::optional<Statistics> stats;
    std::optional<std::string> sha256;
    std::optional<Error> error; ///< damage of this tensor; the others are still shown
};

/// Errors: Cancelled. Everything else concerns single tensors and is among the findings.
Result<std::vector<Findings>> examine(const ModelFile& model, const InspectOptions& options)
{
    std::vector<Findings> all(model.tensors().size());
    if (!options.stats && !options.hash)
        return all;
    std::uint64_t totalBytes = 0;
    for (const TensorInfo& tensor : model.tensors())
        totalBytes += tensor.sizeBytes * ((options.stats ? 1 : 0) + (options.hash ? 1 : 0));
    TerminalProgress progress("Reading " + model.path().filename().string(), totalBytes);
    const ProgressFn report = progress.function();
    for (std::size_t i = 0; i < all.size(); ++i) {
        Findings& found = all[i];
        const auto note = [&](Error& error) {
            if (error.code != ErrorCode::Unsupported)
                found.error = std::move(error);
        };
        if (options.stats) {
            auto stats = statistics(model, i, report);
            if (stats)
                found.stats = *stats;
            else
                note(stats.error());
            progress.partDone(model.tensors()[i].sizeBytes);
        }
        if (options.hash && !found.error) {
            auto hash = tensorSha256(model, i, report);
            if (hash)
                found.sha256 = std::move(*hash);
            else
                note(hash.error());
            progress.partDone(model.tensors()[i].sizeBytes);
        }
        if (stopRequested() || (found.error && found.error->code == ErrorCode::Cancelled))
            return cancelled();
    }
    return all;
}

void printAsJson(const ModelFile& model, const std::vector<Findings>& findings)
{
    Json tensors = Json::array();
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const TensorInfo& tensor = model.tensors()[i];
        Json json{{"name", tensor.name}, {"layer", tensor.layer}, {"kind", parameterKindName(tensor.kind)},
                  {"dtype", dtypeName(tensor.dtype)}, {"shape", tensor.shape.dims()}, {"bytes", tensor.sizeBytes},
                  {"role", tensorRoleName(tensor.role)}};
        if (!tensor.alias.empty())
            json["alias"] = tensor.alias;
        if (const auto axes = axisLayoutName(tensor.axes); !axes.empty())
            json["axes"] = axes;
        if (!tensor.storageNote.empty())
            json["storage"] = tensor.storageNote;
        if (tensor.quantization)
            json["quantization"] = {{"scales", tensor.quantization->scales},
                                    {"zeroPoints", tensor.quantization->zeroPoints},
                                    {"axis", tensor.quantization->axis}};
        if (const auto& s = findings[i].stats) {
            json["min"] = numberJson(s->min);
            json["max"] = numberJson(s->max);
            json["mean"] = numberJson(s->mean);
            json["std"] = numberJson(s->std);
            json["zeros"] = s->zeros;
            json["nans"] = s->nans;
            json["infs"] = s->infs;
        }
        if (const auto& hash = findings[i].sha256)
            json["sha256"] = *hash;
        if (const auto& error = findings[i].error)
            json["error"] = error->toString();
        tensors.push_back(std::move(json));
    }
    printJson({{"path", model.path().string()}, {"format", model.formatId()}, {"metadata", toJson(model.metadata())},
               {"tensors", std::move(tensors)}});
}

std::string totals(const ModelFile& model)
{
    std::uint64_t elements = 0, bytes = 0;
    std::map<std::string_view, std::uint64_t> types, roles;
    for (const TensorInfo& tensor : model.tensors()) {
        elements += tensor.elementCount();
        bytes += tensor.sizeBytes;
        ++types[dtypeName(tensor.dtype)];
        ++roles[tensorRoleName(tensor.role)];
    }
    const auto list = [](const auto& counts) {
        std::string text;
        for (const auto& [name, count] : counts)
            text += (text.empty() ? "" : ", ") + formatCount(count) + " " + std::string(name);
        return text;
    };
    std::string text = counted(model.tensors().size(), "tensor") + ", " + counted(elements, "element") + ", " + formatBytes(bytes);
    if (!model.tensors().empty())
        text += " (" + list(types) + "; " + list(roles) + ")";
    return text;
}

void printForPeople(const ModelFile& model, const std::vector<Findings>& findings, const InspectOptions& options)
{
    const Format* format = findFormat(model.formatId());
    std::printf("%s: %s (%s)\n\n", printable(model.path().string()).c_str(),
                format ? format->info().title.c_str() : "unknown format", model.formatId().c_str());
    if (options.metadata) {
        std::printf("metadata: ");
        printJson(toJson(model.metadata()));
        std::printf("\n");
    }
    Table table;
    table.addColumn("NAME");
    const bool aliases = std::ranges::any_of(model.tensors(), [](const TensorInfo& t) { return !t.alias.empty() && t.alias != t.name; });
    if (aliases)
        table.addColumn("KNOWN AS");
    table.addColumn("SHAPE");
    table.addColumn("DTYPE");
    table.addColumn("SIZE", Table::Align::Right);
    table.addColumn("KIND");
    if (options.stats)
        for (const char* title : {"MIN", "MAX", "MEAN", "STD", "ZEROS", "NAN", "INF"})
            table.addColumn(title, Table::Align::Right);
    if (options.hash)
        table.addColumn("SHA256");
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const TensorInfo& tensor = model.tensors()[i];
        const std::string_view kind = tensor.role == TensorRole::OptimizerState ? tensorRoleName(tensor.role) : parameterKindName(tensor.kind);
        std::vector<std::string> row{printable(tensor.name)};
        if (aliases)
            row.push_back(tensor.alias.empty() ? "-" : printable(tensor.alias));
        row.insert(row.end(), {tensor.shape.toString(), std::string(dtypeName(tensor.dtype)), formatBytes(tensor.sizeBytes),
                               kind == "unknown" ? std::string("-") : std::string(kind)});
        if (options.stats) {
            if (const auto& s = findings[i].stats) {
                for (const double value : {s->min, s->max, s->mean, s->std})
                    row.push_back(formatNumber(value));
                for (const std::uint64_t count : {s->zeros, s->nans, s->infs})
                    row.push_back(formatCount(count));
            } else {
                row.insert(row.end(), 7, findings[i].error ? "damaged" : "-");
            }
        }
        if (options.hash)
            row.push_back(findings[i].sha256.value_or(findings[i].error ? "damaged" : "-"));
        table.addRow(std::move(row));
    }
    if (!findings.empty())
        table.print();
    std::printf("%s%s\n", findings.empty() ? "" : "\n", totals(model).c_str());
}

int inspect(const InspectOptions& options)
{
    auto model = openShown(options.file);
    if (!model)
        return reportError(model.error(), options.json);
    if (options.dequantize)
        model = dequantizedView(std::move(*model));
    const auto findings = examine(**model, options);
    if (!findings)
        return reportError(findings.error(), options.json);
    if (options.json)
        printAsJson(**model, *findings);
    else
        printForPeople(**model, *findings, options);
    for (const Error& warning : (*model)->warnings())
        warn(warning.toString());
    int code = exitDone;
    for (const Findings& found : *findings)
        if (found.error)
            code = reportError(*found.error, false);
    return code;
}

} // namespace

void addInspectCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("inspect", "List the tensors of a weight file: name, shape, dtype, size, kind");
    const auto options = std::make_shared<InspectOptions>();
    command->add_option("FILE", options->file, "Weight file (or folder, for formats of several files)")->required();
    command->add_flag("--json", options->json,
                      "Print JSON: {\"path\", \"format\", \"metadata\", \"tensors\": [{\"name\", \"layer\", \"kind\", \"dtype\", \"shape\", \"bytes\", \"role\", \"alias\"?, \"axes\"?}]}");
    command->add_flag("--stats", options->stats, "Add min, max, mean, std, zeros, nans, infs (float64) of every tensor");
    command->add_flag("--hash", options->hash, "Add the SHA-256 of every tensor's C-order little-endian bytes");
    command->add_flag("--dequantize", options->dequantize,
                      "Show quantised tensors (TFLite) as the float32 numbers that they stand for; --stats and --hash are of those");
    command->add_flag("--metadata", options->metadata, "Print the metadata too (JSON has it always)");
    command->footer("Only headers are read unless --stats or --hash ask for the data.\n"
                    "KNOWN AS (alias) is the name that people know a tensor by where the file's own says little: a variable's full name\n"
                    "in TensorFlow's object graph, dense/kernel for layers/dense/vars/0 of Keras 3.\n"
                    "A damaged tensor does not hide the others: they are listed, and the exit code is 3.\n\n"
                    "Examples:\n"
                    "  tensorgraft inspect model.h5\n"
                    "  tensorgraft inspect checkpoint.pt --stats\n"
                    "  tensorgraft inspect model.safetensors --json --hash | jq -r '.tensors[] | .name + \" \" + .sha256'");
    command->callback([options, &action] { action = [options] { return inspect(*options); }; });
}

} // namespace tensorgraft::cli
