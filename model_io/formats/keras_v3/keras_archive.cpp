#include "model_io/formats/keras_v3/keras_archive.h"

#include "model_io/codecs/zip.h"
#include "model_io/formats/keras/json_tree.h"

namespace tensorgraft::keras_v3 {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t maxTextBytes = std::uint64_t{64} << 20;

/// The tree of a JSON member; null and a warning where it cannot be read.
Metadata readText(const ZipArchive& zip, std::string_view name, std::vector<Error>& warnings, const OpenProgress& progress)
{
    const ZipEntry* entry = zip.find(name);
    const auto warn = [&](Error e, const char* effect) {
        e.message = "the member '" + std::string(name) + "' cannot be read: " + e.message;
        e.file = zip.path();
        if (e.offset && entry)
            *e.offset += entry->dataOffset;
        e.hint = effect;
        warnings.push_back(std::move(e));
        return Metadata();
    };
    const bool isConfig = name == configMember;
    const char* const effect = isConfig ? "The weights are read all the same, under the names of their groups" : "The weights are read all the same";
    if (!entry)
        return isConfig ? warn(makeError(ErrorCode::Corrupt, "it is missing"), effect) : Metadata();
    auto bytes = zip.readAll(*entry, maxTextBytes);
    if (!bytes)
        return warn(std::move(bytes.error()), effect);
    auto tree = keras::parseJsonTree({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, progress);
    if (!tree)
        return warn(std::move(tree.error()), effect);
    if (!tree->map())
        return warn(makeError(ErrorCode::Corrupt, "it is no JSON object"), effect);
    return std::move(*tree);
}

} // namespace

Result<std::shared_ptr<const hdf5::Hdf5ModelFile>> openArchive(const fs::path& path, const OpenProgress& progress)
{
    auto file = FileSource::open(path);
    if (!file)
        return fail(std::move(file.error()));
    auto opened = ZipArchive::open(*file, path, progress.part(0, 0.02));
    if (!opened)
        return fail(std::move(opened.error()));
    const ZipArchive& zip = **opened;
    if (!zip.find(weightsMember)) {
        if (!zip.find(configMember))
            return fail(makeError(ErrorCode::NotThisFormat, "the zip archive is no Keras model").at(path)
                            .wanted("the members config.json and model.weights.h5"));
        const bool numpy = zip.find("model.weights.npz") != nullptr;
        return fail(makeError(numpy ? ErrorCode::Unsupported : ErrorCode::Corrupt, "the Keras archive holds no weights that can be read").at(path)
                        .wanted("a member 'model.weights.h5'")
                        .got(numpy ? "'model.weights.npz'" : std::to_string(zip.entries().size()) + " other members")
                        .advise(numpy ? "Unpack the archive and open model.weights.npz" : "Save the model again, or get a fresh copy of the file"));
    }
    hdf5::ArchiveText text;
    const Metadata config = readText(zip, configMember, text.warnings, progress.part(0.02, 0.05));
    text.metadata = readText(zip, metadataMember, text.warnings, progress.part(0.05, 0.06));
    if (progress.stopped()) // else a warning that a text cannot be read
        return cancelled();
    if (text.metadata.isNull())
        text.metadata = Metadata(Metadata::Map{});
    if (!config.isNull())
        text.metadata.set("model_config", config);
    text.model = config.isNull() ? nullptr : &config;
    auto container = hdf5::openContainer(*file, *opened, std::string(weightsMember), progress.part(0.06, 0.3));
    if (!container)
        return fail(std::move(container.error()));
    return hdf5::Hdf5ModelFile::openArchived(std::move(*container), std::move(text), progress.part(0.3, 1));
}

} // namespace tensorgraft::keras_v3
