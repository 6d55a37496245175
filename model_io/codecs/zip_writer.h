#pragma once

#include "model_io/codecs/file_io.h"
#include "model_io/codecs/zip.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tensorgraft {

/// A stored entry that is to be written.
struct NewZipEntry {
    std::string name;
    std::uint32_t alignment = 1; ///< of the data in the file, by an extra field "FB" as PyTorch pads (1: none)
    std::uint16_t modifiedTime = 0, modifiedDate = 0x21; ///< MS-DOS; 1980-01-01, so that equal input gives equal files
    std::uint32_t externalAttributes = 0;
    std::uint16_t versionMadeBy = 0, internalAttributes = 0;
    std::vector<std::byte> centralExtra;
    std::string comment;
};

/// Writes a zip archive front to back: entries are laid out one behind the other, their data may be written by the
/// caller in any order until finish(), which reads it back for the CRC-32 and patches the headers. Sizes beyond 4 GiB
/// get ZIP64 fields. New entries are stored, never compressed. Not thread-safe; the file must outlive the writer.
class ZipWriter {
public:
    /// `start`: where the archive begins in `file`.
    explicit ZipWriter(OutputFile& file, std::uint64_t start = 0);
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    /// Lays out an entry of known size; the caller writes [offset, offset+size) of the file. Returns that offset.
    [[nodiscard]] Result<std::uint64_t> addStored(NewZipEntry entry, std::uint64_t size);
    /// The same where the size is known only afterwards: everything from the returned offset to endStored() belongs to
    /// the entry. REQUIRES: no other call in between.
    [[nodiscard]] Result<std::uint64_t> beginStored(NewZipEntry entry);
    [[nodiscard]] Result<void> endStored(std::uint64_t size);
    /// Takes over an entry of another archive with its raw bytes, copied by the kernel where the archive is a file.
    /// The local header is kept as it is, unless the data would lose its `alignment`.
    [[nodiscard]] Result<void> copy(const ZipArchive& from, const ZipEntry& entry, std::uint32_t alignment = 1,
                                    const ProgressFn& progress = {});
    /// An entry with the header of `entry` and new stored data of `size` bytes, which the caller writes at the
    /// returned offset. Where `entry` was stored with that size too, the place of everything stays the same.
    [[nodiscard]] Result<std::uint64_t> replace(const ZipArchive& from, const ZipEntry& entry, std::uint64_t size,
                                                std::uint32_t alignment = 1);
    /// What replace() writes, for an entry whose size is known only afterwards (see beginStored()).
    [[nodiscard]] static NewZipEntry describe(const ZipEntry& entry, std::uint32_t alignment = 1);
    /// Where the next entry starts.
    [[nodiscard]] std::uint64_t position() const { return m_position; }
    /// Bytes that copy() takes over for `entry`, for progress and space checks.
    [[nodiscard]] static std::uint64_t recordBytes(const ZipEntry& entry) { return entry.recordEnd - entry.localHeaderOffset; }
    /// Checksums, central directory, end records. Nothing is synced. `progress` counts the bytes that are read back.
    /// Entries appear in the directory in the order in which they were added, unless `centralOrder` (a permutation of
    /// their indexes) says otherwise.
    [[nodiscard]] Result<void> finish(const std::string& comment = {}, const ProgressFn& progress = {},
                                      std::vector<std::size_t> centralOrder = {});

private:
    struct Entry {
        NewZipEntry header;
        std::uint16_t method = 0, flags = 0, versionNeeded = 20;
        std::uint32_t crc = 0;
        std::uint64_t localOffset = 0, dataOffset = 0, compressedSize = 0, size = 0;
        bool pending = false;               ///< the CRC is to be read back and patched
        bool keepsHeader = false;           ///< sizes are right as they are, only the CRC changes
        bool wideLocal = false;             ///< the local header has ZIP64 sizes
        std::uint64_t zip64Offset = 0;      ///< of those sizes in the file
        std::uint64_t descriptorOffset = 0; ///< of the CRC in a data descriptor; 0: none
    };
    Result<std::uint64_t> writeLocalHeader(Entry& entry, std::span<const std::byte> extra, std::uint32_t alignment);
    Result<void> patch(Entry& entry, const ProgressFn& progress, std::uint64_t& done, std::uint64_t total);
    [[nodiscard]] std::vector<std::byte> centralRecord(const Entry& entry) const;

    OutputFile& m_file;
    std::uint64_t m_start, m_position;
    std::vector<Entry> m_entries;
};

} // namespace tensorgraft
