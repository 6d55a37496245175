#include "model_io/mapping/dialects/dialect.h"

#include "model_io/mapping/dialects/dialect_support.h"
#include "model_io/mapping/dialects/saver.h"

#include <array>

namespace tensorgraft {
namespace {

using namespace dialects;

struct Entry {
    DialectInfo info;
    Result<void> (*import)(ImportJob&) = nullptr;
    Result<std::string> (*exportText)(ExportJob&) = nullptr;
};

const auto& table()
{
    static const std::array entries{
        Entry{{.id = "tf-saver", .title = "TensorFlow Saver name map",
               .expresses = "One variable for each name of the checkpoint; no transforms, no patterns",
               .example = R"({"vgg_16/conv1/weights": "net/conv1/weights"})", .suffix = ".json", .canImport = true, .canExport = true},
              importSaver, exportSaver},
    };
    return entries;
}

const Entry* findEntry(std::string_view id)
{
    for (const Entry& entry : table())
        if (entry.info.id == id)
            return &entry;
    return nullptr;
}

Failure unknown(std::string_view id, bool exporting)
{
    std::string known;
    for (const Entry& entry : table())
        if (exporting ? entry.info.canExport : entry.info.canImport)
            known += (known.empty() ? "" : ", ") + std::string(entry.info.id);
    return fail(makeError(ErrorCode::Usage, "'" + std::string(id) + "' is no dialect that can be " + (exporting ? "exported" : "imported")).wanted("one of " + known));
}

} // namespace

std::span<const DialectInfo> allDialects()
{
    static const std::vector<DialectInfo> infos = [] {
        std::vector<DialectInfo> list;
        for (const Entry& entry : table())
            list.push_back(entry.info);
        return list;
    }();
    return infos;
}

const DialectInfo* findDialect(std::string_view id)
{
    for (const DialectInfo& info : allDialects())
        if (info.id == id)
            return &info;
    return nullptr;
}

std::string toString(const DialectNote& note)
{
    std::string text = note.place.empty() ? note.message : note.place + ": " + note.message;
    if (!note.hint.empty())
        text += ". " + note.hint;
    return text;
}

Result<ImportedMapping> importDialect(std::string_view id, std::string_view text, const DialectContext& context)
{
    const Entry* entry = findEntry(id);
    if (!entry || !entry->import)
        return unknown(id, false);
    ImportJob job{text, context};
    if (auto done = entry->import(job); !done)
        return fail(std::move(done.error()));
    return ImportedMapping{std::move(job.document), std::move(job.notes)};
}

Result<ExportedText> exportDialect(std::string_view id, const MappingDocument& document, const DialectContext& context)
{
    const Entry* entry = findEntry(id);
    if (!entry || !entry->exportText)
        return unknown(id, true);
    if (entry->info.exportNeedsModels && !(context.source && context.target))
        return fail(makeError(ErrorCode::Usage, "'" + std::string(id) + "' is written from concrete tensors").advise("Give the source and the target model"));
    ExportJob job{document, context};
    auto text = entry->exportText(job);
    if (!text)
        return fail(std::move(text.error()));
    return ExportedText{std::move(*text), std::move(job.notes)};
}

const DialectInfo* guessDialect(std::string_view text, std::string_view fileName)
{
    const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
    const auto named = [](std::string_view id) { return findDialect(id); };
    if (fileName.ends_with(".csv") || fileName.ends_with(".tsv"))
        return named("csv");
    if (has("layer_range"))
        return named("mergekit");
    if (has("orig_to_new_") || has("WeightsMapper"))
        return named("vllm");
    if (has("original_key") || has("Transform("))
        return named("orbax");
    if (has("revise_keys"))
        return named("mmengine");
    if (has("key_mapping") || has("_checkpoint_conversion_mapping"))
        return named("hf-key-mapping");
    if (has("get_variables_to_restore") || has("checkpoint_exclude_scopes") || has("assign_from_checkpoint"))
        return named("tf-slim");
    if (has("SKIP_LAYER") || has("skip_layer"))
        return named("skip-layer");
    if (has("assignment_map") || has("init_from_checkpoint"))
        return named("tf-init-from-checkpoint");
    if (has("Saver(") || has("var_list"))
        return named("tf-saver");
    if (has("{}."))
        return named("torchtune");
    return nullptr;
}

} // namespace tensorgraft
