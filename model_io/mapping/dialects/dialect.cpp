#include "model_io/mapping/dialects/dialect.h"

#include "model_io/mapping/dialects/dialect_support.h"
#include "model_io/mapping/dialects/init_from_checkpoint.h"
#include "model_io/mapping/dialects/key_mapping.h"
#include "model_io/mapping/dialects/name_maps.h"
#include "model_io/mapping/dialects/python_code.h"
#include "model_io/mapping/dialects/saver.h"
#include "model_io/mapping/dialects/slim.h"

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
               .example = R"({"vgg_16/conv1/weights": "net/conv1/weights"})", .suffix = ".json",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = false},
              importSaver, exportSaver},
        Entry{{.id = "tf-init-from-checkpoint", .title = "TensorFlow init_from_checkpoint",
               .expresses = "Names to names and whole scopes to scopes, partitioned variables; no transforms",
               .example = R"({"vgg_16/": "net/", "global_step": "steps"})", .suffix = ".py",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = false},
              importInitFromCheckpoint, exportInitFromCheckpoint},
        Entry{{.id = "tf-slim", .title = "TF-slim variables to restore",
               .expresses = "Variables under their own names, scopes in and out, missing ones ignored",
               .example = R"(slim.get_variables_to_restore(exclude=["vgg_16/fc8"]))", .suffix = ".py",
               .canImport = true, .canExport = true, .copyAsPython = true, .exportNeedsModels = true},
              importSlim, exportSlim},
        Entry{{.id = "skip-layer", .title = "SKIP_LAYER of the AlexNet tutorials",
               .expresses = "Layers under their own names, weights and biases told apart by rank, a list of layers left out",
               .example = R"(SKIP_LAYER = ['fc6', 'fc7', 'fc8'])", .suffix = ".py",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = true},
              importSkipLayer, exportSkipLayer},
        Entry{{.id = "hf-key-mapping", .title = "Hugging Face key_mapping",
               .expresses = "Regular expressions in order, the first that occurs in a name renames it; no transforms",
               .example = R"({"^vision_tower": "model.vision_tower"})", .suffix = ".py",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = false},
              importKeyMapping, exportKeyMapping},
        Entry{{.id = "vllm", .title = "vLLM WeightsMapper",
               .expresses = "Parts, beginnings and ends of names replaced, tensors dropped; no transforms",
               .example = R"(WeightsMapper(orig_to_new_prefix={"model.": "language_model.model."}))", .suffix = ".py",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = false},
              importWeightsMapper, exportWeightsMapper},
        Entry{{.id = "torchtune", .title = "torchtune key templates",
               .expresses = "Names with {} for the number of the layer; no transforms",
               .example = R"({"layers.{}.attention.wq.weight": "layers.{}.attn.q_proj.weight"})", .suffix = ".py",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = false},
              importTemplates, exportTemplates},
        Entry{{.id = "orbax", .title = "Orbax transformations",
               .expresses = "Names of the target, also as expressions, with the original key of each; fallbacks; no functions",
               .example = R"({"a/b": Transform(original_key="c/d")})", .suffix = ".py",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = false},
              importOrbax, exportOrbax},
        Entry{{.id = "mmengine", .title = "mmengine revise_keys",
               .expresses = "Regular expressions applied one after the other; no transforms",
               .example = R"([(r'^module\.', '')])", .suffix = ".py",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = false},
              importReviseKeys, exportReviseKeys},
        Entry{{.id = "mergekit", .title = "mergekit layer_range slices",
               .expresses = "Whole layers of one model in a new order",
               .example = R"(slices: [{sources: [{model: a, layer_range: [0, 8]}]}])", .suffix = ".yaml",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = true},
              importLayerRanges, exportLayerRanges},
        Entry{{.id = "csv", .title = "Table of two columns (CSV)",
               .expresses = "One source for each target, with a third column for transforms",
               .example = R"(source,target)", .suffix = ".csv",
               .canImport = true, .canExport = true, .copyAsPython = false, .exportNeedsModels = false},
              importCsv, exportCsv},
        Entry{{.id = "python-saver", .title = "Python: tf.train.Saver",
               .expresses = "A program that restores the variables by name; no transforms",
               .example = "", .suffix = ".py",
               .canImport = false, .canExport = true, .copyAsPython = true, .exportNeedsModels = true},
              nullptr, exportSaverPython},
        Entry{{.id = "python-init-from-checkpoint", .title = "Python: init_from_checkpoint",
               .expresses = "A program that initialises variables from the checkpoint; no transforms",
               .example = "", .suffix = ".py",
               .canImport = false, .canExport = true, .copyAsPython = true, .exportNeedsModels = true},
              nullptr, exportInitFromCheckpointPython},
        Entry{{.id = "python-keras", .title = "Python: Keras set_weights",
               .expresses = "A program that fills the layers, with the transforms in NumPy",
               .example = "", .suffix = ".py",
               .canImport = false, .canExport = true, .copyAsPython = true, .exportNeedsModels = true},
              nullptr, exportKerasPython},
        Entry{{.id = "python-pytorch", .title = "Python: PyTorch load_state_dict",
               .expresses = "A program that makes the state dict, with the transforms in PyTorch",
               .example = "", .suffix = ".py",
               .canImport = false, .canExport = true, .copyAsPython = true, .exportNeedsModels = true},
              nullptr, exportPytorchPython},
        Entry{{.id = "python-var-list", .title = "Python: restored variables and var_list",
               .expresses = "The restored and the other variables as two lists, to freeze and to train",
               .example = "", .suffix = ".py",
               .canImport = false, .canExport = true, .copyAsPython = true, .exportNeedsModels = true},
              nullptr, exportVarListPython},
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
    if (!text) {
        // The notes go with the text; the first says why nothing is left of it.
        Error error = std::move(text.error());
        for (const DialectNote& note : job.notes)
            if (note.severity == Severity::Error) {
                error.message += "; " + (note.place.empty() ? "" : note.place + ": ") + note.message;
                if (error.hint.empty())
                    error.hint = note.hint;
                break;
            }
        return fail(std::move(error));
    }
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
