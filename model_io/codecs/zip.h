#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tensorgraft {

/// One member of a zip archive, as the central directory has it and the local header confirms it.
struct ZipEntry {
    std::string name; ///< verbatim, '/' between folders; never used as a path of this machine
    std::uint16_t method = 0; ///< 0 stored, 8 deflated; others are listed but cannot be read
    std::uint16_t flags = 0;
    std::uint32_t crc = 0;
    std::uint64_t compressedSize = 0, size = 0;
    std::uint64_t localHeaderOffset = 0;
    std::uint64_t dataOffset = 0; ///< of the first (compressed) byte in the archive
    std::uint64_t centralHeaderOffset = 0; ///< of this entry's record in the central directory
    std::uint32_t externalAttributes = 0;
    std::uint16_t modifiedTime = 0, modifiedDate = 0;
    std::vector<std::byte> centralExtra; ///< extra field of the central record, without ZIP64 (0x0001)
    std::uint16_t versionMadeBy = 0, versionNeeded = 0, internalAttributes = 0;
    std::string comment;
    std::uint64_t recordEnd = 0; ///< where the next local header or the central directory starts; >= the end of the data
};

/// A zip archive (PKWARE APPNOTE 6.3.9) with ZIP64 sizes. Entries that overlap, lie outside the file or repeat a name
/// are Corrupt. Encrypted and multi-disk archives are Unsupported.
class ZipArchive {
public:
    /// Reads the central directory and every local header; no data. `archive` may be part of a larger file.
    /// Errors: Corrupt, Unsupported, NotThisFormat, Io, Cancelled.
    [[nodiscard]] static Result<std::shared_ptr<const ZipArchive>> open(std::shared_ptr<const ByteSource> archive,
                                                                        std::filesystem::path pathForErrors,
                                                                        const OpenProgress& progress = {});
    /// In the order of the central directory.
    [[nodiscard]] const std::vector<ZipEntry>& entries() const { return m_entries; }
    [[nodiscard]] const ZipEntry* find(std::string_view name) const;
    /// The decoded bytes of an entry. Stored entries are zero-copy parts of the archive; deflated ones decode on demand
    /// with a forward cursor (reading in order costs one pass). A deflated entry that yields more or fewer bytes than
    /// it declares, or the wrong CRC once read to the end in order, is Corrupt.
    [[nodiscard]] Result<std::shared_ptr<const ByteSource>> source(const ZipEntry& entry) const;
    /// Whole entry in memory; Unsupported where it is larger than `limitBytes`.
    [[nodiscard]] Result<std::vector<std::byte>> readAll(const ZipEntry& entry, std::uint64_t limitBytes) const;
    [[nodiscard]] const std::shared_ptr<const ByteSource>& archiveSource() const { return m_archive; }
    [[nodiscard]] std::uint64_t centralDirectoryOffset() const { return m_centralOffset; }
    [[nodiscard]] const std::string& comment() const { return m_comment; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    ZipArchive() = default;
    Result<void> readLocalHeaders(const OpenProgress& progress);
    std::shared_ptr<const ByteSource> m_archive;
    std::filesystem::path m_path;
    std::vector<ZipEntry> m_entries;
    std::uint64_t m_centralOffset = 0;
    std::string m_comment;
    std::unordered_map<std::string_view, std::size_t> m_byName; ///< views into m_entries
};

} // namespace tensorgraft
