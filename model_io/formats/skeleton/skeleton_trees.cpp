#include "model_io/formats/skeleton/skeleton_trees.h"

#include "model_io/formats/keras/keras3_places.h"
#include "model_io/formats/keras/layer_config.h"
#include "model_io/formats/keras/shape_inference.h"

#include <unordered_map>

namespace tensorgraft::skeleton {
namespace {

/// The words of Keras 1 for what later versions call otherwise.
std::string keras1Word(const std::string& name)
{
    if (name == "kernel" || name == "embeddings")
        return "W";
    if (name == "recurrent_kernel")
        return "U";
    if (name == "bias")
        return "b";
    if (name == "moving_mean")
        return "running_mean";
    return name == "moving_variance" ? "running_std" : name;
}

std::string h5Name(const keras::InferredWeight& w, int version)
{
    const std::string path = w.path.empty() ? "" : w.path + "/";
    if (version == 3)
        return w.group + "/" + path + w.name;
    const bool nested = w.layer != w.group;
    if (version == 1)
        return w.group + "/" + (nested ? w.layer : w.group) + "_" + keras1Word(w.name) + ":0";
    return w.group + "/" + (nested ? "" : w.group + "/") + path + w.name + ":0";
}

Result<Document> fromKeras(const Metadata& tree, const std::filesystem::path& path)
{
    auto model = keras::inferWeights(tree);
    if (!model)
        return fail(std::move(model.error()).at(path));
    Document document;
    document.format = "keras-h5";
    document.kerasVersion = model->version;
    for (Error& e : model->warnings) {
        e.file = path;
        document.warnings.push_back(std::move(e));
    }
    if (const Metadata* backend = tree.find("backend"); backend && backend->string())
        document.backend = *backend->string();
    const std::vector<std::string> places = model->version == 3 ? keras::variablePaths(tree, model->weights) : std::vector<std::string>(model->weights.size());
    std::unordered_map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < model->weights.size(); ++i) {
        keras::InferredWeight& w = model->weights[i];
        Described d;
        d.keras3Path = places[i];
        d.name = h5Name(w, model->version);
        // A layer that is used under one name twice: Keras 2 numbers the later scopes.
        if (const std::size_t before = seen[d.name]++)
            d.name += "_" + std::to_string(before);
        d.layer = w.path.empty() ? w.group : w.group + "/" + w.path;
        d.label = w.name;
        d.dtype = w.dtype;
        d.shape = std::move(w.shape);
        if (auto r = measure(d, path); !r)
            return fail(std::move(r.error()));
        document.tensors.push_back(std::move(d));
    }
    return document;
}

Result<Described> describe(const Metadata& name, const Metadata& shape, const Metadata* dtype, const std::filesystem::path& path)
{
    Described d;
    d.name = *name.string();
    const auto bad = [&](std::string message, std::string wanted) {
        return fail(makeError(ErrorCode::Corrupt, std::move(message)).at(path).of(d.name).wanted(std::move(wanted)));
    };
    const Metadata::List* list = shape.list();
    if (!list)
        return bad("the shape is no list of sizes", "whole numbers");
    std::vector<std::int64_t> dims;
    for (const Metadata& item : *list) {
        const auto size = item.list() ? std::nullopt : keras::wholeNumber(item);
        if (!size || *size < 0)
            return bad("a size is not known or no whole number", "a whole number from 0 on");
        dims.push_back(*size);
    }
    d.shape = Shape(std::move(dims));
    if (dtype && dtype->string()) {
        std::string word = *dtype->string();
        if (word.starts_with("torch.") || word.starts_with("tf."))
            word.erase(0, word.find('.') + 1);
        const auto type = dtypeFromName(word);
        if (!type)
            return bad("the data type '" + word + "' is not known", "a NumPy name such as float32");
        d.dtype = *type;
    }
    if (auto r = measure(d, path); !r)
        return fail(std::move(r.error()));
    return d;
}

} // namespace

Result<Document> documentOf(const Metadata& tree, const std::filesystem::path& path, const OpenProgress& progress)
{
    if (keras::looksLikeModelConfig(tree))
        return fromKeras(tree, path);
    Document document;
    const std::size_t total = tree.list() ? tree.list()->size() : tree.map() ? tree.map()->size() : 0;
    const auto add = [&](Result<Described> d) -> Result<void> {
        if (!progress.tick(OpenStep::Listing, document.tensors.size(), total))
            return cancelled();
        if (!d)
            return fail(std::move(d.error()));
        document.tensors.push_back(std::move(*d));
        return {};
    };
    const auto notThis = [&] {
        const bool model = tree.find("class_name") != nullptr;
        return fail(makeError(ErrorCode::NotThisFormat, model ? "this Keras model does not list its layers" : "the JSON is no skeleton").at(path)
                        .wanted("a skeleton, {name: shape}, a list of [name, shape], or model.to_json() of a Sequential or functional model")
                        .got(model ? "the configuration of a subclassed model" : "JSON of another kind")
                        .advise(model ? "Save the names and shapes of model.weights instead" : "The guide has the three lines of Python that write one"));
    };
    if (const Metadata::List* list = tree.list()) {
        for (const Metadata& item : *list) {
            const Metadata::List* entry = item.list();
            const Metadata* name = entry ? (entry->size() >= 2 ? entry->data() : nullptr) : item.find("name");
            const Metadata* shape = entry ? (entry->size() >= 2 ? entry->data() + 1 : nullptr) : item.find("shape");
            const Metadata* dtype = entry ? (entry->size() >= 3 ? entry->data() + 2 : nullptr) : item.find("dtype");
            if (!name || !name->string() || !shape)
                return notThis();
            if (auto r = add(describe(*name, *shape, dtype, path)); !r)
                return fail(std::move(r.error()));
        }
        return list->empty() ? Result<Document>(notThis()) : Result<Document>(std::move(document));
    }
    const Metadata::Map* map = tree.map();
    if (!map || map->empty())
        return notThis();
    for (const auto& [key, value] : *map) {
        const Metadata* shape = value.find("shape");
        if (!shape)
            return notThis();
        if (auto r = add(describe(Metadata(key), *shape, value.find("dtype"), path)); !r)
            return fail(std::move(r.error()));
    }
    return document;
}

} // namespace tensorgraft::skeleton
