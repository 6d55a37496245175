#include "model_io/formats/tensorflow/saved_model_file.h"

#include "model_io/codecs/protobuf_wire.h"
#include "model_io/formats/tensorflow/bundle_paths.h"
#include "model_io/formats/tensorflow/saved_model_proto.h"

#include <algorithm>
#include <set>

namespace tensorgraft::tf {
namespace fs = std::filesystem;
namespace {

/// Most entries of a SavedModel's folder that a rewrite copies: a folder with more is not one.
constexpr std::size_t maxEntries = 100000;

Result<SavedModelInfo> readInfo(const fs::path& file, const std::vector<std::string>& keys, const OpenProgress& progress)
{
    auto source = FileSource::open(file);
    if (!source)
        return fail(std::move(source.error()));
    auto bytes = openForWire(**source);
    if (!bytes)
        return fail(std::move(bytes.error()).at(file));
    auto info = parseSavedModel(bytes->bytes, keys, progress);
    if (auto r = bytes->check(); !r)
        return fail(std::move(r.error()));
    if (!info)
        return fail(std::move(info.error()).at(file));
    return info;
}

/// What saved_model.pb says beats what the names suggest, but for optimizer slots and counters.
void applyTrainable(TensorInfo& tensor, bool trainable)
{
    if (tensor.role == TensorRole::OptimizerState || tensor.role == TensorRole::Bookkeeping)
        return;
    if (trainable)
        tensor.role = TensorRole::Trainable;
    else if (tensor.role == TensorRole::Trainable)
        tensor.role = TensorRole::Constant;
}

Metadata describe(const SavedModelInfo& info, const std::vector<TensorInfo>& tensors)
{
    Metadata model = Metadata(Metadata::Map{});
    Metadata::List tags;
    for (const std::string& tag : info.tags)
        tags.emplace_back(tag);
    model.set("tags", Metadata(std::move(tags)));
    if (!info.tensorflowVersion.empty())
        model.set("tensorflow_version", info.tensorflowVersion);
    Metadata::Map variables;
    for (const TensorInfo& tensor : tensors) {
        const auto found = info.variables.find(tensor.name);
        if (found == info.variables.end())
            continue;
        Metadata variable = Metadata(Metadata::Map{});
        variable.set("name", found->second.name);
        variable.set("trainable", found->second.trainable);
        if (found->second.shape) {
            Metadata::List dims;
            for (const std::int64_t d : *found->second.shape)
                dims.emplace_back(d);
            variable.set("shape", Metadata(std::move(dims)));
        }
        variables.emplace_back(tensor.name, std::move(variable));
    }
    model.set("variables", Metadata(std::move(variables)));
    return model;
}

} // namespace

Result<std::shared_ptr<const ModelFile>> openSavedModel(const fs::path& path, const fs::path& folder, const OpenProgress& progress)
{
    const fs::path message = folder / "saved_model.pb", prefix = folder / "variables" / "variables";
    std::error_code ignored;
    if (!fs::is_regular_file(indexPath(prefix), ignored))
        return fail(makeError(ErrorCode::Io, "the SavedModel has no variables").at(indexPath(prefix))
                        .wanted("variables/variables.index beside saved_model.pb").got("no such file")
                        .advise("Copy the whole folder of the SavedModel; a graph whose weights are constants has none"));
    auto parts = readBundle(prefix, progress.part(0, 0.5));
    if (!parts)
        return fail(std::move(parts.error()));
    std::vector<std::string> keys;
    for (const TensorInfo& tensor : parts->tensors)
        keys.push_back(tensor.name);
    auto info = readInfo(message, keys, progress.part(0.5, 1));
    if (!info) {
        if (info.error().code == ErrorCode::NotThisFormat || info.error().code == ErrorCode::Cancelled)
            return fail(std::move(info.error()));
        info.error().hint = "The variables can be used; what is trainable is guessed from their names";
        parts->warnings.push_back(std::move(info.error()));
    } else {
        for (TensorInfo& tensor : parts->tensors) {
            const auto found = info->variables.find(tensor.name);
            if (found == info->variables.end())
                continue;
            const SavedVariable& variable = found->second;
            applyTrainable(tensor, variable.trainable);
            if (tensor.alias.empty() && variable.name != tensor.name)
                tensor.alias = variable.name;
            if (variable.shape && *variable.shape != tensor.shape)
                parts->warnings.push_back(makeError(ErrorCode::Mismatch, "saved_model.pb gives the variable another shape").at(message)
                                              .of(tensor.name).wanted(variable.shape->toString()).got(tensor.shape.toString())
                                              .advise("The variables belong to another version of the model"));
        }
        parts->metadata.set("saved_model", describe(*info, parts->tensors));
    }
    // The description first: it is what the model is known by.
    parts->members.insert(parts->members.begin(), message);
    return makeBundleFile(path, "tf-savedmodel", std::move(*parts));
}

Result<SavedModelRest> listRest(const fs::path& folder, const BundleLayout& variables)
{
    std::set<fs::path> own{indexPath("variables/variables")};
    for (std::int64_t i = 0; i < variables.header.shardCount; ++i)
        own.insert(shardPath("variables/variables", static_cast<std::size_t>(i), static_cast<std::size_t>(variables.header.shardCount)));
    SavedModelRest rest;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const fs::path relative = it->path().lexically_relative(folder);
        std::error_code ignored;
        if (it->is_directory(ignored) && !it->is_symlink(ignored))
            rest.folders.push_back(relative);
        else if (it->is_regular_file(ignored)) {
            if (!own.contains(relative))
                rest.files.push_back(relative);
        } else
            return fail(makeError(ErrorCode::Unsupported, "the folder of the SavedModel holds something that cannot be copied").at(it->path())
                            .wanted("files and folders").got("a link to a folder, a device or a broken link")
                            .advise("Take it out of the folder, or copy the SavedModel without it"));
        if (rest.files.size() + rest.folders.size() > maxEntries)
            return fail(makeError(ErrorCode::Unsupported, "the folder holds too many files for a SavedModel").at(folder)
                            .wanted("at most " + std::to_string(maxEntries)));
    }
    if (error)
        return fail(ioError(error.value(), "list the folder of the SavedModel", folder));
    std::ranges::sort(rest.files);
    std::ranges::sort(rest.folders);
    return rest;
}

} // namespace tensorgraft::tf
