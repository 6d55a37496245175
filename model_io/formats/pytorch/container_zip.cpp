#include "model_io/formats/pytorch/container.h"

#include <algorithm>

namespace tensorgraft::pytorch {
namespace {

/// The pickle that describes the model: the shallowest "data.pkl".
const ZipEntry* findPickle(const ZipArchive& zip)
{
    const ZipEntry* best = nullptr;
    for (const ZipEntry& e : zip.entries())
        if (e.name == "data.pkl" || e.name.ends_with("/data.pkl"))
            if (!best || std::ranges::count(e.name, '/') < std::ranges::count(best->name, '/'))
                best = &e;
    return best;
}

Result<std::string> smallText(const ZipArchive& zip, const std::string& name)
{
    const ZipEntry* entry = zip.find(name);
    if (!entry)
        return std::string();
    auto bytes = zip.readAll(*entry, 4096);
    if (!bytes)
        return fail(std::move(bytes.error()));
    std::string text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text;
}

Result<void> addPart(Container& c, const ZipEntry& entry, std::string prefix, std::string storageFolder, const OpenProgress& progress)
{
    const auto& path = c.file->path();
    auto source = c.zip->source(entry);
    if (!source)
        return fail(std::move(source.error()));
    // A pickle of a stored entry is read in place; a deflated one would be inflated again for every step back.
    if (entry.method != 0) {
        auto bytes = c.zip->readAll(entry, std::uint64_t{1} << 30);
        if (!bytes)
            return fail(std::move(bytes.error()));
        source = std::make_shared<MemorySource>(std::move(*bytes));
    }
    auto document = pickle::parse(**source, 0, path, {}, progress.part(0, 0.7), (*source)->sizeBytes());
    if (progress.stopped())
        return cancelled();
    if (!document) {
        Error error = std::move(document.error());
        if (error.offset && entry.method == 0)
            error.offset = *error.offset + entry.dataOffset;
        return fail(std::move(error));
    }
    const auto ids = storagesOf(**document, progress.part(0.7, 0.9));
    const OpenProgress finding = progress.part(0.9, 1);
    std::size_t done = 0;
    if (progress.stopped())
        return cancelled();
    for (const auto& [key, id] : ids) {
        if (!finding.tick(OpenStep::Listing, done++, ids.size()))
            return cancelled();
        const std::string name = storageFolder + key;
        if (c.storages.contains(name))
            continue;
        StoredBytes& stored = c.storages[name];
        stored.entry = c.zip->find(name);
        if (!stored.entry) {
            stored.damage = std::make_shared<Error>(makeError(ErrorCode::Corrupt, "the archive lacks the storage '" + name + "'")
                                                        .at(path).advise("The file is damaged; fetch or write it again"));
            c.warnings.push_back(*stored.damage);
            continue;
        }
        auto bytes = c.zip->source(*stored.entry);
        if (!bytes) {
            stored.damage = std::make_shared<Error>(std::move(bytes.error()));
            c.warnings.push_back(*stored.damage);
            continue;
        }
        stored.source = std::move(*bytes);
        if (stored.entry->method == 0)
            stored.fileOffset = stored.entry->dataOffset;
    }
    c.parts.push_back({std::move(*document), std::move(prefix), std::move(storageFolder), &entry});
    return {};
}

} // namespace

Result<Container> openZipContainer(std::shared_ptr<const FileSource> file, const OpenProgress& progress)
{
    Container c;
    c.kind = ContainerKind::Zip;
    c.file = std::move(file);
    const auto path = c.file->path();
    auto zip = ZipArchive::open(c.file, path, progress.part(0, 0.3));
    if (!zip)
        return fail(std::move(zip.error()));
    c.zip = std::move(*zip);
    const ZipEntry* data = findPickle(*c.zip);
    if (!data)
        return fail(makeError(ErrorCode::NotThisFormat, "the zip archive is no PyTorch file")
                        .at(path).wanted("an entry 'data.pkl'").got("none"));
    const std::string root = data->name.substr(0, data->name.size() - std::string_view("data.pkl").size());
    auto byteOrder = smallText(*c.zip, root + "byteorder");
    auto version = smallText(*c.zip, root + "version");
    if (!byteOrder || !version)
        return fail(std::move(byteOrder ? version.error() : byteOrder.error()));
    if (!byteOrder->empty() && *byteOrder != "little" && *byteOrder != "big")
        return fail(makeError(ErrorCode::Corrupt, "the byte order is not known")
                        .at(path).at(c.zip->find(root + "byteorder")->dataOffset).wanted("little or big").got("'" + *byteOrder + "'"));
    c.bigEndian = *byteOrder == "big";
    c.version = std::move(*version);
    if (auto r = addPart(c, *data, "", root + "data/", progress.part(0.3, 0.95)); !r)
        return fail(std::move(r.error()));
    if (const ZipEntry* constants = c.zip->find(root + "constants.pkl")) {
        c.isTorchScript = true;
        if (auto r = addPart(c, *constants, "constants", root + "constants/", progress.part(0.95, 1)); !r) {
            if (r.error().code == ErrorCode::Io || r.error().code == ErrorCode::Cancelled)
                return fail(std::move(r.error()));
            c.warnings.push_back(std::move(r.error())); // the model proper is readable without
        }
    }
    return c;
}

} // namespace tensorgraft::pytorch
