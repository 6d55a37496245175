#include "model_io/codecs/zip_writer.h"
#include "model_io/formats/hdf5/hdf5_edit.h"
#include "model_io/formats/keras_v3/keras_archive.h"

#include <algorithm>
#include <cerrno>
#include <numeric>
#include <optional>
#include <sys/stat.h>

namespace tensorgraft::keras_v3 {
namespace fs = std::filesystem;
namespace {

/// Members that stay are copied by the kernel. The weights go to the place that they had; only where their size is not
/// known in advance, to the end of the file. The directory keeps its order.
class ArchiveRewriter final : public ModelWriter {
public:
    ArchiveRewriter(std::shared_ptr<const hdf5::Hdf5ModelFile> target, std::unique_ptr<hdf5::Hdf5Edit> edit, fs::path fileName)
        : m_target(std::move(target)), m_edit(std::move(edit)), m_fileName(std::move(fileName))
    {
        for (const ZipEntry& e : zip().entries())
            m_kept += &e == weights() ? m_edit->keptBytes() : ZipWriter::recordBytes(e);
    }

    std::vector<std::size_t> preferredOrder() const override { return m_edit->order(); }
    std::uint64_t keptBytes() const override { return m_kept; }
    std::vector<fs::path> outputs() const override { return {m_fileName}; }

    Result<void> begin(const fs::path& stagingFolder, const ProgressFn& progress) override
    {
        auto created = OutputFile::create(stagingFolder / m_fileName);
        if (!created)
            return fail(std::move(created.error()));
        m_file = std::move(*created);
        m_zip.emplace(m_file);
        const auto& entries = zip().entries();
        std::vector<std::size_t> order(entries.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const bool last = !m_edit->keepsSize();
        std::ranges::stable_sort(order, {}, [&](std::size_t i) {
            return std::pair(last && &entries[i] == weights(), entries[i].localHeaderOffset);
        });
        m_centralOrder.resize(entries.size());
        std::uint64_t done = 0;
        const auto here = [&](std::uint64_t part, std::uint64_t) { return reportProgress(progress, done + part, m_kept); };
        for (std::size_t added = 0; added < order.size(); ++added) {
            m_centralOrder[order[added]] = added;
            const ZipEntry& entry = entries[order[added]];
            if (&entry != weights()) {
                if (auto r = m_zip->copy(zip(), entry, 1, here); !r)
                    return r;
                done += ZipWriter::recordBytes(entry);
                continue;
            }
            auto base = last ? m_zip->beginStored(ZipWriter::describe(entry)) : m_zip->replace(zip(), entry, m_target->container().sizeBytes());
            if (!base)
                return fail(std::move(base.error()));
            m_base = *base;
            if (auto r = m_file.resize(m_base + m_target->container().sizeBytes()); !r)
                return r;
            if (auto r = m_edit->begin(m_file, m_base, here); !r)
                return r;
            done += m_edit->keptBytes();
        }
        return {};
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
        if (!m_edit->keepsSize()) {
            struct stat status {};
            if (::fstat(m_file.descriptor(), &status) != 0)
                return fail(ioError(errno, "measure the file", m_file.path()));
            if (auto r = m_zip->endStored(static_cast<std::uint64_t>(status.st_size) - m_base); !r)
                return r;
        }
        if (auto r = m_zip->finish(zip().comment(), progress, m_centralOrder); !r)
            return r;
        return m_file.syncAndClose();
    }

private:
    const ZipArchive& zip() const { return *m_target->container().archive; }
    const ZipEntry* weights() const { return zip().find(m_target->container().member); }

    std::shared_ptr<const hdf5::Hdf5ModelFile> m_target;
    std::unique_ptr<hdf5::Hdf5Edit> m_edit;
    fs::path m_fileName;
    OutputFile m_file;
    std::optional<ZipWriter> m_zip;
    std::vector<std::size_t> m_centralOrder;
    std::uint64_t m_kept = 0, m_base = 0;
};

} // namespace

Result<std::unique_ptr<ModelWriter>> makeArchiveRewriter(std::shared_ptr<const hdf5::Hdf5ModelFile> target,
                                                         std::vector<TensorToWrite> replaced, fs::path fileName)
{
    auto edit = hdf5::Hdf5Edit::plan(target, std::move(replaced));
    if (!edit)
        return fail(std::move(edit.error()));
    return std::make_unique<ArchiveRewriter>(std::move(target), std::move(*edit), std::move(fileName));
}

} // namespace tensorgraft::keras_v3
