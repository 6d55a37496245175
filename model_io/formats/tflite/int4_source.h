#pragma once

#include "model_io/codecs/byte_source.h"

#include <memory>

namespace tensorgraft::tflite {

/// Packed int4 shown as int8: element 2k is the low half of byte k, element 2k+1 the high half, both signed.
class Int4Source final : public ByteSource {
public:
    /// REQUIRES: (elementCount + 1) / 2 bytes of `packed` from `offset` on.
    Int4Source(std::shared_ptr<const ByteSource> packed, std::uint64_t offset, std::uint64_t elementCount);

    [[nodiscard]] std::uint64_t sizeBytes() const override { return m_count; }
    [[nodiscard]] Result<void> readAt(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] Result<std::optional<Mapped>> mapAt(std::uint64_t, std::uint64_t) const override { return std::optional<Mapped>(); }
    [[nodiscard]] std::optional<FileExtent> extentAt(std::uint64_t, std::uint64_t) const override { return std::nullopt; }

private:
    std::shared_ptr<const ByteSource> m_packed;
    std::uint64_t m_offset, m_count;
};

} // namespace tensorgraft::tflite
