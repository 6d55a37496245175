#include "model_io/formats/hdf5/chunk_filters.h"
#include "model_io/formats/hdf5/chunked_source.h"
#include "model_io/formats/hdf5/hdf5_model_file.h"
#include "model_io/formats/hdf5/sources.h"

#include <algorithm>

namespace tensorgraft::hdf5 {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t chunkCacheBytes = std::uint64_t{64} << 20;

std::string noteOf(const Dataset& d)
{
    std::string note = d.type.description;
    const auto add = [&](const std::string& text) { note += (note.empty() ? "" : ", ") + text; };
    if (d.type.bigEndian)
        add("big-endian");
    switch (d.layout) {
    case Layout::Contiguous:
        if (!d.offset && !d.nullSpace && d.shape.elementCount() > 0)
            add("never written");
        break;
    case Layout::Chunked:
        add(d.chunkIndexComplete ? std::to_string(d.chunks.size()) + (d.chunks.size() == 1 ? " chunk" : " chunks") : "chunks");
        break;
    case Layout::Compact: add("compact"); break;
    case Layout::External: add("external file"); break;
    case Layout::Virtual: add("virtual"); break;
    }
    for (const Filter& f : d.filters)
        add(f.id == FilterDeflate ? "gzip" : (f.name.empty() ? "filter " + std::to_string(f.id) : f.name));
    return note;
}

} // namespace

StorageFactory::StorageFactory(Container container, std::shared_ptr<const Toc> toc)
    : m_container(std::move(container)), m_toc(std::move(toc)), m_reader(std::make_shared<LibraryReader>(m_container)),
      m_cache(std::make_shared<ChunkCache>(chunkCacheBytes))
{
}

Result<std::shared_ptr<const ByteSource>> StorageFactory::external(const Dataset& d, const TensorInfo& info)
{
    std::vector<JoinedSource::Piece> pieces;
    for (const ExternalFile& e : d.external) {
        // A hostile file may name any file of this machine; only its own neighbours are opened.
        const fs::path name(e.name);
        if (name.is_absolute() || std::ranges::any_of(name, [](const fs::path& part) { return part == ".."; }))
            return fail(makeError(ErrorCode::Unsupported, "the data lies in a file outside of the model's folder")
                            .wanted("a file below " + m_container.path.parent_path().string()).got(e.name)
                            .advise("Put that file beside the HDF5 file and refer to it by its name alone"));
        const fs::path path = m_container.path.parent_path() / name;
        auto source = FileSource::open(path);
        if (!source)
            return fail(std::move(source.error()));
        if (!std::ranges::count(m_external, path))
            m_external.push_back(path);
        pieces.push_back({*source, e.offset, std::min(e.size, info.sizeBytes)});
    }
    return std::make_shared<JoinedSource>(std::move(pieces), info.sizeBytes);
}

Result<std::shared_ptr<const ByteSource>> StorageFactory::source(const std::shared_ptr<const Dataset>& d, const TensorInfo& info)
{
    if (!d->problem.empty())
        return fail(makeError(ErrorCode::Corrupt, d->problem).advise("The file is damaged; get a fresh copy of it"));
    const auto throughLibrary = [&] { return std::make_shared<LibrarySource>(m_reader, d, info.sizeBytes); };
    if (info.sizeBytes == 0)
        return std::make_shared<FillSource>(0, std::vector<std::byte>());
    if (!d->type.asStored)
        return throughLibrary();
    switch (d->layout) {
    case Layout::Contiguous:
        if (!d->filters.empty())
            return throughLibrary();
        if (!d->offset)
            return std::make_shared<FillSource>(info.sizeBytes, d->fillValue);
        if (!inside(*d->offset, info.sizeBytes, m_container.sizeBytes()))
            return fail(makeError(ErrorCode::Corrupt, "the dataset lies outside of the file").at(*d->offset)
                            .wanted(std::to_string(info.sizeBytes) + " bytes from " + std::to_string(*d->offset))
                            .got("a file of " + std::to_string(m_container.sizeBytes()) + " bytes")
                            .advise("The file was probably cut short; get it again"));
        return std::make_shared<SubSource>(m_container.bytes, *d->offset, info.sizeBytes);
    case Layout::External: return external(*d, info);
    case Layout::Chunked:
        if (d->chunkIndexComplete && filtersAreKnown(d->filters))
            return ChunkedSource::make(m_container, d, m_cache);
        return throughLibrary();
    case Layout::Compact: return throughLibrary();
    case Layout::Virtual: break;
    }
    return fail(makeError(ErrorCode::Unsupported, "virtual datasets, whose data is in other HDF5 files, are not read")
                    .advise("Open the files that hold the data"));
}

TensorStorage StorageFactory::make(std::size_t dataset, TensorInfo& info)
{
    const std::shared_ptr<const Dataset> d(m_toc, &m_toc->datasets[dataset]);
    info.storageNote = noteOf(*d);
    TensorStorage storage;
    storage.bigEndian = d->type.asStored && d->type.bigEndian;
    auto made = source(d, info);
    if (made) {
        storage.source = std::move(*made);
        return storage;
    }
    Error& e = made.error();
    if (e.file.empty())
        e.file = m_container.path;
    e.tensor = info.name;
    storage.damage = std::make_shared<const Error>(std::move(e));
    // A source of the right size keeps the table consistent; it is never read.
    storage.source = std::make_shared<FillSource>(info.sizeBytes, std::vector<std::byte>());
    return storage;
}

} // namespace tensorgraft::hdf5
