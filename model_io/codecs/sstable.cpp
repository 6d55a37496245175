#include "model_io/codecs/sstable.h"

#include "model_io/codecs/hash.h"
#include "model_io/codecs/little_endian.h"
#include "model_io/codecs/protobuf_wire.h"

#include <algorithm>
#include <snappy.h>

namespace tensorgraft {
namespace {

constexpr std::uint64_t magicNumber = 0xDB4775248B80FB57;
constexpr std::size_t trailerBytes = 5; ///< one byte of compression, four of checksum
/// Blocks up to this size are copied into memory, larger ones mapped: only V1 checkpoints have such, a tensor each.
constexpr std::uint64_t largestCopiedBlock = std::uint64_t{4} << 20;
/// Snappy's densest element makes 64 bytes of 3; what claims more than this is no Snappy data.
constexpr std::uint64_t snappyExpansion = 22;
constexpr std::uint64_t largestSnappyBlock = std::uint64_t{1} << 31;

constexpr const char* damaged = "The file is damaged; copy or download it again";

Error corrupt(std::string message) { return makeError(ErrorCode::Corrupt, std::move(message)).advise(damaged); }

std::string hex32(std::uint32_t value)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text = "0x";
    for (int shift = 28; shift >= 0; shift -= 4)
        text += digits[value >> shift & 15];
    return text;
}

/// The lengths of an entry are 32 bits wide.
inline std::optional<std::uint32_t> readLength(std::span<const std::byte> bytes, std::size_t& at)
{
    if (at < bytes.size() && std::to_integer<std::uint8_t>(bytes[at]) < 0x80)
        return std::to_integer<std::uint32_t>(bytes[at++]);
    const auto value = readVarint(bytes, at);
    return value && *value <= UINT32_MAX ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

/// Where the entries of a block end and its restart offsets begin. Errors: Corrupt (without file).
Result<std::size_t> entriesEnd(std::span<const std::byte> contents)
{
    if (contents.size() < 4)
        return fail(corrupt("a block of the table is too short").wanted("at least 4 bytes").got(std::to_string(contents.size())));
    const std::uint64_t count = loadLittle(contents, contents.size() - 4, 4);
    const std::uint64_t room = (contents.size() - 4) / 4;
    if (count > room)
        return fail(corrupt("the restart points of a block do not fit into it")
                        .wanted("at most " + std::to_string(room)).got(std::to_string(count)));
    const std::size_t end = contents.size() - 4 - count * 4;
    std::uint64_t last = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t restart = loadLittle(contents, end + i * 4, 4);
        const bool ordered = i == 0 ? restart == 0 : restart > last;
        if (!ordered || (restart >= end && restart != 0))
            return fail(corrupt("a restart point of a block is impossible")
                            .wanted("ascending offsets from 0 on, below " + std::to_string(end)).got(std::to_string(restart)));
        last = restart;
    }
    return end;
}

} // namespace

bool SsTable::hasMagic(std::span<const std::byte> tail)
{
    return tail.size() >= 8 && loadLittle(tail, tail.size() - 8, 8) == magicNumber;
}

std::uint64_t SsTable::keyBudget() const { return m_source->sizeBytes() * keyExpansion + (std::uint64_t{1} << 20); }

Result<SsTable::Handle> SsTable::parseHandle(std::span<const std::byte> bytes, std::size_t& at, std::uint64_t fileOffset,
                                             std::string_view what) const
{
    const auto offset = readVarint(bytes, at);
    const auto size = offset ? readVarint(bytes, at) : std::nullopt;
    if (!size)
        return fail(corrupt("the place of " + std::string(what) + " cannot be read").at(m_path).at(fileOffset)
                        .wanted("two varints of at most 10 bytes").got("a number that does not end"));
    const std::uint64_t end = m_source->sizeBytes() - footerBytes;
    if (!inside(*offset, *size, end) || end - *offset - *size < trailerBytes)
        return fail(corrupt(std::string(what) + " lies outside of the file").at(m_path).at(fileOffset)
                        .wanted("a block that ends before byte " + std::to_string(end))
                        .got(std::to_string(*size) + " bytes at " + std::to_string(*offset)));
    return Handle{*offset, *size};
}

Result<std::shared_ptr<const SsTableBlock>> SsTable::readBlock(Handle handle, std::string_view what) const
{
    auto block = std::make_shared<SsTableBlock>();
    block->m_fileOffset = handle.offset;
    const std::uint64_t stored = handle.size + trailerBytes; // inside the file: parseHandle() has checked it
    std::span<const std::byte> bytes;
    if (stored > largestCopiedBlock) {
        auto mapped = m_source->mapAt(handle.offset, stored);
        if (!mapped)
            return fail(std::move(mapped.error()).at(m_path));
        if (*mapped) {
            bytes = (*mapped)->bytes;
            block->m_guard = std::move((*mapped)->guard);
        }
    }
    if (bytes.empty()) {
        block->m_owned.resize(stored);
        if (auto r = m_source->readAt(handle.offset, block->m_owned); !r)
            return fail(std::move(r.error()).at(m_path));
        bytes = block->m_owned;
    }
    // The checksum covers the byte of compression too.
    const std::uint32_t actual = crc32c(0, bytes.first(handle.size + 1));
    const auto wanted = unmaskCrc32c(static_cast<std::uint32_t>(loadLittle(bytes, handle.size + 1, 4)));
    if (auto r = block->check(); !r)
        return fail(std::move(r.error()));
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
    constexpr bool verified = true; // else no mutated entry would ever be looked at
#else
    const bool verified = actual == wanted;
#endif
    if (!verified)
        return fail(corrupt("the checksum of " + std::string(what) + " is wrong").at(m_path).at(handle.offset)
                        .wanted("CRC-32C " + hex32(wanted)).got(hex32(actual)));
    const auto compression = std::to_integer<unsigned>(bytes[handle.size]);
    bytes = bytes.first(handle.size);
    if (compression == 0) {
        block->m_contents = bytes;
        block->m_raw = true;
        return block;
    }
    if (compression != 1)
        return fail(makeError(ErrorCode::Unsupported, std::string(what) + " is compressed in an unknown way")
                        .at(m_path).at(handle.offset).wanted("none (0) or Snappy (1)").got(std::to_string(compression))
                        .advise("The file was written by a newer program than this one knows"));
    const char* const packed = reinterpret_cast<const char*>(bytes.data());
    std::size_t length = 0;
    if (!snappy::GetUncompressedLength(packed, bytes.size(), &length) || length > largestSnappyBlock ||
        length > bytes.size() * snappyExpansion)
        return fail(corrupt("the Snappy data of " + std::string(what) + " claims an impossible length").at(m_path).at(handle.offset)
                        .wanted("at most " + std::to_string(bytes.size() * snappyExpansion) + " bytes")
                        .got(std::to_string(length)));
    std::vector<std::byte> plain(length);
    if (!snappy::RawUncompress(packed, bytes.size(), reinterpret_cast<char*>(plain.data())))
        return fail(corrupt("the Snappy data of " + std::string(what) + " cannot be unpacked").at(m_path).at(handle.offset)
                        .wanted("a Snappy stream that unpacks to " + std::to_string(length) + " bytes")
                        .got("a stream that does not, of " + std::to_string(bytes.size()) + " bytes"));
    if (auto r = block->check(); !r)
        return fail(std::move(r.error()));
    block->m_guard.reset();
    block->m_owned = std::move(plain);
    block->m_contents = block->m_owned;
    return block;
}

Result<SsTable> SsTable::open(std::shared_ptr<const ByteSource> source, std::filesystem::path path)
{
    const std::uint64_t size = source->sizeBytes();
    std::vector<std::byte> footer(std::min<std::uint64_t>(size, footerBytes));
    if (auto r = source->readAt(size - footer.size(), footer); !r)
        return fail(std::move(r.error()).at(path));
    if (footer.size() < footerBytes || !hasMagic(footer))
        return fail(makeError(ErrorCode::NotThisFormat, "the file does not end as a table does").at(path)
                        .at(size - std::min<std::uint64_t>(size, 8))
                        .wanted("the magic number of an SSTable").got(size < footerBytes ? "a file of " + std::to_string(size) + " bytes" : "other bytes")
                        .advise("The file may have been cut short; copy or download it again"));
    SsTable table(std::move(source), std::move(path));
    std::size_t at = 0;
    const auto handles = std::span<const std::byte>(footer).first(footerBytes - 8);
    if (auto meta = table.parseHandle(handles, at, size - footerBytes, "the table's metaindex"); !meta)
        return fail(std::move(meta.error()));
    auto index = table.parseHandle(handles, at, size - footerBytes, "the table's index");
    if (!index)
        return fail(std::move(index.error()));
    auto block = table.readBlock(*index, "the table's index");
    if (!block)
        return fail(std::move(block.error()));

    std::uint64_t reached = 0;
    std::uint64_t budget = table.keyBudget();
    std::string lastKey;
    bool hasLast = false;
    auto visited = table.visitBlock(*block, lastKey, hasLast, budget, [&](const Entry& entry) -> Result<bool> {
        std::size_t position = 0;
        const std::uint64_t place = entry.valueFileOffset().value_or((*block)->fileOffset());
        auto handle = table.parseHandle(entry.value, position, place, "a block of the table");
        if (!handle)
            return fail(std::move(handle.error()));
        if (handle->offset < reached)
            return fail(corrupt("blocks of the table overlap").at(table.m_path).at(place)
                            .wanted("a block from byte " + std::to_string(reached) + " on").got(std::to_string(handle->offset)));
        reached = handle->offset + handle->size + trailerBytes;
        table.m_blocks.push_back({std::string(entry.key), *handle});
        return true;
    });
    if (!visited)
        return fail(std::move(visited.error()));
    return table;
}

Result<std::shared_ptr<const SsTableBlock>> SsTable::block(std::size_t index) const
{
    return readBlock(m_blocks[index].handle, "block " + std::to_string(index) + " of the table");
}

Result<bool> SsTable::visitBlock(const std::shared_ptr<const SsTableBlock>& block, std::string& lastKey, bool& hasLast,
                                 std::uint64_t& keyBudget, const Visitor& visit) const
{
    auto end = entriesEnd(block->contents());
    if (!end)
        return fail(std::move(end.error()).at(m_path).at(block->fileOffset()));
    const auto entries = block->contents().first(*end);
    const auto place = [&](std::size_t at) { return block->fileOffset() + (block->isStoredRaw() ? at : 0); };
    std::string key;
    for (std::size_t at = 0; at < entries.size();) {
        const std::size_t begin = at;
        const auto shared = readLength(entries, at);
        const auto fresh = shared ? readLength(entries, at) : std::nullopt;
        const auto length = fresh ? readLength(entries, at) : std::nullopt;
        if (!length)
            return fail(corrupt("an entry of the table cannot be read").at(m_path).at(place(begin))
                            .wanted("three varints of at most 32 bits").got("a number that does not end or is too large"));
        if (*shared > key.size() || !inside(*fresh, *length, entries.size() - at) || *fresh > entries.size() - at)
            return fail(corrupt("an entry of the table passes the end of its block").at(m_path).at(place(begin))
                            .wanted("at most " + std::to_string(key.size()) + " bytes of the last key and " +
                                    std::to_string(entries.size() - at) + " bytes of the block")
                            .got(std::to_string(*shared) + ", " + std::to_string(*fresh) + " and " + std::to_string(*length)));
        // Within a block the last key is `key`, whose first bytes are shared: only what differs is compared.
        const std::string_view added(reinterpret_cast<const char*>(entries.data() + at), *fresh);
        const std::string_view before = begin == 0 ? std::string_view(lastKey) : std::string_view(key).substr(*shared);
        if (hasLast && added <= before)
            return fail(corrupt("the keys of the table are not in order").at(m_path).at(place(begin))
                            .wanted("ascending keys")
                            .got("'" + (key.substr(0, *shared) + std::string(added)).substr(0, 80) + "' after '" +
                                 (begin == 0 ? lastKey : key).substr(0, 80) + "'"));
        key.resize(*shared);
        key.append(added);
        at += *fresh;
        if (key.size() > keyBudget)
            return fail(corrupt("the keys of the table expand to more than its bytes can hold").at(m_path).at(place(begin))
                            .wanted("at most " + std::to_string(keyExpansion) + " times the file"));
        keyBudget -= key.size();
        auto goOn = visit(Entry{key, entries.subspan(at, *length), block});
        if (!goOn || !*goOn)
            return goOn;
        at += *length;
        hasLast = true;
    }
    if (!entries.empty())
        lastKey = std::move(key);
    if (auto r = block->check(); !r)
        return fail(std::move(r.error()));
    return true;
}

Result<void> SsTable::forEach(const Visitor& visit) const
{
    std::uint64_t budget = keyBudget();
    std::string lastKey;
    bool hasLast = false;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        auto read = block(i);
        if (!read)
            return fail(std::move(read.error()));
        auto goOn = visitBlock(*read, lastKey, hasLast, budget, visit);
        if (!goOn)
            return fail(std::move(goOn.error()));
        if (!*goOn)
            return {};
    }
    return {};
}

std::optional<std::size_t> SsTable::blockOf(std::string_view key) const
{
    const auto found = std::ranges::lower_bound(m_blocks, key, {}, &BlockRef::lastKey);
    if (found == m_blocks.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - m_blocks.begin());
}

Result<bool> SsTable::get(std::string_view key, const Visitor& visit) const
{
    const auto index = blockOf(key);
    if (!index)
        return false;
    auto read = block(*index);
    if (!read)
        return fail(std::move(read.error()));
    bool seen = false;
    auto visited = forEachIn(*read, [&](const Entry& entry) -> Result<bool> {
        if (entry.key < key)
            return true;
        seen = entry.key == key;
        return seen ? visit(entry).map([](bool) { return false; }) : Result<bool>(false);
    });
    if (!visited)
        return fail(std::move(visited.error()));
    return seen;
}

Result<void> SsTable::forEachIn(const std::shared_ptr<const SsTableBlock>& block, const Visitor& visit) const
{
    std::uint64_t budget = keyBudget();
    std::string lastKey;
    bool hasLast = false;
    auto goOn = visitBlock(block, lastKey, hasLast, budget, visit);
    if (!goOn)
        return fail(std::move(goOn.error()));
    return {};
}

} // namespace tensorgraft
