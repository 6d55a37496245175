#pragma once

#include <cstdint>

namespace tensorgraft::hdf5 {

// What the library and its helper program say to each other over one socket: frames of a 64-bit length and a payload,
// strictly request and reply. The payload of a request starts with a Command, that of a reply with a Reply. Any number of
// frames of Reply::Progress may come before a reply that holds a table of contents: the objects visited so far, and the share of the file's
// tree that is done, 0 to 1, as the bits of a double.

/// Descriptors that the helper inherits.
inline constexpr int helperSocket = 3;
inline constexpr int helperFile = 4; ///< the HDF5 file, for OpenFile

enum class Command : std::uint8_t {
    OpenFile = 1,  ///< first byte and number of bytes of the HDF5 file in helperFile; reply: the table of contents
    Read,          ///< address, dtype, asStored, first element, count; reply: the elements
    EditFile,      ///< path of a staged copy, opened for writing, and the byte of it where the HDF5 file starts, to its end
    ReplaceType,   ///< path in the file, dtype, shape: recreates the dataset with its other properties
    Write,         ///< path in the file, dtype, asStored, first element, bytes
    CreateFile,    ///< path, keepOrder, a table of what is to be made; reply: the table with the datasets' places
    CloseFile,     ///< flushes; an error here means that the file is not complete
};

enum class Reply : std::uint8_t { Done = 0, Failed = 1, Progress = 2 };

/// A frame may not be longer: room for a window of data and for large tables.
inline constexpr std::uint64_t maxFrameBytes = std::uint64_t{1} << 31;
/// Elements of one Read or Write are at most this many bytes.
inline constexpr std::uint64_t maxTransferBytes = std::uint64_t{1} << 24;

} // namespace tensorgraft::hdf5
