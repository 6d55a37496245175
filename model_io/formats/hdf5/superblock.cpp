#include "model_io/formats/hdf5/superblock.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tensorgraft::hdf5 {
namespace {

constexpr std::array<unsigned char, 8> signature{0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

/// Little-endian number of `size` bytes (2, 4 or 8).
std::uint64_t numberAt(std::span<const std::byte> bytes, std::size_t at, std::size_t size)
{
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;)
        value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
    return value;
}

} // namespace

std::optional<std::uint64_t> findSignature(const ByteSource& file)
{
    std::array<std::byte, signature.size()> bytes{};
    for (std::uint64_t at = 0; inside(at, bytes.size(), file.sizeBytes()); at = at == 0 ? 512 : 2 * at) {
        if (!file.readAt(at, bytes))
            return std::nullopt;
        if (std::memcmp(bytes.data(), signature.data(), bytes.size()) == 0)
            return at;
    }
    return std::nullopt;
}

Result<Superblock> readSuperblock(const ByteSource& file, const std::filesystem::path& path)
{
    const auto at = findSignature(file);
    if (!at)
        return fail(makeError(ErrorCode::NotThisFormat, "this is not an HDF5 file").at(path).at(std::uint64_t{0})
                        .wanted("the HDF5 signature at byte 0, 512, 1024, ...")
                        .advise("Choose an HDF5 file; if this should be one, its beginning is damaged"));
    Superblock block;
    block.at = *at;
    const auto cut = [&](std::uint64_t wanted) {
        return fail(makeError(ErrorCode::Corrupt, "the HDF5 file is cut short").at(path).at(file.sizeBytes())
                        .wanted("at least " + std::to_string(wanted) + " bytes").got(std::to_string(file.sizeBytes()) + " bytes")
                        .advise("The download or copy stopped early; get the file again"));
    };
    std::array<std::byte, 64> bytes{};
    const std::uint64_t available = std::min<std::uint64_t>(bytes.size(), file.sizeBytes() - *at);
    if (available < 14)
        return cut(*at + 48);
    if (auto r = file.readAt(*at, std::span(bytes).first(available)); !r)
        return fail(std::move(r.error()));
    block.version = std::to_integer<std::uint8_t>(bytes[8]);
    if (block.version > 3)
        return fail(makeError(ErrorCode::Unsupported, "the HDF5 superblock has an unknown version").at(path).at(*at + 8)
                        .wanted("0 to 3").got(std::to_string(block.version)));
    // Versions 0 and 1: sizes of offsets at 13; base address, free space, end of file from 24 (28 in version 1).
    // Versions 2 and 3: sizes of offsets at 9; base address, extension, end of file from 12.
    const bool old = block.version < 2;
    const std::size_t width = std::to_integer<std::size_t>(bytes[old ? 13 : 9]);
    if (width != 2 && width != 4 && width != 8)
        return fail(makeError(ErrorCode::Corrupt, "the HDF5 superblock is damaged").at(path).at(*at + (old ? 13 : 9))
                        .wanted("addresses of 2, 4 or 8 bytes").got(std::to_string(width))
                        .advise("Get a fresh copy of the file"));
    const std::size_t place = (old ? (block.version == 0 ? 24 : 28) : 12) + 2 * width;
    if (available < place + width)
        return cut(*at + place + width);
    block.endOfFile = numberAt(bytes, place, width);
    if (block.endOfFile > file.sizeBytes())
        return cut(block.endOfFile);
    return block;
}

} // namespace tensorgraft::hdf5
