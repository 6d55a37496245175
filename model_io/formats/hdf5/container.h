#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/zip.h"
#include "model_io/core/open_progress.h"

#include <filesystem>
#include <memory>
#include <string>

namespace tensorgraft::hdf5 {

/// Where the bytes of an HDF5 file are: a file of the disk, or a run inside one. The table of contents counts offsets
/// from the start of that run, which `bytes` is.
struct Container {
    std::shared_ptr<const FileSource> file; ///< what the helper program opens
    std::uint64_t base = 0, length = 0;     ///< of the HDF5 bytes in `file`
    std::shared_ptr<const ByteSource> bytes;
    std::filesystem::path path;             ///< what the person opened; errors name it
    std::shared_ptr<const ZipArchive> archive; ///< a `.keras` file: the archive that `member` is of
    std::string member;

    [[nodiscard]] std::uint64_t sizeBytes() const { return length; }
};

/// A whole file. Errors: Io.
[[nodiscard]] Result<Container> openContainer(const std::filesystem::path& path);

/// A member of an archive: in place where it is stored, else inflated into a file without a name in the folder for
/// temporary files, which goes with the last user. `archiveFile` is what `archive` reads.
/// Errors: Corrupt (a damaged stream; one that yields more than a file of weights can), Unsupported, Io (no room),
/// Cancelled.
[[nodiscard]] Result<Container> openContainer(std::shared_ptr<const FileSource> archiveFile, std::shared_ptr<const ZipArchive> archive,
                                              const std::string& member, const OpenProgress& progress);

} // namespace tensorgraft::hdf5
