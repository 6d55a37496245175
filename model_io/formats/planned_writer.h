#pragma once

#include "model_io/codecs/file_io.h"
#include "model_io/core/model_writer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft {

/// One output file, laid out before anything is written: what is new, what is kept, and room for the slots.
struct FilePlan {
    struct Literal {
        std::uint64_t offset = 0;
        std::string bytes;
    };
    struct Kept {
        FileExtent from;
        std::uint64_t offset = 0;
    };
    std::filesystem::path name; ///< relative to the staging folder
    std::uint64_t sizeBytes = 0;
    std::vector<Literal> literals;
    std::vector<Kept> kept;

    /// Adds a kept region; one that continues the last one in both files is joined to it.
    void keep(FileExtent from, std::uint64_t offset);
};

/// Where a slot's C-order, little-endian value goes, as one run.
struct SlotPlace {
    std::size_t file = 0;
    std::uint64_t offset = 0, lengthBytes = 0;
};

/// A writer whose layout is known in advance: files made of literals, kept regions and slots stored as raw runs.
/// Subclasses that store slots otherwise override place(); the base checks that every slot is given completely.
class PlannedWriter : public ModelWriter {
public:
    PlannedWriter(std::vector<FilePlan> files, std::vector<SlotPlace> slots);

    [[nodiscard]] std::vector<std::size_t> preferredOrder() const override;
    [[nodiscard]] std::uint64_t keptBytes() const override;
    [[nodiscard]] Result<void> begin(const std::filesystem::path& stagingFolder, const ProgressFn& progress) override;
    [[nodiscard]] Result<void> write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes) override;
    [[nodiscard]] Result<bool> copyExtent(std::size_t slot, const FileExtent& extent) override;
    [[nodiscard]] Result<void> finish(const ProgressFn& progress) override;
    [[nodiscard]] std::vector<std::filesystem::path> outputs() const override;

protected:
    /// Stores `bytes` of the slot from `byteOffset` on. The default writes them at their place.
    [[nodiscard]] virtual Result<void> place(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes);
    /// Called when every slot is complete and before the files are closed: checksums and the like.
    [[nodiscard]] virtual Result<void> complete(const ProgressFn& progress);
    /// False where a slot's bytes cannot be taken over as they stand in another file.
    [[nodiscard]] virtual bool mayCopyExtent(std::size_t slot) const;

    /// The output file of this plan, open for reading and writing. One is open at a time, however many shards there are.
    [[nodiscard]] Result<OutputFile*> output(std::size_t file);
    [[nodiscard]] const SlotPlace& slotPlace(std::size_t slot) const { return m_slots[slot]; }
    /// For writers that take a slot over in another way.
    void markComplete(std::size_t slot) { m_written[slot] = m_slots[slot].lengthBytes; }
    [[nodiscard]] std::size_t slotCount() const { return m_slots.size(); }

private:
    Result<void> makeFile(std::size_t file, std::uint64_t& done, std::uint64_t total, const ProgressFn& progress);

    std::vector<FilePlan> m_files;
    std::vector<SlotPlace> m_slots;
    std::vector<std::uint64_t> m_written; ///< bytes given, per slot
    std::filesystem::path m_folder;
    std::optional<std::size_t> m_open;
    OutputFile m_file;
};

} // namespace tensorgraft
