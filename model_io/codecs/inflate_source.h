#pragma once

#include "model_io/codecs/byte_source.h"

#include <mutex>
#include <string>
#include <vector>

namespace tensorgraft {

/// The decoded bytes of a raw deflate stream (RFC 1951) of known length. Reading in order costs one pass; an earlier
/// offset starts again from the front. A few positions are remembered, so that several readers do not disturb each
/// other. Memory: about 200 kB a reader.
class InflateSource final : public ByteSource {
public:
    /// `compressed`: exactly the stream. `size`, `crc`: of the decoded bytes, checked when the end is reached.
    /// `path`, `place`, `name`: for errors ("model.npz", offset of the data, name of the entry).
    InflateSource(std::shared_ptr<const ByteSource> compressed, std::uint64_t size, std::uint32_t crc,
                  std::filesystem::path path, std::uint64_t place, std::string name);
    ~InflateSource() override;
    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_size; }
    /// Errors: also Corrupt where the stream is damaged, longer or shorter than declared, or has the wrong CRC.
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t, std::uint64_t) const override
    {
        return std::optional<Mapped>();
    }
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }

private:
    class Reader;
    [[nodiscard]] Failure damaged(std::string message) const;
    std::unique_ptr<Reader> takeReader(std::uint64_t offset) const;

    std::shared_ptr<const ByteSource> m_compressed;
    std::uint64_t m_size;
    std::uint32_t m_crc;
    std::filesystem::path m_path;
    std::uint64_t m_place;
    std::string m_name;
    mutable std::mutex m_mutex;
    mutable std::vector<std::unique_ptr<Reader>> m_idle; ///< the least recently used first
};

} // namespace tensorgraft
