#pragma once

#include "model_io/core/model_file.h"

#include <filesystem>
#include <span>
#include <vector>

namespace tensorgraft {

/// A tensor whose value the writer will be given. For a rewrite `name` is a tensor of the target.
struct TensorToWrite {
    std::string name;
    DType dtype = DType::Float32;
    Shape shape;
    [[nodiscard]] bool operator==(const TensorToWrite&) const = default;
};

/// Writes one model into a staging folder; the caller (transfer/) makes the result appear atomically and proves it.
///
/// Life: begin(), then for every slot (index into the list given to the format) in the order of preferredOrder():
/// either copyExtent() or write() calls with ascending offsets that cover it exactly, then finish().
/// Not thread-safe. Destroying it before finish() abandons the work; the caller removes the staging folder.
class ModelWriter {
public:
    virtual ~ModelWriter() = default;
    ModelWriter(const ModelWriter&) = delete;
    ModelWriter& operator=(const ModelWriter&) = delete;

    /// Slots in the order in which writing them touches the disk sequentially; each exactly once.
    [[nodiscard]] virtual std::vector<std::size_t> preferredOrder() const = 0;
    /// Bytes that begin() will copy unchanged from the target (0 for an export), for progress and space checks.
    [[nodiscard]] virtual std::uint64_t keptBytes() const = 0;
    /// Creates the output below `stagingFolder` (exists, empty) under its final name and copies kept regions.
    /// Errors: Io, Unsupported, Corrupt (of the target), Cancelled.
    [[nodiscard]] virtual Result<void> begin(const std::filesystem::path& stagingFolder, const ProgressFn& progress) = 0;
    /// `bytes`: little-endian C-order elements of the slot from `byteOffset` on; whole elements.
    [[nodiscard]] virtual Result<void> write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes) = 0;
    /// The whole slot at once from a file, copied by the kernel. False: this writer cannot, use write().
    [[nodiscard]] virtual Result<bool> copyExtent(std::size_t slot, const FileExtent& extent)
    {
        (void)slot;
        (void)extent;
        return false;
    }
    /// Indexes, checksums, footers; closes and syncs every file.
    [[nodiscard]] virtual Result<void> finish(const ProgressFn& progress) = 0;
    /// Paths relative to the staging folder, in the order in which they must appear (data before index).
    [[nodiscard]] virtual std::vector<std::filesystem::path> outputs() const = 0;
    /// True where the output is a folder of files, the only one of outputs(): it appears as a whole.
    [[nodiscard]] virtual bool makesFolder() const { return false; }

protected:
    ModelWriter() = default;
};

} // namespace tensorgraft
