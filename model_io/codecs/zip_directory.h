#pragma once

#include "model_io/codecs/zip.h"
#include "model_io/core/open_progress.h"

namespace tensorgraft::zip {

// Signatures and header ids of PKWARE APPNOTE 6.3.9, section 4.3 and 4.5.
inline constexpr std::uint32_t localSignature = 0x04034b50, centralSignature = 0x02014b50, endSignature = 0x06054b50;
inline constexpr std::uint32_t end64Signature = 0x06064b50, locatorSignature = 0x07064b50;
inline constexpr std::uint32_t descriptorSignature = 0x08074b50;
inline constexpr std::uint16_t zip64Id = 0x0001;
inline constexpr std::uint16_t paddingId = 0x4246; ///< "FB": the padding that PyTorch writes
inline constexpr std::uint16_t flagEncrypted = 0x0001, flagDescriptor = 0x0008;
inline constexpr std::uint32_t full32 = 0xFFFFFFFF;
inline constexpr std::size_t localHeaderBytes = 30, centralHeaderBytes = 46, endBytes = 22, end64Bytes = 56;

/// What the end of an archive says.
struct Directory {
    std::uint64_t offset = 0, length = 0; ///< of the central directory, from the start of the source
    std::uint64_t count = 0;
    std::uint64_t base = 0; ///< bytes before the archive proper, to be added to every stored offset
    std::string comment;
};
/// Errors: NotThisFormat, Corrupt (truncated), Unsupported (several disks).
[[nodiscard]] Result<Directory> findDirectory(const ByteSource& archive, const std::filesystem::path& path);
/// Entries as the central directory has them; dataOffset and recordEnd are not known yet.
[[nodiscard]] Result<std::vector<ZipEntry>> readDirectory(const ByteSource& archive, const Directory& directory,
                                                          const std::filesystem::path& path, const OpenProgress& progress = {});

/// One field of an extra block; nullopt where the block has no such id. Malformed rests are ignored.
[[nodiscard]] std::optional<std::span<const std::byte>> findExtra(std::span<const std::byte> block, std::uint16_t id);
/// `block` without the fields of that id.
[[nodiscard]] std::vector<std::byte> withoutExtra(std::span<const std::byte> block, std::uint16_t id);

} // namespace tensorgraft::zip
