#pragma once

#include "model_io/codecs/zip.h"
#include "model_io/core/open_progress.h"
#include "model_io/formats/numpy/npy_part.h"

namespace tensorgraft::numpy {

/// An opened .npy or .npz, with what rewriting it needs.
class NumpyFile final : public StoredModelFile {
public:
    NumpyFile(std::filesystem::path path, std::string formatId, TensorTable table, Metadata metadata,
              std::vector<NpyPart> parts, std::shared_ptr<const ZipArchive> archive, std::vector<std::size_t> entries);
    /// One for a .npy; one a member for a .npz.
    [[nodiscard]] const std::vector<NpyPart>& parts() const { return m_parts; }
    /// nullptr for a .npy.
    [[nodiscard]] const std::shared_ptr<const ZipArchive>& archive() const { return m_archive; }
    /// Index in archive()->entries() of each part.
    [[nodiscard]] const std::vector<std::size_t>& entries() const { return m_entries; }

private:
    std::vector<NpyPart> m_parts;
    std::shared_ptr<const ZipArchive> m_archive;
    std::vector<std::size_t> m_entries;
};

/// Name of the tensor of a plain .npy: the same in every file, so that a mapping fits all of them.
inline constexpr const char* soleName = "array";

[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openNpy(const std::filesystem::path& path, const OpenProgress& progress);
[[nodiscard]] Result<std::shared_ptr<const ModelFile>> openNpz(const std::filesystem::path& path, const OpenProgress& progress);

} // namespace tensorgraft::numpy
