#include "model_io/formats/numpy/numpy_file.h"

#include "model_io/codecs/pickle_safety.h"

namespace tensorgraft::numpy {

NumpyFile::NumpyFile(std::filesystem::path path, std::string formatId, TensorTable table, Metadata metadata,
                     std::vector<NpyPart> parts, std::shared_ptr<const ZipArchive> archive, std::vector<std::size_t> entries)
    : StoredModelFile(path, std::move(formatId), std::move(table.tensors), std::move(table.storages), std::move(metadata),
                      {path}, std::move(table.warnings)),
      m_parts(std::move(parts)), m_archive(std::move(archive)), m_entries(std::move(entries))
{
}

Result<std::shared_ptr<const ModelFile>> openNpy(const std::filesystem::path& path, const OpenProgress& progress)
{
    auto source = FileSource::open(path);
    if (!source)
        return tl::unexpected(std::move(source.error()));
    TensorTable table;
    Metadata metadata;
    auto part = readPart(*source, path, soleName, false, table, metadata, progress.part(0, 0.8));
    if (!part)
        return tl::unexpected(std::move(part.error()));
    if (table.tensors.empty() && !table.warnings.empty())
        return fail(pickle::nothingButCalls(table.warnings));
    metadata.set("npyVersion", std::int64_t{part->header.version});
    nameRoles(table.tensors, progress.part(0.8, 1));
    if (progress.stopped())
        return cancelled();
    std::vector<NpyPart> parts;
    parts.push_back(std::move(*part));
    return std::shared_ptr<const ModelFile>(std::make_shared<NumpyFile>(
        path, "numpy-npy", std::move(table), std::move(metadata), std::move(parts), nullptr, std::vector<std::size_t>()));
}

Result<std::shared_ptr<const ModelFile>> openNpz(const std::filesystem::path& path, const OpenProgress& progress)
{
    auto source = FileSource::open(path);
    if (!source)
        return tl::unexpected(std::move(source.error()));
    auto archive = ZipArchive::open(*source, path, progress.part(0, 0.4));
    if (!archive)
        return tl::unexpected(std::move(archive.error()));
    TensorTable table;
    std::vector<NpyPart> parts;
    std::vector<std::size_t> entries;
    Metadata metadata, members;
    Metadata::List others;
    bool anyObject = false;
    const OpenProgress ofMembers = progress.part(0.4, 0.9);
    for (std::size_t i = 0; i < (*archive)->entries().size(); ++i) {
        if (!ofMembers.tick(OpenStep::Listing, i, (*archive)->entries().size()))
            return cancelled();
        const ZipEntry& entry = (*archive)->entries()[i];
        if (!entry.name.ends_with(".npy")) {
            others.emplace_back(entry.name);
            continue;
        }
        const std::string name = entry.name.substr(0, entry.name.size() - 4);
        const auto inMember = [&](Error error) {
            error.message = "member '" + entry.name + "': " + error.message;
            if (error.code == ErrorCode::NotThisFormat)
                error.code = ErrorCode::Corrupt; // the archive is a .npz, the member is damaged
            return tl::unexpected(std::move(error));
        };
        auto member = (*archive)->source(entry);
        if (!member)
            return inMember(std::move(member.error()));
        Metadata memberMetadata;
        auto part = readPart(*member, path, name, true, table, memberMetadata,
                             ofMembers.part(static_cast<double>(i) / static_cast<double>((*archive)->entries().size()),
                                            static_cast<double>(i + 1) / static_cast<double>((*archive)->entries().size())));
        if (ofMembers.stopped())
            return cancelled();
        if (!part)
            return inMember(std::move(part.error()));
        for (std::size_t t = part->firstTensor; entry.method != 0 && t < table.tensors.size(); ++t) {
            std::string& note = table.tensors[t].storageNote;
            note = note.empty() ? "deflated" : "deflated, " + note;
        }
        if (!memberMetadata.isNull()) {
            members.set(name, std::move(memberMetadata));
            anyObject = true;
        }
        parts.push_back(std::move(*part));
        entries.push_back(i);
    }
    if (parts.empty() && !(*archive)->entries().empty())
        return fail(makeError(ErrorCode::NotThisFormat, "the zip archive has no .npy member").at(path));
    if (anyObject)
        metadata.set("members", std::move(members));
    if (!others.empty())
        metadata.set("otherMembers", Metadata(std::move(others)));
    nameRoles(table.tensors, progress.part(0.9, 1));
    if (progress.stopped())
        return cancelled();
    return std::shared_ptr<const ModelFile>(std::make_shared<NumpyFile>(path, "numpy-npz", std::move(table), std::move(metadata),
                                                                        std::move(parts), *archive, std::move(entries)));
}

} // namespace tensorgraft::numpy
