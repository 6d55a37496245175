#include "model_io/formats/keras_v3/keras_v3_format.h"

#include "model_io/formats/hdf5/hdf5_writers.h"
#include "model_io/formats/keras/keras3_names.h"
#include "model_io/formats/keras_v3/keras_archive.h"

#include <array>
#include <exception>
#include <string_view>
#include <unordered_map>

namespace tensorgraft {
namespace {

class KerasV3Format final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo i{"keras-v3", "Keras 3 archive or weights", {".weights.h5", ".keras"}, true, true, true};
        return i;
    }

    int sniff(const Probe& probe) const override
    {
        if (!probe.headText().starts_with("PK\x03\x04"))
            return 0;
        // The names stand in the directory at the end; small archives have them in the local headers too.
        const std::string_view tail(reinterpret_cast<const char*>(probe.tail.data()), probe.tail.size());
        const auto has = [&](std::string_view name) { return tail.find(name) != std::string_view::npos; };
        if (has(keras_v3::weightsMember))
            return 97;
        return has(keras_v3::configMember) && (has(keras_v3::metadataMember) || has("model.weights.npz")) ? 70 : 0;
    }

    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override
    {
        try {
            auto archive = isZip(path) ? keras_v3::openArchive(path, options.progress)
                                       : hdf5::Hdf5ModelFile::open(path, hdf5::Flavour::Keras, options.progress, false);
            if (!archive)
                return fail(std::move(archive.error()));
            if ((*archive)->formatId() != info().id)
                return fail(makeError(ErrorCode::NotThisFormat, "these weights were not written by Keras 3").at(path));
            return std::shared_ptr<const ModelFile>(std::move(*archive));
        } catch (const std::exception& e) { // memory
            return fail(makeError(ErrorCode::Unsupported, std::string("the Keras file asks for too much: ") + e.what()).at(path));
        }
    }

    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite> replaced,
                                                 std::filesystem::path fileName) const override
    {
        auto own = std::dynamic_pointer_cast<const hdf5::Hdf5ModelFile>(target);
        if (!own)
            return fail(makeError(ErrorCode::Usage, "the target was not opened as keras-v3").at(target->path()));
        return own->container().archive ? keras_v3::makeArchiveRewriter(std::move(own), std::move(replaced), std::move(fileName))
                                        : hdf5::makeRewriter(std::move(own), std::move(replaced), std::move(fileName));
    }

    /// Weights only: where Keras 3 looks for a tensor follows from the classes of the layers, so the names must say it,
    /// or the configuration that they come from.
    Result<std::unique_ptr<ModelWriter>> create(std::vector<TensorToWrite> tensors, ExportOptions options,
                                                std::filesystem::path fileName) const override
    {
        if (fileName.extension() == ".keras")
            return fail(makeError(ErrorCode::Unsupported, "a .keras archive holds the configuration of its model, which the tensors do not tell")
                            .at(fileName).advise("Take an archive of the model as the target, or write .h5, which load_weights() of Keras 2 and 3 reads"));
        std::unordered_map<std::string_view, std::string_view> places;
        if (const Metadata* known = options.namedBy ? options.namedBy->metadata().find(keras::placesKey) : nullptr; known && known->map())
            for (const auto& [name, place] : *known->map())
                if (place.string())
                    places.emplace(name, *place.string());
        for (TensorToWrite& t : tensors)
            if (const auto place = places.find(t.name); place != places.end())
                t.name = place->second;
            else if (!keras::isVariablePath(t.name))
                return fail(makeError(ErrorCode::Mismatch, "the name says not where Keras 3 looks for the tensor").at(fileName).of(t.name)
                                .wanted("names such as layers/dense/vars/0").got(t.name)
                                .advise("Write .h5 (keras-h5), which load_weights() of Keras 2 and 3 reads"));
        options.metadata = Metadata(); // what an archive says of the model has its place in the archive
        return hdf5::makeExporter(std::move(tensors), options, std::move(fileName), hdf5::Flavour::Generic);
    }

private:
    static bool isZip(const std::filesystem::path& path)
    {
        auto file = FileSource::open(path);
        std::array<std::byte, 2> start{};
        return file && (*file)->readAt(0, start) && start[0] == std::byte{'P'} && start[1] == std::byte{'K'};
    }
};

} // namespace

std::unique_ptr<Format> makeKerasV3Format() { return std::make_unique<KerasV3Format>(); }

} // namespace tensorgraft
