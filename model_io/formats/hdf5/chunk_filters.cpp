#include "model_io/formats/hdf5/chunk_filters.h"

#include "model_io/formats/hdf5/lzf.h"

#include <algorithm>
#include <cstring>
#include <isa-l/igzip_lib.h>

namespace tensorgraft::hdf5 {
namespace {

Failure damaged(std::string what)
{
    return fail(makeError(ErrorCode::Corrupt, std::move(what)).advise("The file is damaged; get a fresh copy of it"));
}

Result<std::vector<std::byte>> inflate(std::span<const std::byte> in, std::size_t size)
{
    // Deflate cannot shrink more than 1032 to 1: a tiny chunk that claims gigabytes is refused before any allocation.
    if (size / 1032 > in.size() + 64)
        return damaged("a chunk is too small for what it should hold");
    std::vector<std::byte> out(size);
    inflate_state state;
    isal_inflate_init(&state);
    state.crc_flag = ISAL_ZLIB; // with its header and Adler-32
    state.next_in = reinterpret_cast<std::uint8_t*>(const_cast<std::byte*>(in.data()));
    state.avail_in = static_cast<std::uint32_t>(in.size());
    state.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    state.avail_out = static_cast<std::uint32_t>(size);
    const int status = isal_inflate(&state);
    if (status != ISAL_DECOMP_OK || state.block_state != ISAL_BLOCK_FINISH)
        return damaged("a compressed chunk does not inflate (code " + std::to_string(status) + ")");
    out.resize(size - state.avail_out);
    return out;
}

Result<std::vector<std::byte>> expandLzfChunk(std::span<const std::byte> in, std::size_t size)
{
    auto out = expandLzf(in, size);
    if (!out)
        return damaged("a compressed chunk (LZF) is damaged");
    return std::move(*out);
}

/// The shuffle filter stores byte 0 of all elements, then byte 1 of all, ...; a rest smaller than an element stays.
std::vector<std::byte> unshuffle(const std::vector<std::byte>& in, std::size_t item)
{
    const std::size_t count = item ? in.size() / item : 0;
    if (item < 2 || count < 2)
        return in;
    std::vector<std::byte> out(in.size());
    if (item == 4) { // the common case, written so that the compiler vectorises it
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t b = 0; b < 4; ++b)
                out[4 * i + b] = in[b * count + i];
    } else {
        for (std::size_t b = 0; b < item; ++b)
            for (std::size_t i = 0; i < count; ++i)
                out[item * i + b] = in[b * count + i];
    }
    std::copy(in.begin() + static_cast<std::ptrdiff_t>(count * item), in.end(), out.begin() + static_cast<std::ptrdiff_t>(count * item));
    return out;
}

/// HDF5's Fletcher-32: 16-bit words, high byte first, sums folded modulo 65535 (H5_checksum_fletcher32).
std::uint32_t fletcher32(std::span<const std::byte> bytes)
{
    std::uint32_t a = 0, b = 0;
    const std::size_t words = bytes.size() / 2;
    for (std::size_t i = 0; i < words;) {
        for (const std::size_t end = std::min(words, i + 360); i < end; ++i) { // 360: the most that cannot overflow
            a += std::to_integer<std::uint32_t>(bytes[2 * i]) << 8 | std::to_integer<std::uint32_t>(bytes[2 * i + 1]);
            b += a;
        }
        a = (a & 0xFFFF) + (a >> 16);
        b = (b & 0xFFFF) + (b >> 16);
    }
    if (bytes.size() % 2) {
        a += std::to_integer<std::uint32_t>(bytes.back()) << 8;
        b += a;
        a = (a & 0xFFFF) + (a >> 16);
        b = (b & 0xFFFF) + (b >> 16);
    }
    a = (a & 0xFFFF) + (a >> 16);
    b = (b & 0xFFFF) + (b >> 16);
    return b << 16 | a;
}

Result<std::vector<std::byte>> checkFletcher(std::vector<std::byte> in)
{
    if (in.size() < 4)
        return damaged("a chunk is too short for its checksum");
    const auto body = std::span(in).first(in.size() - 4);
    std::uint32_t stored = 0;
    for (std::size_t i = 4; i-- > 0;)
        stored = stored << 8 | std::to_integer<std::uint32_t>(in[body.size() + i]);
    const std::uint32_t sum = fletcher32(body);
    // Versions before 1.6.3 stored the bytes of each half the other way round; libhdf5 still accepts both.
    const std::uint32_t swapped = (sum & 0x00FF00FFU) << 8 | (sum & 0xFF00FF00U) >> 8;
    if (stored != sum && stored != swapped)
        return fail(makeError(ErrorCode::Corrupt, "the checksum of a chunk does not fit its bytes")
                        .wanted(std::to_string(stored)).got(std::to_string(sum))
                        .advise("The file is damaged; get a fresh copy of it"));
    in.resize(body.size());
    return in;
}

} // namespace

bool filtersAreKnown(std::span<const Filter> filters)
{
    return std::ranges::all_of(filters, [](const Filter& f) {
        return f.id == FilterDeflate || f.id == FilterShuffle || f.id == FilterFletcher32 || f.id == FilterLzf;
    });
}

Result<std::vector<std::byte>> undoFilters(std::vector<std::byte> stored, std::span<const Filter> filters, std::uint32_t mask,
                                           std::size_t chunkBytes)
{
    // Checksums that were added before a compression are inside it.
    std::size_t added = 0;
    for (std::size_t i = 0; i < filters.size(); ++i)
        if (filters[i].id == FilterFletcher32 && !(i < 32 && mask >> i & 1U))
            added += 4;
    for (std::size_t i = filters.size(); i-- > 0;) {
        if (i < 32 && mask >> i & 1U)
            continue;
        const Filter& f = filters[i];
        Result<std::vector<std::byte>> next;
        switch (f.id) {
        case FilterDeflate: next = inflate(stored, chunkBytes + added); break;
        case FilterLzf: next = expandLzfChunk(stored, chunkBytes + added); break;
        case FilterShuffle: next = unshuffle(stored, f.parameters.empty() ? 1 : f.parameters[0]); break;
        default:
            next = checkFletcher(std::move(stored));
            added -= 4;
            break;
        }
        if (!next)
            return next;
        stored = std::move(*next);
    }
    if (stored.size() != chunkBytes)
        return fail(makeError(ErrorCode::Corrupt, "a chunk holds another number of bytes than its shape asks for")
                        .wanted(std::to_string(chunkBytes)).got(std::to_string(stored.size()))
                        .advise("The file is damaged; get a fresh copy of it"));
    return stored;
}

} // namespace tensorgraft::hdf5
