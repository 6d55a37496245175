#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/model_file.h"

#include <memory>
#include <vector>

namespace tensorgraft {

/// Where and how one tensor's value is stored.
struct TensorStorage {
    std::shared_ptr<const ByteSource> source; ///< nullptr: no data (skeleton); reading is Unsupported
    std::uint64_t offsetBytes = 0;            ///< of element (0, 0, ...) in `source`
    std::vector<std::int64_t> strides;        ///< in elements; empty: C-contiguous. Never negative; 0 is allowed.
    bool bigEndian = false;
    /// Where reading must fail: damage found on opening that concerns only this tensor.
    std::shared_ptr<const Error> damage;
};

/// A ModelFile made of a table of tensors and their storages: what nearly every format is. Implements read, map and
/// extent for contiguous, strided, big-endian and decoded values. Formats subclass it to keep what their rewriting
/// needs, or use it as it is.
class StoredModelFile : public ModelFile {
public:
    /// REQUIRES: storages.size() == tensors.size(). Checks that every element lies inside its source, in 64 bits;
    /// a tensor that does not is Corrupt, named.
    [[nodiscard]] static Result<void> checkStorage(const std::filesystem::path& path, const TensorInfo& tensor,
                                                   const TensorStorage& storage);

    StoredModelFile(std::filesystem::path path, std::string formatId, std::vector<TensorInfo> tensors,
                    std::vector<TensorStorage> storages, Metadata metadata,
                    std::vector<std::filesystem::path> memberFiles, std::vector<Error> warnings = {});

    [[nodiscard]] Result<void> read(std::size_t tensor, std::uint64_t firstElement, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<MappedTensor>> map(std::size_t tensor) const override;
    [[nodiscard]] std::optional<FileExtent> extent(std::size_t tensor) const override;
    [[nodiscard]] const TensorStorage& storage(std::size_t tensor) const { return m_storages[tensor]; }

private:
    Result<void> readStrided(std::size_t tensor, std::uint64_t firstElement, std::span<std::byte> out) const;
    std::vector<TensorStorage> m_storages;
};

/// True where `strides` are those of C order for `shape`; axes of size 1 (and empty arrays) do not count.
[[nodiscard]] bool stridesAreContiguous(const Shape& shape, std::span<const std::int64_t> strides);

} // namespace tensorgraft
