#pragma once

#include "model_io/core/error.h"
#include "model_io/core/metadata.h"
#include "model_io/core/name_table.h"
#include "model_io/core/progress.h"
#include "model_io/core/tensor_info.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// Where the stored bytes of a value lie in a file, raw, contiguous, little-endian and in C order.
struct FileExtent {
    std::filesystem::path file;
    std::uint64_t offset = 0;
    std::uint64_t lengthBytes = 0;
};

/// Keeps mapped bytes alive and knows whether they could be read: a file that shrinks underneath a map yields zeros
/// and a failed check() instead of a signal.
class MappingGuard {
public:
    virtual ~MappingGuard() = default;
    /// Io error where any page of the map could not be read since it was made. Call after using the bytes.
    [[nodiscard]] virtual Result<void> check() const = 0;
    /// Advice: the pages of [begin, begin+length) are not needed again soon; keeps resident memory bounded.
    virtual void release(std::span<const std::byte> bytes) const = 0;
};

/// A zero-copy view of a stored tensor. Element (i0, i1, ...) starts at
/// bytes[itemSize * (i0*strides[0] + i1*strides[1] + ...)], little-endian. No alignment is promised.
struct MappedTensor {
    std::span<const std::byte> bytes;        ///< covers every element that the strides reach
    std::vector<std::int64_t> strides;       ///< in elements, one an axis; never negative
    bool contiguous = true;                  ///< strides are those of C order
    std::shared_ptr<const MappingGuard> guard; ///< owns the map
};

/// A weight file, opened: headers only, no tensor byte is touched until asked for.
/// Immutable after opening; every const function may be called from several threads at once.
class ModelFile {
public:
    virtual ~ModelFile() = default;
    ModelFile(const ModelFile&) = delete;
    ModelFile& operator=(const ModelFile&) = delete;

    /// What the person opened (a file; a directory or prefix for formats of several files).
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// Id of the format, as `tensorgraft formats` lists it: "keras-h5", "pytorch", ...
    [[nodiscard]] const std::string& formatId() const { return m_formatId; }
    /// In file order.
    [[nodiscard]] std::span<const TensorInfo> tensors() const { return m_tensors; }
    [[nodiscard]] const Metadata& metadata() const { return m_metadata; }
    /// Index of the tensor with exactly this name. The first call makes the table of names, O(tensors).
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    /// Every file that belongs to the model, the one with the headers first.
    [[nodiscard]] const std::vector<std::filesystem::path>& memberFiles() const { return m_memberFiles; }
    /// Damage of single tensors and other remarks met while opening; the rest of the file is usable.
    [[nodiscard]] const std::vector<Error>& warnings() const { return m_warnings; }

    /// Copies elements [firstElement, firstElement + out.size()/itemSize) of the C-order, little-endian value.
    /// For block-quantised types offsets count blocks. REQUIRES: tensor < tensors().size(), out.size() is a multiple
    /// of the item size and the range lies inside the tensor. Memory: O(out) plus the format's cache.
    /// Errors: Io, Corrupt (checksum, inflate), Unsupported.
    [[nodiscard]] virtual Result<void> read(std::size_t tensor, std::uint64_t firstElement, std::span<std::byte> out) const = 0;
    /// Zero-copy view where the bytes are stored raw; nullopt where they are not (compressed, big-endian, encoded).
    [[nodiscard]] virtual Result<std::optional<MappedTensor>> map(std::size_t tensor) const = 0;
    /// Place in a file for copying inside the kernel; nullopt where the value is not stored as one raw C-order run.
    [[nodiscard]] virtual std::optional<FileExtent> extent(std::size_t tensor) const = 0;

    /// The whole value, C order, little-endian. Errors: also Unsupported where it is larger than `limitBytes`.
    [[nodiscard]] Result<std::vector<std::byte>> readAll(std::size_t tensor, std::uint64_t limitBytes = std::uint64_t{1} << 32) const;

protected:
    ModelFile(std::filesystem::path path, std::string formatId, std::vector<TensorInfo> tensors, Metadata metadata,
              std::vector<std::filesystem::path> memberFiles, std::vector<Error> warnings = {});

private:
    std::filesystem::path m_path;
    std::string m_formatId;
    std::vector<TensorInfo> m_tensors;
    Metadata m_metadata;
    std::vector<std::filesystem::path> m_memberFiles;
    std::vector<Error> m_warnings;
    mutable std::once_flag m_indexOnce;
    mutable NameTable m_byName; ///< made by the first find(): much is opened only to be listed
};

} // namespace tensorgraft
