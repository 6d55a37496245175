#pragma once

#include "model_io/codecs/file_io.h"
#include "model_io/core/model_writer.h"
#include "model_io/formats/hdf5/hdf5_model_file.h"

#include <memory>
#include <vector>

namespace tensorgraft::hdf5 {

class HelperProcess;
class WireWriter;

/// Writes the HDF5 bytes of a target with some datasets replaced to a place in an output file. Raw runs of the same type
/// and shape go to their place among kept regions that the kernel copies; the rest goes through libhdf5 on that copy.
/// The writers of a whole file and of an archive's member are made of it.
class Hdf5Edit {
public:
    /// Errors: Mismatch (an unknown tensor), Unsupported (data in external files, types that HDF5 cannot hold), Corrupt.
    [[nodiscard]] static Result<std::unique_ptr<Hdf5Edit>> plan(std::shared_ptr<const Hdf5ModelFile> target,
                                                                std::vector<TensorToWrite> replaced);
    ~Hdf5Edit();

    [[nodiscard]] const std::vector<std::size_t>& order() const { return m_order; }
    [[nodiscard]] std::uint64_t keptBytes() const { return m_kept; }
    /// True where the result surely has the size of the target: no dataset is made anew or stored otherwise.
    [[nodiscard]] bool keepsSize() const;
    /// Copies what is kept to `file` from byte `base` on, growing it where needed. `file` must outlive this, at one place
    /// in memory. Where !keepsSize() nothing else may stand behind `base`.
    [[nodiscard]] Result<void> begin(OutputFile& file, std::uint64_t base, const ProgressFn& progress);
    [[nodiscard]] Result<void> write(std::size_t slot, std::uint64_t byteOffset, std::span<const std::byte> bytes);
    [[nodiscard]] Result<bool> copyExtent(std::size_t slot, const FileExtent& extent);
    /// Makes the HDF5 bytes complete; the file is neither synced nor closed.
    [[nodiscard]] Result<void> finish();

private:
    struct Slot {
        TensorToWrite tensor;
        std::size_t index = 0; ///< in the target
        bool direct = false;   ///< a raw run that is written by position
        std::uint64_t offset = 0, length = 0; ///< of a direct one
        bool recreate = false; ///< another type or shape
        bool asStored = false; ///< the library gets elements as the file keeps them
        bool bigEndian = false;
    };
    Hdf5Edit(std::shared_ptr<const Hdf5ModelFile> target, std::vector<Slot> slots);
    static Result<Slot> planSlot(const Hdf5ModelFile& target, TensorToWrite tensor);
    Result<void> copyKept(std::uint64_t from, std::uint64_t end, std::uint64_t& done, const ProgressFn& progress);
    Result<void> prepare(std::size_t slot);
    Result<void> callHelper(WireWriter request, const std::string& tensor);

    std::shared_ptr<const Hdf5ModelFile> m_target;
    std::vector<Slot> m_slots;
    std::vector<std::size_t> m_order; ///< raw runs by place, then what the library writes
    std::uint64_t m_kept = 0, m_base = 0;
    OutputFile* m_file = nullptr;
    std::unique_ptr<HelperProcess> m_helper;
};

} // namespace tensorgraft::hdf5
