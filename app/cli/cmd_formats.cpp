#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/text.h"
#include "model_io/formats/registry.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>

namespace tensorgraft::cli {
namespace {

int listFormats(bool json)
{
    if (json) {
        auto list = nlohmann::ordered_json::array();
        for (const auto& format : allFormats()) {
            const FormatInfo& info = format->info();
            list.push_back({{"id", info.id}, {"title", info.title}, {"suffixes", info.suffixes},
                            {"read", info.canRead}, {"rewrite", info.canRewrite}, {"export", info.canExport}});
        }
        printJson({{"formats", std::move(list)}});
        return exitDone;
    }
    Table table;
    for (const char* title : {"ID", "FORMAT", "READ", "REWRITE", "EXPORT", "USUAL SUFFIXES"})
        table.addColumn(title);
    const auto yes = [](bool can) { return std::string(can ? "yes" : "-"); };
    for (const auto& format : allFormats()) {
        const FormatInfo& info = format->info();
        std::string suffixes;
        for (const std::string& suffix : info.suffixes)
            suffixes += (suffixes.empty() ? "" : " ") + suffix;
        table.addRow({info.id, info.title, yes(info.canRead), yes(info.canRewrite), yes(info.canExport), suffixes});
    }
    table.print();
    return exitDone;
}

} // namespace

void addFormatsCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("formats", "List the file formats and what can be done with each");
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print JSON: {\"formats\": [{\"id\", \"title\", \"suffixes\", \"read\", \"rewrite\", \"export\"}]}");
    command->footer("rewrite: a transfer can write the target's own file with new weights in it.\n"
                    "export: `convert` and `run --format` can make a new file.\n"
                    "A file is recognised by its content; suffixes matter only for the name of a new file.");
    command->callback([json, &action] { action = [json] { return listFormats(*json); }; });
}

} // namespace tensorgraft::cli
