#include "model_io/formats/hdf5/hdf5_formats.h"

#include "model_io/formats/hdf5/hdf5_model_file.h"
#include "model_io/formats/hdf5/hdf5_writers.h"

#include <exception>

namespace tensorgraft {
namespace {

using hdf5::Flavour;

class Hdf5Format final : public Format {
public:
    Hdf5Format(FormatInfo info, Flavour flavour) : m_info(std::move(info)), m_flavour(flavour) {}
    const FormatInfo& info() const override { return m_info; }

    int sniff(const Probe& probe) const override
    {
        if (probe.isDirectory)
            return 0;
        // Keras first: its open() says NotThisFormat where the file has no layer names.
        const int sure = m_flavour == Flavour::Keras ? 96 : 95;
        constexpr std::string_view signature("\x89HDF\r\n\x1A\n", 8);
        for (std::size_t at = 0; at < probe.head.size(); at = at == 0 ? 512 : 2 * at)
            if (probe.headText().substr(at).starts_with(signature))
                return sure;
        // User blocks larger than what was probed are legal.
        if (probe.fileSize > probe.head.size())
            if (auto file = FileSource::open(probe.path); file && hdf5::findSignature(**file))
                return sure;
        return 0;
    }

    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override
    {
        try {
            auto file = hdf5::Hdf5ModelFile::open(path, m_flavour, options.progress, options.acceptRelated);
            if (!file)
                return fail(std::move(file.error()));
            return std::shared_ptr<const ModelFile>(std::move(*file));
        } catch (const std::exception& e) { // memory, file names that cannot be joined
            return fail(makeError(ErrorCode::Unsupported, std::string("the HDF5 file asks for too much: ") + e.what()).at(path));
        }
    }

    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite> replaced,
                                                 std::filesystem::path fileName) const override
    {
        auto own = std::dynamic_pointer_cast<const hdf5::Hdf5ModelFile>(target);
        if (!own)
            return fail(makeError(ErrorCode::Usage, "the target was not opened as " + m_info.id).at(target->path()));
        return hdf5::makeRewriter(std::move(own), std::move(replaced), std::move(fileName));
    }

    Result<std::unique_ptr<ModelWriter>> create(std::vector<TensorToWrite> tensors, ExportOptions options,
                                                std::filesystem::path fileName) const override
    {
        return hdf5::makeExporter(std::move(tensors), options, std::move(fileName), m_flavour);
    }

private:
    FormatInfo m_info;
    Flavour m_flavour;
};

} // namespace

std::unique_ptr<Format> makeKerasHdf5Format()
{
    return std::make_unique<Hdf5Format>(FormatInfo{"keras-h5", "Keras HDF5", {".h5"}, true, true, true}, Flavour::Keras);
}

std::unique_ptr<Format> makeHdf5Format()
{
    return std::make_unique<Hdf5Format>(FormatInfo{"hdf5", "HDF5", {".hdf5", ".he5"}, true, true, true}, Flavour::Generic);
}

} // namespace tensorgraft
