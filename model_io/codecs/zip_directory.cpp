#include "model_io/codecs/zip_directory.h"

#include "model_io/codecs/little_endian.h"
#include "model_io/codecs/watched_read.h"

#include <algorithm>

namespace tensorgraft::zip {
namespace {

constexpr std::uint64_t maxDirectoryBytes = std::uint64_t{256} << 20; ///< 3 million entries of 88 bytes

Failure truncated(const std::filesystem::path& path, std::uint64_t size)
{
    return fail(makeError(ErrorCode::Corrupt, "the zip archive has no table of contents at its end")
                    .at(path)
                    .at(size)
                    .wanted("an end-of-central-directory record")
                    .got("the end of the file")
                    .advise("The file is truncated; copy or download it again."));
}

Failure corrupt(const std::filesystem::path& path, std::uint64_t offset, std::string message)
{
    return fail(makeError(ErrorCode::Corrupt, "damaged zip archive: " + std::move(message))
                    .at(path)
                    .at(offset)
                    .advise("The file is damaged; copy or download it again."));
}

/// Replaces 32-bit fields that say "see ZIP64" by those of the extra field, in the order of the specification.
bool resolveZip64(std::span<const std::byte> extra, std::span<std::uint64_t* const> fields)
{
    std::size_t wanted = 0;
    for (std::uint64_t* field : fields)
        wanted += *field == full32;
    if (wanted == 0)
        return true;
    const auto block = findExtra(extra, zip64Id);
    if (!block)
        return true; // a size of exactly 2^32-1 needs no ZIP64
    std::size_t at = 0;
    for (std::uint64_t* field : fields) {
        if (*field != full32)
            continue;
        if (block->size() - at < 8)
            return false;
        *field = loadLittle(*block, at, 8);
        at += 8;
    }
    return true;
}

Result<std::optional<Directory>> readEnd64(const ByteSource& archive, std::uint64_t endOffset,
                                           const std::filesystem::path& path)
{
    std::byte locator[20];
    if (endOffset < sizeof locator)
        return std::optional<Directory>();
    if (auto ok = archive.readAt(endOffset - sizeof locator, locator); !ok)
        return tl::unexpected(std::move(ok.error()));
    if (loadLittle(locator, 0, 4) != locatorSignature)
        return std::optional<Directory>();
    const std::uint64_t locatorOffset = endOffset - sizeof locator;
    // Where data precedes the archive the stored offset is too small; the record then ends at its locator.
    std::byte record[end64Bytes];
    for (std::uint64_t at : {loadLittle(locator, 8, 8), locatorOffset - std::min<std::uint64_t>(locatorOffset, end64Bytes)}) {
        if (!inside(at, sizeof record, locatorOffset))
            continue;
        if (auto ok = archive.readAt(at, record); !ok)
            return tl::unexpected(std::move(ok.error()));
        if (loadLittle(record, 0, 4) != end64Signature)
            continue;
        if (loadLittle(record, 16, 4) != 0 || loadLittle(record, 20, 4) != 0 ||
            loadLittle(record, 24, 8) != loadLittle(record, 32, 8))
            return fail(makeError(ErrorCode::Unsupported, "the zip archive is split over several disks").at(path));
        Directory found;
        found.count = loadLittle(record, 32, 8);
        found.length = loadLittle(record, 40, 8);
        found.offset = loadLittle(record, 48, 8);
        found.base = at; // the caller turns this into the difference
        return std::optional(found);
    }
    return corrupt(path, locatorOffset, "the ZIP64 end record is missing");
}

} // namespace

std::optional<std::span<const std::byte>> findExtra(std::span<const std::byte> block, std::uint16_t id)
{
    while (block.size() >= 4) {
        const std::size_t length = loadLittle(block, 2, 2);
        if (length > block.size() - 4)
            break;
        if (loadLittle(block, 0, 2) == id)
            return block.subspan(4, length);
        block = block.subspan(4 + length);
    }
    return std::nullopt;
}

std::vector<std::byte> withoutExtra(std::span<const std::byte> block, std::uint16_t id)
{
    std::vector<std::byte> kept;
    while (block.size() >= 4) {
        const std::size_t length = loadLittle(block, 2, 2);
        if (length > block.size() - 4)
            break;
        if (loadLittle(block, 0, 2) != id)
            kept.insert(kept.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(4 + length));
        block = block.subspan(4 + length);
    }
    return kept;
}

Result<Directory> findDirectory(const ByteSource& archive, const std::filesystem::path& path)
{
    const std::uint64_t size = archive.sizeBytes();
    std::vector<std::byte> tail(static_cast<std::size_t>(std::min<std::uint64_t>(size, endBytes + 65535)));
    const std::uint64_t tailOffset = size - tail.size();
    if (auto ok = archive.readAt(tailOffset, tail); !ok)
        return tl::unexpected(std::move(ok.error()));

    // The record whose comment ends with the file; failing that, the last one whose comment fits.
    std::optional<std::size_t> end;
    for (std::size_t i = tail.size() < endBytes ? 0 : tail.size() - endBytes + 1; i-- > 0;) {
        if (tail[i] != std::byte{'P'} || loadLittle(tail, i, 4) != endSignature)
            continue;
        const std::size_t comment = loadLittle(tail, i + 20, 2), room = tail.size() - i - endBytes;
        if (comment == room) {
            end = i;
            break;
        }
        if (comment < room && !end)
            end = i;
    }
    if (!end) {
        std::byte head[4]{};
        if (size >= sizeof head)
            if (auto ok = archive.readAt(0, head); !ok)
                return tl::unexpected(std::move(ok.error()));
        if (loadLittle(head, 0, 4) == localSignature)
            return truncated(path, size);
        return fail(makeError(ErrorCode::NotThisFormat, "this is no zip archive").at(path));
    }

    const std::span<const std::byte> record = std::span(tail).subspan(*end);
    const std::uint64_t endOffset = tailOffset + *end;
    Directory found;
    found.count = loadLittle(record, 10, 2);
    found.length = loadLittle(record, 12, 4);
    found.offset = loadLittle(record, 16, 4);
    std::uint64_t directoryEnd = endOffset;
    auto wide = readEnd64(archive, endOffset, path);
    if (!wide)
        return tl::unexpected(std::move(wide.error()));
    if (*wide) {
        found = **wide;
        directoryEnd = found.base;
    } else if (loadLittle(record, 4, 2) != 0 || loadLittle(record, 6, 2) != 0 || loadLittle(record, 8, 2) != found.count) {
        return fail(makeError(ErrorCode::Unsupported, "the zip archive is split over several disks").at(path));
    }
    found.comment.assign(reinterpret_cast<const char*>(record.data()) + endBytes, loadLittle(record, 20, 2));
    if (found.length > directoryEnd || found.offset > directoryEnd - found.length)
        return corrupt(path, endOffset, "the table of contents lies outside the file");
    found.base = directoryEnd - found.length - found.offset;
    found.offset += found.base;
    if (found.length > maxDirectoryBytes || found.count > found.length / centralHeaderBytes)
        return corrupt(path, endOffset, "the table of contents has an absurd size");
    return found;
}

Result<std::vector<ZipEntry>> readDirectory(const ByteSource& archive, const Directory& directory,
                                            const std::filesystem::path& path, const OpenProgress& progress)
{
    std::vector<std::byte> bytes(static_cast<std::size_t>(directory.length));
    if (auto ok = readWatched(archive, directory.offset, bytes, progress.part(0, 0.3)); !ok)
        return tl::unexpected(std::move(ok.error()));
    std::vector<ZipEntry> entries;
    entries.reserve(static_cast<std::size_t>(directory.count));
    std::size_t at = 0;
    const OpenProgress listing = progress.part(0.3, 1);
    while (entries.size() < directory.count) {
        if (!listing.tick(OpenStep::Listing, entries.size(), directory.count))
            return cancelled();
        const std::span<const std::byte> record = std::span(bytes).subspan(at);
        const std::uint64_t place = directory.offset + at;
        if (record.size() < centralHeaderBytes || loadLittle(record, 0, 4) != centralSignature)
            return corrupt(path, place, "an entry of the table of contents is missing");
        const std::size_t nameLength = loadLittle(record, 28, 2), extraLength = loadLittle(record, 30, 2),
                          commentLength = loadLittle(record, 32, 2);
        const std::size_t length = centralHeaderBytes + nameLength + extraLength + commentLength;
        if (length > record.size())
            return corrupt(path, place, "an entry of the table of contents is cut off");
        const char* text = reinterpret_cast<const char*>(record.data());
        const auto extra = record.subspan(centralHeaderBytes + nameLength, extraLength);
        ZipEntry e;
        e.name.assign(text + centralHeaderBytes, nameLength);
        e.comment.assign(text + centralHeaderBytes + nameLength + extraLength, commentLength);
        e.versionMadeBy = static_cast<std::uint16_t>(loadLittle(record, 4, 2));
        e.versionNeeded = static_cast<std::uint16_t>(loadLittle(record, 6, 2));
        e.flags = static_cast<std::uint16_t>(loadLittle(record, 8, 2));
        e.method = static_cast<std::uint16_t>(loadLittle(record, 10, 2));
        e.modifiedTime = static_cast<std::uint16_t>(loadLittle(record, 12, 2));
        e.modifiedDate = static_cast<std::uint16_t>(loadLittle(record, 14, 2));
        e.crc = static_cast<std::uint32_t>(loadLittle(record, 16, 4));
        e.compressedSize = loadLittle(record, 20, 4);
        e.size = loadLittle(record, 24, 4);
        e.internalAttributes = static_cast<std::uint16_t>(loadLittle(record, 36, 2));
        e.externalAttributes = static_cast<std::uint32_t>(loadLittle(record, 38, 4));
        e.localHeaderOffset = loadLittle(record, 42, 4);
        e.centralHeaderOffset = place;
        std::uint64_t* const fields[] = {&e.size, &e.compressedSize, &e.localHeaderOffset};
        if (!resolveZip64(extra, fields))
            return corrupt(path, place, "the ZIP64 sizes of '" + e.name + "' are cut off");
        e.centralExtra = withoutExtra(extra, zip64Id);
        if (e.localHeaderOffset > directory.offset - directory.base)
            return corrupt(path, place, "'" + e.name + "' lies outside the file");
        e.localHeaderOffset += directory.base;
        if (e.flags & flagEncrypted)
            return fail(makeError(ErrorCode::Unsupported, "the zip archive is encrypted").at(path).at(place));
        entries.push_back(std::move(e));
        at += length;
    }
    return entries;
}

} // namespace tensorgraft::zip
