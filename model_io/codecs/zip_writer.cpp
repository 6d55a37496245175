#include "model_io/codecs/zip_writer.h"

#include "model_io/codecs/hash.h"
#include "model_io/codecs/little_endian.h"
#include "model_io/codecs/zip_directory.h"

#include <algorithm>
#include <numeric>

namespace tensorgraft {
namespace {

using namespace zip;

constexpr std::size_t stepBytes = std::size_t{4} << 20;
constexpr std::uint16_t versionZip64 = 45;
constexpr std::uint16_t flagUtf8 = 0x0800;

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append(std::vector<std::byte>& out, std::string_view text)
{
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    out.insert(out.end(), data, data + text.size());
}

void append(std::vector<std::byte>& out, std::span<const std::byte> bytes)
{
    out.insert(out.end(), bytes.begin(), bytes.end());
}

std::uint32_t clamp32(std::uint64_t value) { return value >= full32 ? full32 : static_cast<std::uint32_t>(value); }

/// Copies [offset, offset+length) of `source` to `to` in the file, by the kernel where the source is part of one.
Result<void> copyRange(OutputFile& file, std::uint64_t to, const ByteSource& source, std::uint64_t offset,
                       std::uint64_t length, const ProgressFn& progress)
{
    if (length == 0)
        return {};
    if (const auto extent = source.extentAt(offset, length))
        return file.copyFrom(*extent, to, progress);
    std::vector<std::byte> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(stepBytes, length)));
    for (std::uint64_t done = 0; done < length;) {
        if (!reportProgress(progress, done, length))
            return cancelled();
        const auto part = std::span(buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), length - done)));
        if (auto ok = source.readAt(offset + done, part); !ok)
            return ok;
        if (auto ok = file.writeAt(to + done, part); !ok)
            return ok;
        done += part.size();
    }
    return {};
}

/// Where the CRC of the data descriptor behind `entry` lies, relative to the end of the data; nullopt where the bytes
/// there are no descriptor of it (both the signature and the width of the sizes are optional in practice).
std::optional<std::uint64_t> descriptorCrc(const ZipArchive& from, const ZipEntry& entry)
{
    const std::uint64_t dataEnd = entry.dataOffset + entry.compressedSize;
    std::byte bytes[24]{};
    const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(sizeof bytes, entry.recordEnd - dataEnd));
    if (!from.archiveSource()->readAt(dataEnd, std::span(bytes).first(room)))
        return std::nullopt;
    for (const std::size_t skip : {4u, 0u})
        for (const std::size_t width : {8u, 4u})
            if (room >= skip + 4 + 2 * width && (skip == 0 || loadLittle(bytes, 0, 4) == descriptorSignature) &&
                loadLittle(bytes, skip, 4) == entry.crc && loadLittle(bytes, skip + 4, width) == entry.compressedSize &&
                loadLittle(bytes, skip + 4 + width, width) == entry.size)
                return skip;
    return std::nullopt;
}

struct LocalHeader {
    std::vector<std::byte> bytes; ///< fixed part, name and extra field
    std::span<const std::byte> extra;
};

Result<LocalHeader> readLocal(const ZipArchive& from, const ZipEntry& entry)
{
    LocalHeader header;
    header.bytes.resize(static_cast<std::size_t>(entry.dataOffset - entry.localHeaderOffset)); // at most 30 + 2 * 65535
    if (auto ok = from.archiveSource()->readAt(entry.localHeaderOffset, header.bytes); !ok)
        return tl::unexpected(std::move(ok.error()));
    header.extra = std::span<const std::byte>(header.bytes).subspan(localHeaderBytes + entry.name.size());
    return header;
}

} // namespace

ZipWriter::ZipWriter(OutputFile& file, std::uint64_t start) : m_file(file), m_start(start), m_position(start) {}

NewZipEntry ZipWriter::describe(const ZipEntry& entry, std::uint32_t alignment)
{
    return {entry.name, alignment, entry.modifiedTime, entry.modifiedDate, entry.externalAttributes,
            entry.versionMadeBy, entry.internalAttributes, entry.centralExtra, entry.comment};
}

Result<std::uint64_t> ZipWriter::writeLocalHeader(Entry& entry, std::span<const std::byte> extra, std::uint32_t alignment)
{
    const std::string& name = entry.header.name;
    if (name.size() > 0xFFFF)
        return fail(makeError(ErrorCode::Unsupported, "a name is too long for a zip archive").at(m_file.path()).of(name));
    std::vector<std::byte> block;
    entry.localOffset = m_position;
    if (entry.wideLocal) {
        entry.versionNeeded = std::max(entry.versionNeeded, versionZip64);
        entry.zip64Offset = m_position + localHeaderBytes + name.size() + 4;
        appendLittle(block, 2, zip64Id);
        appendLittle(block, 2, 16);
        appendLittle(block, 8, entry.size);
        appendLittle(block, 8, entry.compressedSize);
    }
    append(block, extra);
    if (alignment > 1) {
        const std::uint64_t end = m_position - m_start + localHeaderBytes + name.size() + block.size();
        if (const std::uint64_t over = end % alignment; over != 0) {
            std::uint64_t pad = alignment - over;
            while (pad < 4)
                pad += alignment;
            appendLittle(block, 2, paddingId);
            appendLittle(block, 2, pad - 4);
            block.insert(block.end(), static_cast<std::size_t>(pad - 4), std::byte{'Z'});
        }
    }
    if (block.size() > 0xFFFF)
        return fail(makeError(ErrorCode::Unsupported, "the extra field of a zip entry is too long").at(m_file.path()).of(name));
    std::vector<std::byte> header;
    appendLittle(header, 4, localSignature);
    appendLittle(header, 2, entry.versionNeeded);
    appendLittle(header, 2, entry.flags);
    appendLittle(header, 2, entry.method);
    appendLittle(header, 2, entry.header.modifiedTime);
    appendLittle(header, 2, entry.header.modifiedDate);
    appendLittle(header, 4, entry.crc);
    appendLittle(header, 4, entry.wideLocal ? full32 : entry.compressedSize);
    appendLittle(header, 4, entry.wideLocal ? full32 : entry.size);
    appendLittle(header, 2, name.size());
    appendLittle(header, 2, block.size());
    append(header, name);
    append(header, block);
    if (auto ok = m_file.writeAt(m_position, header); !ok)
        return tl::unexpected(std::move(ok.error()));
    m_position += header.size();
    entry.dataOffset = m_position;
    return m_position;
}

Result<std::uint64_t> ZipWriter::addStored(NewZipEntry description, std::uint64_t size)
{
    Entry entry;
    entry.header = std::move(description);
    entry.flags = isAscii(entry.header.name) ? 0 : flagUtf8;
    entry.size = entry.compressedSize = size;
    entry.wideLocal = size >= full32;
    entry.pending = true;
    auto offset = writeLocalHeader(entry, {}, entry.header.alignment);
    if (!offset)
        return offset;
    m_position += size;
    m_entries.push_back(std::move(entry));
    return offset;
}

Result<std::uint64_t> ZipWriter::beginStored(NewZipEntry description)
{
    Entry entry;
    entry.header = std::move(description);
    entry.flags = isAscii(entry.header.name) ? 0 : flagUtf8;
    entry.wideLocal = true; // the size may turn out to need it
    entry.pending = true;
    auto offset = writeLocalHeader(entry, {}, entry.header.alignment);
    if (offset)
        m_entries.push_back(std::move(entry));
    return offset;
}

Result<void> ZipWriter::endStored(std::uint64_t size)
{
    m_entries.back().size = m_entries.back().compressedSize = size;
    m_position = m_entries.back().dataOffset + size;
    return {};
}

Result<void> ZipWriter::copy(const ZipArchive& from, const ZipEntry& source, std::uint32_t alignment,
                             const ProgressFn& progress)
{
    Entry entry;
    entry.header = describe(source, alignment);
    entry.method = source.method;
    entry.flags = source.flags;
    entry.versionNeeded = source.versionNeeded;
    entry.crc = source.crc;
    entry.size = source.size;
    entry.compressedSize = source.compressedSize;
    const ByteSource& archive = *from.archiveSource();
    const std::uint64_t moved = m_position + (source.dataOffset - source.localHeaderOffset) - m_start;
    if (alignment <= 1 || moved % alignment == 0 || source.dataOffset % alignment != 0) {
        entry.localOffset = m_position;
        const std::uint64_t length = recordBytes(source);
        if (auto ok = copyRange(m_file, m_position, archive, source.localHeaderOffset, length, progress); !ok)
            return ok;
        m_position += length;
    } else {
        auto local = readLocal(from, source);
        if (!local)
            return tl::unexpected(std::move(local.error()));
        entry.flags = static_cast<std::uint16_t>(entry.flags & ~flagDescriptor);
        entry.wideLocal = source.size >= full32 || source.compressedSize >= full32;
        const auto extra = withoutExtra(withoutExtra(local->extra, zip64Id), paddingId);
        if (auto ok = writeLocalHeader(entry, extra, alignment); !ok)
            return tl::unexpected(std::move(ok.error()));
        if (auto ok = copyRange(m_file, m_position, archive, source.dataOffset, source.compressedSize, progress); !ok)
            return ok;
        m_position += source.compressedSize;
    }
    m_entries.push_back(std::move(entry));
    return {};
}

Result<std::uint64_t> ZipWriter::replace(const ZipArchive& from, const ZipEntry& source, std::uint64_t size,
                                         std::uint32_t alignment)
{
    auto local = readLocal(from, source);
    if (!local)
        return tl::unexpected(std::move(local.error()));
    Entry entry;
    entry.header = describe(source, alignment);
    entry.versionNeeded = source.versionNeeded;
    entry.flags = source.flags;
    entry.size = entry.compressedSize = size;
    entry.pending = true;

    const std::uint64_t dataEnd = source.dataOffset + source.compressedSize, tail = source.recordEnd - dataEnd;
    const auto descriptor = source.flags & flagDescriptor ? descriptorCrc(from, source) : std::nullopt;
    const std::uint64_t moved = m_position + local->bytes.size() - m_start;
    const bool aligned = alignment <= 1 || moved % alignment == 0 || source.dataOffset % alignment != 0;
    if (source.method == 0 && source.size == size && aligned && (descriptor || !(source.flags & flagDescriptor))) {
        entry.localOffset = m_position;
        entry.keepsHeader = true;
        if (auto ok = m_file.writeAt(m_position, local->bytes); !ok)
            return tl::unexpected(std::move(ok.error()));
        entry.dataOffset = m_position + local->bytes.size();
        m_position = entry.dataOffset + size;
        if (descriptor)
            entry.descriptorOffset = m_position + *descriptor;
        if (auto ok = copyRange(m_file, m_position, *from.archiveSource(), dataEnd, tail, {}); !ok)
            return tl::unexpected(std::move(ok.error()));
        m_position += tail;
    } else {
        entry.flags = static_cast<std::uint16_t>(entry.flags & flagUtf8);
        entry.versionNeeded = 20;
        entry.wideLocal = size >= full32;
        const auto extra = withoutExtra(withoutExtra(local->extra, zip64Id), paddingId);
        if (auto ok = writeLocalHeader(entry, extra, alignment); !ok)
            return tl::unexpected(std::move(ok.error()));
        m_position += size;
    }
    m_entries.push_back(std::move(entry));
    return m_entries.back().dataOffset;
}

Result<void> ZipWriter::patch(Entry& entry, const ProgressFn& progress, std::uint64_t& done, std::uint64_t total)
{
    std::vector<std::byte> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(stepBytes, entry.size)));
    std::uint32_t crc = 0;
    for (std::uint64_t at = 0; at < entry.size; at += buffer.size()) {
        if (!reportProgress(progress, done, total))
            return cancelled();
        const auto part = std::span(buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), entry.size - at)));
        if (auto ok = m_file.readAt(entry.dataOffset + at, part); !ok)
            return ok;
        crc = crc32(crc, part);
        done += part.size();
    }
    entry.crc = crc;
    std::byte fields[12];
    storeLittle(fields, 0, 4, crc);
    if (entry.keepsHeader)
        return m_file.writeAt(entry.descriptorOffset ? entry.descriptorOffset : entry.localOffset + 14,
                              std::span(fields).first(4));
    storeLittle(fields, 4, 4, entry.wideLocal ? full32 : entry.compressedSize);
    storeLittle(fields, 8, 4, entry.wideLocal ? full32 : entry.size);
    if (auto ok = m_file.writeAt(entry.localOffset + 14, fields); !ok)
        return ok;
    if (!entry.wideLocal)
        return {};
    std::byte wide[16];
    storeLittle(wide, 0, 8, entry.size);
    storeLittle(wide, 8, 8, entry.compressedSize);
    return m_file.writeAt(entry.zip64Offset, wide);
}

std::vector<std::byte> ZipWriter::centralRecord(const Entry& entry) const
{
    const std::uint64_t localOffset = entry.localOffset - m_start;
    std::vector<std::byte> wide;
    for (const std::uint64_t value : {entry.size, entry.compressedSize, localOffset})
        if (value >= full32)
            appendLittle(wide, 8, value);
    std::vector<std::byte> record;
    appendLittle(record, 4, centralSignature);
    appendLittle(record, 2, entry.header.versionMadeBy ? entry.header.versionMadeBy : entry.versionNeeded);
    appendLittle(record, 2, wide.empty() ? entry.versionNeeded : std::max(entry.versionNeeded, versionZip64));
    appendLittle(record, 2, entry.flags);
    appendLittle(record, 2, entry.method);
    appendLittle(record, 2, entry.header.modifiedTime);
    appendLittle(record, 2, entry.header.modifiedDate);
    appendLittle(record, 4, entry.crc);
    appendLittle(record, 4, clamp32(entry.compressedSize));
    appendLittle(record, 4, clamp32(entry.size));
    appendLittle(record, 2, entry.header.name.size());
    appendLittle(record, 2, entry.header.centralExtra.size() + (wide.empty() ? 0 : 4 + wide.size()));
    appendLittle(record, 2, entry.header.comment.size());
    appendLittle(record, 2, 0); // disk
    appendLittle(record, 2, entry.header.internalAttributes);
    appendLittle(record, 4, entry.header.externalAttributes);
    appendLittle(record, 4, clamp32(localOffset));
    append(record, entry.header.name);
    if (!wide.empty()) {
        appendLittle(record, 2, zip64Id);
        appendLittle(record, 2, wide.size());
        append(record, wide);
    }
    append(record, entry.header.centralExtra);
    append(record, entry.header.comment);
    return record;
}

Result<void> ZipWriter::finish(const std::string& comment, const ProgressFn& progress, std::vector<std::size_t> centralOrder)
{
    std::uint64_t total = 0, done = 0;
    for (const Entry& entry : m_entries)
        total += entry.pending ? entry.size : 0;
    for (Entry& entry : m_entries)
        if (entry.pending)
            if (auto ok = patch(entry, progress, done, total); !ok)
                return ok;

    if (centralOrder.empty()) {
        centralOrder.resize(m_entries.size());
        std::iota(centralOrder.begin(), centralOrder.end(), std::size_t{0});
    }
    std::vector<std::byte> directory;
    for (const std::size_t index : centralOrder)
        append(directory, std::span<const std::byte>(centralRecord(m_entries[index])));
    const std::uint64_t offset = m_position - m_start, length = directory.size(), count = m_entries.size();
    if (offset >= full32 || length >= full32 || count >= 0xFFFF) {
        appendLittle(directory, 4, end64Signature);
        appendLittle(directory, 8, end64Bytes - 12);
        appendLittle(directory, 2, versionZip64);
        appendLittle(directory, 2, versionZip64);
        appendLittle(directory, 8, 0); // this disk, disk of the directory
        appendLittle(directory, 8, count);
        appendLittle(directory, 8, count);
        appendLittle(directory, 8, length);
        appendLittle(directory, 8, offset);
        appendLittle(directory, 4, locatorSignature);
        appendLittle(directory, 4, 0);
        appendLittle(directory, 8, offset + length);
        appendLittle(directory, 4, 1); // disks
    }
    appendLittle(directory, 4, endSignature);
    appendLittle(directory, 4, 0); // this disk, disk of the directory
    appendLittle(directory, 2, std::min<std::uint64_t>(count, 0xFFFF));
    appendLittle(directory, 2, std::min<std::uint64_t>(count, 0xFFFF));
    appendLittle(directory, 4, clamp32(length));
    appendLittle(directory, 4, clamp32(offset));
    appendLittle(directory, 2, std::min<std::size_t>(comment.size(), 0xFFFF));
    append(directory, std::string_view(comment).substr(0, 0xFFFF));
    return m_file.writeAt(m_position, directory);
}

} // namespace tensorgraft
