#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/error.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tensorgraft {

/// One block of a table, its checksum verified and its compression undone.
class SsTableBlock {
public:
    /// Entries, restart offsets and their count; without the trailer.
    [[nodiscard]] std::span<const std::byte> contents() const { return m_contents; }
    /// Of the stored block in the file.
    [[nodiscard]] std::uint64_t fileOffset() const { return m_fileOffset; }
    /// contents() are the bytes of the file from fileOffset() on: a value inside has a place in the file.
    [[nodiscard]] bool isStoredRaw() const { return m_raw; }
    /// Io error where contents() are mapped and the file has shrunk. Call after using the bytes.
    [[nodiscard]] Result<void> check() const { return m_guard ? m_guard->check() : Result<void>{}; }

private:
    friend class SsTable;
    std::vector<std::byte> m_owned;
    std::shared_ptr<const MappingGuard> m_guard;
    std::span<const std::byte> m_contents;
    std::uint64_t m_fileOffset = 0;
    bool m_raw = false;
};

/// Reads a table of LevelDB's format (google/leveldb, doc/table_format.md), which TensorFlow calls SSTable: sorted
/// keys and their values in blocks, each with a masked CRC-32C, stored as they are or compressed by Snappy.
///
/// Made for hostile files (docs/decisions/0008): every length is checked against the bytes that are there, a Snappy
/// block may not claim more than Snappy can make of its bytes, blocks may not overlap, keys must ascend, and the keys
/// together may not be more than `keyExpansion` times the file. Immutable; any number of threads may read.
class SsTable {
public:
    /// The last bytes of every table: two block handles, padding, the magic number.
    static constexpr std::size_t footerBytes = 48;
    /// Prefixes are shared at most between the entries of one restart interval (16 by default).
    static constexpr std::uint64_t keyExpansion = 64;

    /// True where `tail`, the last bytes of a file, ends in the magic number of a table.
    [[nodiscard]] static bool hasMagic(std::span<const std::byte> tail);
    /// Reads the footer and the index block. `path` is for errors.
    /// Errors: NotThisFormat (no magic number at the end), Corrupt, Io.
    [[nodiscard]] static Result<SsTable> open(std::shared_ptr<const ByteSource> source, std::filesystem::path path);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::uint64_t sizeBytes() const { return m_source->sizeBytes(); }
    [[nodiscard]] std::size_t blockCount() const { return m_blocks.size(); }
    /// Reads, verifies and decompresses data block `index`. Errors: Corrupt, Io.
    [[nodiscard]] Result<std::shared_ptr<const SsTableBlock>> block(std::size_t index) const;

    /// One entry while it is visited. `value` is a part of `block`, which may be kept; `key` lives until the next one.
    struct Entry {
        std::string_view key;
        std::span<const std::byte> value;
        const std::shared_ptr<const SsTableBlock>& block;
        /// Place of the value in the file; nullopt in a compressed block.
        [[nodiscard]] std::optional<std::uint64_t> valueFileOffset() const
        {
            if (!block->isStoredRaw())
                return std::nullopt;
            return block->fileOffset() + static_cast<std::uint64_t>(value.data() - block->contents().data());
        }
        [[nodiscard]] std::string_view valueText() const
        {
            return {reinterpret_cast<const char*>(value.data()), value.size()};
        }
    };
    /// Gives false to stop early (no error), or an error, which forEach() hands on.
    using Visitor = std::function<Result<bool>(const Entry&)>;
    /// Visits every entry in the order of the keys. Errors: Corrupt, Io, the visitor's.
    [[nodiscard]] Result<void> forEach(const Visitor& visit) const;
    /// Visits the entry with exactly this key; false where there is none. Reads one block.
    [[nodiscard]] Result<bool> get(std::string_view key, const Visitor& visit) const;
    /// The block that holds `key` if any does; nullopt where the key is beyond the last one. Reads nothing.
    [[nodiscard]] std::optional<std::size_t> blockOf(std::string_view key) const;
    /// Visits the entries of a block that block() gave.
    [[nodiscard]] Result<void> forEachIn(const std::shared_ptr<const SsTableBlock>& block, const Visitor& visit) const;

private:
    struct Handle {
        std::uint64_t offset = 0, size = 0; ///< `size` without the trailer
    };
    struct BlockRef {
        std::string lastKey; ///< not below any key of the block, below every key of the next one
        Handle handle;
    };
    SsTable(std::shared_ptr<const ByteSource> source, std::filesystem::path path)
        : m_source(std::move(source)), m_path(std::move(path))
    {
    }
    Result<std::shared_ptr<const SsTableBlock>> readBlock(Handle handle, std::string_view what) const;
    /// Visits the entries of one block; `keyBudget` is lowered by the bytes of the keys. False: stopped.
    Result<bool> visitBlock(const std::shared_ptr<const SsTableBlock>& block, std::string& lastKey, bool& hasLast,
                            std::uint64_t& keyBudget, const Visitor& visit) const;
    Result<Handle> parseHandle(std::span<const std::byte> bytes, std::size_t& at, std::uint64_t fileOffset,
                               std::string_view what) const;
    [[nodiscard]] std::uint64_t keyBudget() const;

    std::shared_ptr<const ByteSource> m_source;
    std::filesystem::path m_path;
    std::vector<BlockRef> m_blocks;
};

} // namespace tensorgraft
