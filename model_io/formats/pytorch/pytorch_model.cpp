#include "model_io/formats/pytorch/pytorch_model.h"

#include "model_io/codecs/pickle_safety.h"
#include "model_io/formats/layer_roles.h"
#include "model_io/formats/pytorch/checkpoint_walk.h"

#include <algorithm>

namespace tensorgraft::pytorch {
namespace {

std::string stridesNote(const std::vector<std::int64_t>& strides)
{
    return "strides " + Shape(strides).toString();
}

std::shared_ptr<const Error> damageOf(const std::filesystem::path& path, const std::string& name, const std::string& why)
{
    return std::make_shared<Error>(makeError(ErrorCode::Unsupported, "the values of this tensor cannot be read: " + why)
                                       .at(path).of(name)
                                       .advise("The tensor is listed and kept as it is when the file is rewritten"));
}

/// Fills info and storage out of the description. A problem that concerns only this tensor becomes damage.
void place(const Container& c, const std::string& folder, const NamedTensor& named, TensorInfo& info,
           TensorStorage& storage, Origin& origin)
{
    const auto& path = c.file->path();
    const TensorDescription& d = named.description;
    info.name = named.name;
    info.dtype = d.dtype;
    info.shape = d.shape;
    info.storageNote = d.note;
    const auto count = d.shape.checkedElementCount();
    std::uint64_t bytes = 0;
    if (!count || __builtin_mul_overflow(*count, std::uint64_t{itemSizeBytes(d.dtype)}, &bytes)) {
        info.shape = Shape();
        info.dtype = DType::Opaque;
        storage.damage = std::make_shared<Error>(makeError(ErrorCode::Corrupt, "the shape is too large").at(path).of(named.name)
                                                     .wanted("below 2^63 bytes").got(d.shape.toString()));
        return;
    }
    info.sizeBytes = bytes;
    if (!d.problem.empty() || !d.storage) {
        storage.damage = damageOf(path, named.name, d.problem.empty() ? "it has no storage" : d.problem);
        return;
    }
    origin.storage = folder + d.storage->key;
    const auto found = c.storages.find(origin.storage);
    if (found == c.storages.end()) {
        storage.damage = damageOf(path, named.name, "its storage is missing");
        return;
    }
    const StoredBytes& stored = found->second;
    if (stored.damage) {
        Error error = *stored.damage;
        storage.damage = std::make_shared<Error>(std::move(error).of(named.name));
        return;
    }
    std::uint64_t viewBytes = 0, offsetBytes = 0, total = 0;
    const std::uint64_t storageItem = d.storage->dtype ? itemSizeBytes(*d.storage->dtype) : 1;
    if (__builtin_mul_overflow(d.storage->viewOffset, storageItem, &viewBytes) ||
        __builtin_mul_overflow(d.offset, std::uint64_t{itemSizeBytes(d.dtype)}, &offsetBytes) ||
        __builtin_add_overflow(viewBytes, offsetBytes, &total)) {
        storage.damage = std::make_shared<Error>(makeError(ErrorCode::Corrupt, "the tensor starts beyond its storage").at(path).of(named.name));
        return;
    }
    storage.source = stored.source;
    storage.offsetBytes = total;
    storage.bigEndian = c.bigEndian;
    if (!stridesAreContiguous(d.shape, d.strides)) {
        storage.strides = d.strides;
        info.storageNote += (info.storageNote.empty() ? "" : ", ") + stridesNote(d.strides);
    }
    if (*count == 0) {
        storage.offsetBytes = 0;
        storage.strides.clear();
    }
    if (auto r = StoredModelFile::checkStorage(path, info, storage); !r) {
        storage = {};
        storage.damage = std::make_shared<Error>(std::move(r.error()));
    }
}

/// Says which tensors share bytes: tied weights, slices of one buffer.
void noteSharing(std::vector<TensorInfo>& tensors, const std::vector<TensorStorage>& storages, const std::vector<Origin>& origins)
{
    std::unordered_map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        if (origins[i].storage.empty())
            continue;
        const auto [it, isNew] = first.emplace(origins[i].storage, i);
        if (isNew)
            continue;
        const std::size_t j = it->second;
        const bool same = storages[i].offsetBytes == storages[j].offsetBytes && tensors[i].shape == tensors[j].shape &&
                          storages[i].strides == storages[j].strides && tensors[i].dtype == tensors[j].dtype;
        std::string& note = tensors[i].storageNote;
        note += (note.empty() ? "" : ", ") + std::string(same ? "shared with " : "in the storage of ") + tensors[j].name;
    }
}

} // namespace

Result<std::shared_ptr<const ModelFile>> openPytorch(const std::filesystem::path& path, const OpenProgress& progress)
{
    auto file = FileSource::open(path);
    if (!file)
        return fail(std::move(file.error()));
    std::string head(std::min<std::uint64_t>((*file)->sizeBytes(), 1024), '\0');
    if (auto r = (*file)->readAt(0, std::as_writable_bytes(std::span(head))); !r)
        return fail(std::move(r.error()));
    Result<Container> container = fail(makeError(ErrorCode::NotThisFormat, "the file is no PyTorch file").at(path)
                                           .at(std::uint64_t{0}).wanted("a zip archive, a PyTorch stream or its old tar archive"));
    if (head.starts_with("PK"))
        container = openZipContainer(std::move(*file), progress.part(0, 0.5));
    else if (isLegacyHead(head))
        container = openLegacyContainer(std::move(*file), progress.part(0, 0.5));
    else if (isTarHead(head))
        container = openTarContainer(std::move(*file), progress.part(0, 0.5));
    if (!container)
        return fail(std::move(container.error()));

    std::vector<NamedTensor> named;
    std::vector<std::size_t> partOf;
    Metadata metadata(Metadata::Map{});
    for (std::size_t i = 0; i < container->parts.size(); ++i) {
        const PickledPart& part = container->parts[i];
        auto checkpoint = walkCheckpoint(*part.document, path, container->lookup, progress.part(0.5, 0.7));
        if (!checkpoint)
            return fail(std::move(checkpoint.error()));
        if (part.prefix.empty())
            metadata = std::move(checkpoint->metadata);
        for (NamedTensor& t : checkpoint->tensors) {
            if (!part.prefix.empty())
                t.name = part.prefix + "." + t.name;
            named.push_back(std::move(t));
            partOf.push_back(i);
        }
    }
    std::vector<Error> calls;
    for (const PickledPart& part : container->parts)
        for (Error& call : pickle::dangerousCalls(*part.document, path))
            calls.push_back(std::move(call));
    if (named.empty() && !calls.empty())
        return fail(pickle::nothingButCalls(calls));
    container->warnings.insert(container->warnings.end(), calls.begin(), calls.end());
    std::vector<TensorInfo> tensors(named.size());
    std::vector<TensorStorage> storages(named.size());
    std::vector<Origin> origins(named.size());
    const OpenProgress placing = progress.part(0.7, 0.85);
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (!placing.tick(OpenStep::Listing, i, named.size()))
            return cancelled();
        origins[i].part = partOf[i];
        origins[i].value = named[i].value;
        place(*container, container->parts[partOf[i]].storageFolder, named[i], tensors[i], storages[i], origins[i]);
        if (storages[i].damage && storages[i].damage->code == ErrorCode::Corrupt)
            container->warnings.push_back(*storages[i].damage);
    }
    noteSharing(tensors, storages, origins);
    deriveLayerRoles(tensors, AxisConvention::PyTorch, '.', {}, progress.part(0.85, 1));
    if (progress.stopped())
        return cancelled();

    Metadata about(Metadata::Map{});
    about.set("kind", container->isTorchScript               ? "torchscript"
                      : container->kind == ContainerKind::Zip ? "zip"
                      : container->kind == ContainerKind::Tar ? "tar"
                                                              : "legacy");
    if (!container->version.empty())
        about.set("version", container->version);
    if (container->bigEndian)
        about.set("byteorder", "big");
    metadata.set("(container)", std::move(about));
    std::vector<Error> warnings = container->warnings;
    return std::make_shared<PytorchFile>(path, std::move(tensors), std::move(storages), std::move(metadata),
                                         std::move(warnings), std::move(*container), std::move(origins));
}

} // namespace tensorgraft::pytorch
