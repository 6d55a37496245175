#pragma once

#include "model_io/formats/hdf5/container.h"
#include "model_io/formats/hdf5/hdf5_toc.h"

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace tensorgraft::hdf5 {

using ChunkBytes = std::shared_ptr<const std::vector<std::byte>>;

/// Decoded chunks that were used in part and may be wanted again; one for a file. Least recently used goes first.
class ChunkCache {
public:
    explicit ChunkCache(std::uint64_t limitBytes) : m_limit(limitBytes) {}
    struct Key {
        const void* dataset;
        std::uint64_t chunk;
        auto operator<=>(const Key&) const = default;
    };
    [[nodiscard]] ChunkBytes find(const Key& key);
    void insert(const Key& key, ChunkBytes bytes);

private:
    struct Entry {
        Key key;
        ChunkBytes bytes;
    };
    std::mutex m_mutex;
    std::uint64_t m_limit, m_size = 0;
    std::list<Entry> m_entries; ///< most recent first
    std::map<Key, std::list<Entry>::iterator> m_index;
};

/// The C-order bytes of a chunked dataset, chunks read at their offsets and decoded here, several at once.
class ChunkedSource final : public ByteSource {
public:
    /// Errors: Corrupt where the chunk grid makes no sense.
    [[nodiscard]] static Result<std::shared_ptr<const ByteSource>> make(const Container& container,
                                                                        std::shared_ptr<const Dataset> dataset,
                                                                        std::shared_ptr<ChunkCache> cache);
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_size; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }

private:
    ChunkedSource() = default;
    [[nodiscard]] Result<ChunkBytes> load(std::uint64_t index, bool keep) const;
    /// REQUIRES: the range is not empty and lies inside the value.
    Result<void> readRange(std::uint64_t offset, std::span<std::byte> out) const;
    Result<void> copyChunk(const std::vector<std::uint64_t>& at, std::uint64_t offset, std::span<std::byte> out) const;

    std::shared_ptr<const ByteSource> m_file;
    std::filesystem::path m_path;
    std::shared_ptr<const Dataset> m_dataset;
    std::shared_ptr<ChunkCache> m_cache;
    std::uint64_t m_size = 0;      ///< of the dataset
    std::uint64_t m_chunkBytes = 0;
    std::size_t m_item = 1;
    std::vector<std::uint64_t> m_dims, m_side, m_grid; ///< all of the same rank, at least 1
};

} // namespace tensorgraft::hdf5
