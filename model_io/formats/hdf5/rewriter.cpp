#include "model_io/formats/hdf5/hdf5_edit.h"
#include "model_io/formats/hdf5/hdf5_writers.h"

namespace tensorgraft::hdf5 {
namespace fs = std::filesystem;
namespace {

/// A file of its own.
class Rewriter final : public ModelWriter {
public:
    Rewriter(std::uint64_t sizeBytes, std::unique_ptr<Hdf5Edit> edit, fs::path fileName)
        : m_size(sizeBytes), m_edit(std::move(edit)), m_fileName(std::move(fileName))
    {
    }

    std::vector<std::size_t> preferredOrder() const override { return m_edit->order(); }
    std::uint64_t keptBytes() const override { return m_edit->keptBytes(); }
    std::vector<fs::path> outputs() const override { return {m_fileName}; }

    Result<void> begin(const fs::path& stagingFolder, const ProgressFn& progress) override
    {
        auto file = OutputFile::create(stagingFolder / m_fileName);
        if (!file)
            return fail(std::move(file.error()));
        m_file = std::move(*file);
        if (auto r = m_file.resize(m_size); !r)
            return r;
        return m_edit->begin(m_file, 0, progress);
    }
    Result<void> write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes) override
    {
        return m_edit->write(slot, byteOffset, bytes);
    }
    Result<bool> copyExtent(std::size_t slot, const FileExtent& extent) override { return m_edit->copyExtent(slot, extent); }
    Result<void> finish(const ProgressFn& progress) override
    {
        if (auto r = m_edit->finish(); !r)
            return r;
        if (!reportProgress(progress, keptBytes(), keptBytes()))
            return cancelled();
        return m_file.syncAndClose();
    }

private:
    std::uint64_t m_size;
    std::unique_ptr<Hdf5Edit> m_edit;
    fs::path m_fileName;
    OutputFile m_file;
};

} // namespace

Result<std::unique_ptr<ModelWriter>> makeRewriter(std::shared_ptr<const Hdf5ModelFile> target, std::vector<TensorToWrite> replaced,
                                                  fs::path fileName)
{
    const std::uint64_t size = target->container().sizeBytes();
    auto edit = Hdf5Edit::plan(std::move(target), std::move(replaced));
    if (!edit)
        return fail(std::move(edit.error()));
    return std::make_unique<Rewriter>(size, std::move(*edit), std::move(fileName));
}

} // namespace tensorgraft::hdf5
