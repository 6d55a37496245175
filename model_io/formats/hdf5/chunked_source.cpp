#include "model_io/formats/hdf5/chunked_source.h"

#include "model_io/formats/hdf5/chunk_filters.h"
#include "model_io/formats/hdf5/sources.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

namespace tensorgraft::hdf5 {
namespace {

std::uint64_t saturatingProduct(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

} // namespace

ChunkBytes ChunkCache::find(const Key& key)
{
    const std::scoped_lock lock(m_mutex);
    const auto it = m_index.find(key);
    if (it == m_index.end())
        return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, it->second);
    return it->second->bytes;
}

void ChunkCache::insert(const Key& key, ChunkBytes bytes)
{
    const std::scoped_lock lock(m_mutex);
    if (bytes->size() > m_limit || m_index.contains(key))
        return;
    m_size += bytes->size();
    m_entries.push_front({key, std::move(bytes)});
    m_index[key] = m_entries.begin();
    while (m_size > m_limit) {
        m_size -= m_entries.back().bytes->size();
        m_index.erase(m_entries.back().key);
        m_entries.pop_back();
    }
}

Result<std::shared_ptr<const ByteSource>> ChunkedSource::make(const Container& container,
                                                              std::shared_ptr<const Dataset> dataset,
                                                              std::shared_ptr<ChunkCache> cache)
{
    const auto bad = [&](std::string what) {
        return fail(makeError(ErrorCode::Corrupt, std::move(what)).at(container.path).of(dataset->path)
                        .advise("The file is damaged; get a fresh copy of it"));
    };
    std::shared_ptr<ChunkedSource> s(new ChunkedSource);
    s->m_item = itemSizeBytes(dataset->type.dtype);
    const std::size_t rank = dataset->shape.rank();
    if (rank == 0 || dataset->chunkShape.size() != rank)
        return bad("the chunks do not fit the shape");
    constexpr std::uint64_t limit = std::uint64_t{1} << 32; // of the format: chunks are below 4 GiB
    s->m_chunkBytes = s->m_item;
    std::uint64_t chunks = 1;
    for (std::size_t a = 0; a < rank; ++a) {
        const auto dim = static_cast<std::uint64_t>(dataset->shape[a]);
        const std::int64_t side = dataset->chunkShape[a];
        if (side < 1 || static_cast<std::uint64_t>(side) >= limit / s->m_chunkBytes)
            return bad("the chunks are larger than the format allows");
        s->m_chunkBytes *= static_cast<std::uint64_t>(side);
        s->m_dims.push_back(dim);
        s->m_side.push_back(static_cast<std::uint64_t>(side));
        s->m_grid.push_back(dim / s->m_side[a] + (dim % s->m_side[a] != 0));
        if (s->m_grid[a] != 0 && chunks > UINT64_MAX / s->m_grid[a])
            return bad("the chunks are too many");
        chunks *= s->m_grid[a];
    }
    for (std::size_t i = 0; i < dataset->chunks.size(); ++i) {
        const Chunk& c = dataset->chunks[i];
        if (c.index >= chunks || (i > 0 && dataset->chunks[i - 1].index >= c.index))
            return bad("the index of the chunks is damaged");
        if (!inside(c.offset, c.size, container.sizeBytes()) || c.size >= limit)
            return fail(makeError(ErrorCode::Corrupt, "a chunk lies outside the file").at(container.path).of(dataset->path).at(c.offset)
                            .wanted("at most " + std::to_string(container.sizeBytes()) + " bytes")
                            .got(std::to_string(c.size) + " bytes from " + std::to_string(c.offset))
                            .advise("The file is damaged; get a fresh copy of it"));
    }
    s->m_size = dataset->shape.elementCount() * s->m_item;
    s->m_file = container.bytes;
    s->m_path = container.path;
    s->m_dataset = std::move(dataset);
    s->m_cache = std::move(cache);
    return s;
}

Result<ChunkBytes> ChunkedSource::load(std::uint64_t index, bool keep) const
{
    const auto it = std::ranges::lower_bound(m_dataset->chunks, index, {}, &Chunk::index);
    if (it == m_dataset->chunks.end() || it->index != index)
        return ChunkBytes(); // never written
    const ChunkCache::Key key{this, index};
    if (ChunkBytes cached = m_cache->find(key))
        return cached;
    std::vector<std::byte> stored(it->size);
    if (auto r = m_file->readAt(it->offset, stored); !r)
        return fail(std::move(r.error()).of(m_dataset->path));
    auto decoded = undoFilters(std::move(stored), m_dataset->filters, it->filterMask, m_chunkBytes);
    if (!decoded)
        return fail(std::move(decoded.error()).at(m_path).at(it->offset).of(m_dataset->path));
    auto bytes = std::make_shared<const std::vector<std::byte>>(std::move(*decoded));
    if (keep)
        m_cache->insert(key, bytes);
    return ChunkBytes(bytes);
}

/// Copies what chunk `at` (grid coordinates) holds of bytes [offset, offset + out.size()) of the value.
Result<void> ChunkedSource::copyChunk(const std::vector<std::uint64_t>& at, std::uint64_t offset, std::span<std::byte> out) const
{
    const std::size_t rank = m_dims.size();
    std::uint64_t index = 0;
    std::vector<std::uint64_t> origin(rank), extent(rank), stride(rank, m_item), inner(rank, m_item);
    for (std::size_t a = 0; a < rank; ++a) {
        index = index * m_grid[a] + at[a];
        origin[a] = at[a] * m_side[a];
        extent[a] = std::min(m_side[a], m_dims[a] - origin[a]);
    }
    for (std::size_t a = rank - 1; a-- > 0;) {
        stride[a] = stride[a + 1] * m_dims[a + 1];
        inner[a] = inner[a + 1] * m_side[a + 1];
    }
    std::uint64_t first = 0, last = m_item; // the span of the whole value that this chunk reaches into
    for (std::size_t a = 0; a < rank; ++a) {
        first += origin[a] * stride[a];
        last += (origin[a] + extent[a] - 1) * stride[a];
    }
    const std::uint64_t end = offset + out.size();
    if (last <= offset || first >= end)
        return {};
    auto loaded = load(index, first < offset || last > end);
    if (!loaded)
        return fail(std::move(loaded.error()));
    const std::byte* data = *loaded ? (*loaded)->data() : nullptr;
    const FillSource fill(m_size, m_dataset->fillValue);

    const std::uint64_t run = extent[rank - 1] * m_item;
    std::vector<std::uint64_t> row(rank, 0);
    for (;;) {
        std::uint64_t to = origin[rank - 1] * m_item, from = 0;
        for (std::size_t a = 0; a + 1 < rank; ++a) {
            to += (origin[a] + row[a]) * stride[a];
            from += row[a] * inner[a];
        }
        const std::uint64_t begin = std::max(to, offset), stop = std::min(to + run, end);
        if (begin < stop) {
            const auto place = out.subspan(begin - offset, stop - begin);
            if (data)
                std::memcpy(place.data(), data + from + (begin - to), place.size());
            else if (auto r = fill.readAt(begin, place); !r)
                return r;
        }
        std::size_t a = rank - 1;
        while (a > 0 && ++row[a - 1] == extent[a - 1])
            row[--a] = 0;
        if (a == 0)
            return {};
    }
}

Result<void> ChunkedSource::readAt(std::uint64_t offset, std::span<std::byte> out) const
{
    if (!inside(offset, out.size(), m_size))
        return pastEnd(offset, out.size(), m_size);
    return out.empty() ? Result<void>() : readRange(offset, out);
}

Result<void> ChunkedSource::readRange(std::uint64_t offset, std::span<std::byte> out) const
{
    // Chunks that the run may touch: one coordinate while first and last element share it, then a range, then all.
    const std::size_t rank = m_dims.size();
    std::vector<std::uint64_t> low(rank), high(rank);
    std::uint64_t firstElement = offset / m_item, lastElement = (offset + out.size() - 1) / m_item;
    for (std::size_t a = rank; a-- > 0;) {
        low[a] = firstElement % m_dims[a], firstElement /= m_dims[a];
        high[a] = lastElement % m_dims[a], lastElement /= m_dims[a];
    }
    bool shared = true;
    std::uint64_t boundary = 0, place = 0; // where the slab of the last element begins, on the first axis that differs
    for (std::size_t a = 0; a < rank; ++a) {
        const bool same = low[a] == high[a];
        place = place * m_dims[a] + high[a];
        if (shared && !same) {
            boundary = place;
            for (std::size_t inner = a + 1; inner < rank; ++inner)
                boundary *= m_dims[inner];
        }
        low[a] = shared ? low[a] / m_side[a] : 0;
        high[a] = shared ? high[a] / m_side[a] : m_grid[a] - 1;
        shared = shared && same;
    }
    std::uint64_t total = 1;
    for (std::size_t a = 0; a < rank; ++a)
        total = saturatingProduct(total, high[a] - low[a] + 1);
    // A short run across the end of a row touches few chunks of two rows of chunks: taken apart there, so that the
    // others are not even looked at.
    const std::uint64_t split = boundary * m_item;
    if (total > 64 && total / 4 > out.size() / m_item && split > offset) {
        if (auto r = readRange(offset, out.first(split - offset)); !r)
            return r;
        return readRange(split, out.subspan(split - offset));
    }

    std::atomic<std::uint64_t> next{0};
    std::mutex mutex;
    std::optional<Error> failure;
    const auto copyChunks = [&] {
        std::vector<std::uint64_t> at(rank);
        for (std::uint64_t i; (i = next.fetch_add(1)) < total;) {
            for (std::size_t a = rank; a-- > 0;) {
                const std::uint64_t n = high[a] - low[a] + 1;
                at[a] = low[a] + i % n;
                i /= n;
            }
            if (auto r = copyChunk(at, offset, out); !r) {
                const std::scoped_lock lock(mutex);
                if (!failure)
                    failure = std::move(r.error());
                next = total;
            }
        }
    };
    const auto work = [&] {
        try {
            copyChunks();
        } catch (const std::exception& e) { // no memory for a chunk
            const std::scoped_lock lock(mutex);
            failure = makeError(ErrorCode::Unsupported, std::string("a chunk cannot be read: ") + e.what()).at(m_path).of(m_dataset->path);
            next = total;
        }
    };
    // Threads pay only where there is much to inflate.
    const bool heavy = !m_dataset->filters.empty() && out.size() >= (std::size_t{1} << 20);
    const std::uint64_t helpers = heavy ? std::min<std::uint64_t>({total, std::thread::hardware_concurrency(), 8}) : 1;
    std::vector<std::jthread> threads;
    try {
        for (std::uint64_t t = 1; t < helpers; ++t)
            threads.emplace_back(work);
    } catch (const std::exception&) {
        // Fewer threads do the same work.
    }
    work();
    threads.clear();
    if (failure)
        return fail(std::move(*failure));
    return {};
}

} // namespace tensorgraft::hdf5
