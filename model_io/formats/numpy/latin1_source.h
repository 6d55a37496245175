#pragma once

#include "model_io/codecs/byte_source.h"

#include <mutex>
#include <vector>

namespace tensorgraft::numpy {

/// Bytes that a pickle keeps as text: each byte is the character of the same number, stored as UTF-8. NumPy under
/// Python 3 writes array data this way in protocols 0 to 2 (`_codecs.encode(text, 'latin1')`). Decodes on demand and
/// remembers where every 64 KiB start, so that the second visit of a place costs no scan.
class Latin1Source final : public ByteSource {
public:
    /// `text`: the UTF-8 bytes; `size`: the decoded bytes that they must give. REQUIRES: text length in [size, 2 size].
    Latin1Source(std::shared_ptr<const ByteSource> text, std::uint64_t size, std::filesystem::path path);
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_size; }
    /// Errors: also Corrupt where the text holds other characters or ends too early or too late.
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t, std::uint64_t) const override
    {
        return std::optional<Mapped>();
    }
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }

private:
    [[nodiscard]] Failure damaged(std::uint64_t at) const;
    std::shared_ptr<const ByteSource> m_text;
    std::uint64_t m_size;
    std::filesystem::path m_path;
    mutable std::mutex m_mutex;
    mutable std::vector<std::uint64_t> m_blockStarts{0}; ///< encoded offset of decoded byte 65536 * i
};

/// Appends the UTF-8 text of `bytes` read as latin-1.
void appendLatin1(std::vector<std::byte>& out, std::span<const std::byte> bytes);

} // namespace tensorgraft::numpy
