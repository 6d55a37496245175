#pragma once

#include "model_io/codecs/byte_source.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace tensorgraft::tf {

/// One run of a data file whose CRC-32C is known. Nothing is read on making it; whoever first asks for any part of it
/// (reading, mapping or its place for a copy) has the whole run verified, once: a wrong byte is noticed on every way
/// out, at the price of one pass over the run at memory speed. Where the checksum is wrong every read and map is
/// Corrupt, and there is no extent.
class CheckedSource final : public ByteSource {
public:
    /// `crc`: unmasked. REQUIRES: the run lies inside `file`.
    CheckedSource(std::shared_ptr<const FileSource> file, std::uint64_t offset, std::uint64_t length, std::uint32_t crc);

    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_length; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t offset, std::uint64_t length) const override;
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t offset, std::uint64_t length) const override;
    /// Verifies the run where that was not done yet. Errors: Corrupt, Io.
    [[nodiscard]] Result<void> verify() const;

private:
    enum class State : std::uint8_t { Unknown, Good, Bad };
    Result<std::uint32_t> computed() const;
    Error wrong() const;

    std::shared_ptr<const FileSource> m_file;
    std::uint64_t m_offset, m_length;
    std::uint32_t m_crc;
    mutable std::atomic<State> m_state{State::Unknown};
    mutable std::atomic<std::uint32_t> m_found{0}; ///< of a bad run
};

/// CRC-32C of a run of a file, in windows. Errors: Io, Corrupt (outside of the file).
[[nodiscard]] Result<std::uint32_t> crc32cOf(const FileSource& file, std::uint64_t offset, std::uint64_t length);

/// "0x1234abcd".
[[nodiscard]] std::string crcText(std::uint32_t crc);

} // namespace tensorgraft::tf
