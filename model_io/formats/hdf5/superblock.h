#pragma once

#include "model_io/codecs/byte_source.h"

#include <optional>

namespace tensorgraft::hdf5 {

/// What the first bytes of an HDF5 file promise (HDF5 File Format Specification, III.A "Superblock").
struct Superblock {
    std::uint64_t at = 0;        ///< where the signature is: 0, 512, 1024, ... ; the user block lies before it
    std::uint8_t version = 0;
    std::uint64_t endOfFile = 0; ///< first byte past the file's data, from the start of the file
};

/// Where the signature is among the places that the format allows; nullopt where there is none.
[[nodiscard]] std::optional<std::uint64_t> findSignature(const ByteSource& file);
/// Errors: NotThisFormat (no signature), Unsupported (unknown version), Corrupt (the file is shorter than it says).
/// `path`: for errors.
[[nodiscard]] Result<Superblock> readSuperblock(const ByteSource& file, const std::filesystem::path& path);

} // namespace tensorgraft::hdf5
