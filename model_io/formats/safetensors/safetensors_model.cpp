#include "model_io/formats/safetensors/safetensors_model.h"

#include "model_io/codecs/watched_read.h"
#include "model_io/formats/layer_roles.h"
#include "model_io/formats/safetensors/safetensors_index.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <unordered_map>

namespace tensorgraft::safetensors {
namespace fs = std::filesystem;
namespace {

/// An index that is larger than this is hostile: 10 million tensors take less.
constexpr std::uint64_t maxIndexBytes = 1'000'000'000;

AxisConvention conventionOf(const Header& header)
{
    const Metadata* format = header.metadata ? header.metadata->find("format") : nullptr;
    const std::string* word = format ? format->string() : nullptr;
    if (!word || *word == "pt")
        return AxisConvention::PyTorch; // nearly every file; MLX and NumPy say so themselves
    if (*word == "tf" || *word == "flax" || *word == "jax")
        return AxisConvention::TensorFlow;
    return AxisConvention::Unknown;
}

struct Tables {
    std::vector<TensorInfo> tensors;
    std::vector<TensorStorage> storages;
    std::vector<Place> places;
};

void addTensor(Tables& out, const Shard& shard, std::size_t shardIndex, std::size_t entryIndex)
{
    const Entry& e = shard.header.entries[entryIndex];
    TensorInfo info;
    info.name = e.name;
    info.shape = e.shape;
    info.sizeBytes = e.end - e.begin;
    TensorStorage storage;
    if (e.dtype) {
        info.dtype = *e.dtype;
        storage.source = shard.source;
        storage.offsetBytes = shard.header.dataOffset + e.begin;
    } else {
        info.dtype = DType::Opaque;
        info.storageNote = "type " + e.tag;
        storage.damage = std::make_shared<Error>(
            makeError(ErrorCode::Unsupported, "elements of the type '" + e.tag + "' cannot be read")
                .at(shard.path)
                .of(e.name)
                .advise("The tensor is listed and kept as it is when the file is rewritten"));
    }
    out.tensors.push_back(std::move(info));
    out.storages.push_back(std::move(storage));
    out.places.push_back({shardIndex, entryIndex});
}

void addDamaged(Tables& out, std::size_t shardIndex, const std::string& name, std::string note, Error damage)
{
    TensorInfo info;
    info.name = name;
    info.dtype = DType::Opaque; // type and shape stand in the shard only
    info.storageNote = std::move(note);
    TensorStorage storage;
    storage.damage = std::make_shared<Error>(std::move(damage).of(name));
    out.tensors.push_back(std::move(info));
    out.storages.push_back(std::move(storage));
    out.places.push_back({shardIndex, std::nullopt});
}

Result<void> openShard(Shard& shard, const OpenProgress& progress)
{
    auto source = FileSource::open(shard.path);
    if (!source)
        return fail(std::move(source.error()));
    auto header = readHeader(**source, shard.path, progress);
    if (!header)
        return fail(std::move(header.error()));
    shard.source = std::move(*source);
    shard.header = std::move(*header);
    return {};
}

} // namespace

Result<std::shared_ptr<const ModelFile>> openSingle(const fs::path& path, const OpenProgress& progress)
{
    Layout layout;
    Shard& shard = layout.shards.emplace_back();
    shard.name = path.filename().string();
    shard.path = path;
    if (auto r = openShard(shard, progress.part(0, 0.65)); !r)
        return fail(std::move(r.error()));

    Tables tables;
    const OpenProgress adding = progress.part(0.65, 0.8);
    for (std::size_t entry : shard.header.order) {
        if (!adding.tick(OpenStep::Listing, tables.tensors.size(), shard.header.order.size()))
            return cancelled();
        addTensor(tables, shard, 0, entry);
    }
    deriveLayerRoles(tables.tensors, conventionOf(shard.header), progress.part(0.8, 1));
    if (progress.stopped())
        return cancelled();
    Metadata metadata(Metadata::Map{});
    if (shard.header.metadata)
        metadata.set("__metadata__", *shard.header.metadata);
    layout.places = std::move(tables.places);
    return std::make_shared<SafetensorsFile>(path, std::move(tables.tensors), std::move(tables.storages),
                                             std::move(metadata), std::vector{path}, std::vector<Error>{},
                                             std::move(layout));
}

Result<std::shared_ptr<const ModelFile>> openSharded(const fs::path& index, const fs::path& opened, const OpenProgress& progress)
{
    auto indexSource = FileSource::open(index);
    if (!indexSource)
        return fail(std::move(indexSource.error()));
    if ((*indexSource)->sizeBytes() > maxIndexBytes)
        return fail(makeError(ErrorCode::Unsupported, "the index is too large")
                        .at(index)
                        .wanted("at most " + std::to_string(maxIndexBytes) + " bytes")
                        .got(std::to_string((*indexSource)->sizeBytes()) + " bytes"));
    Layout layout;
    layout.indexText.resize((*indexSource)->sizeBytes());
    layout.indexName = index.filename().string();
    layout.openedAsFolder = opened != index;
    if (auto r = readWatched(**indexSource, 0, std::as_writable_bytes(std::span(layout.indexText)), progress.part(0, 0.05)); !r)
        return fail(std::move(r.error()));
    auto parsed = parseIndex(layout.indexText, index, progress.part(0.05, 0.3));
    if (!parsed)
        return fail(std::move(parsed.error()));

    // Shards by name, which numbers them; the tensors that each should hold in the order of the index.
    std::map<std::string, std::vector<const std::string*>> wanted;
    for (const auto& [tensor, file] : parsed->weightMap)
        wanted[file].push_back(&tensor);
    if (!wanted.empty() && std::ranges::none_of(wanted, [](const auto& w) { return w.first.ends_with(".safetensors"); }))
        return fail(makeError(ErrorCode::NotThisFormat, "the index is of a model in another format")
                        .at(index)
                        .wanted("shards named *.safetensors")
                        .got("'" + wanted.begin()->first + "'")
                        .advise("Open the shards one by one"));

    Tables tables;
    std::vector<Error> warnings;
    std::vector<fs::path> members{index};
    Metadata metadata(Metadata::Map{});
    metadata.set("index", parsed->metadata);
    std::optional<AxisConvention> convention;
    for (const auto& [name, tensors] : wanted) {
        const std::size_t shardIndex = layout.shards.size();
        const double each = 0.6 / static_cast<double>(wanted.size()), from = 0.3 + each * static_cast<double>(shardIndex);
        const OpenProgress ofShard = progress.part(from, from + each);
        Shard& shard = layout.shards.emplace_back();
        shard.name = name;
        shard.path = index.parent_path() / name;
        if (auto r = openShard(shard, ofShard); !r) {
            if (r.error().code == ErrorCode::Cancelled)
                return cancelled();
            Error error = std::move(r.error());
            error.hint = "The other shards are usable; fetch this one again" +
                         (error.hint.empty() ? std::string() : ". " + error.hint);
            for (const std::string* tensor : tensors)
                addDamaged(tables, shardIndex, *tensor, "in '" + name + "', which cannot be read", error);
            warnings.push_back(std::move(error));
            continue;
        }
        members.push_back(shard.path);
        if (!convention)
            convention = conventionOf(shard.header);
        if (shard.header.metadata && !metadata.find("__metadata__"))
            metadata.set("__metadata__", *shard.header.metadata);
        std::unordered_map<std::string_view, bool> stored; // whether the index asks for it
        for (const Entry& e : shard.header.entries)
            stored.emplace(e.name, false);
        std::vector<const std::string*> absent;
        for (const std::string* tensor : tensors)
            if (const auto it = stored.find(*tensor); it != stored.end())
                it->second = true;
            else
                absent.push_back(tensor);
        for (std::size_t entry : shard.header.order)
            if (stored.at(shard.header.entries[entry].name))
                addTensor(tables, shard, shardIndex, entry);
        for (const std::string* tensor : absent) {
            Error error = makeError(ErrorCode::Corrupt, "the index places a tensor in a shard that does not hold it")
                              .at(shard.path)
                              .of(*tensor)
                              .advise("Index and shards are of different models or versions; fetch them again");
            addDamaged(tables, shardIndex, *tensor, "not in '" + name + "'", error);
            warnings.push_back(std::move(error));
        }
        if (const auto extra = std::ranges::count_if(stored, [](const auto& s) { return !s.second; }); extra > 0)
            warnings.push_back(makeError(ErrorCode::Corrupt, "the shard holds tensors that the index does not place in it")
                                   .at(shard.path)
                                   .got(std::to_string(extra) + " tensors, which are not shown"));
    }
    deriveLayerRoles(tables.tensors, convention.value_or(AxisConvention::PyTorch), progress.part(0.9, 1));
    if (progress.stopped())
        return cancelled();
    layout.places = std::move(tables.places);
    return std::make_shared<SafetensorsFile>(opened, std::move(tables.tensors), std::move(tables.storages),
                                             std::move(metadata), std::move(members), std::move(warnings),
                                             std::move(layout));
}

std::optional<fs::path> indexOfFolder(const fs::path& folder)
{
    std::optional<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (!it->path().filename().string().ends_with(".safetensors.index.json"))
            continue;
        if (found)
            return std::nullopt;
        found = it->path();
    }
    return found;
}

} // namespace tensorgraft::safetensors
