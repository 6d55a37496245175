#include "model_io/formats/numpy/numpy_formats.h"

#include "model_io/codecs/little_endian.h"
#include "model_io/formats/numpy/numpy_writer.h"

namespace tensorgraft {
namespace {

Result<std::unique_ptr<ModelWriter>> rewriteFile(const std::shared_ptr<const ModelFile>& target, std::vector<TensorToWrite> replaced,
                                                 std::filesystem::path fileName)
{
    auto file = std::dynamic_pointer_cast<const numpy::NumpyFile>(target);
    if (!file)
        return fail(ErrorCode::Usage, "the target was not opened as a NumPy file");
    return numpy::rewriteNumpy(std::move(file), std::move(replaced), std::move(fileName));
}

class NpyFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo info{"numpy-npy", "NumPy array or pickled dictionary", {".npy"}, true, true, true};
        return info;
    }
    int sniff(const Probe& probe) const override { return probe.headText().starts_with("\x93NUMPY") ? 100 : 0; }
    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override { return numpy::openNpy(path, options.progress); }
    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite> replaced,
                                                 std::filesystem::path fileName) const override
    {
        return rewriteFile(target, std::move(replaced), std::move(fileName));
    }
    Result<std::unique_ptr<ModelWriter>> create(std::vector<TensorToWrite> tensors, ExportOptions, std::filesystem::path fileName) const override
    {
        return numpy::createNpy(std::move(tensors), std::move(fileName));
    }
};

/// Name in the zip header at `at` of `bytes`; empty where it is cut off.
std::string_view nameAt(std::span<const std::byte> bytes, std::size_t at, std::size_t fixedBytes, std::size_t lengthAt)
{
    if (bytes.size() < at + fixedBytes)
        return {};
    const std::size_t length = loadLittle(bytes, at + lengthAt, 2);
    if (length > bytes.size() - at - fixedBytes)
        return {};
    return {reinterpret_cast<const char*>(bytes.data()) + at + fixedBytes, length};
}

class NpzFormat final : public Format {
public:
    const FormatInfo& info() const override
    {
        static const FormatInfo info{"numpy-npz", "NumPy archive of arrays", {".npz"}, true, true, true};
        return info;
    }
    /// A zip whose first member, or any in the table of contents, is a .npy.
    int sniff(const Probe& probe) const override
    {
        if (probe.headText().starts_with("PK\5\6"))
            return 10; // numpy.savez() of nothing
        if (!probe.headText().starts_with("PK\3\4"))
            return 0;
        if (nameAt(probe.head, 0, 30, 26).ends_with(".npy"))
            return 95;
        const std::string_view tail(reinterpret_cast<const char*>(probe.tail.data()), probe.tail.size());
        for (std::size_t at = tail.find("PK\1\2"); at != std::string_view::npos; at = tail.find("PK\1\2", at + 4))
            if (nameAt(probe.tail, at, 46, 28).ends_with(".npy"))
                return 60;
        return 0;
    }
    Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path, const OpenOptions& options) const override { return numpy::openNpz(path, options.progress); }
    Result<std::unique_ptr<ModelWriter>> rewrite(std::shared_ptr<const ModelFile> target, std::vector<TensorToWrite> replaced,
                                                 std::filesystem::path fileName) const override
    {
        return rewriteFile(target, std::move(replaced), std::move(fileName));
    }
    Result<std::unique_ptr<ModelWriter>> create(std::vector<TensorToWrite> tensors, ExportOptions, std::filesystem::path fileName) const override
    {
        return numpy::createNpz(std::move(tensors), std::move(fileName));
    }
};

} // namespace

std::unique_ptr<Format> makeNumpyNpyFormat() { return std::make_unique<NpyFormat>(); }
std::unique_ptr<Format> makeNumpyNpzFormat() { return std::make_unique<NpzFormat>(); }

} // namespace tensorgraft
