#pragma once

#include "model_io/codecs/zip_writer.h"
#include "model_io/formats/numpy/part_plan.h"

#include <deque>
#include <memory>
#include <optional>

namespace tensorgraft::numpy {

/// One .npy stream to be written, bare or as a member of an archive.
struct Section {
    std::shared_ptr<const ByteSource> source; ///< of the kept ranges; nullptr where there are none
    std::vector<Piece> pieces;
    // For members of archives:
    std::optional<std::size_t> oldEntry; ///< entry of the old archive that is copied (no pieces) or replaced
    NewZipEntry newEntry;                ///< where there is no old one
};

/// Writes sections front to back. begin() lays out everything up to the first array whose stored length follows from
/// its values (latin-1 text); writing that one to its end lets the rest be laid out.
class PieceWriter final : public ModelWriter {
public:
    /// `archive`: the old archive for zip output with kept entries; `asZip`: output is an archive.
    PieceWriter(std::filesystem::path fileName, std::vector<Section> sections, std::vector<std::uint64_t> slotBytes, bool asZip,
                std::shared_ptr<const ZipArchive> archive);

    [[nodiscard]] std::vector<std::size_t> preferredOrder() const override;
    [[nodiscard]] std::uint64_t keptBytes() const override;
    [[nodiscard]] Result<void> begin(const std::filesystem::path& stagingFolder, const ProgressFn& progress) override;
    [[nodiscard]] Result<void> write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes) override;
    [[nodiscard]] Result<bool> copyExtent(std::size_t slot, const FileExtent& extent) override;
    [[nodiscard]] Result<void> finish(const ProgressFn& progress) override;
    [[nodiscard]] std::vector<std::filesystem::path> outputs() const override { return {m_fileName}; }

private:
    Result<void> advance(const ProgressFn& progress);
    Result<bool> advancePiece(const Section& section, const ProgressFn& progress);
    Result<void> startSection(const Section& section, const ProgressFn& progress);
    Result<void> endSection(const Section& section);
    Result<void> keep(const Section& section, const KeptRange& range, const ProgressFn& progress);
    Result<void> afterWriting(std::size_t slot);
    Result<ArraySink*> sink(std::size_t slot);

    std::filesystem::path m_fileName;
    std::vector<Section> m_sections;
    std::vector<std::uint64_t> m_slotBytes;
    bool m_asZip;
    std::shared_ptr<const ZipArchive> m_archive;
    OutputFile m_file;
    std::unique_ptr<ZipWriter> m_zip;
    std::vector<std::unique_ptr<ArraySink>> m_sinks; ///< one a slot, made when it is laid out
    std::size_t m_section = 0, m_piece = 0;
    bool m_sectionOpen = false, m_sizeKnown = true;
    std::optional<std::size_t> m_waitingFor; ///< slot whose stored length is not known yet
    std::uint64_t m_position = 0, m_sectionStart = 0, m_keptDone = 0, m_keptTotal = 0;
};

} // namespace tensorgraft::numpy
