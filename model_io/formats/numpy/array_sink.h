#pragma once

#include "model_io/codecs/file_io.h"
#include "model_io/core/model_writer.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tensorgraft::numpy {

/// How the bytes of a slot are stored.
struct StoredAs {
    DType dtype = DType::Float32;
    Shape shape;
    bool bigEndian = false;
    bool fortranOrder = false;
    bool asLatin1 = false; ///< one character a byte, in UTF-8: the stored length follows from the values

    [[nodiscard]] std::uint64_t sizeBytes() const { return shape.elementCount() * itemSizeBytes(dtype); }
    [[nodiscard]] bool permuted() const { return fortranOrder && shape.rank() > 1; }
};

/// Takes the little-endian C-order bytes of one slot in ascending order and stores them in their form. Permutes
/// column-major arrays in pieces of at most `window` bytes.
class ArraySink {
public:
    /// REQUIRES: stored.asLatin1 arrays that are permuted fit the window.
    ArraySink(OutputFile& file, std::uint64_t position, StoredAs stored, std::uint64_t window = windowBytes);
    static constexpr std::uint64_t windowBytes = std::uint64_t{64} << 20;

    [[nodiscard]] Result<void> write(std::uint64_t byteOffset, std::span<const std::byte> bytes);
    /// The whole slot from a file inside the kernel; false where the form needs the bytes in hand.
    [[nodiscard]] Result<bool> copyExtent(const FileExtent& extent);
    [[nodiscard]] bool complete() const { return m_received == m_stored.sizeBytes(); }
    [[nodiscard]] std::uint64_t received() const { return m_received; }
    /// Bytes in the file; final once complete.
    [[nodiscard]] std::uint64_t storedBytes() const { return m_emitted; }
    [[nodiscard]] std::uint64_t position() const { return m_position; }

private:
    Result<void> emit(std::span<const std::byte> bytes);
    Result<void> flush(bool last);
    Result<void> scatter(std::uint64_t firstElement, std::span<const std::byte> bytes);

    OutputFile& m_file;
    std::uint64_t m_position;
    StoredAs m_stored;
    std::uint64_t m_window;
    std::uint64_t m_received = 0, m_flushed = 0, m_emitted = 0;
    std::vector<std::byte> m_buffer, m_scratch;
};

} // namespace tensorgraft::numpy
