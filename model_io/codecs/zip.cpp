#include "model_io/codecs/zip.h"

#include "model_io/codecs/hash.h"
#include "model_io/codecs/inflate_source.h"
#include "model_io/codecs/little_endian.h"
#include "model_io/codecs/zip_directory.h"

#include <algorithm>
#include <numeric>

namespace tensorgraft {
namespace {

/// Deflate cannot do better than 1032 to 1; a declared size beyond that is a lie that would cost memory.
constexpr std::uint64_t maxDeflateRatio = 1032;

Error corruptEntry(const std::filesystem::path& path, const ZipEntry& entry, std::string message)
{
    return makeError(ErrorCode::Corrupt, "damaged zip archive: '" + entry.name + "' " + std::move(message))
        .at(path)
        .at(entry.localHeaderOffset)
        .advise("The file is damaged; copy or download it again.");
}

Result<void> readLocalHeader(const ByteSource& archive, const std::filesystem::path& path, ZipEntry& e)
{
    using namespace zip;
    std::byte fixed[localHeaderBytes];
    if (!inside(e.localHeaderOffset, sizeof fixed, archive.sizeBytes()))
        return fail(corruptEntry(path, e, "lies outside the file"));
    if (auto ok = archive.readAt(e.localHeaderOffset, fixed); !ok)
        return ok;
    if (loadLittle(fixed, 0, 4) != localSignature)
        return fail(corruptEntry(path, e, "has no local header where the table of contents says"));
    const std::uint64_t nameLength = loadLittle(fixed, 26, 2), extraLength = loadLittle(fixed, 28, 2);
    const std::uint64_t nameOffset = e.localHeaderOffset + localHeaderBytes;
    if (!inside(nameOffset, nameLength + extraLength, archive.sizeBytes()))
        return fail(corruptEntry(path, e, "has a local header that passes the end of the file"));
    std::vector<std::byte> rest(static_cast<std::size_t>(nameLength + extraLength));
    if (auto ok = archive.readAt(nameOffset, rest); !ok)
        return ok;
    const std::string_view name(reinterpret_cast<const char*>(rest.data()), static_cast<std::size_t>(nameLength));
    if (name != e.name)
        return fail(corruptEntry(path, e, "has another name in its local header"));
    if (loadLittle(fixed, 8, 2) != e.method)
        return fail(corruptEntry(path, e, "has another compression in its local header"));
    if (!(loadLittle(fixed, 6, 2) & flagDescriptor)) {
        std::uint64_t compressed = loadLittle(fixed, 18, 4), size = loadLittle(fixed, 22, 4);
        const auto wide = findExtra(std::span(rest).subspan(static_cast<std::size_t>(nameLength)), zip64Id);
        if (wide && size == full32 && wide->size() >= 8)
            size = loadLittle(*wide, 0, 8);
        if (wide && compressed == full32 && wide->size() >= 16)
            compressed = loadLittle(*wide, 8, 8);
        if (size != e.size || compressed != e.compressedSize || loadLittle(fixed, 14, 4) != e.crc)
            return fail(corruptEntry(path, e, "has another size or checksum in its local header"));
    }
    e.dataOffset = nameOffset + nameLength + extraLength;
    return {};
}

} // namespace

Result<std::shared_ptr<const ZipArchive>> ZipArchive::open(std::shared_ptr<const ByteSource> archive,
                                                           std::filesystem::path pathForErrors, const OpenProgress& progress)
{
    auto directory = zip::findDirectory(*archive, pathForErrors);
    if (!directory)
        return tl::unexpected(std::move(directory.error()));
    auto entries = zip::readDirectory(*archive, *directory, pathForErrors, progress.part(0, 0.3));
    if (!entries)
        return tl::unexpected(std::move(entries.error()));
    std::shared_ptr<ZipArchive> result(new ZipArchive);
    result->m_archive = std::move(archive);
    result->m_path = std::move(pathForErrors);
    result->m_entries = std::move(*entries);
    result->m_centralOffset = directory->offset;
    result->m_comment = std::move(directory->comment);
    if (auto ok = result->readLocalHeaders(progress.part(0.3, 1)); !ok)
        return tl::unexpected(std::move(ok.error()));
    return std::shared_ptr<const ZipArchive>(std::move(result));
}

Result<void> ZipArchive::readLocalHeaders(const OpenProgress& progress)
{
    // In the order of the file, each checked against the next before that is read: headers that overlap would let a
    // small archive cause endless reading.
    std::vector<std::size_t> order(m_entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return m_entries[a].localHeaderOffset < m_entries[b].localHeaderOffset;
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (!progress.tick(OpenStep::Listing, i, order.size()))
            return cancelled();
        ZipEntry& e = m_entries[order[i]];
        e.recordEnd = i + 1 < order.size() ? m_entries[order[i + 1]].localHeaderOffset : m_centralOffset;
        if (auto ok = readLocalHeader(*m_archive, m_path, e); !ok)
            return ok;
        if (!inside(e.dataOffset, e.compressedSize, m_centralOffset))
            return fail(corruptEntry(m_path, e, "passes the table of contents"));
        if (e.method == 0 && e.size != e.compressedSize)
            return fail(corruptEntry(m_path, e, "is stored but declares two sizes"));
        if (e.method == 8 && e.size / maxDeflateRatio > e.compressedSize)
            return fail(corruptEntry(m_path, e, "declares a size that its data cannot unfold to"));
        if (!m_byName.emplace(e.name, order[i]).second)
            return fail(corruptEntry(m_path, e, "occurs twice"));
        if (e.dataOffset + e.compressedSize > e.recordEnd)
            return fail(corruptEntry(m_path, e, "overlaps the entry behind it"));
    }
    return {};
}

const ZipEntry* ZipArchive::find(std::string_view name) const
{
    const auto it = m_byName.find(name);
    return it == m_byName.end() ? nullptr : &m_entries[it->second];
}

Result<std::shared_ptr<const ByteSource>> ZipArchive::source(const ZipEntry& entry) const
{
    auto raw = std::make_shared<SubSource>(m_archive, entry.dataOffset, entry.compressedSize);
    if (entry.method == 0)
        return std::shared_ptr<const ByteSource>(std::move(raw));
    if (entry.method == 8)
        return std::shared_ptr<const ByteSource>(std::make_shared<InflateSource>(
            std::move(raw), entry.size, entry.crc, m_path, entry.dataOffset, entry.name));
    return fail(makeError(ErrorCode::Unsupported, "'" + entry.name + "' is compressed in an unknown way")
                    .at(m_path)
                    .at(entry.localHeaderOffset)
                    .wanted("method 0 (stored) or 8 (deflate)")
                    .got("method " + std::to_string(entry.method)));
}

Result<std::vector<std::byte>> ZipArchive::readAll(const ZipEntry& entry, std::uint64_t limitBytes) const
{
    if (entry.size > limitBytes)
        return fail(makeError(ErrorCode::Unsupported, "'" + entry.name + "' is too large to be read at once")
                        .at(m_path)
                        .wanted("at most " + std::to_string(limitBytes) + " bytes")
                        .got(std::to_string(entry.size)));
    auto decoded = source(entry);
    if (!decoded)
        return tl::unexpected(std::move(decoded.error()));
    std::vector<std::byte> bytes(static_cast<std::size_t>(entry.size));
    if (auto ok = (*decoded)->readAt(0, bytes); !ok)
        return tl::unexpected(std::move(ok.error()));
    if (entry.method == 0 && crc32(0, bytes) != entry.crc)
        return fail(corruptEntry(m_path, entry, "has the wrong checksum (CRC-32)"));
    return bytes;
}

} // namespace tensorgraft
