#pragma once

#include "model_io/core/model_writer.h"
#include "model_io/formats/planned_writer.h"
#include "model_io/formats/tensorflow/bundle_model.h"
#include "model_io/formats/tensorflow/slice_box.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tensorgraft::tf {

/// Where a slot's value, or a slice of it, goes.
struct SlotPiece {
    std::size_t file = 0; ///< of the plan
    std::uint64_t offset = 0;
    std::optional<SliceBox> box; ///< nullopt: the whole value, as one run
};
struct BundleSlot {
    Shape shape;
    std::size_t itemBytes = 1;
    std::size_t swapBytes = 1; ///< of one number, where the data files are big-endian; 1: as they are
    std::vector<SlotPiece> pieces;
    [[nodiscard]] std::uint64_t sizeBytes() const { return shape.elementCount() * itemBytes; }
};

/// Composes the index when the checksums of all pieces are known: crcs[slot][piece], masked.
using IndexComposer = std::function<Result<std::string>(const std::vector<std::vector<std::uint32_t>>& crcs)>;

/// What is written beside the bundle, and where it goes.
struct BundleOutput {
    std::filesystem::path prefix;    ///< relative to the staging folder: "model.ckpt", "dir/variables/variables"
    std::vector<FilePlan> alongside; ///< further files, which appear before the index
};

/// Writes data files, and the index at the end.
class BundleWriter final : public PlannedWriter {
public:
    BundleWriter(std::vector<FilePlan> files, std::vector<BundleSlot> slots, std::filesystem::path indexName, IndexComposer compose);

    [[nodiscard]] Result<bool> copyExtent(std::size_t slot, const FileExtent& extent) override;
    [[nodiscard]] Result<void> finish(const ProgressFn& progress) override;
    [[nodiscard]] std::vector<std::filesystem::path> outputs() const override;
    [[nodiscard]] Result<void> begin(const std::filesystem::path& stagingFolder, const ProgressFn& progress) override;

protected:
    [[nodiscard]] Result<void> place(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes) override;
    [[nodiscard]] bool mayCopyExtent(std::size_t slot) const override;

private:
    /// What of a slice has come and not been written.
    struct Pending {
        std::vector<std::byte> bytes;
        std::uint64_t written = 0; ///< in the slice
    };
    Result<void> flush(std::size_t slot, std::size_t piece, Pending& pending);

    std::vector<BundleSlot> m_slots;
    std::vector<std::vector<std::uint32_t>> m_crcs;
    std::vector<std::vector<Pending>> m_pending;
    std::filesystem::path m_folder, m_indexName;
    IndexComposer m_compose;
};

/// The bundle with `replaced` in it. Kept data files are copied as they are; where a tensor changes its size, its data
/// file is laid out anew. Partitioned variables keep type and shape (Unsupported otherwise).
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> rewriteBundle(std::shared_ptr<const BundleFile> target,
                                                                 std::vector<TensorToWrite> replaced, BundleOutput output);
/// A new name-based bundle. `shardBytes`: 0 for one data file, else about the size of each.
[[nodiscard]] Result<std::unique_ptr<ModelWriter>> createBundle(std::vector<TensorToWrite> tensors, std::uint64_t shardBytes,
                                                                const std::filesystem::path& prefix);

} // namespace tensorgraft::tf
